"""Where and when the house receives: a room, a duty session of Camille's."""

from datetime import time, timedelta

from django.utils import timezone

from entrenous.reception import sessions
from entrenous.reception.sessions import Plan
from tests.people import House


def received_of(house: House) -> dict[str, object]:
    """A town hall, and two hours of Camille's there."""
    rachel = house.keyring("Rachel")
    hall = sessions.open_place(house.circonscription, "Mairie", is_room=False, by=rachel)
    on = timezone.localdate() + timedelta(days=9 - timezone.localdate().weekday())
    [session] = sessions.plan(house.agents["Camille"], hall, Plan(on, time(9), 120, 30), by=rachel)
    return {"room": hall.pk, "session": session.pk}
