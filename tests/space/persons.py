"""Someone who asked for her space: her dossier, her keys for one request, her browser."""

from dataclasses import dataclass

from django.conf import settings
from django.test import Client
from django.utils import timezone

from entrenous.dossiers.models import Dossier
from entrenous.space import sessions
from entrenous.space.keys import PersonKeyring
from entrenous.space.making import Made
from entrenous.space.models import Space
from tests.dossiers.opened import dossier_of
from tests.people import House
from tests.space.entered import hand_over


@dataclass(frozen=True)
class Person:
    """A person, what she was handed, and the dossier that Camille holds."""

    dossier: Dossier
    made: Made

    def keyring(self) -> PersonKeyring:
        """Her open space, as a request would have it."""
        rows = Space.objects.select_related("dossier__container")
        return PersonKeyring(rows.get(dossier=self.dossier), self.made.secret, timezone.now())

    def client(self) -> Client:
        """A browser where she is in, without the cost of a derivation."""
        cookies, client = sessions.start(self.keyring().space, self.made.secret), Client()
        sid, key = settings.ENTRENOUS_SPACE_COOKIES
        client.cookies[sid], client.cookies[key] = cookies.sid.hex(), cookies.key.hex()
        return client


def person_of(house: House, family_name: str = "Sarr-Fictif") -> Person:
    """A person whose dossier Camille opened, and whose space she asked for."""
    dossier = dossier_of(house, "Camille", family_name)
    return Person(dossier, hand_over(house, dossier))
