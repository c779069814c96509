"""Duty sessions, rooms, visits by two, collective sessions: one thing at a time, never who."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from entrenous.keyring.errors import KeyNotHeld
from entrenous.reception import agenda, availability, sessions
from entrenous.reception.agenda import Slot
from entrenous.reception.errors import (
    FarSlot,
    OutsideSession,
    PastSlot,
    RoomTaken,
    SessionInUse,
    SlotTaken,
)
from entrenous.reception.models import Appointment, DutySession, Place
from entrenous.reception.sessions import Plan, SameName
from tests.people import House, build_house
from tests.reception.test_agenda import at, monday
from tests.reception.test_demandes import record

Kind, Status = Appointment.Kind, Appointment.Status


def place_of(house: House, name: str = "Bureau 3", *, is_room: bool = True) -> Place:
    return sessions.open_place(
        house.circonscription, name, is_room=is_room, by=house.keyring("Rachel")
    )


def planned(house: House, who: str = "Camille", **changed: object) -> list[DutySession]:
    asked = {"on": monday(), "at": time(9), "minutes": 120, "slot_minutes": 30, **changed}
    town_hall = Place.objects.filter(name="Mairie").first()
    return sessions.plan(
        house.agents[who],
        town_hall or place_of(house, "Mairie", is_room=False),
        Plan(**asked),  # type: ignore[arg-type]
        by=house.keyring("Rachel"),
    )


def test_a_session_is_at_the_same_hour_every_week_across_both_changes_of_the_clocks(
    house: House,
) -> None:
    made = planned(house, weeks=52)
    assert {timezone.localtime(s.starts_at).hour for s in made} == {9}
    assert {s.starts_at.astimezone(UTC).hour for s in made} == {7, 8}


def test_a_session_at_an_hour_that_does_not_exist_is_planned_no_week(house: House) -> None:
    sunday = date(2027, 3, 28)
    with pytest.raises(availability.NoSuchTime):
        planned(house, on=sunday - timedelta(weeks=2), at=time(2, 30), weeks=4)
    assert not DutySession.objects.exists()


def test_its_slots_are_offered_and_taken_one_by_one(house: House) -> None:
    [session] = planned(house)
    demande, camille = record(house), house.agents["Camille"]
    assert availability.session_slots(session) == [at(9), at(9, 30), at(10), at(10, 30)]
    made = agenda.book(
        camille, Slot(at(9, 30), 30, session=session), by=house.keyring("Omar"), demande=demande.pk
    )
    assert made.place == session.place
    assert availability.session_slots(session) == [at(9), at(10), at(10, 30)]
    with pytest.raises(SlotTaken):
        agenda.book(
            camille, Slot(at(9, 30), 30, session=session), by=house.keyring("Rachel"),
            demande=demande.pk,
        )  # fmt: skip


@pytest.mark.parametrize(("hour", "minutes"), [(8, 60), (10, 120), (14, 30)])
def test_outside_its_hours_nobody_is_booked_in_a_session(
    house: House, hour: int, minutes: int
) -> None:
    [session] = planned(house)
    with pytest.raises(OutsideSession):
        agenda.book(
            house.agents["Camille"], Slot(at(hour), minutes, session=session),
            by=house.keyring("Omar"), demande=record(house).pk,
        )  # fmt: skip


def test_a_session_is_not_another_worker_s(house: House) -> None:
    [session] = planned(house)
    with pytest.raises(OutsideSession):
        agenda.book(
            house.agents["Alix"], Slot(at(9), 30, session=session), by=house.keyring("Omar"),
            demande=record(house).pk,
        )  # fmt: skip


def test_during_a_session_she_is_not_elsewhere(house: House) -> None:
    planned(house)
    with pytest.raises(SlotTaken):
        agenda.book(
            house.agents["Camille"], Slot(at(9)), by=house.keyring("Omar"),
            demande=record(house).pk,
        )  # fmt: skip
    with pytest.raises(SlotTaken):
        planned(house, minutes=30)
    assert at(9) not in agenda.free_slots(house.agents["Camille"].pk, monday())


def test_a_session_where_someone_is_expected_is_not_cancelled(house: House) -> None:
    [session] = planned(house)
    made = agenda.book(
        house.agents["Camille"], Slot(at(9), 30, session=session), by=house.keyring("Omar"),
        demande=record(house).pk,
    )  # fmt: skip
    with pytest.raises(SessionInUse):
        sessions.cancel(session.pk, by=house.keyring("Rachel"))
    with pytest.raises(SessionInUse):
        sessions.close_place(session.place_id, by=house.keyring("Rachel"))
    agenda.settle(made.pk, Status.CANCELLED, by=house.keyring("Omar"))
    sessions.cancel(session.pk, by=house.keyring("Rachel"))
    assert availability.session_slots(DutySession.objects.get()) == []
    with pytest.raises(OutsideSession):
        agenda.settle(made.pk, Status.UPCOMING, by=house.keyring("Omar"))


def test_yesterday_and_the_far_future_are_not_planned(house: House) -> None:
    with pytest.raises(PastSlot):
        planned(house, on=timezone.localdate() - timedelta(days=1))
    with pytest.raises(FarSlot):
        planned(house, on=timezone.localdate() + timedelta(days=800))


def test_only_her_own_house_and_its_workers_are_planned(house: House) -> None:
    place = place_of(house)
    plan = Plan(monday(), time(9), 60, 30)
    for who in ("Lou", "Ada", "Max"):
        with pytest.raises(KeyNotHeld):
            sessions.plan(house.agents["Camille"], place, plan, by=house.keyring(who))
    with pytest.raises(KeyNotHeld):
        sessions.plan(house.agents["Rachel"], place, plan, by=house.keyring("Omar"))
    with pytest.raises(SameName):
        place_of(house, "bureau 3")


def test_a_room_holds_one_appointment_and_a_town_hall_several(house: House) -> None:
    room, hall = place_of(house), place_of(house, "Mairie", is_room=False)
    demande = record(house)
    for place, refused in ((room, True), (hall, False)):
        day = at(9) if place == room else at(14)
        agenda.book(
            house.agents["Camille"], Slot(day, place=place), by=house.keyring("Omar"),
            demande=demande.pk,
        )  # fmt: skip
        again = Slot(day + timedelta(minutes=30), place=place)
        if refused:
            with pytest.raises(RoomTaken):
                agenda.book(
                    house.agents["Alix"], again, by=house.keyring("Omar"), demande=demande.pk
                )
        else:
            agenda.book(house.agents["Alix"], again, by=house.keyring("Omar"), demande=demande.pk)


def test_a_visit_by_two_takes_both_agendas_and_names_nobody_to_the_second(house: House) -> None:
    demande = record(house)
    visit = Slot(at(14), 90, Appointment.Where.HOME, beside=house.agents["Alix"])
    made = agenda.book(house.agents["Camille"], visit, by=house.keyring("Omar"), demande=demande.pk)
    assert at(14, 15) not in agenda.free_slots(house.agents["Alix"].pk, monday())
    with pytest.raises(SlotTaken) as refused:
        agenda.book(
            house.agents["Alix"], Slot(at(15)), by=house.keyring("Omar"), demande=demande.pk
        )
    assert refused.value.who == house.agents["Alix"]
    rows = agenda.between([house.agents["Alix"].pk], monday(), monday())
    assert rows == [made]
    # The second worker says what became of it as the first does.
    assert agenda.settle(made.pk, Status.HONOURED, by=house.keyring("Alix")).status == "honoured"


def test_nobody_is_beside_herself_nor_from_another_organisation(house: House) -> None:
    demande, camille = record(house), house.agents["Camille"]
    other = build_house("Carsat d’essai (fictive)").agents["Ines"]
    with pytest.raises(KeyNotHeld):
        agenda.book(
            camille, Slot(at(9), beside=other), by=house.keyring("Omar"), demande=demande.pk
        )
    with pytest.raises(IntegrityError), transaction.atomic():
        Appointment.objects.create(agent=camille, beside=camille, starts_at=at(9), minutes=30)


def test_a_collective_session_is_a_head_count_and_nobody(house: House) -> None:
    camille = house.keyring("Camille")
    made = agenda.book(
        camille.agent, Slot(at(9), 120, kind=Kind.COLLECTIVE, expected=8), by=camille
    )
    with pytest.raises(SlotTaken):
        agenda.book(camille.agent, Slot(at(10), kind=Kind.BUSY), by=camille)
    agenda.settle(made.pk, Status.HONOURED, by=camille, came=6)
    made.refresh_from_db()
    assert (made.expected, made.came) == (8, 6)
    with pytest.raises(IntegrityError), transaction.atomic():
        Appointment.objects.filter(pk=made.pk).update(demande=record(house))


def test_an_appointment_put_back_is_refused_where_another_was_given_its_time(house: House) -> None:
    demande, camille = record(house), house.agents["Camille"]
    first = agenda.book(camille, Slot(at(9)), by=house.keyring("Omar"), demande=demande.pk)
    agenda.settle(first.pk, Status.CANCELLED, by=house.keyring("Omar"))
    agenda.book(camille, Slot(at(9, 30), 15), by=house.keyring("Omar"), demande=demande.pk)
    with pytest.raises(SlotTaken):
        agenda.settle(first.pk, Status.UPCOMING, by=house.keyring("Omar"))
    first.refresh_from_db()
    assert first.status == Status.CANCELLED


def test_her_own_calendar_reads_hours_without_whose_they_are(house: House) -> None:
    [session] = planned(house)
    made = agenda.book(
        house.agents["Camille"], Slot(at(14)), by=house.keyring("Omar"), demande=record(house).pk
    )
    told = agenda.hours_of(house.agents["Camille"], timezone.localdate())
    assert told == [(session.pk, at(9), at(11)), (made.pk, at(14), at(14, 45))]
    assert all(isinstance(start, datetime) for _, start, _ in told)
