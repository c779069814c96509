"""The pages that are measured, and what the seal adds to one of them."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from typing import Any, Final
from unittest import mock
from uuid import UUID

from django.conf import settings
from django.test import Client
from django.urls import reverse

from entrenous.dossiers.actions import open_dossier
from entrenous.journal.acts import Act
from entrenous.keyring import records, unlocking
from entrenous.keyring.heads import stored_rows
from entrenous.keyring.kinds import kind_of
from entrenous.keyring.opening import Keyring
from entrenous.ops.bench import house
from entrenous.ops.bench.house import BenchHouse
from entrenous.ops.bench.pairing import Ratio, compare
from entrenous.vault.containers import Compartment
from entrenous.vault.sealing import RecordOpener

ENTRIES: Final = 40
LISTED: Final = 100
_BACKEND: Final = "entrenous.keyring.backend.PhraseBackend"


@dataclass(frozen=True)
class Shown:
    """Pages to ask for, and the browser that may see them.

    bare  a page of Django with the same layout, where no dossier is read
    """

    client: Client
    dossier: UUID
    page: str
    listing: str
    bare: str

    def get(self, url: str) -> None:
        """Ask for a page; AssertionError unless it answers."""
        if self.client.get(url).status_code != 200:  # noqa: PLR2004 - « found »
            raise AssertionError("the page did not answer")


@cache
def show(made: BenchHouse) -> Shown:
    """A hundred dossiers, one of them with forty entries. Made once in a run."""
    dossiers = [
        open_dossier(made.worker, house.card(number), secteur=made.secteur)
        for number in range(LISTED)
    ]
    first = dossiers[0].pk
    house.fill(first, made.worker, ENTRIES)
    return Shown(
        browser(made.worker),
        first,
        page=reverse("dossiers:dossier", args=[first]),
        listing=reverse("dossiers:list"),
        bare=reverse("common:accessibility"),
    )


def unsealing(made: BenchHouse) -> Ratio:
    """CPU per request of the dossier page, against the same page without its seal."""
    shown = show(made)
    return compare(
        f"la page d’un dossier de {ENTRIES} écrits",
        lambda: shown.get(shown.page),
        "la même page, mêmes requêtes, contenus en clair",
        _unsealed(shown, made.worker),
        pairs=25,
        target=1.3,
    )


def browser(keyring: Keyring) -> Client:
    """A client with an open vault, as after a log-in."""
    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(keyring.agent, backend=_BACKEND)
    key = client.session.session_key or ""
    cookie = unlocking.start(keyring.agent, keyring.secret, session_key=key)
    client.cookies[settings.ENTRENOUS_UNLOCK_COOKIE] = cookie.hex()
    return client


def _unsealed(shown: Shown, keyring: Keyring) -> Callable[[], None]:
    """The same request with every opening replaced by a look-up of clear bytes."""
    opened = keyring.open(shown.dossier, Act.DOSSIER_OPENED)
    clear: dict[tuple[UUID, int], bytes] = {}
    for row in stored_rows(opened, list(Compartment)):
        opener = RecordOpener(
            opened.key_for(Compartment(row.compartment)),
            opened.place,
            Compartment(row.compartment),
        )
        clear[row.record, row.version] = opener.open(
            bytes(row.blob), kind=row.kind, record=row.record, version=row.version
        )

    def run() -> None:
        with _without_seal(clear, {shown.dossier: opened}):
            shown.get(shown.page)

    return run


@contextmanager
def _without_seal(clear: dict[tuple[UUID, int], bytes], opened: dict[UUID, Any]) -> Iterator[None]:
    def look_up(_self: object, _blob: bytes, *, kind: int, record: UUID, version: int) -> bytes:
        kind_of(kind)
        return clear[record, version]

    def held(_self: object, containers: Any) -> dict[UUID, Any]:
        return {c: opened[c] for c in containers if c in opened}

    with (
        mock.patch.object(RecordOpener, "open", look_up),
        mock.patch.object(records, "doubtful", return_value=frozenset()),
        mock.patch.object(Keyring, "_open", held),
    ):
        yield
