"""The sealed directory: who is followed, never why; protected people are not in it."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import transaction
from django.utils import timezone

from entrenous.dossiers.actions import change_card, open_dossier
from entrenous.dossiers.contents import PersonCard
from entrenous.dossiers.directory import DirectoryCard, Slip, _drop
from entrenous.dossiers.models import DirectorySlip, Dossier
from entrenous.journal.acts import Act
from entrenous.journal.models import Entry
from entrenous.keyring import records
from entrenous.keyring.errors import KeyNotHeld, VaultClosed
from entrenous.keyring.models import Record
from entrenous.reception import directory
from entrenous.reception.contents import DirectoryPage
from entrenous.reception.models import Directory
from tests.people import House


def followed(
    house: House, family: str, given: str, who: str = "Camille", **more: object
) -> Dossier:
    card = PersonCard(family_name=family, given_name=given, **more)  # type: ignore[arg-type]
    return open_dossier(house.keyring(who), card, secteur=house.secteur, reasons="budget")


def names(house: House, query: str, year: int | None = None, who: str = "Rachel") -> list[str]:
    found = directory.search([house.circonscription], query, year, by=house.keyring(who))
    return [hit.name for hit in found.hits]


def fold(house: House, who: str = "Omar") -> int:
    return directory.fold(house.circonscription, by=house.keyring(who))


@pytest.mark.parametrize(
    "query", ["Lefèvre Zoé", "zoe lefevre", "LEFEBVRE", "Lefevr", "Zoé Lefèbre"]
)
def test_a_person_is_found_however_her_name_is_written(house: House, query: str) -> None:
    followed(house, "Lefèvre", "Zoé", birth_year=1960)
    followed(house, "Benhaddou-Roche", "Idriss")
    assert fold(house) == 2
    assert names(house, query) == ["LEFÈVRE Zoé"]


def test_the_answer_says_by_whom_and_where_and_never_why(house: House) -> None:
    dossier = followed(house, "Lefèvre", "Zoé")
    fold(house)
    hit = directory.search([house.circonscription], "lefevre", by=house.keyring("Omar")).hits[0]
    assert (hit.dossier, hit.referent, hit.secteur) == (
        dossier.pk, house.agents["Camille"], house.secteur,
    )  # fmt: skip
    assert "budget" not in repr(hit)


def test_the_search_and_each_card_shown_are_journaled_without_the_name(house: House) -> None:
    dossier = followed(house, "Lefèvre", "Zoé")
    fold(house)
    names(house, "lefevre")
    acts = list(Entry.objects.order_by("-seq").values_list("act", "container")[:2])
    assert acts[0] == (Act.DIRECTORY_HIT, dossier.pk)
    assert acts[1][0] == Act.DIRECTORY_SEARCHED


def test_a_protected_person_never_appears(house: House) -> None:
    followed(house, "Cachée", "Une", is_protected=True)
    fold(house)
    assert names(house, "cachee") == []


def test_protecting_someone_leaves_nothing_of_her_behind(house: House) -> None:
    dossier = followed(house, "Lefèvre", "Zoé")
    fold(house)
    card = PersonCard(family_name="Lefèvre", given_name="Zoé", is_protected=True)
    change_card(house.keyring("Camille"), dossier, card, based_on=1)
    fold(house)
    assert names(house, "lefevre") == []
    row = Directory.objects.get()
    opened = house.keyring("Omar").open(row.pk, Act.DIRECTORY_SEARCHED)
    every = Record.objects.filter(container_id=row.pk).values_list("record", flat=True)
    kept = [v.content for r in set(every) for v in records.versions(opened, r)]
    assert "Lefèvre" not in str(kept)


def test_an_older_slip_put_back_by_hand_files_nothing(house: House) -> None:
    dossier = followed(house, "Lefèvre", "Zoé")
    first = DirectorySlip.objects.values().get()
    fold(house)
    card = PersonCard(family_name="Lefèvre", given_name="Zoé", is_protected=True)
    change_card(house.keyring("Camille"), dossier, card, based_on=1)
    fold(house)
    DirectorySlip.objects.create(**first)
    fold(house)
    assert names(house, "lefevre") == []


def test_a_colleague_cannot_take_out_someone_she_does_not_follow(house: House) -> None:
    dossier = followed(house, "Lefèvre", "Zoé")
    fold(house)
    slip = Slip(dossier.pk, None, timezone.now() + timedelta(seconds=1))
    _drop(slip, dossier, by=house.keyring("Sacha"))
    fold(house)
    assert names(house, "lefevre") == ["LEFÈVRE Zoé"]


def test_a_changed_name_replaces_the_card(house: House) -> None:
    dossier = followed(house, "Lefèvre", "Zoé")
    fold(house)
    card = PersonCard(family_name="Moreau", given_name="Zoé", birth_name="Lefèvre")
    change_card(house.keyring("Camille"), dossier, card, based_on=1)
    fold(house)
    assert names(house, "moro") == ["MOREAU Zoé"]
    assert names(house, "lefevre") == ["MOREAU Zoé"]


@pytest.mark.parametrize("who", ["Camille", "Ines", "Lou", "Ada", "Max"])
def test_only_reception_searches_it(house: House, who: str) -> None:
    with pytest.raises(KeyNotHeld):
        names(house, "lefevre", who=who)
    followed(house, "Lefèvre", "Zoé")
    fold(house)
    with pytest.raises(KeyNotHeld):
        names(house, "lefevre", who=who)


def test_a_closed_vault_does_not_even_say_nobody(house: House) -> None:
    with pytest.raises(VaultClosed):
        directory.search([house.circonscription], "lefevre", by=house.closed("Rachel"))


def test_whoever_is_not_of_the_group_files_nothing(house: House) -> None:
    followed(house, "Lefèvre", "Zoé")
    assert fold(house, "Camille") == 0
    assert DirectorySlip.objects.count() == 1


def test_an_ended_accompagnement_is_said_as_such(house: House) -> None:
    dossier = followed(house, "Lefèvre", "Zoé")
    today = timezone.localdate()
    dossier.accompagnements.update(closed_on=today)
    fold(house)
    hit = directory.search([house.circonscription], "lefevre", by=house.keyring("Omar")).hits[0]
    assert hit.ended_on == today


def test_pages_hold_256_cards_and_a_large_directory_answers_quickly(house: House) -> None:
    keyring = house.keyring("Omar")
    camille = house.agents["Camille"].pk
    cards = [
        DirectoryCard(
            uuid4(), f"Nom{n:05d}", "Camille", "", 1950 + n % 50, camille, house.secteur.pk
        )
        for n in range(3000)
    ]
    followed(house, "Lefèvre", "Zoé")
    fold(house)
    with transaction.atomic():
        opened = keyring.writing(Directory.objects.get().pk)
        slips = [Slip(card.card_id, card, timezone.now()) for card in cards]
        directory._file(slips, opened, by=keyring)
    reading = records.read(keyring.open(opened.id, Act.DIRECTORY_SEARCHED), DirectoryPage)
    sizes = [len(page.content.filed) for page in reading.of(DirectoryPage)]
    assert sum(sizes) == 3001
    assert max(sizes) == 256
    assert reading.is_whole
    assert names(house, "Zoé Lefèbvre")[0] == "LEFÈVRE Zoé"
