"""What a person wrote in her space waits in the queue: for whom, since when, never who or what."""

from datetime import date, datetime, timedelta
from uuid import uuid4

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from entrenous.continuity.codes import Scope
from entrenous.continuity.models import Cover, CoveredDossier
from entrenous.desk import figures, standing_in
from entrenous.desk.figure import HIDDEN, MIN_PERSONS
from entrenous.dossiers.actions import open_dossier
from entrenous.dossiers.contents import PersonCard
from entrenous.dossiers.models import Dossier
from entrenous.reception import entries
from entrenous.reception.entries import Entry, EntryKind
from entrenous.reception.models import Appointment, Vacancy
from entrenous.reminders.codes import State, Way
from entrenous.reminders.models import Reminder
from entrenous.space import actions, unopened
from entrenous.space.models import Space
from tests.browsing import client_of
from tests.people import House
from tests.space.entered import hand_over
from tests.space.persons import Person, person_of

HERS = "Il m’a encore suivie mardi."
NAME = "Sarr-Fictif"


@pytest.fixture
def her(house: House) -> Person:
    return person_of(house, NAME)


def say(her: Person, text: str = HERS) -> None:
    actions.say(her.keyring(), text, once=uuid4())


def lines(house: House, who: str = "Rachel") -> list[Entry]:
    found = entries.waiting([house.circonscription], by=house.keyring(who))
    return [each for each in found if each.kind is EntryKind.MESSAGE]


def cover(house: House, dossier: Dossier, who: str, scope: Scope = Scope.DATES) -> Cover:
    today = timezone.localdate()
    made = Cover.objects.create(
        absent=house.agents["Camille"], colleague=house.agents[who], scope=scope.value,
        starts_on=today, ends_on=today + timedelta(days=9), planned_on=today,
    )  # fmt: skip
    CoveredDossier.objects.create(cover=made, dossier=dossier, granted_on=today)
    return made


def page(house: House, who: str, name: str, *about: object) -> str:
    shown = client_of(house, who).get(reverse(name, args=about)).content.decode()
    return str(shown).replace("\N{NO-BREAK SPACE}", " ")


def test_the_desk_learns_that_someone_wrote_to_whom_and_until_when(
    house: House, her: Person
) -> None:
    assert lines(house) == []
    say(her)
    say(her, "Et ce matin aussi.")
    (line,) = lines(house)
    assert (line.title, line.name, line.page) == ("Une personne a écrit", "", "")
    assert line.promised_by == house.agents["Camille"]
    assert line.since == Space.objects.get().unopened_since
    assert line.promised_on == unopened.due_on(line.since, 3)
    shown = page(house, "Rachel", "reception:desk")
    assert "Message de l’espace" in shown
    assert "Camille Fictif le voit dans sa journée" in shown
    for secret in (NAME, NAME.upper(), HERS, str(her.dossier.pk)):
        assert secret not in shown
    assert HERS in page(house, "Camille", "space:exchanges", her.dossier.pk)
    assert lines(house) == []


def test_a_message_sent_twice_after_it_was_read_does_not_wait_again(
    house: House, her: Person
) -> None:
    once = uuid4()
    actions.say(her.keyring(), HERS, once=once)
    actions.read_by_service(house.keyring("Camille"), her.dossier.pk)
    actions.say(her.keyring(), HERS, once=once)
    assert lines(house) == []


def test_the_people_of_a_protected_dossier_count_with_the_others(house: House, her: Person) -> None:
    say(her)
    card = PersonCard(family_name="Diallo-Fictif", is_protected=True)
    dossier = open_dossier(house.keyring("Camille"), card, secteur=house.secteur)
    say(Person(dossier, hand_over(house, dossier)))
    assert [each.title for each in lines(house)] == ["2 personnes ont écrit"]


def test_a_day_that_went_by_makes_it_pressing_and_counts_working_days(
    house: House, her: Person
) -> None:
    friday = datetime(2026, 11, 20, 16, tzinfo=timezone.get_current_timezone())
    with time_machine.travel(friday, tick=False):
        say(her)
        assert lines(house)[0].promised_on == date(2026, 11, 25)
    with time_machine.travel(friday + timedelta(days=5), tick=False):
        assert not lines(house)[0].is_late
    with time_machine.travel(friday + timedelta(days=6), tick=False):
        assert lines(house)[0].is_late
        assert "avant le 25 nov., pas ouvert" in page(house, "Rachel", "reception:desk")


def test_who_stands_in_is_told_and_the_desk_knows_who_she_is(house: House, her: Person) -> None:
    say(her)
    row = cover(house, her.dossier, "Alix")
    assert "relève assurée par Alix Fictif" in lines(house)[0].detail
    day = page(house, "Alix", "dossiers:day")
    assert "1 personne a écrit à Camille Fictif" in day
    assert HERS not in day
    assert "A écrit dans son espace" not in page(house, "Sacha", "dossiers:day")
    assert page(house, "Alix", "continuity:carry", row.pk).count("Fiche qui ne s’ouvre pas") == 1


def test_without_anyone_to_stand_in_the_desk_is_told_to_say_so(house: House, her: Person) -> None:
    say(her)
    made = cover(house, person_of(house, "Diallo-Fictif").dossier, "Alix")
    assert "personne ne relève" in lines(house)[0].detail
    assert standing_in.told_to(house.keyring("Alix"), []) == []
    made.delete()
    camille = house.agents["Camille"]
    camille.is_active = False
    camille.save(update_fields=["is_active"])
    Vacancy.objects.create(
        secteur=house.secteur, since_on=timezone.localdate(), cover=house.agents["Sacha"]
    )
    assert "relève assurée par Sacha Fictif" in lines(house)[0].detail
    assert "secteur sans titulaire" in page(house, "Sacha", "dossiers:day")


def test_messages_are_counted_by_people_and_reminders_beside_appointments(
    house: House, her: Person
) -> None:
    for _ in range(MIN_PERSONS):
        say(her)
    actions.read_by_service(house.keyring("Camille"), her.dossier.pk)
    now = timezone.now()
    told_of = (State.SENT, State.SENT, State.FAILED, State.REHEARSED)
    for late, state in enumerate(told_of):
        slot = Appointment.objects.create(
            agent=house.agents["Camille"], dossier=her.dossier, minutes=30,
            starts_at=now + timedelta(minutes=late),
            kind=Appointment.Kind.MEETING,
        )  # fmt: skip
        Reminder.objects.create(appointment=slot, way=Way.SMS, state=state, told_at=now)
    month = figures.of_month(house.circonscription, timezone.localdate().replace(day=1))
    assert [(f.number, f.shown) for f in month.written] == [
        (MIN_PERSONS, HIDDEN), (0, HIDDEN), (0, HIDDEN),
    ]  # fmt: skip
    told = {f.label: f.number for f in month.appointments}
    assert told["Rappels envoyés avant un rendez-vous"] == 2
    assert told["Rappels qui n’ont pas pu partir"] == 1
    assert "Messages de l’espace ouverts dans le délai dit" in page(house, "Ines", "desk:figures")
