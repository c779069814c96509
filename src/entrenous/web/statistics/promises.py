"""What she promised and that waits: calls back, steps past their day, requests she answers."""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils import timezone

from entrenous.agents.models import Function
from entrenous.dossiers.models import DueDate
from entrenous.gateway.codes import ONGOING
from entrenous.gateway.models import ThirdPartyRequest
from entrenous.keyring.opening import Keyring
from entrenous.reception.models import Appointment


@dataclass(frozen=True)
class Promise:
    """A line: how many wait, where to go. Numbers only: names are on the pages they lead to."""

    count: int
    words: str
    url: str


def promises(by: Keyring, today: date) -> list[Promise]:
    """What waits for her, counted on what is hers alone."""
    calls = Appointment.objects.filter(
        agent=by.agent,
        kind=Appointment.Kind.CALL_BACK,
        status=Appointment.Status.UPCOMING,
        starts_at__lt=timezone.now(),
    ).count()
    late = DueDate.objects.filter(
        dossier__referent=by.agent, done_on=None, due_on__lt=today
    ).count()
    asked = ThirdPartyRequest.objects.filter(in_charge=by.agent, state__in=ONGOING).count()
    found = [Promise(asked, "sollicitations de tiers à traiter ou à envoyer", "gateway:list")]
    if by.agent.has_function(Function.Kind.SOCIAL_WORKER):
        found = [
            Promise(calls, "rappels promis dont l’heure est passée", "dossiers:day"),
            Promise(late, "échéances de vos dossiers dont la date est passée", "dossiers:day"),
            *found,
        ]
    return [Promise(p.count, p.words, reverse(p.url)) for p in found if p.count]
