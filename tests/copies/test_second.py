"""What is kept is read by a second person, who is asked of these very choices."""

from uuid import UUID

import pytest

from entrenous.copies import second
from entrenous.copies.codes import Choice
from entrenous.dossiers import support
from entrenous.dossiers.models import Dossier, SupportExtract
from entrenous.keyring.errors import KeyNotHeld
from tests.copies.files import (
    KEPT,
    THIRD,
    asked,
    choose,
    choose_all,
    refused,
    review,
    second_look,
)
from tests.people import House


def test_what_is_kept_waits_for_a_second_reading_of_these_very_choices(
    house: House, dossier: Dossier, ids: dict[str, UUID]
) -> None:
    request = asked(house, dossier)
    choose_all(house, dossier, request, ids)
    assert "seconde lecture" in refused(house, dossier, request)
    second_look(house, dossier, request)
    found = review(house, dossier, request)
    kept = next(i for i, c in found.decided if i.id == ids["judged"])
    choose(house, dossier, found, kept, Choice.GIVE)
    assert "seconde lecture" in refused(house, dossier, request)


def test_the_extract_says_what_is_kept_and_only_its_reader_answers(
    house: House, dossier: Dossier, ids: dict[str, UUID]
) -> None:
    camille, request = house.keyring("Camille"), asked(house, dossier)
    found = choose_all(house, dossier, request, ids)
    text = second.extract_of(found)
    assert KEPT in text
    assert THIRD not in text
    assert "passage masqué" in text
    second.ask(camille, dossier, found, to=house.agents["Lou"], text=text)
    lent = SupportExtract.objects.get()
    for who in ("Ines", "Camille", "Alix"):
        with pytest.raises(KeyNotHeld):
            second.say_on_extract(house.keyring(who), lent, agrees=True, words="")
    support.take_back(camille, lent)
    with pytest.raises(KeyNotHeld):
        second.say_on_extract(house.keyring("Lou"), lent, agrees=True, words="")


def test_nobody_reads_a_second_time_what_she_asked_for(
    house: House, dossier: Dossier, ids: dict[str, UUID]
) -> None:
    request = asked(house, dossier)
    found = choose_all(house, dossier, request, ids)
    with pytest.raises(second.NotAsked):
        second.ask(house.keyring("Camille"), dossier, found, to=house.agents["Camille"])


def test_a_small_service_does_without(house: House, dossier: Dossier, ids: dict[str, UUID]) -> None:
    request = asked(house, dossier)
    found = choose_all(house, dossier, request, ids)
    assert second.is_needed(found, small_service=False)
    assert not second.is_needed(found, small_service=True)
