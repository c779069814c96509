"""A promised call waits until it is kept: its hour, who takes it over, never lost, never twice."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from entrenous.continuity.codes import Scope
from entrenous.continuity.models import Cover
from entrenous.desk import promises
from entrenous.desk.codes import Keeping, Outcome
from entrenous.desk.errors import AlreadyEnded
from entrenous.desk.models import Try
from entrenous.dossiers.contents import ReceptionMessage
from entrenous.dossiers.models import Dossier
from entrenous.journal.acts import Act
from entrenous.journal.models import Entry as JournalEntry
from entrenous.keyring.errors import KeyNotHeld
from entrenous.reception import actions, entries
from entrenous.reception.agenda import Slot
from entrenous.reception.codes import Channel, Decision, Urgency
from entrenous.reception.entries import Entry, EntryKind
from entrenous.reception.models import Appointment
from tests.dossiers.opened import dossier_of
from tests.people import House
from tests.reception.test_demandes import record

CALL = Appointment.Kind.CALL_BACK


def promised(house: House, minutes: int = 30) -> Appointment:
    """A call that Camille promised to someone who asked."""
    slot = Slot(timezone.now() + timedelta(hours=1), 15, Appointment.Where.PHONE, CALL)
    suite = actions.Suite(Decision.CALL_BACK, agent=house.agents["Camille"], slot=slot)
    row = record(house, suite, urgency=Urgency.NONE, channel=Channel.PHONE)
    call = Appointment.objects.get(demande=row)
    return move(call, minutes)


def move(call: Appointment, minutes: int) -> Appointment:
    call.starts_at = timezone.now() + timedelta(minutes=minutes)
    call.save(update_fields=["starts_at"])
    return call


def waiting(house: House, who: str = "Rachel") -> list[Entry]:
    return entries.waiting([house.circonscription], by=house.keyring(who))


def left_with(house: House, dossier: Dossier, minutes: int = 60) -> Appointment:
    at = timezone.now() + timedelta(minutes=minutes)
    said = ReceptionMessage("Elle attend la facture.", timezone.localdate(at))
    actions.leave_message(dossier.pk, said, by=house.keyring("Rachel"), promised_at=at)
    return Appointment.objects.get(dossier=dossier)


def test_a_request_with_a_promised_call_is_one_line_with_its_hour(house: House) -> None:
    call = promised(house, -20)
    assert [(e.kind, e.about, e.promised_at, e.is_late) for e in waiting(house)] == [
        (EntryKind.CALL_BACK, call.demande_id, call.starts_at, True)
    ]


def test_an_hour_that_went_by_comes_before_people_who_can_wait(house: House) -> None:
    calm = record(house, urgency=Urgency.THIS_WEEK)
    now = record(house, urgency=Urgency.NOW)
    call = promised(house, -20)
    assert [e.about for e in waiting(house)] == [now.pk, call.demande_id, calm.pk]


def test_a_call_promised_with_a_message_is_in_the_queue_and_with_the_referente(
    house: House,
) -> None:
    dossier = dossier_of(house, "Camille")
    call = left_with(house, dossier, minutes=-5 + 60)
    move(call, 1)
    assert call.agent == house.agents["Camille"]
    assert [(e.kind, e.about) for e in waiting(house)] == [(EntryKind.CALL_BACK, call.pk)]
    assert waiting(house)[0].name


def test_a_call_of_someone_whose_key_is_not_held_leaves_no_line(house: House) -> None:
    left_with(house, dossier_of(house, "Camille"), minutes=1)
    assert waiting(house, "Lou") == []


@pytest.mark.parametrize("outcome", [Outcome.NO_ANSWER, Outcome.MESSAGE_LEFT, Outcome.WRONG_NUMBER])
def test_a_try_that_reached_nobody_leaves_the_promise(house: House, outcome: Outcome) -> None:
    call = promised(house)
    promises.note_try(call.pk, outcome, by=house.keyring("Omar"), once=uuid4())
    call.refresh_from_db()
    assert call.is_upcoming
    assert promises.keeping(call) is Keeping.KEPT


def test_reached_ends_it_and_a_second_click_notes_nothing(house: House) -> None:
    call, once = promised(house), uuid4()
    for _ in range(2):
        promises.note_try(call.pk, Outcome.REACHED, by=house.keyring("Camille"), once=once)
    call.refresh_from_db()
    assert call.status == Appointment.Status.HONOURED
    assert Try.objects.filter(appointment=call).count() == 1
    with pytest.raises(AlreadyEnded):
        promises.note_try(call.pk, Outcome.REACHED, by=house.keyring("Camille"), once=uuid4())


@pytest.mark.parametrize(
    ("minutes", "tried", "found"),
    [
        (30, False, Keeping.AHEAD),
        (-5, False, Keeping.AHEAD),
        (-11, False, Keeping.NOT_KEPT),
        (-9, True, Keeping.KEPT),
        (-30, True, Keeping.LATE),
    ],
)
def test_a_promise_is_kept_at_its_hour_or_ten_minutes_after(
    house: House, minutes: int, tried: bool, found: Keeping
) -> None:
    call = promised(house, minutes)
    if tried:
        promises.note_try(call.pk, Outcome.NO_ANSWER, by=house.keyring("Omar"), once=uuid4())
    call.refresh_from_db()
    assert promises.keeping(call) is found


def test_who_left_or_is_away_leaves_her_promises_to_the_group(house: House) -> None:
    call, camille = promised(house), house.agents["Camille"]
    assert promises.adrift([camille]) == set()
    today = timezone.localdate()
    Cover.objects.create(
        absent=camille, colleague=house.agents["Alix"], scope=Scope.WHOLE.value, starts_on=today,
        ends_on=today, planned_on=today,
    )  # fmt: skip
    assert promises.adrift([camille]) == {camille.pk}
    promises.take_over(call.pk, by=house.keyring("Omar"))
    call.refresh_from_db()
    assert call.agent == house.agents["Omar"]
    assert JournalEntry.objects.filter(act=Act.CALL_TAKEN_OVER, about=camille.pk).exists()
    alix = house.agents["Alix"]
    alix.is_active = False
    assert promises.adrift([alix]) == {alix.pk}


@pytest.mark.parametrize("who", ["Lou", "Ada", "Max", "Ines"])
def test_who_holds_no_key_learns_of_no_promise(house: House, who: str) -> None:
    call = promised(house)
    with pytest.raises(KeyNotHeld):
        promises.promise(call.pk, by=house.keyring(who))
    with pytest.raises(KeyNotHeld):
        promises.take_over(call.pk, by=house.keyring(who))


@pytest.mark.parametrize(
    ("instant", "side"),
    [
        (datetime(2026, 10, 25, 0, 30, tzinfo=UTC), "heure d’été"),
        (datetime(2026, 10, 25, 1, 30, tzinfo=UTC), "heure d’hiver"),
        (datetime(2026, 10, 25, 9, 30, tzinfo=UTC), ""),
        (datetime(2026, 3, 29, 9, 30, tzinfo=UTC), ""),
    ],
)
def test_the_side_of_summer_time_is_said_when_the_hour_is_there_twice(
    instant: datetime, side: str
) -> None:
    assert promises.side_of(instant) == side
