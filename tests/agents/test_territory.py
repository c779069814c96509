"""The map of secteurs is read once, and again when it changes."""

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from entrenous.agents import territory
from entrenous.agents.models import Secteur, StreetRange
from entrenous.agents.sectors import Outcome
from tests.people import House


def add(secteur: Secteur, commune: str, street: str = "", **more: object) -> StreetRange:
    return StreetRange.objects.create(secteur=secteur, commune=commune, street=street, **more)


def test_an_address_gives_its_secteur(house: House) -> None:
    add(house.secteur, "Saint-Orme", "rue des Tanneurs")
    placed = territory.place(
        house.organisation.pk, street="3 bis r. des tanneurs", commune="ST ORME"
    )
    assert placed.secteur == house.secteur


def test_an_overlap_gives_both_and_a_gap_gives_none(house: House) -> None:
    other = Secteur.objects.create(circonscription=house.circonscription, name="Secteur 08")
    add(house.secteur, "Saint-Orme", "rue des Tanneurs")
    add(other, "Saint-Orme", "rue des Tanneurs")
    both = territory.place(house.organisation.pk, street="rue des Tanneurs", commune="Saint-Orme")
    assert both.resolution.outcome is Outcome.SEVERAL
    assert both.secteurs == (house.secteur, other)
    assert both.secteur is None
    gap = territory.place(house.organisation.pk, street="rue du Vide", commune="Saint-Orme")
    assert gap.resolution.outcome is Outcome.NONE


def test_the_map_is_kept_until_it_changes(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(territory, "_may_be_undone", lambda: False)
    monkeypatch.setattr(territory, "_MAPS", {})
    row = add(house.secteur, "Saint-Orme", "rue des Tanneurs")
    first = territory.sector_map(house.organisation.pk)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert territory.sector_map(house.organisation.pk) is first
    assert len(asked) <= 2
    add(house.secteur, "Valmeuse-sur-Orme")
    second = territory.sector_map(house.organisation.pk)
    assert second is not first
    StreetRange.objects.filter(pk=row.pk).update(street="rue Neuve")
    territory.touch(house.organisation.pk)
    placed = territory.place(house.organisation.pk, street="rue Neuve", commune="Saint-Orme")
    assert placed.secteur == house.secteur


def test_a_street_whose_addition_was_undone_leaves_no_trace(house: House) -> None:
    """On SQLite the next row takes the number of the one that never was."""
    other = Secteur.objects.create(circonscription=house.circonscription, name="Secteur 08")
    with transaction.atomic():
        add(house.secteur, "Saint-Orme", "rue des Tanneurs")
        seen = territory.place(
            house.organisation.pk, street="rue des Tanneurs", commune="Saint-Orme"
        )
        assert seen.secteur == house.secteur
        transaction.set_rollback(True)
    add(other, "Saint-Orme", "rue Neuve")
    old = territory.place(house.organisation.pk, street="rue des Tanneurs", commune="Saint-Orme")
    assert old.resolution.outcome is Outcome.NONE
    new = territory.place(house.organisation.pk, street="rue Neuve", commune="Saint-Orme")
    assert new.secteur == other


@pytest.mark.parametrize("street", ["", "🙂", "x" * 5000, "\u202erue"])
def test_no_odd_input_breaks_it(house: House, street: str) -> None:
    add(house.secteur, "Saint-Orme")
    territory.place(house.organisation.pk, street=street, commune="Saint-Orme")
