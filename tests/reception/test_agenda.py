"""Slots in an agenda: never twice, never in the past, and whose they are only for key holders."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from entrenous.dossiers import merging
from entrenous.keyring.errors import KeyNotHeld
from entrenous.reception import actions, agenda
from entrenous.reception.agenda import NoSuchTime, Slot
from entrenous.reception.errors import FarSlot, PastSlot, SlotTaken
from entrenous.reception.models import Appointment, Demande
from tests.dossiers.opened import dossier_of
from tests.people import House
from tests.reception.test_demandes import AWA, record

Where, Kind, Status = Appointment.Where, Appointment.Kind, Appointment.Status


def monday() -> date:
    today = timezone.localdate()
    return today + timedelta(days=7 - today.weekday())


def at(hour: int, minute: int = 0) -> datetime:
    return agenda.local(monday(), time(hour, minute))


def book(house: House, who: str, slot: Slot, demande: Demande | None = None) -> Appointment:
    return agenda.book(
        house.agents["Camille"],
        slot,
        by=house.keyring(who),
        demande=demande.pk if demande else None,
    )


@pytest.mark.parametrize(
    ("start", "minutes", "taken"),
    [((9, 0), 45, True), ((9, 30), 15, True), ((8, 30), 45, True), ((8, 30), 180, True),
     ((9, 45), 45, False), ((8, 15), 45, False)],
)  # fmt: skip
def test_two_people_are_never_given_the_same_time(
    house: House, start: tuple[int, int], minutes: int, taken: bool
) -> None:
    demande = record(house)
    book(house, "Rachel", Slot(at(9)), demande)
    if taken:
        with pytest.raises(SlotTaken) as refused:
            book(house, "Omar", Slot(at(*start), minutes), demande)
        assert refused.value.starts_at == at(9)
    else:
        book(house, "Omar", Slot(at(*start), minutes), demande)


def test_a_cancelled_slot_is_free_again(house: House) -> None:
    demande = record(house)
    first = book(house, "Rachel", Slot(at(9)), demande)
    agenda.settle(first.pk, Status.CANCELLED, by=house.keyring("Camille"))
    book(house, "Rachel", Slot(at(9)), demande)


def test_a_worker_says_she_is_busy_and_nobody_else_says_it_for_her(house: House) -> None:
    book(house, "Camille", Slot(at(14), 120, kind=Kind.BUSY))
    with pytest.raises(KeyNotHeld):
        book(house, "Alix", Slot(at(10), kind=Kind.BUSY))
    assert at(15) not in agenda.free_slots(house.agents["Camille"].pk, monday())


def test_yesterday_and_the_far_future_are_refused(house: House) -> None:
    demande = record(house)
    with pytest.raises(PastSlot):
        book(house, "Rachel", Slot(timezone.now() - timedelta(days=1)), demande)
    with pytest.raises(FarSlot):
        book(house, "Rachel", Slot(timezone.now() + timedelta(days=900)), demande)
    assert not Appointment.objects.exists()


def test_a_request_one_cannot_open_cannot_be_given_a_slot(house: House) -> None:
    demande = record(house)
    with pytest.raises(KeyNotHeld):
        book(house, "Max", Slot(at(9)), demande)


def test_names_are_for_those_who_hold_the_key(house: House) -> None:
    demande = record(house)
    book(house, "Rachel", Slot(at(9)), demande)
    rows = agenda.between([house.agents["Camille"].pk], monday(), monday())
    assert [b.name for b in agenda.named(rows, by=house.keyring("Omar"))] == [AWA.name]
    assert [b.name for b in agenda.named(rows, by=house.keyring("Max"))] == [""]


def test_what_became_of_it_is_said_by_the_worker_or_reception(house: House) -> None:
    made = book(house, "Rachel", Slot(at(9)), record(house))
    assert agenda.settle(made.pk, Status.HONOURED, by=house.keyring("Omar")).status == "honoured"
    assert agenda.settle(made.pk, Status.EXCUSED, by=house.keyring("Camille")).status == "excused"
    with pytest.raises(KeyNotHeld):
        agenda.settle(made.pk, Status.MISSED, by=house.keyring("Max"))


def test_the_free_slots_of_a_day_leave_out_what_is_taken_and_the_week_end(house: House) -> None:
    camille = house.agents["Camille"].pk
    book(house, "Rachel", Slot(at(9), 60), record(house))
    free = agenda.free_slots(camille, monday())
    assert at(9) not in free
    assert at(9, 45) not in free
    assert at(10, 30) in free
    assert at(13, 30) in free
    assert agenda.free_slots(camille, monday() + timedelta(days=5)) == []
    assert agenda.free_slots(camille, monday(), now=at(23)) == []
    assert len(agenda.next_free(camille)) == 6
    wished = timezone.localdate() + timedelta(days=9)
    assert all(timezone.localdate(d) >= wished for d in agenda.next_free(camille, first=wished))


def test_the_next_free_slots_are_those_of_each_day_read_at_once(
    house: House, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    camille = house.agents["Camille"].pk
    book(house, "Rachel", Slot(at(9), 60), record(house))
    book(house, "Camille", Slot(at(13, 30), 240, kind=Kind.BUSY))
    # Appointments, duty sessions, groups she may animate, hours taken elsewhere.
    with django_assert_num_queries(4):
        found = agenda.next_free(camille, count=100)
    today = timezone.localdate()
    by_day = [agenda.free_slots(camille, today + timedelta(days=ahead)) for ahead in range(21)]
    assert found == [start for day in by_day for start in ([day[0], day[-1]] if day else [])]
    assert at(10, 30) in found
    assert at(9) not in found


def test_an_hour_skipped_by_the_clocks_does_not_exist() -> None:
    with pytest.raises(NoSuchTime):
        agenda.local(date(2027, 3, 28), time(2, 30))


def test_an_hour_that_happens_twice_is_the_first() -> None:
    assert agenda.local(date(2026, 10, 25), time(2, 30)) == datetime(
        2026, 10, 25, 0, 30, tzinfo=UTC
    )


def test_a_slot_keeps_its_length_when_the_clocks_change() -> None:
    slot = Slot(agenda.local(date(2027, 3, 28), time(1, 30)), 60)
    assert slot.ends_at == datetime(2027, 3, 28, 1, 30, tzinfo=UTC)


def test_a_day_of_25_hours_is_read_whole(house: House) -> None:
    late = agenda.local(date(2026, 10, 25), time(23, 30))
    Appointment.objects.create(agent=house.agents["Camille"], starts_at=late, minutes=20)
    day = date(2026, 10, 25)
    assert len(agenda.between([house.agents["Camille"].pk], day, day)) == 1


def test_an_appointment_follows_its_request_into_the_dossier(house: House) -> None:
    from entrenous.dossiers.actions import open_dossier
    from entrenous.dossiers.contents import PersonCard

    demande = record(house)
    made = book(house, "Rachel", Slot(at(9)), demande)
    camille = house.keyring("Camille")
    card = PersonCard(family_name="Sarr-Lemoine", given_name="Awa")
    dossier = open_dossier(camille, card, secteur=house.secteur, from_demande=demande.pk)
    actions.close_into(demande.pk, dossier.pk, by=camille)
    made.refresh_from_db()
    assert made.dossier_id == dossier.pk
    demande.refresh_from_db()
    assert demande.status == Demande.Status.CLOSED


def test_appointments_and_requests_follow_a_dossier_that_is_merged(house: House) -> None:
    camille = house.keyring("Camille")
    kept, double = dossier_of(house, "Camille"), dossier_of(house, "Camille", "Sarr-Fictive")
    demande = record(house)
    Demande.objects.filter(pk=demande.pk).update(dossier=double)
    booked = agenda.book(house.agents["Camille"], Slot(at(9)), by=camille, dossier=double.pk)
    other = agenda.book(house.agents["Camille"], Slot(at(11)), by=camille, dossier=kept.pk)
    merging.merge(camille, double, into=kept)
    for row in (booked, other):
        row.refresh_from_db()
        assert row.dossier_id == kept.pk
    demande.refresh_from_db()
    assert demande.dossier_id == kept.pk
    rows = agenda.between([house.agents["Camille"].pk], monday(), monday())
    named = agenda.named(rows, by=camille)
    assert len({b.name for b in named}) == 1
    assert all(b.name for b in named)
