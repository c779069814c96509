"""The authorization matrix as it is written in `matrix.toml`, the source of truth.

One line per address and method; one word per actor of `world.ACTORS`, in that order:

    200 302 404 405 422 …   what she is answered (302: another page of the program)
    login, vault, space     sent to the log-in page; to the page that opens the vault; to the way
                            into the space of the accompanied person (see `persons.py`)
    *                       after the number: the page shows what the holder wrote

`same` for a page that answers all twelve alike: three of them are asked. `none` for a method that
the address does not know (405 for whoever may see it): the first actor and nobody else is asked.
"""

import tomllib
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

from django.db import transaction

from tests import settings
from tests.proof.routes import Route
from tests.proof.world import ACTORS, FUNCTIONS, SECRET, World

TABLE = Path(__file__).with_name("matrix.toml")
SENT_AWAY = {"404", "405", "login", "vault", "space"}
_DOORS = {"/connexion/": "login", "/coffre/": "vault", "/mon-espace/": "space"}


@cache
def read_table() -> dict[str, dict[str, str]]:
    """Route name -> method -> the line of words."""
    rows: dict[str, dict[str, str]] = tomllib.loads(TABLE.read_text("utf-8"))
    return rows


def expected(words: str) -> dict[str, str]:
    """Actor -> word, for those who are asked."""
    split = words.split()
    if len(split) == 2 and split[0] == "same":
        return dict.fromkeys(("holder", "locked", "anonymous"), split[1])
    if len(split) == 2 and split[0] == "none":
        return {split[1]: "405"}
    assert len(split) == len(ACTORS), f"one word per actor: {words}"
    return dict(zip(ACTORS, split, strict=True))


def asked(route: Route, wanted: dict[str, str], *, turn: int) -> dict[str, str]:
    """Those whose answer needs a request: of those whom `@needs` alone refuses, one in turn.

    On PostgreSQL, those who are let in: each page and each form works there; whom they refuse was
    asked on SQLite.
    """
    refused = [
        actor
        for actor in wanted
        if (needs := getattr(route.view, "needs", None))
        and not {kind.value for kind in needs} & FUNCTIONS[actor]
        and actor != "anonymous"
    ]
    assert {wanted[actor] for actor in refused} <= {"404"}, f"{route.name}: whom @needs refuses"
    kept = refused[turn % len(refused)] if refused else None
    chosen = {a: word for a, word in wanted.items() if a not in refused or a == kept}
    if settings.ON_POSTGRESQL:
        return {a: word for a, word in chosen.items() if word not in SENT_AWAY}
    return chosen


def let_in(actors: Sequence[str], route: Route) -> list[str]:
    """Those whom a page answers otherwise than by a refusal or a door, and one of the others."""
    words = expected(read_table()[route.name]["GET"])
    same = next(iter(words.values()))
    away = [a for a in actors if words.get(a, same) in SENT_AWAY]
    kept = away[len(route.name) % len(away)] if away else None
    return [a for a in actors if a not in away or a == kept]


def ask(world: World, route: Route, method: str, actor: str) -> str:
    """The word for what an actor is answered; what the request wrote is undone."""
    with transaction.atomic():
        response = getattr(world.client(actor), method.lower())(route.url(world))
        transaction.set_rollback(True)
    return word(response)


def word(response: Any) -> str:
    """An answer in the words of the table."""
    if response.status_code == 302:
        return _DOORS.get(response["Location"].partition("?")[0], "302")
    return f"{response.status_code}{'*' if shows_the_secret(response) else ''}"


def shows_the_secret(response: Any) -> bool:
    """Tell whether what the holder wrote is in the answer, a page or a file."""
    body = b"".join(response) if response.streaming else response.content
    return SECRET.casefold() in body.decode(errors="replace").casefold()
