"""The term runs from the last contact with the person; nothing after the end moves it."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from entrenous.agents.models import Agent
from entrenous.dossiers.codes import Doing, Mode
from entrenous.dossiers.contents import ThreadEntry
from entrenous.dossiers.models import Accompagnement, Dossier
from entrenous.dossiers.thread import write_entry
from entrenous.keyring.errors import KeyNotHeld
from entrenous.retention import clock, deciding
from entrenous.retention.codes import Stage
from entrenous.retention.contents import KeptLonger
from entrenous.retention.models import Kept, Terms
from tests.dossiers.opened import dossier_of
from tests.people import House
from tests.retention.old import lived, proposed

ENDED_ON = date(2022, 8, 31)


@pytest.fixture
def dossier(house: House) -> Dossier:
    return lived(house, closed_on=ENDED_ON, file=False)


def on(dossier: Dossier, day: date) -> clock.Standing:
    terms = clock.terms_of(dossier.container.organisation_id)
    found = clock.standing(dossier, day, terms)
    assert found
    return found


def test_until_it_is_read_the_end_counts(dossier: Dossier) -> None:
    assert on(dossier, ENDED_ON).counted_on == ENDED_ON
    assert on(dossier, ENDED_ON).term_on == date(2024, 8, 31)


@pytest.mark.parametrize(
    ("day", "stage"),
    [
        (date(2024, 5, 30), Stage.ACTIVE),
        (date(2024, 5, 31), Stage.NEAR),
        (date(2024, 8, 30), Stage.NEAR),
        (date(2024, 8, 31), Stage.REACHED),
    ],
)
def test_one_is_told_at_21_months_and_the_term_is_at_24(
    dossier: Dossier, day: date, stage: Stage
) -> None:
    assert on(dossier, day).stage is stage


def test_a_month_without_that_day_ends_on_its_last_one(house: House, dossier: Dossier) -> None:
    Terms.objects.create(organisation=house.organisation, alert_months=5, active_months=6)
    assert on(dossier, date(2023, 1, 30)).stage is Stage.ACTIVE
    assert on(dossier, date(2023, 1, 31)).stage is Stage.NEAR
    assert on(dossier, date(2023, 2, 28)).stage is Stage.REACHED
    assert on(dossier, date(2023, 2, 28)).term_on == date(2023, 2, 28)


def test_the_last_contact_read_is_older_than_the_end(house: House, dossier: Dossier) -> None:
    read = deciding.read_last_contact(house.keyring("Camille"), dossier)
    assert read == ENDED_ON - timedelta(days=3)
    assert on(dossier, ENDED_ON).counted_on == read


def test_a_call_after_the_end_does_not_reset_the_clock(house: House, dossier: Dossier) -> None:
    called_on = timezone.localdate() - timedelta(days=1)
    call = ThreadEntry(called_on, Mode.PHONE, text="La CAF demande une date.")
    write_entry(house.keyring("Camille"), dossier, call)
    read = deciding.read_last_contact(house.keyring("Camille"), dossier)
    assert read == ENDED_ON - timedelta(days=3)
    Kept.objects.update(last_contact_on=called_on)
    assert on(dossier, called_on).counted_on == ENDED_ON, "nor does a day that is after the end"


def test_a_letter_to_a_third_party_is_no_contact_with_her(house: House, dossier: Dossier) -> None:
    entry = ThreadEntry(ENDED_ON, Mode.THIRD_PARTY, text="Au bailleur.", doing=Doing.THIRD_PARTY)
    write_entry(house.keyring("Camille"), dossier, entry)
    read = deciding.read_last_contact(house.keyring("Camille"), dossier)
    assert read == ENDED_ON - timedelta(days=3)


def test_a_contact_read_before_a_later_accompagnement_counts_no_more(
    house: House, dossier: Dossier
) -> None:
    deciding.read_last_contact(house.keyring("Camille"), dossier)
    later = date(2025, 3, 10)
    Accompagnement.objects.create(
        dossier=dossier, opened_on=later - timedelta(days=40), closed_on=later
    )
    assert on(dossier, later).counted_on == later
    assert on(dossier, later).stage is Stage.ACTIVE


def test_an_accompagnement_under_way_has_no_term(house: House, dossier: Dossier) -> None:
    Accompagnement.objects.create(dossier=dossier, opened_on=date(2026, 1, 5))
    today = timezone.localdate()
    assert clock.standing(dossier, today, clock.terms_of(house.organisation.pk)) is None
    assert clock.near_for(house.agents["Camille"], today) == []


def test_kept_longer_until_its_day_then_the_question_comes_back(
    house: House, dossier: Dossier
) -> None:
    until = timezone.localdate() + timedelta(days=30)
    deciding.keep_longer(house.keyring("Camille"), dossier, KeptLonger(until, "un recours"))
    assert on(dossier, until).stage is Stage.KEPT
    assert on(dossier, until).kept_until == until
    assert on(dossier, until + timedelta(days=1)).stage is Stage.REACHED


def test_only_who_holds_it_keeps_it_longer(house: House, dossier: Dossier) -> None:
    until = timezone.localdate() + timedelta(days=30)
    with pytest.raises(KeyNotHeld):
        deciding.keep_longer(house.keyring("Ines"), dossier, KeptLonger(until, "un recours"))
    assert not Kept.objects.exists()


def test_proposed_is_said_before_anything_else(house: House, dossier: Dossier) -> None:
    proposed(house, dossier)
    assert on(dossier, timezone.localdate()).stage is Stage.PROPOSED


def test_the_list_is_of_ones_own_dossiers_the_oldest_first(house: House, dossier: Dossier) -> None:
    older = lived(house, closed_on=date(2021, 1, 4), file=False)
    dossier_of(house, "Alix")
    found = clock.near_for(house.agents["Camille"], timezone.localdate())
    assert [each.dossier.pk for each in found] == [older.pk, dossier.pk]
    assert clock.near_for(house.agents["Alix"], timezone.localdate()) == []


def test_dossiers_of_someone_who_left_are_for_whoever_leads(house: House, dossier: Dossier) -> None:
    camille, today = house.agents["Camille"].pk, timezone.localdate()
    assert clock.without_referent([camille], house.organisation.pk, today) == []
    Agent.objects.filter(pk=camille).update(is_active=False)
    (found,) = clock.without_referent([camille], house.organisation.pk, today)
    assert found.dossier.pk == dossier.pk
    assert deciding.propose(house.keyring("Ines"), dossier).container == dossier.pk


def test_an_accompagnement_where_nothing_is_written_is_quiet(
    house: House, dossier: Dossier
) -> None:
    open_one = dossier_of(house, "Camille")
    camille = house.agents["Camille"]
    rows = Dossier.objects.filter(pk__in=[open_one.pk, dossier.pk])
    rows.update(touched_on=date(2024, 5, 31))
    assert clock.quiet_for(camille, date(2026, 2, 27)) == []
    assert clock.quiet_for(camille, date(2026, 2, 28)) == [open_one], "the ended one has a term"
    assert clock.quiet_for(house.agents["Alix"], date(2026, 2, 28)) == []


def test_terms_that_contradict_themselves_are_refused(house: House) -> None:
    with pytest.raises(ValidationError):
        deciding.set_terms(house.keyring("Lou"), Terms(alert_months=24, active_months=24))
    assert not Terms.objects.exists()
