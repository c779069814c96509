"""The session of a group takes the time of who animates it, everywhere; a number, never who."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from entrenous.collective import actions as collective
from entrenous.collective.actions import Held, Planned
from entrenous.collective.models import CollectiveSession
from entrenous.procedures import feed
from entrenous.reception import agenda, attribution, availability
from entrenous.reception.agenda import Slot
from entrenous.reception.errors import SlotTaken
from tests.browsing import client_of
from tests.collective.started import TITLE, at, planned, started
from tests.people import House

pytestmark = pytest.mark.services


def today_at_noon(house: House) -> CollectiveSession:
    """A session of Camille's, today; what is passed is shown too."""
    noon = timezone.localtime().replace(hour=12, minute=0, second=0, microsecond=0)
    asked = Planned(noon, 90, 8, "salle du marché")
    return collective.plan_session(house.keyring("Camille"), started(house), asked)


def test_nobody_books_whoever_animates_a_group_at_that_hour(house: House) -> None:
    action = started(house)
    session = planned(house, action)
    collective.share(house.keyring("Camille"), action, house.agents["Alix"])
    for who in ("Camille", "Alix"):
        worker = house.agents[who]
        with pytest.raises(SlotTaken) as refused:
            agenda.book(worker, Slot(at(3) + timedelta(minutes=30)), by=house.keyring(who))
        assert refused.value.starts_at == session.starts_at
        agenda.book(worker, Slot(session.ends_at), by=house.keyring(who))
    collective.cancel_session(house.keyring("Camille"), session)
    agenda.book(house.agents["Camille"], Slot(at(3)), by=house.keyring("Camille"))


def test_planning_over_an_appointment_is_said_and_not_refused(house: House) -> None:
    action = started(house)
    agenda.book(house.agents["Camille"], Slot(at(3)), by=house.keyring("Camille"))
    typed = {
        "on": at(3).strftime("%d %m %Y"), "at": "14 h", "minutes": "90", "session": str(uuid4())
    }  # fmt: skip
    client, address = client_of(house, "Camille"), reverse("collective:plan", args=[action.pk])
    said = "déjà pris à cette heure"
    assert said in client.post(address, typed, follow=True).content.decode()
    assert said not in client.post(address, typed, follow=True).content.decode()
    assert CollectiveSession.objects.count() == 1


def test_a_session_is_the_time_of_its_animators_alone(house: House) -> None:
    planned(house, started(house))
    first, last = at(3), at(3) + timedelta(hours=1)
    assert availability.taken(house.agents["Camille"].pk, first, last)
    assert availability.taken(house.agents["Alix"].pk, first, last) == []
    loads = {load.agent.given_name: load for load in attribution.loads([house.circonscription])}
    assert (loads["Camille"].appointments, loads["Alix"].appointments) == (1, 0)


def test_the_agenda_shows_a_number_and_opens_the_session_for_its_animators(house: House) -> None:
    session = today_at_noon(house)
    link = reverse("collective:session", args=[session.action_id, session.pk])
    hers = client_of(house, "Camille").get(reverse("reception:agenda")).content.decode()
    assert link in hers
    assert "8 personnes attendues" in hers.replace("\N{NO-BREAK SPACE}", " ")
    address = reverse("reception:agenda-of", args=[house.agents["Camille"].pk])
    desk = client_of(house, "Rachel").get(address).content.decode()
    assert "Séance collective de" in desk
    assert link not in desk
    for page in (hers, desk):
        assert TITLE not in page
        assert "salle du marché" not in page


def test_the_papers_of_the_day_have_the_session_and_no_name(house: House) -> None:
    session = today_at_noon(house)
    collective.hold_session(house.keyring("Camille"), session, Held(2, ("Nine", "Zaza"), "soupe"))
    addresses = [reverse(f"reception:{page}") for page in ("pack", "day-sheet")]
    pages = [client_of(house, "Camille").get(url).content.decode() for url in addresses]
    pages.append(client_of(house, "Rachel").get(addresses[0]).content.decode())
    pages.append(client_of(house, "Camille").get(reverse("dossiers:day")).content.decode())
    for page in pages:
        assert "Séance collective" in page
        for sealed in ("Nine", "Zaza", "soupe", TITLE, "salle du marché"):
            assert sealed not in page, sealed


def test_her_calendar_elsewhere_has_the_hours_and_the_same_word_as_any_other(house: House) -> None:
    session = planned(house, started(house))
    keyring, today = house.keyring("Camille"), timezone.localdate()
    found = feed.read(feed.make(keyring))
    hours = agenda.hours_of(found.agent, today)
    assert hours == [(session.pk, session.starts_at, session.ends_at)]
    (event,) = Calendar.from_ical(feed.calendar(found, today, url="", hours=hours)).walk("VEVENT")
    assert str(event["summary"]) == feed.TAKEN
    assert "location" not in event
    assert agenda.hours_of(house.agents["Alix"], today) == []
