"""The words of a reminder: a day and an hour, and the service only where the person allows it."""

from typing import Final

from django.utils import timezone
from django.utils.dateformat import format as written

from entrenous.agents.models import Circonscription
from entrenous.reception.models import Appointment

SUBJECT: Final = "Rendez-vous"


def text(appointment: Appointment, house: Circonscription | None) -> str:
    """« Rendez-vous mardi 24 novembre à 14 h 30. »; with a house, its name and its number.

    house  None unless the person allowed the service to be named: a number names it too
    """
    at = timezone.localtime(appointment.starts_at)
    hour = f"{at.hour} h {at.minute:02}" if at.minute else f"{at.hour} h"
    told = f"Rendez-vous {written(at, 'l j F')} à {hour}"
    if house is None:
        return f"{told}."
    told = f"{told}, {house.name}."
    return f"{told} Pour changer : {house.phone}." if house.phone else told
