"""The calendar address: days and nothing else, for whoever made it, until she takes it back."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone
from icalendar import Calendar

from entrenous.dossiers import sharing
from entrenous.dossiers.codes import EndingReason
from entrenous.dossiers.models import Dossier, DueDate
from entrenous.journal.acts import Act
from entrenous.journal.models import Entry
from entrenous.keyring import models
from entrenous.keyring.errors import VaultClosed
from entrenous.procedures import feed
from entrenous.procedures.models import CalendarFeed
from entrenous.reception import agenda
from entrenous.reception.models import Appointment
from tests.dossiers.opened import dossier_of
from tests.people import House
from tests.procedures.followed import followed

TODAY = date(2026, 3, 1)
URL = "https://entre-nous.exemple.invalid/"


def feed_of(house: House, name: str = "Camille") -> CalendarFeed:
    return feed.read(feed.make(house.keyring(name)))


def days_told(house: House, today: date = TODAY) -> list[date]:
    told = Calendar.from_ical(feed.calendar(feed_of(house), today, url=URL))
    return [event.decoded("dtstart") for event in told.walk("VEVENT")]


def test_it_tells_the_days_ahead_once_each(house: House) -> None:
    for name in ("Sarr-Fictif", "Portal-Fictif"):
        followed(house, dossier_of(house, "Camille", name))
    assert days_told(house) == [date(2026, 3, 5), date(2026, 4, 9), date(2026, 4, 16)]
    assert days_told(house, date(2026, 4, 10)) == [date(2026, 4, 16)]


def test_each_event_says_the_same_words_and_nothing_else(house: House) -> None:
    dossier = dossier_of(house, "Camille")
    record = followed(house, dossier, about="Appartement de la rue des Tanneurs")
    raw = feed.calendar(feed_of(house), TODAY, url=URL)
    told = Calendar.from_ical(raw)
    known = {"UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "URL", "CLASS", "TRANSP"}
    for event in told.walk("VEVENT"):
        assert set(event) == known
        assert str(event["SUMMARY"]) == "Échéance Entre Nous"
        assert str(event["URL"]) == URL
    text = raw.decode()
    for word in (
        "Sarr", "Awa", "Tanneurs", "expulsion", "loyer", "audience", str(dossier.pk), str(record),
        "Camille", "Fictif", house.organisation.name, house.secteur.name,
    ):  # fmt: skip
        assert word.casefold() not in text.casefold(), word
    assert all(len(line) <= 75 for line in raw.split(b"\r\n"))


def test_two_readings_give_the_same_bytes_and_two_addresses_share_nothing(house: House) -> None:
    followed(house, dossier_of(house, "Camille"))
    one = feed_of(house)
    first = feed.calendar(one, TODAY, url=URL)
    assert feed.calendar(one, TODAY, url=URL) == first
    again = feed.calendar(feed_of(house), TODAY, url=URL)
    uids = [{str(e["UID"]) for e in Calendar.from_ical(r).walk("VEVENT")} for r in (first, again)]
    assert uids[0].isdisjoint(uids[1])


def test_an_empty_calendar_is_a_calendar(house: House) -> None:
    raw = feed.calendar(feed_of(house), TODAY, url=URL)
    assert Calendar.from_ical(raw).walk("VEVENT") == []


def test_only_the_days_of_dossiers_whose_key_she_holds(house: House) -> None:
    dossier = dossier_of(house, "Camille")
    followed(house, dossier)
    sharing.transfer(house.keyring("Camille"), dossier, house.agents["Alix"])
    assert days_told(house) == []
    assert len(feed.days(house.agents["Alix"], TODAY)) == 3
    assert feed.days(house.agents["Sacha"], TODAY) == []


def test_what_is_not_a_procedure_is_not_told(house: House) -> None:
    dossier: Dossier = dossier_of(house, "Camille")
    DueDate.objects.create(dossier=dossier, kind=DueDate.Kind.REVIEW, due_on=TODAY)
    assert days_told(house) == []


def test_an_ended_accompagnement_empties_it(house: House) -> None:
    from entrenous.dossiers import closing

    dossier = dossier_of(house, "Camille")
    followed(house, dossier)
    closing.end(
        house.keyring("Camille"), dossier, on=date(2026, 5, 4), reason=EndingReason.MUTUAL,
        summary="",
    )  # fmt: skip
    assert days_told(house) == []


def test_the_server_keeps_a_hash_and_the_day_of_the_last_reading(house: House) -> None:
    secret = feed.make(house.keyring("Camille"))
    kept = CalendarFeed.objects.get(agent=house.agents["Camille"])
    assert len(bytes(kept.address_hash)) == 32
    assert secret.encode() not in bytes(kept.address_hash)
    assert kept.read_on is None
    feed.read(secret)
    kept.refresh_from_db()
    assert kept.read_on == timezone.localdate()


def test_another_address_ends_the_first_and_one_taken_back_answers_nothing(house: House) -> None:
    camille = house.keyring("Camille")
    first, second = feed.make(camille), feed.make(camille)
    assert first != second
    with pytest.raises(feed.NoFeed):
        feed.read(first)
    assert feed.read(second).agent == house.agents["Camille"]
    assert feed.take_back(camille)
    assert not feed.take_back(camille)
    with pytest.raises(feed.NoFeed):
        feed.read(second)
    acts = Entry.objects.filter(actor=house.agents["Camille"].pk).values_list("act", flat=True)
    assert list(acts).count(Act.CALENDAR_MADE) == 2
    assert list(acts).count(Act.CALENDAR_TAKEN_BACK) == 1


def test_a_desk_left_open_makes_no_address(house: House) -> None:
    with pytest.raises(VaultClosed):
        feed.make(house.closed("Camille"))
    assert not CalendarFeed.objects.exists()


def test_who_has_left_has_no_calendar_and_a_cover_that_ended_gives_no_day(house: House) -> None:
    followed(house, dossier_of(house, "Camille"))
    secret = feed.make(house.keyring("Camille"))
    agent = house.agents["Camille"]
    models.Grant.objects.filter(recipient=agent.pk).update(
        until=timezone.localdate() - timedelta(days=1)
    )
    assert feed.days(agent, TODAY) == []
    type(agent).objects.filter(pk=agent.pk).update(is_active=False)
    with pytest.raises(feed.NoFeed):
        feed.read(secret)


def test_the_hours_when_she_is_taken_say_neither_who_nor_where(house: House) -> None:
    dossier = dossier_of(house, "Camille")
    camille = house.keyring("Camille")
    start = datetime(2027, 3, 29, 7, tzinfo=UTC)
    home = Appointment.Where.HOME
    made = agenda.book(camille.agent, agenda.Slot(start, 60, home), by=camille, dossier=dossier.pk)
    found = feed_of(house)
    hours = agenda.hours_of(camille.agent, timezone.localdate())
    raw = feed.calendar(found, TODAY, url=URL, hours=hours)
    assert raw == feed.calendar(found, TODAY, url=URL, hours=hours)
    [event] = Calendar.from_ical(raw).walk("VEVENT")
    assert set(event) == {"UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "CLASS", "TRANSP"}
    assert str(event["SUMMARY"]) == "Rendez-vous"
    assert event.decoded("dtstart") == start
    assert event.decoded("dtend") - start == timedelta(hours=1)
    for word in ("Sarr", "Awa", "domicile", "home", str(made.pk), made.pk.hex, str(dossier.pk)):
        assert word.casefold() not in raw.decode().casefold(), word
