"""The accompanied persons of the matrix: the dossier's own, another one, one whose code is over.

They are no columns of `matrix.toml`, which is the agents': to every page that is not of the space
they are nobody, and answered as the anonymous. Pages of the space have rows in `persons.toml`.
"""

import tomllib
from functools import cache
from pathlib import Path

from django.test import Client

from entrenous.documents import sharing
from entrenous.dossiers.models import Dossier
from entrenous.space.models import Space
from tests.documents.papers import attached
from tests.proof.routes import Route
from tests.proof.world import SECRET, World
from tests.space.entered import client_of_person, hand_over

PERSONS = (
    "person",  # whose dossier the holder holds
    "other_person",  # another dossier of the same référente
    "revoked",  # the same, with the code and the page that she had before another was handed over
)
TABLE = Path(__file__).with_name("persons.toml")


@cache
def persons_table() -> dict[str, dict[str, str]]:
    """Route name -> method -> the three words."""
    rows: dict[str, dict[str, str]] = tomllib.loads(TABLE.read_text("utf-8"))
    return rows


def is_of_the_space(route: Route) -> bool:
    """Tell whether it is an address that a person enters, or the way to it.

    A platform's pages open no agent's vault either: they are nobody's space.
    """
    opens_no_vault = bool(getattr(route.view, "without_agent", False))
    return opens_no_vault and not route.name.startswith("slips:")


def open_persons(world: World) -> None:
    """Hand codes over, share a file with her, open three browsers."""
    house, dossier = world.house, world.dossier
    camille = house.keyring("Camille")
    document = attached(house, dossier.pk, SECRET.encode(), f"{SECRET}.txt", label=SECRET)
    world.ids["shared"] = sharing.share(camille, dossier.pk, document)
    second = Dossier.objects.filter(household=dossier.household).exclude(pk=dossier.pk).get()
    browsers: dict[str, Client] = {"revoked": client_of_person(hand_over(house, second))}
    browsers["other_person"] = client_of_person(hand_over(house, second))
    browsers["person"] = client_of_person(hand_over(house, dossier))
    assert Space.objects.count() == 2
    for name in PERSONS:
        client = world.clients[name] = browsers[name]
        client.raise_request_exception = False
        world.cookies[name] = {k: m.value for k, m in client.cookies.items()}
