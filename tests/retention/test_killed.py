"""A process killed in the middle: of a destruction, the dossier is whole, or nothing is left of it;
of an archiving, it is its référente's or the archives', whole, and the same act then goes through.

The kills are real (SIGKILL, in a child) and fall at statements of the act, on a committed database.
"""

import os
import signal
import time
from uuid import UUID

import pytest
from django.utils import timezone

from entrenous.documents import store
from entrenous.documents.models import StoredFile
from entrenous.documents.queries import attachments, open_file
from entrenous.dossiers.contents import ThreadEntry
from entrenous.dossiers.models import Dossier
from entrenous.dossiers.queries import own
from entrenous.journal.acts import Act
from entrenous.journal.queries import check
from entrenous.keyring import models, records
from entrenous.retention import archives, erasing
from entrenous.retention.contents import ArchiveReturn
from entrenous.retention.errors import NotDestroyed
from entrenous.retention.models import Archived, Destruction
from tests.people import House
from tests.proof.conftest import committed  # noqa: F401  # a fixture
from tests.proof.test_faults import killed_at, statements
from tests.retention.old import RAW, TEXT, archived, lived, proposed, with_archives

_KILLS = 6
#: What a first run asks for and the next ones know: counted, then not sent again.
_ASKED_ONCE = 4
_TWO_DAYS = 2 * 86_400


def erase(house: House) -> None:
    erasing.erase(house.keyring("Ines"), Destruction.objects.get().pk)


def is_there(house: House, dossier: UUID, file: UUID) -> bool:
    """Check that a dossier is whole (True), or that nothing opens and nothing is left (False)."""
    row = Destruction.objects.get()
    assert check(house.organisation)
    if row.erased_at is None:
        camille = house.keyring("Camille")
        reading = records.read(camille.open(dossier, Act.DOSSIER_OPENED))
        assert reading.is_whole
        assert [entry.content.text for entry in reading.of(ThreadEntry)] == [TEXT]
        (found,) = attachments(reading)
        with open_file(camille, dossier, found.id, act=Act.DOCUMENT_READ) as opened:
            assert b"".join(opened.chunks()) == RAW
        assert (row.done_by, row.place) == (None, None)
        return True
    assert not Dossier.objects.filter(pk=dossier).exists()
    assert not models.Grant.objects.filter(container=dossier, box__isnull=False).exists()
    assert not models.Record.objects.filter(container=dossier).exists()
    assert not StoredFile.objects.filter(pk=file).exists()
    assert row.place
    return False


def killed_before_its_files(house: House) -> int:
    """Dies once it is committed, before any file left the disk; returns the signal."""

    def run() -> None:
        with pytest.MonkeyPatch.context() as patched:
            patched.setattr(store, "drop", lambda _: os.kill(os.getpid(), signal.SIGKILL))
            erase(house)

    return killed_at(1_000_000, run)


def test_after_a_kill_a_dossier_is_whole_or_destroyed_and_it_goes_on(
    committed: House,  # noqa: F811
) -> None:
    house = committed
    dossier = lived(house)
    number, row = dossier.pk, proposed(house, dossier)
    file = StoredFile.objects.get(container=number).pk
    last = statements(house, dossier, lambda house, _: erase(house)) - _ASKED_ONCE
    assert last > _KILLS
    for point in sorted({1 + step * (last - 1) // (_KILLS - 1) for step in range(_KILLS)}):
        assert killed_at(point, lambda: erase(house)) == signal.SIGKILL
        assert is_there(house, number, file), f"killed at statement {point} of {last}"
        assert store.exists(file)
    assert killed_before_its_files(house) == signal.SIGKILL
    assert not is_there(house, number, file), "after its commit it is done"
    with pytest.raises(NotDestroyed):
        erasing.erase(house.keyring("Ines"), row.pk)
    assert store.exists(file), "sealed, and its key is nowhere"
    long_ago = time.time() - _TWO_DAYS
    os.utime(store.path_of(file), (long_ago, long_ago))
    store.purge()
    assert not store.exists(file)


def put_away(house: House) -> None:
    archived(house, Dossier.objects.get(accompagnements__closed_on__isnull=False))


def take_back(house: House) -> None:
    said = ArchiveReturn(timezone.localdate(), timezone.localdate(), "Elle est revenue.")
    row = Archived.objects.get()
    archives.take_back(house.keyring("Lou"), row.pk, said, to=house.agents["Alix"])


def whose(house: House, dossier: UUID) -> str:
    """Who opens it, whole; nobody else does."""
    assert check(house.organisation)
    found = []
    for who in ("Camille", "Alix", "Lou"):
        keyring = house.keyring(who)
        with keyring.in_archives():
            if keyring.holds(dossier):
                reading = records.read(keyring.open(dossier, Act.DOSSIER_OPENED))
                assert reading.is_whole
                assert [entry.content.text for entry in reading.of(ThreadEntry)] == [TEXT]
                found.append(who)
    (holder,) = found
    is_archived = Archived.objects.filter(pk=dossier).exists()
    assert is_archived == (holder == "Lou")
    assert own(house.keyring(holder)).filter(pk=dossier).exists() != is_archived
    return holder


def test_after_a_kill_a_dossier_is_archived_whole_or_not_at_all_and_so_is_its_return(
    committed: House,  # noqa: F811
) -> None:
    house = committed
    with_archives(house)
    number = lived(house).pk
    for act, before, after in ((put_away, "Camille", "Lou"), (take_back, "Lou", "Alix")):
        last = statements(house, Dossier.objects.get(pk=number), lambda h, _, do=act: do(h))
        last -= _ASKED_ONCE
        for point in sorted({1 + step * (last - 1) // (_KILLS - 1) for step in range(_KILLS)}):
            assert killed_at(point, lambda do=act: do(house)) == signal.SIGKILL
            assert whose(house, number) == before, f"killed at statement {point} of {last}"
        act(house)
        assert whose(house, number) == after
