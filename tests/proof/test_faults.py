"""A process killed, a journal that refuses, a full disk, a crowd: nothing half done, nothing shown.

The kills are real (SIGKILL, in a child of the test) and fall at chosen statements of the act, on a
committed database; afterwards everything opens, under the former key or under the new one.
"""

import os
import signal
import sqlite3
import threading
import traceback
import warnings
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager, suppress
from datetime import date
from typing import Any

import psycopg
import pytest
from django.db import connection, connections, transaction
from django.urls import reverse
from pytest_django.plugin import DjangoDbBlocker

from entrenous.dossiers import sharing
from entrenous.dossiers.codes import Mode
from entrenous.dossiers.contents import ThreadEntry
from entrenous.dossiers.models import Dossier
from entrenous.dossiers.thread import write_entry
from entrenous.journal import actions as journal
from entrenous.journal.acts import Act
from entrenous.journal.models import Entry
from entrenous.journal.queries import check
from entrenous.keyring import models, records, rotation
from entrenous.keyring.errors import KeyNotHeld
from tests.browsing import client_of
from tests.dossiers.opened import dossier_of
from tests.ground.databases import Database
from tests.people import House

ON = date(2026, 2, 10)
TEXTS = ["un premier appel", "un second appel"]
_KILLS = 7


# --- kill -9 -----------------------------------------------------------------------------------


def renew(house: House, dossier: Dossier) -> None:
    rotation.renew(dossier.pk, by=house.keyring("Camille"))


def transfer(house: House, dossier: Dossier) -> None:
    sharing.transfer(house.keyring("Camille"), dossier, house.agents["Alix"])


def write(house: House, dossier: Dossier) -> None:
    write_entry(house.keyring("Camille"), dossier, ThreadEntry(ON, Mode.PHONE, text="un troisième"))


