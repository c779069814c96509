"""People in their space: a code handed over, then entered with, as the pages do."""

from django.conf import settings
from django.test import Client

from entrenous.dossiers.models import Dossier
from entrenous.keyring.throttling import Visitor
from entrenous.space import codes, desk, entering, sessions
from entrenous.space.codes import Sort
from entrenous.space.keys import PersonKeyring
from entrenous.space.making import Made
from entrenous.space.sessions import Cookies
from tests.people import House

HOME = Visitor("192.0.2.1", "")


def hand_over(
    house: House, dossier: Dossier, *, who: str = "Camille", sort: Sort = Sort.SHEET
) -> Made:
    """A code handed to the person: `made.number` and `made.code` are what she was given."""
    return desk.issue(house.keyring(who), dossier, sort)


def enter(made: Made) -> Cookies:
    """Enter with what was handed over; NotEntered when it opens nothing."""
    entered = entering.enter(made.number, codes.read_code(made.code), HOME)
    return sessions.start(entered.space, entered.secret)


def keyring_of(made: Made) -> PersonKeyring:
    """The person's keys for one request."""
    person = sessions.look(enter(made))
    assert person is not None
    return person


def client_of_person(made: Made) -> Client:
    """A browser where the person is in her space."""
    cookies, client = enter(made), Client()
    sid, key = settings.ENTRENOUS_SPACE_COOKIES
    client.cookies[sid], client.cookies[key] = cookies.sid.hex(), cookies.key.hex()
    return client
