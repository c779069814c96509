"""Where and when the house receives: a place, a duty session of Camille's, a ticket, a screen."""

from datetime import time, timedelta

from django.utils import timezone

from entrenous.agents.models import Secteur
from entrenous.reception import meeting, sessions, waiting
from entrenous.reception.models import Waiting
from entrenous.reception.sessions import Plan
from tests.people import House


def received_of(house: House) -> dict[str, object]:
    """A town hall, and two hours of Camille's there."""
    rachel = house.keyring("Rachel")
    hall = sessions.open_place(house.circonscription, "Mairie", is_room=False, by=rachel)
    on = timezone.localdate() + timedelta(days=9 - timezone.localdate().weekday())
    [session] = sessions.plan(house.agents["Camille"], hall, Plan(on, time(9), 120, 30), by=rachel)
    ticket = Waiting.objects.create(
        circonscription=house.circonscription,
        on=timezone.localdate(),
        ticket="K42",
        arrived_at=timezone.now(),
    )
    secret = waiting.make_screen(house.circonscription, by=rachel)
    vacancy = meeting.declare_vacant(
        Secteur.objects.create(circonscription=house.circonscription, name="Secteur 12"),
        timezone.localdate(),
        house.agents["Camille"],
        by=house.keyring("Ines"),
    )
    return {
        "room": hall.pk, "session": session.pk, "waiting": ticket.pk, "wall": secret,
        "vacancy": vacancy.pk,
    }  # fmt: skip