def statements(house: House, dossier: Dossier, act: Callable[[House, Dossier], None]) -> int:
    """How many statements an act sends; what it did is undone."""
    seen = 0

    def count(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        nonlocal seen
        seen += _counts(sql)
        return execute(sql, params, many, context)

    with transaction.atomic(), connection.execute_wrapper(count):
        act(house, Dossier.objects.get(pk=dossier.pk))
        transaction.set_rollback(True)
    return seen


def _counts(sql: str) -> bool:
    """Savepoints are more numerous inside the transaction that only counts."""
    return not sql.startswith(("SAVEPOINT", "RELEASE", "ROLLBACK", "BEGIN"))


def killed_at(number: int, run: Callable[[], None]) -> int:
    """Run in a child that dies before its n-th statement; returns the signal it died of."""
    connections.close_all()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        child = os.fork()
    if child == 0:
        # Once a browser has run in this process, the connection of the test is its event loop's;
        # a child has no loop, and would find the one of before, still on the shared database.
        inherited = connections["default"]
        connections["default"] = connections.create_connection("default")
        left = [number]

        def die(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
            left[0] -= _counts(sql)
            if left[0] == 0 and _counts(sql):
                os.kill(os.getpid(), signal.SIGKILL)
            return execute(sql, params, many, context)

        try:
            with connection.execute_wrapper(die):
                run()
            if number > left[0] > 0:
                os.kill(os.getpid(), signal.SIGKILL)  # the act was over: after its commit
        except BaseException:  # noqa: BLE001  # told, or the parent would only know that it lived
            traceback.print_exc()
        finally:
            del inherited
            os._exit(1)
    _, status = os.waitpid(child, 0)
    return os.WTERMSIG(status)


@pytest.mark.parametrize("act", [renew, transfer, write], ids=lambda act: act.__name__)
def test_after_a_kill_everything_opens_and_nothing_is_half_sealed(
    committed: House, act: Callable[[House, Dossier], None]
) -> None:
    house = committed
    dossier = dossier_of(house, "Camille")
    for text in TEXTS:
        entry = ThreadEntry(ON, Mode.PHONE, text=text)
        write_entry(house.keyring("Camille"), dossier, entry)
    last = statements(house, dossier, act)
    assert last > _KILLS
    before = is_whole(house, dossier)
    points = sorted({1 + step * (last - 1) // (_KILLS - 1) for step in range(_KILLS)})
    for number in points:
        run = lambda: act(house, Dossier.objects.get(pk=dossier.pk))  # noqa: E731
        assert killed_at(number, run) == signal.SIGKILL
        assert is_whole(house, dossier) == before, f"killed at statement {number} of {last}"
    assert killed_at(last + 5, lambda: act(house, Dossier.objects.get(pk=dossier.pk)))
    assert is_whole(house, dossier) != before, "after its commit the act is done"


def is_whole(house: House, dossier: Dossier) -> tuple[int, str, int, int]:
    """Check that the dossier opens for its référente, whole, at one epoch, and the journal too."""
    row = Dossier.objects.get(pk=dossier.pk)
    who = next(n for n, a in house.agents.items() if a.pk == row.referent_id)
    opened = house.keyring(who)._open([dossier.pk])[dossier.pk]
    reading = records.read(opened)
    assert reading.is_whole
    texts = [r.content.text for r in reading.of(ThreadEntry)]
    assert set(TEXTS) <= set(texts)
    container = models.Container.objects.get(pk=dossier.pk)
    for sealed in (models.Record, models.HeadRow):
        epochs = set(sealed.objects.filter(container=container).values_list("epoch", flat=True))
        assert epochs == {container.epoch}
    for name in {"Camille", "Alix"} - {who}:
        with pytest.raises(KeyNotHeld):
            house.keyring(name).open(dossier.pk, Act.DOSSIER_OPENED)
    return container.epoch, who, len(texts), check(house.organisation)


# --- a database that takes nothing any more -----------------------------------------------------


@contextmanager
def read_only() -> Iterator[None]:
    """The database truly refuses: as on a disk remounted read-only, or a server turned standby."""
    on, off = {
        "sqlite": ("PRAGMA query_only=ON", "PRAGMA query_only=OFF"),
        "postgresql": (
            "SET default_transaction_read_only = on",
            "SET default_transaction_read_only = off",
        ),
    }[connection.vendor]
    with connection.cursor() as cursor:
        cursor.execute(on)
    yield
    with connection.cursor() as cursor:
        cursor.execute(off)


def test_a_database_that_refuses_says_so_in_french_and_keeps_the_former_state(
    committed: House,
) -> None:
    house = committed
    dossier = dossier_of(house, "Camille")
    client = client_of(house, "Camille")
    client.raise_request_exception = False
    url = reverse("dossiers:entry_new", args=[dossier.pk])
    typed = {"on": "10 02 2026", "mode": Mode.PHONE.value, "text": "le texte tapé ce matin"}
    before = (models.Record.objects.count(), Entry.objects.count())
    with read_only():
        answer = client.post(url, typed)
    page = answer.content.decode()
    assert answer.status_code == 503
    assert "Ce qui était enregistré n’a pas changé" in page
    assert "readonly" not in page
    assert "read-only" not in page
    assert (models.Record.objects.count(), Entry.objects.count()) == before
    assert client.post(url, typed).status_code in {200, 302}, "sent again once it writes"
    assert typed["text"] in page, "what was typed is still there to be sent again"


# --- a crowd ------------------------------------------------------------------------------------


def test_thirty_at_once_leave_no_gap_and_no_double_in_the_journal(
    committed: House, django_db_blocker: DjangoDbBlocker
) -> None:
    house, each = committed, 3
    first = Entry.objects.count()
    started, failed = threading.Barrier(30), []

    def read() -> None:
        with ExitStack() as done:
            done.callback(connections.close_all)
            started.wait()
            try:
                for _ in range(each):
                    journal.record(
                        Act.LIST_OPENED, organisation=house.organisation.pk,
                        actor=house.agents["Camille"].pk,
                    )  # fmt: skip
            except Exception as error:  # noqa: BLE001  # told by the test itself
                failed.append(error)

    threads = [threading.Thread(target=read) for _ in range(30)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    seqs = Entry.objects.order_by("seq").values_list("seq", flat=True)
    assert list(seqs) == list(range(1, first + 30 * each + 1))
    with suppress(AttributeError):
        connections.close_all()
    assert check(house.organisation) == first + 30 * each


def test_a_reading_is_on_the_disk_before_its_key_is_given(
    own_database: Database, committed: House
) -> None:
    seen = entries_seen_by_another(own_database)
    committed.keyring("Camille").open_list((), Act.LIST_OPENED)
    assert entries_seen_by_another(own_database) == seen + 1


def entries_seen_by_another(database: Database) -> int:
    """What a connection of someone else counts: only what was committed."""
    opened = (
        psycopg.connect(database.admin_dsn)
        if database.vendor == "postgresql"
        else sqlite3.connect(database.name)
    )
    with closing(opened) as raw:
        row = raw.execute("SELECT count(*) FROM journal_entry").fetchone()
    return int(row[0]) if row else 0
