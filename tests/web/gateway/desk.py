"""At the desk: addresses, what is typed in the steps, a letter entered by its form."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from entrenous.gateway.models import ThirdPartyRequest

STEPS = ["who", "requester", "how", "what", "proofs", "agreement", "situation"]


def at(name: str, *args: object) -> str:
    """An address of the desk."""
    return reverse(f"gateway:{name}", args=args)


def day(on: date | None = None, *, shift: int = 0) -> str:
    """A day as it is typed."""
    return f"{(on or timezone.localdate()) + timedelta(days=shift):%d %m %Y}"


def bailiff(**changed: Any) -> dict[str, Any]:
    """The first letter of story H3, every step answered: no title, everything asked."""
    return {
        "done": STEPS, "step": "check", "go": "save", "group": "creancier",
        "requester": "huissier_exec", "channel": "letter", "received_on": day(shift=-3),
        "asked": ["adresse", "employeur", "ressources", "composition_foyer", "telephone"],
        "asked_free": "", "ev_ecrit": "shown", "ev_titre_executoire": "mentioned",
        "requester_name": "Me R. Vasselin (fictif)", "person_named": "M. Rui Ferreira",
        "letter": "Je vous prie de me communiquer sous huit jours l’adresse et l’employeur.",
    } | changed  # fmt: skip


def enter(client: Client, **changed: Any) -> UUID:
    """Enter a letter by the form; the id of its request."""
    arriving = uuid4()
    answer = client.post(at("enter", arriving), bailiff(**changed))
    assert answer.status_code == 302, answer.content.decode()
    assert ThirdPartyRequest.objects.filter(pk=arriving).exists()
    return arriving


def text(response: Any) -> str:
    """The page, with plain spaces."""
    return str(response.content.decode()).replace("\xa0", " ").replace("&nbsp;", " ")
