"""What a page costs: the sealed dossier page against the same page unsealed, and a bare page."""

from collections.abc import Iterator
from contextlib import contextmanager
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


def measures(made: BenchHouse) -> list[Ratio]:
    """CPU per request of the dossier page and of the list, each beside its yardsticks."""
    client = browser(made.worker)
    dossiers = [
        open_dossier(made.worker, house.card(number), secteur=made.secteur)
        for number in range(LISTED)
    ]
    house.fill(dossiers[0].pk, made.worker, ENTRIES)
    page = reverse("dossiers:dossier", args=[dossiers[0].pk])
    listing, bare = reverse("dossiers:list"), reverse("common:accessibility")
    found = [
        compare(
            f"la page d’un dossier de {ENTRIES} écrits",
            lambda: _get(client, page),
            "la même page, mêmes requêtes, contenus en clair",
            _unsealed(client, page, dossiers[0].pk, made.worker),
            pairs=25,
            target=1.3,
        )
    ]
    for name, url in (("la page d’un dossier", page), (f"la liste de {LISTED} dossiers", listing)):
        found.append(
            compare(
                name,
                lambda url=url: _get(client, url),  # type: ignore[misc]
                "une page Django sans dossier (même serveur, même gabarit)",
                lambda: _get(client, bare),
            )
        )
    return found


def browser(keyring: Keyring) -> Client:
    """A client with an open vault, as after a log-in."""
    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(keyring.agent, backend=_BACKEND)
    key = client.session.session_key or ""
    cookie = unlocking.start(keyring.agent, keyring.secret, session_key=key)
    client.cookies[settings.ENTRENOUS_UNLOCK_COOKIE] = cookie.hex()
    return client


def _get(client: Client, url: str) -> None:
    if client.get(url).status_code != 200:  # noqa: PLR2004 - « found »
        raise AssertionError("the page did not answer")


def _unsealed(client: Client, url: str, dossier: UUID, keyring: Keyring) -> Any:
    """The same request with every opening replaced by a look-up of clear bytes."""
    opened = keyring.open(dossier, Act.DOSSIER_OPENED)
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
        with _without_seal(clear, {dossier: opened}):
            _get(client, url)

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
