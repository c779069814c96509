"""What is inside the space: what she reads, writes and takes back, and what the service learns."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from django.db import transaction
from django.utils import timezone

from entrenous.consents.actions import AlreadyEnded
from entrenous.consents.contents import Agreement
from entrenous.dossiers import merging
from entrenous.dossiers.codes import AskedBy, Doer
from entrenous.dossiers.contents import NextStep, PlanAction
from entrenous.dossiers.models import DueDate
from entrenous.endings.codes import Later, Told
from entrenous.endings.contents import LaterQuestionnaire, SharedEnding
from entrenous.gateway.answering import record_letter
from entrenous.gateway.contents import PersonTrace
from entrenous.gateway.deciding import decide
from entrenous.gateway.errors import ProposalChanged
from entrenous.gateway.informing import inform
from entrenous.handover import sheets
from entrenous.handover.contents import HandoverNotes, HandoverSheet
from entrenous.journal.acts import Act
from entrenous.journal.models import Entry
from entrenous.keyring import records
from entrenous.keyring.errors import Damaged, EditedMeanwhile, KeyNotHeld
from entrenous.keyring.models import Record
from entrenous.plans.actions import add_objective, keep_action
from entrenous.reception import agenda
from entrenous.reception.agenda import Slot
from entrenous.reception.models import Appointment
from entrenous.space import actions, calendar, queries, unopened
from entrenous.space.contents import Message, SharedStep, Statement, What
from entrenous.space.queries import Handover, Inside, inside
from tests.altered import altered
from tests.consents.agreed import current, noted
from tests.dossiers.opened import dossier_of
from tests.gateway.letters import LANDLORD, entered, sent
from tests.handover.handing import passed_on
from tests.people import House
from tests.space.persons import Person, person_of

HELLO = "Bonjour 👋 je serai là. مرحبا"


@pytest.fixture
def her(house: House) -> Person:
    return person_of(house)


def seen(her: Person) -> Inside:
    """What she reads, from her own two keys."""
    person = her.keyring()
    return inside(person.open(), person.space.dossier)


def seen_by_camille(house: House, her: Person) -> Inside:
    opened = house.keyring("Camille").open(her.dossier.pk, Act.DOSSIER_OPENED)
    return inside(opened, her.dossier)


def acts(her: Person) -> list[str]:
    rows = Entry.objects.filter(container=her.dossier.pk, actor=her.keyring().actor)
    return list(rows.order_by("seq").values_list("act", flat=True))


def test_she_writes_and_each_reads_the_other(house: House, her: Person) -> None:
    camille, once = house.keyring("Camille"), uuid4()
    for _ in range(2):
        actions.say(her.keyring(), HELLO, once=once)
    (line,) = seen_by_camille(house, her).lines
    assert (line.text, line.from_person, line.read_on) == (HELLO, True, None)
    assert actions.read_by_service(camille, her.dossier.pk) == 1
    assert actions.read_by_service(camille, her.dossier.pk) == 0
    assert seen(her).lines[0].read_on == timezone.localdate()
    actions.answer(camille, her.dossier, "Merci, à mardi.", once=uuid4())
    assert seen(her).unread == 1
    assert actions.read_by_person(her.keyring()) == 1
    assert seen(her).unread == 0
    assert [line.text for line in seen_by_camille(house, her).lines] == [HELLO, "Merci, à mardi."]
    assert acts(her).count(Act.MESSAGE_SENT) == 1
    assert acts(her).count(Act.MESSAGE_READ) == 1


def test_she_reads_what_the_next_referente_is_to_know_and_never_the_services_notes(
    house: House, her: Person
) -> None:
    camille = house.keyring("Camille")
    notes = HandoverNotes("Passer par la sœur.")
    assert seen(her).handover is None
    sheets.keep(camille, her.dossier, HandoverSheet("Le matin."), notes, based_on=(0, 0))
    assert seen(her).handover is None
    read = HandoverSheet("Le matin.", together_on=timezone.localdate())
    sheets.keep(camille, her.dossier, read, notes, based_on=(1, 1))
    assert seen(her).handover == Handover(read, is_done=False)
    passed_on(house, her.dossier)
    assert seen(her).handover == Handover(read, is_done=True)
    assert "sœur" not in repr(seen(her).reading.records)


def test_a_sheet_that_served_is_hers_to_read_even_where_nobody_read_it_with_her(
    house: House, her: Person
) -> None:
    said = HandoverSheet("Le matin.", promises="Rappeler la CAF")
    sheets.keep(house.keyring("Camille"), her.dossier, said, HandoverNotes(), based_on=(0, 0))
    passed_on(house, her.dossier)
    assert seen(her).handover == Handover(said, is_done=True)


def test_only_the_holders_of_her_dossier_read_or_answer(house: House, her: Person) -> None:
    actions.say(her.keyring(), HELLO, once=uuid4())
    for who in ("Alix", "Rachel", "Lou", "Ines", "Ada"):
        with pytest.raises(KeyNotHeld):
            actions.read_by_service(house.keyring(who), her.dossier.pk)
        with pytest.raises(KeyNotHeld):
            actions.answer(house.keyring(who), her.dossier, "Bonjour", once=uuid4())


def test_nothing_of_a_message_is_in_clear(her: Person) -> None:
    actions.say(her.keyring(), "un mot très reconnaissable", once=uuid4())
    stored = b"".join(bytes(row.blob) for row in Record.objects.filter(container_id=her.dossier.pk))
    assert b"reconnaissable" not in stored


def test_her_statement_keeps_its_versions_and_is_never_written_over(
    house: House, her: Person
) -> None:
    actions.state(her.keyring(), "Ce n’est pas ce que j’ai dit.", based_on=0)
    actions.state(her.keyring(), "Je l’ai dit autrement.", based_on=1)
    with pytest.raises(EditedMeanwhile):
        actions.state(her.keyring(), "Dans un autre onglet.", based_on=1)
    (known,) = seen_by_camille(house, her).statements
    assert known.content == Statement("Je l’ai dit autrement.")
    opened = house.keyring("Camille").open(her.dossier.pk, Act.DOSSIER_OPENED)
    assert [v.content.text for v in records.versions(opened, known.id)] == [
        "Je l’ai dit autrement.", "Ce n’est pas ce que j’ai dit.",
    ]  # fmt: skip
    actions.state(her.keyring(), "", based_on=2)
    assert seen(her).statements == []
    assert [line.what for line in seen(her).lines] == [What.STATEMENT] * 3


def test_what_she_takes_back_counts_at_once_and_the_service_is_told(
    house: House, her: Person
) -> None:
    record = noted(house, her.dossier, current(items=("budget", "objet_aide")))
    assert [a.id for a in seen(her).agreements] == [record]
    today = timezone.localdate()
    actions.withdraw(her.keyring(), record, on=today, items=("budget",))
    left = seen(her).agreements[0].content
    assert left.items_on(today) == ("objet_aide",)
    actions.withdraw(her.keyring(), record, on=today)
    with pytest.raises(AlreadyEnded):
        actions.withdraw(her.keyring(), record, on=today)
    assert seen(her).agreements == []
    assert [a.id for a in seen(her).former_agreements] == [record]
    assert not DueDate.objects.filter(record=record).exists()
    new = queries.unread_of(seen_by_camille(house, her).reading)
    assert [(line.what, line.text) for line in new] == [(What.WITHDRAWAL, "")] * 2
    assert acts(her).count(Act.AGREEMENT_WITHDRAWN) == 2


def test_an_answer_under_way_stops_when_she_takes_her_agreement_back(
    house: House, her: Person
) -> None:
    camille = house.keyring("Camille")
    said = current(items=("rendez_vous",), requester="bailleur")
    record = noted(house, her.dossier, said)
    request = entered(house, LANDLORD, dossier=her.dossier)
    decide(camille, request.pk, follows=True, give=("rendez_vous",))
    inform(camille, request.pk, on=timezone.localdate(), how="de vive voix")
    letter = sent("limited", items=("rendez_vous",))
    actions.withdraw(her.keyring(), record, on=timezone.localdate())
    with pytest.raises(ProposalChanged):
        record_letter(camille, request.pk, letter)
    assert seen(her).sent == []


def test_what_comes_next_is_what_was_planned_and_what_was_shared(house: House, her: Person) -> None:
    camille, soon = house.keyring("Camille"), timezone.localdate() + timedelta(days=3)
    objective = add_objective(camille, her.dossier, "garder mon logement")
    action = PlanAction(str(objective), "appeler le bailleur", Doer.SERVICE, due_on=soon)
    keep_action(camille, her.dossier, action)
    shared = [("entree.0", NextStep(Doer.PERSON, "apporter la facture"))]
    assert actions.share_steps(camille, her.dossier, shared) == 1
    assert actions.share_steps(camille, her.dossier, shared) == 0
    steps = seen(her).steps
    assert [(s.doer, s.what, s.due_on, s.words) for s in steps] == [
        (Doer.SERVICE, "appeler le bailleur", soon, "garder mon logement"),
        (Doer.PERSON, "apporter la facture", None, ""),
    ]
    opened = camille.open(her.dossier.pk, Act.DOSSIER_OPENED)
    (step,) = [r.id for r in records.read(opened, SharedStep).of(SharedStep)]
    actions.take_step_back(camille, her.dossier, step)
    with pytest.raises(KeyNotHeld):
        actions.take_step_back(camille, her.dossier, objective)
    assert [s.what for s in seen(her).steps] == ["appeler le bailleur"]


def test_her_appointments_are_hers_and_the_calendar_says_nothing(house: House, her: Person) -> None:
    camille, other = house.keyring("Camille"), dossier_of(house, "Camille", "Autre-Fictif")
    at = datetime(2026, 12, 1, 9, tzinfo=UTC)
    at = max(at, timezone.now() + timedelta(days=2))
    booked = agenda.book(house.agents["Camille"], Slot(at), by=camille, dossier=her.dossier.pk)
    later = Slot(at + timedelta(hours=3))
    agenda.book(house.agents["Camille"], later, by=camille, dossier=other.pk)
    assert [a.pk for a in seen(her).appointments] == [booked.pk]
    made = calendar.calendar(seen(her).appointments).decode()
    assert "SUMMARY:Rendez-vous" in made
    for word in ("LOCATION", "DESCRIPTION", "Camille", "Entre", "social", str(booked.pk)):
        assert word not in made
    agenda.settle(booked.pk, Appointment.Status.CANCELLED, by=camille)
    assert seen(her).appointments == []


def test_messages_and_their_marks_follow_when_two_dossiers_become_one(house: House) -> None:
    her, camille = person_of(house), house.keyring("Camille")
    kept = dossier_of(house, "Camille", "Sarr-Double")
    first = actions.say(her.keyring(), "déjà lu", once=uuid4())
    actions.read_by_service(camille, her.dossier.pk)
    actions.say(her.keyring(), "pas encore lu", once=uuid4())
    actions.state(her.keyring(), "Ma déclaration", based_on=0)
    merging.merge(camille, her.dossier, into=kept)
    opened = camille.open(kept.pk, Act.DOSSIER_OPENED)
    moved = inside(opened, kept)
    assert {line.text: line.read_on is not None for line in moved.lines if line.text} == {
        "déjà lu": True, "pas encore lu": False,
    }  # fmt: skip
    assert first in {line.id for line in moved.lines}
    assert [s.content.text for s in moved.statements] == ["Ma déclaration"]
    assert list(unopened.waiting_among([kept.pk, her.dossier.pk])) == [kept.pk]


def test_a_damaged_space_still_shows_the_rest_and_takes_nothing_more(
    house: House, her: Person
) -> None:
    actions.say(her.keyring(), HELLO, once=uuid4())
    noted(house, her.dossier)
    row = Record.objects.get(container_id=her.dossier.pk, kind=360)
    row.blob = altered(row.blob)
    row.save(update_fields=["blob"])
    found = seen(her)
    assert not found.is_whole
    assert found.lines == []
    assert [type(a.content) for a in found.agreements] == [Agreement]
    with pytest.raises(Damaged):
        actions.say(her.keyring(), HELLO, once=uuid4())


def test_traces_of_answers_and_of_writings_are_one_list(house: House, her: Person) -> None:
    camille = house.keyring("Camille")
    trace = PersonTrace(str(UUID(int=1)), date(2026, 3, 3), "Élu, cabinet", (), ("ressources",))
    with transaction.atomic():
        opened = camille.writing(her.dossier.pk)
        for shift in (0, 2):
            records.write(opened, replace(trace, on=date(2026, 3, 3 + shift)), by=camille)
    assert [s.on.day for s in seen(her).sent] == [5, 3]
    assert seen(her).sent[0].given == ()


def test_an_ending_is_hers_to_read_once_she_was_told(house: House, her: Person) -> None:
    camille, today = house.keyring("Camille"), timezone.localdate()
    said = SharedEnding("x", AskedBy.SERVICE, today, objects_until=today + timedelta(days=30))
    with transaction.atomic():
        written = records.write(camille.writing(her.dossier.pk), said, by=camille)
    assert seen(her).endings == []
    told = replace(said, told_on=today, told=Told.INTERVIEW)
    with transaction.atomic():
        opened = camille.writing(her.dossier.pk)
        records.write(opened, told, by=camille, record=written.record)
    assert seen(her).endings == [told]
    with transaction.atomic():
        opened = camille.writing(her.dossier.pk)
        given_up = replace(told, given_up_on=today)
        records.write(opened, given_up, by=camille, record=written.record)
    assert seen(her).endings == []


def test_her_yes_to_a_questionnaire_is_shown_while_it_stands(house: House, her: Person) -> None:
    camille, today = house.keyring("Camille"), timezone.localdate()
    yes = LaterQuestionnaire("x", Later.YES, today)
    assert seen(her).questionnaire is None
    with transaction.atomic():
        written = records.write(camille.writing(her.dossier.pk), yes, by=camille)
    assert seen(her).questionnaire == yes
    with transaction.atomic():
        opened = camille.writing(her.dossier.pk)
        over = replace(yes, withdrawn_on=today)
        records.write(opened, over, by=camille, record=written.record)
    assert seen(her).questionnaire is None


def test_a_message_names_no_one_in_its_record(her: Person) -> None:
    actions.say(her.keyring(), HELLO, once=uuid4())
    (known,) = seen(her).reading.of(Message)
    assert known.author == her.keyring().actor
