"""The sheet: written by the référente, in two compartments, for the next one to read."""

from datetime import date

import pytest

from entrenous.dossiers import merging
from entrenous.handover import sheets
from entrenous.handover.codes import NotTold, Way
from entrenous.handover.contents import HandoverNotes, HandoverSheet
from entrenous.journal.acts import Act
from entrenous.keyring import records
from entrenous.keyring.errors import EditedMeanwhile, KeyNotHeld
from entrenous.keyring.models import Record
from entrenous.vault.containers import Compartment
from tests.dossiers.opened import contents, dossier_of
from tests.handover.handing import passed_on
from tests.people import House

ON = date(2026, 2, 10)
SAID = HandoverSheet("Préfère le matin.", "La séparation.", "Rappeler la CAF", "le 12 mars", ON)
NOTES = HandoverNotes("Passer par la sœur.", ON, Way.TALK)


def sheet(house: House, who: str, dossier: object) -> sheets.Sheet:
    opened = house.keyring(who).open(dossier.pk, Act.DOSSIER_OPENED)  # type: ignore[attr-defined]
    dossier.refresh_from_db()  # type: ignore[attr-defined]
    return sheets.sheet_in(records.read(opened, *sheets.KINDS), dossier.referent_id)  # type: ignore[attr-defined]


def test_her_words_are_where_she_reads_them_and_the_services_apart(house: House) -> None:
    dossier = dossier_of(house, "Camille")
    sheets.keep(house.keyring("Camille"), dossier, SAID, NOTES, based_on=(0, 0))
    rows = Record.objects.filter(container_id=dossier.pk, kind__in=(340, 341))
    assert dict(rows.values_list("kind", "compartment")) == {
        340: Compartment.PERSON, 341: Compartment.NOTES,
    }  # fmt: skip
    found = sheet(house, "Camille", dossier)
    assert found.is_hers
    assert found.is_told
    assert found.versions == (1, 1)


def test_two_windows_lose_nothing(house: House) -> None:
    dossier, camille = dossier_of(house, "Camille"), house.keyring("Camille")
    sheets.keep(camille, dossier, SAID, NOTES, based_on=(0, 0))
    sheets.keep(camille, dossier, HandoverSheet("Autre."), NOTES, based_on=(1, 1))
    with pytest.raises(EditedMeanwhile):
        sheets.keep(camille, dossier, SAID, NOTES, based_on=(1, 1))
    assert contents(house, "Camille", dossier, HandoverSheet) == [HandoverSheet("Autre.")]


def test_only_its_referente_writes_it(house: House) -> None:
    dossier = dossier_of(house, "Camille")
    with pytest.raises(KeyNotHeld):
        sheets.keep(house.keyring("Alix"), dossier, SAID, NOTES, based_on=(0, 0))


def test_the_next_one_reads_it_and_writes_her_own_for_whoever_follows(house: House) -> None:
    dossier = dossier_of(house, "Camille")
    sheets.keep(house.keyring("Camille"), dossier, SAID, NOTES, based_on=(0, 0))
    passed_on(house, dossier)
    found = sheet(house, "Alix", dossier)
    assert found.said
    assert found.said.content == SAID
    assert found.notes
    assert found.notes.content == NOTES
    assert not found.is_hers
    assert not found.is_told, "what Camille told her was not about whoever follows Alix"


def test_where_nobody_said_the_person_is_said_not_to_know(house: House) -> None:
    dossier = dossier_of(house, "Camille")
    passed_on(house, dossier)
    assert contents(house, "Alix", dossier, HandoverNotes) == [
        HandoverNotes(not_told=NotTold.NO_TIME)
    ]
    assert contents(house, "Alix", dossier, HandoverSheet) == []


def test_a_sheet_follows_when_two_dossiers_become_one(house: House) -> None:
    kept, double = dossier_of(house, "Camille"), dossier_of(house, "Camille")
    camille = house.keyring("Camille")
    sheets.keep(camille, double, SAID, NOTES, based_on=(0, 0))
    merging.merge(camille, double, into=kept)
    found = sheet(house, "Camille", kept)
    assert found.said
    assert found.said.content == SAID
    assert found.is_told
