"""Searching 10,000 sealed cards by name, against a bare scan of the same cards in memory."""

from typing import Final
from uuid import uuid4

from django.db import transaction
from django.utils import timezone

from entrenous.dossiers.directory import DirectoryCard
from entrenous.keyring import containers, groups, models, records
from entrenous.keyring.containers import Recipient
from entrenous.ops.bench.house import BenchHouse
from entrenous.ops.bench.pairing import Ratio, compare
from entrenous.reception import directory, matching
from entrenous.reception.contents import DirectoryPage, Filed
from entrenous.reception.directory import KEYS_VERSION
from entrenous.reception.models import Directory
from entrenous.vault.grants import Motive

CARDS: Final = 10_000
_PER_PAGE: Final = 256
_FIRST: Final = ("Awa", "Bastien", "Camille", "Dounia", "Élodie", "Farid", "Gisèle", "Hugo")
_SYLLABLES: Final = ("bar", "co", "del", "fer", "gui", "lan", "mo", "pra", "rou", "sal", "ti", "va")
_QUERY: Final = "Barcodel Awa"


def searching(made: BenchHouse) -> Ratio:
    """One search: open the pages, prepare the index, match; against preparing and matching."""
    place = made.secteur.circonscription
    group = groups.create(models.Group.Kind.RECEPTION, place, by=made.worker)
    groups.countersign(group, by=made.lead)
    filed = [directory.file_card(_card(number, made), timezone.now()) for number in range(CARDS)]
    _store(made, group, filed)
    plain = [directory.searchable(f) for f in filed]
    keys = [f.keys for f in filed]

    def bare() -> None:
        matching.search(matching.prepare(plain, keys), _QUERY)

    return compare(
        "chercher un nom parmi 10 000 fiches scellées",
        lambda: directory.search([place], _QUERY, by=made.worker),
        "la même recherche sur les mêmes fiches, en clair et déjà en mémoire",
        bare,
        pairs=7,
        target=4.0,
    )


def _store(made: BenchHouse, group: models.Group, filed: list[Filed]) -> None:
    with transaction.atomic():
        opened = containers.create(
            models.Container.Kind.DIRECTORY,
            by=made.worker,
            recipients=[Recipient(group.pk, Motive.LETTER_BOX)],
            keep=False,
        )
        Directory.objects.create(
            container_id=opened.id, circonscription=made.secteur.circonscription
        )
        pages = [
            DirectoryPage(tuple(filed[start : start + _PER_PAGE]), KEYS_VERSION)
            for start in range(0, len(filed), _PER_PAGE)
        ]
        records.write_all(opened, pages, by=made.worker)


def _card(number: int, made: BenchHouse) -> DirectoryCard:
    syllables, rest = [], number
    for _ in range(4):
        rest, rank = divmod(rest, len(_SYLLABLES))
        syllables.append(_SYLLABLES[rank])
    return DirectoryCard(
        card_id=uuid4(),
        family_name="".join(syllables).title(),
        given_name=_FIRST[number % len(_FIRST)],
        birth_name="",
        birth_year=1940 + number % 70,
        referent=made.worker.agent.pk,
        secteur=made.secteur.pk,
    )
