"""Numbers of the day: a letter and two figures, said aloud in a waiting room, telling nothing."""

import secrets
from datetime import date
from typing import Final

from django.utils import timezone

from entrenous.agents.models import Circonscription
from entrenous.reception.models import Demande, Waiting

_LETTERS: Final = "ABCDEFGHJKLMNPRTUVWXYZ"  # neither I, O, Q nor S: they are misread
_TRIES: Final = 50


def fresh(place: Circonscription, on: date | None = None) -> str:
    """A ticket that nobody else has that day in this house, with an appointment or without."""
    today = on or timezone.localdate()
    asked = Demande.objects.filter(circonscription=place, received_on=today)
    here = Waiting.objects.filter(circonscription=place, on=today)
    taken = {*asked.values_list("ticket", flat=True), *here.values_list("ticket", flat=True)}
    for attempt in range(_TRIES):
        figures = 2 if attempt < _TRIES // 2 else 4
        number = secrets.randbelow(9 * 10 ** (figures - 1)) + 10 ** (figures - 1)
        ticket = f"{secrets.choice(_LETTERS)}{number}"
        if ticket not in taken:
            return ticket
    raise RuntimeError("no ticket left today")
