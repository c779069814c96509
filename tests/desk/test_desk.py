"""First listening, tasks, sheets, counts: done once, sealed to who needs them, counted as hers."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from entrenous.activity.models import Fact
from entrenous.desk import counting, figures, listening, sheets, tasks
from entrenous.desk.codes import Counted, TaskKind
from entrenous.desk.contents import InformationInterview, TaskAsk, TaskReturn
from entrenous.desk.errors import (
    AlreadyReturned,
    ChangedMeanwhile,
    NotOver,
    ProtectedPerson,
)
from entrenous.desk.figure import HIDDEN, MIN_PERSONS
from entrenous.desk.models import Listening, Sheet, Tally, Task
from entrenous.dossiers.actions import open_dossier
from entrenous.dossiers.contents import PersonCard, ThreadEntry
from entrenous.dossiers.models import Dossier
from entrenous.journal.acts import Act
from entrenous.keyring import records
from entrenous.keyring.errors import KeyNotHeld
from entrenous.reception import actions, entries, queries
from entrenous.reception.codes import Channel, Decision, Urgency
from entrenous.reception.entries import EntryKind
from tests.dossiers.opened import dossier_of
from tests.people import House
from tests.reception.test_demandes import record

ASKED = tasks.Asked(TaskKind.PIECE, TaskAsk("Réclamer l’attestation", "Mme Test", "01 99 00 55 55"))


def given(house: House, dossier: Dossier | None = None) -> Task:
    dossier = dossier or dossier_of(house, "Camille")
    return tasks.give(house.keyring("Camille"), dossier, ASKED, once=uuid4())


def done(house: House, task: Task, who: str = "Omar") -> Task:
    said = TaskReturn(timezone.localdate(), "Attestation reçue par courriel.", minutes=12)
    return tasks.give_back(house.keyring(who), task.pk, said)


# --- first listening ---------------------------------------------------------------------------
def test_the_duty_worker_is_called_at_once_and_the_first_listening_is_timed(house: House) -> None:
    row = record(house, urgency=Urgency.NOW)
    called = Listening.objects.get(demande=row)
    assert called.called_at == row.decided_at
    Listening.objects.update(called_at=timezone.now() - timedelta(minutes=32))
    listening.hear(row.pk, by=house.keyring("Camille"))
    first = listening.hear(row.pk, by=house.keyring("Alix"))
    assert first.minutes == 32


def test_what_a_worker_decides_tells_that_she_listened(house: House) -> None:
    row = record(house)
    actions.decide(row.pk, actions.Suite(Decision.ANSWERED), by=house.keyring("Camille"))
    assert Listening.objects.get(demande=row).heard_at


def test_what_reception_decides_does_not(house: House) -> None:
    row = record(house)
    actions.decide(row.pk, actions.Suite(Decision.ANSWERED), by=house.keyring("Omar"))
    assert Listening.objects.get(demande=row).heard_at is None


# --- tasks ---------------------------------------------------------------------------------------
def test_reception_reads_the_task_and_nothing_of_the_dossier(house: House) -> None:
    task = given(house)
    waiting = entries.waiting([house.circonscription], by=house.keyring("Rachel"))
    assert [(e.kind, e.about, e.name) for e in waiting] == [(EntryKind.TASK, task.pk, "Mme Test")]
    assert tasks.read(house.keyring("Rachel"), task.pk).ask == ASKED.said
    for who in ("Alix", "Lou", "Ines", "Ada"):
        with pytest.raises(KeyNotHeld):
            tasks.read(house.keyring(who), task.pk)


def test_its_return_goes_to_the_thread_and_reception_reads_it_no_more(house: House) -> None:
    dossier = dossier_of(house, "Camille")
    task, camille = given(house, dossier), house.keyring("Camille")
    with pytest.raises(NotOver):
        tasks.report(camille, task.pk)
    facts = Fact.objects.count()
    done(house, task)
    assert Fact.objects.count() == facts + 1
    assert [row.pk for row in tasks.come_back(camille)] == [task.pk]
    tasks.report(camille, task.pk)
    thread = records.read(camille.open(dossier.pk, Act.DOSSIER_OPENED), ThreadEntry)
    written = thread.of(ThreadEntry)[0].content
    assert "Attestation reçue par courriel." in written.text
    assert written.minutes is None  # counted with whoever did it
    with pytest.raises(KeyNotHeld):
        tasks.read(house.keyring("Rachel"), task.pk)
    assert tasks.read(house.keyring("Camille"), task.pk).returned
    with pytest.raises(AlreadyReturned):
        tasks.report(house.keyring("Camille"), task.pk)


def test_a_task_is_given_and_returned_once(house: House) -> None:
    dossier, once = dossier_of(house, "Camille"), uuid4()
    for _ in range(2):
        tasks.give(house.keyring("Camille"), dossier, ASKED, once=once)
    assert Task.objects.count() == 1
    done(house, Task.objects.get())
    with pytest.raises(AlreadyReturned):
        done(house, Task.objects.get())


def test_a_task_taken_back_is_read_by_reception_no_more(house: House) -> None:
    task = given(house)
    with pytest.raises(KeyNotHeld):
        tasks.take_back(house.keyring("Rachel"), task.pk)
    tasks.take_back(house.keyring("Camille"), task.pk)
    with pytest.raises(KeyNotHeld):
        tasks.read(house.keyring("Rachel"), task.pk)


def test_a_task_named_to_one_is_not_read_by_the_others(house: House) -> None:
    asked = tasks.Asked(TaskKind.PARTNER, TaskAsk("Appeler"), to=house.agents["Omar"])
    task = tasks.give(house.keyring("Camille"), dossier_of(house, "Camille"), asked, once=uuid4())
    assert tasks.read(house.keyring("Omar"), task.pk).ask.what == "Appeler"
    with pytest.raises(KeyNotHeld):
        tasks.read(house.keyring("Rachel"), task.pk)


def test_no_task_leaves_about_a_protected_person(house: House) -> None:
    dossier = open_dossier(
        house.keyring("Camille"),
        PersonCard(family_name="Sarr-Fictif", is_protected=True),
        secteur=house.secteur,
    )
    with pytest.raises(ProtectedPerson):
        given(house, dossier)
    assert not Task.objects.exists()


def test_only_a_holder_of_the_dossier_gives_a_task(house: House) -> None:
    dossier = dossier_of(house, "Camille")
    for who in ("Alix", "Rachel"):
        with pytest.raises(KeyNotHeld):
            tasks.give(house.keyring(who), dossier, ASKED, once=uuid4())


# --- an information interview, sheets ---------------------------------------------------------
def test_reception_keeps_its_own_interview_with_the_request(house: House) -> None:
    row, once = record(house), uuid4()
    said = InformationInterview(timezone.localdate(), "Le chèque énergie", ("Fiche",), 20)
    for _ in range(2):
        counting.give_information(house.keyring("Rachel"), row.pk, said, once=once)
    opened = queries.open_demande(row.pk, by=house.keyring("Camille"))
    assert [r.content for r in opened.reading.of(InformationInterview)] == [said]
    assert Tally.objects.get().what == Counted.INTERVIEW
    with pytest.raises(KeyNotHeld):
        counting.give_information(house.keyring("Lou"), row.pk, said, once=uuid4())


def test_a_sheet_is_written_by_named_functions_and_never_over_another_edition(
    house: House,
) -> None:
    today = timezone.localdate()
    said = sheets.Said("Domiciliation", "Où la demander", "CASF", today, today + timedelta(90))
    row = sheets.keep(house.keyring("Rachel"), said, sheet=uuid4())
    sheets.keep(house.keyring("Ines"), said, sheet=row.pk, based_on=1)
    with pytest.raises(ChangedMeanwhile):
        sheets.keep(house.keyring("Omar"), said, sheet=row.pk, based_on=1)
    with pytest.raises(KeyNotHeld):
        sheets.keep(house.keyring("Ada"), said, sheet=uuid4())
    assert not Sheet.objects.get().is_stale
    sheets.withdraw(house.keyring("Omar"), row.pk)
    assert sheets.of(house.organisation) == []


# --- counts and figures ------------------------------------------------------------------------
def test_a_second_click_counts_nothing(house: House) -> None:
    once = uuid4()
    for who in ("Rachel", "Rachel"):
        counting.count(house.keyring(who), house.circonscription, Counted.PARTNER, once=once)
    assert Tally.objects.count() == 1


def test_a_figure_needs_three_agents_and_eleven_people(house: House) -> None:
    first = timezone.localdate().replace(day=1)
    for turn in range(MIN_PERSONS):
        who = ("Rachel", "Omar")[turn % 2]
        actions.record_demande(
            actions.Arrival(
                circonscription=house.circonscription, channel=Channel.WALK_IN,
                suite=actions.Suite(Decision.ANSWERED),
            ),
            by=house.keyring(who),
        )  # fmt: skip
    visits = figures.of_month(house.circonscription, first).came[0]
    assert (visits.number, visits.shown) == (11, HIDDEN)
    record_by(house, "Camille")
    month = figures.of_month(house.circonscription, first)
    assert month.came[0].shown == "12"
    calm = next(w for w in month.waits if w.urgency is Urgency.NONE)
    assert (calm.figure.shown, calm.median_days) == ("12", "0")
    assert all(w.figure.shown == HIDDEN for w in month.waits if w is not calm)


def record_by(house: House, who: str) -> None:
    arrival = actions.Arrival(
        circonscription=house.circonscription,
        channel=Channel.WALK_IN,
        suite=actions.Suite(Decision.ANSWERED),
    )
    actions.record_demande(arrival, by=house.keyring(who))


def test_doors_closed_are_counted_without_a_name(house: House) -> None:
    for who in ("Rachel", "Omar", "Camille"):
        keyring = house.keyring(who)
        counting.count(keyring, house.circonscription, Counted.HOURS_LOST, once=uuid4(), minutes=50)
        counting.count(keyring, house.circonscription, Counted.NOT_RECEIVED, once=uuid4(), number=2)
    month = figures.of_month(house.circonscription, timezone.localdate().replace(day=1))
    assert month.hours_lost == "2 h 30"
    assert [f.shown for f in month.defended] == ["6", "0", "0"]
