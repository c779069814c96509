"""Who may see what: every address of the program, asked by everyone, against `matrix.toml`."""

import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from django.db import OperationalError, connection, transaction
from django.test import Client
from django.urls import reverse

from entrenous.agents.models import Agent
from tests.proof import world as world_module
from tests.proof.matrix import SENT_AWAY, ask, asked, expected, read_table, shows_the_secret
from tests.proof.persons import persons_table
from tests.proof.routes import Route, every_route
from tests.proof.world import ACTORS, World

# Who may see what is decided above the database: asked on one; what the database writes, on both.
pytestmark = pytest.mark.usefixtures("short_answers")
ROUTES = every_route()
TABLE = read_table()


def test_every_address_has_its_row_and_every_row_its_address() -> None:
    twice = [name for name, count in Counter(r.name for r in ROUTES).items() if count > 1]
    assert not twice, f"two addresses of one name: {twice}"
    assert {r.name for r in ROUTES} == set(TABLE)
    for name, row in TABLE.items():
        assert set(row) == {"GET", "POST"}, name


@pytest.mark.parametrize("route", ROUTES, ids=lambda r: r.name)
def test_everyone_is_answered_as_the_table_says(world: World, route: Route) -> None:
    if route.name not in TABLE:
        seen = {m: " ".join(ask(world, route, m, a) for a in ACTORS) for m in ("GET", "POST")}
        pytest.fail(f'to review, then write in matrix.toml:\n"{route.name}" = {seen}')
    for turn, (method, words) in enumerate(TABLE[route.name].items(), start=len(route.name)):
        wanted = asked(route, expected(words), turn=turn)
        seen = {actor: ask(world, route, method, actor) for actor in wanted}
        assert seen == wanted, f"{method} {route.name}"


def test_only_whom_it_was_given_to_reads_what_the_holder_wrote() -> None:
    """Read from the table alone, whatever it says elsewhere."""
    readers = {
        (name, actor)
        for name, row in TABLE.items()
        for words in row.values()
        for actor, seen in expected(words).items()
        if seen.endswith("*") and actor != "holder"
    }
    assert readers == {
        ("copies:extract", "lead"), ("dossiers:extract", "lead"), ("continuity:carry", "peer"),
        ("continuity:danger_read", "peer"), ("desk:task", "reception"),
        ("desk:task-return", "reception"), ("complaints:complaint", "lead"),
        ("complaints:letter", "lead"),
    }  # fmt: skip


# Refused to all here, for want of what is sent or of a state: these tests let someone in.
_OPENED_IN = {
    "referrals:sheet": "tests/web/referrals/test_pages.py",
    "account:lock": "tests/web/account/test_unlock.py",
    "account:login_factor": "tests/web/account/test_login.py",
    "account:login_sheet": "tests/web/account/test_settings.py",
    "account:logout": "tests/web/account/test_login.py",
    "continuity:danger_put_off": "tests/web/continuity/test_danger.py",
    "custody:bar": "tests/web/custody/test_pages.py",
    "custody:word": "tests/web/custody/test_pages.py",
    "gateway:again": "tests/web/gateway/test_entering.py",
    "gateway:card": "tests/web/gateway/test_legal.py",
    "gateway:confirm": "tests/web/gateway/test_legal.py",
    "gateway:hand-back": "tests/web/gateway/test_legal.py",
    "gateway:lift": "tests/web/gateway/test_legal.py",
    "keys:give_back_to": "tests/web/keys/test_keys.py",
    "keys:group_admit": "tests/web/keys/test_keys.py",
    "keys:group_authorise": "tests/web/keys/test_keys.py",
    "keys:group_create": "tests/web/keys/test_keys.py",
    "procedures:mark": "tests/web/procedures/test_pages.py",
    "reception:receipt": "tests/web/reception/test_desk.py",
    "reception:settle": "tests/web/reception/test_demande.py",
    "retention:certificate": "tests/web/retention/test_pages.py",
    **dict.fromkeys(
        (
            f"retention:{n}"
            for n in ("certificate_pdf", "list_certificate", "list_step", "list_step_on")
        ),
        "tests/web/retention/test_archives.py",
    ),
}


def test_each_address_lets_someone_in_here_or_in_a_test_that_names_it(world: World) -> None:
    """A refusal proves nothing of a page that refuses everyone."""
    shut = {
        name
        for name, row in TABLE.items()
        if not any(set(expected(words).values()) - SENT_AWAY for words in row.values())
        and name not in persons_table()  # `test_persons` lets the person in
    }
    assert shut <= set(_OPENED_IN)
    for route in (r for r in ROUTES if r.name in shut):
        named = re.escape(route.name.partition(":")[2])
        address = re.escape(route.url(world).rstrip("/").rpartition("/")[2])
        source = (Path(__file__).parents[2] / _OPENED_IN[route.name]).read_text("utf-8")
        assert re.search(rf"[\"':]{named}[\"']|/{address}/", source), route.name


_OBJECTS = {
    "dossier", "record", "agent", "lent", "demande", "draft", "group", "sollicitation",
}  # fmt: skip
# Refused beside the field before the request is looked for, as for any unknown id.
_ASKS_THE_FIELD_FIRST = {"team:attribute"}


@pytest.mark.services
def test_another_organisation_opens_no_object_of_this_one(world: World) -> None:
    fanny = {
        f"d{str(world.ids['demande']).replace('-', '')[:8]}-agent": world.foreign.agents["Fanny"].pk
    }
    url = reverse("team:attribute", args=[world.ids["demande"]])
    assert world.client("foreign").post(url, fanny).status_code == 404
    for route in ROUTES:
        if route.name in _ASKS_THE_FIELD_FIRST:
            continue
        if set(route.takes) & _OBJECTS:
            for words in TABLE[route.name].values():
                assert expected(words).get("foreign", "404") in {"404", "405", "302"}, route.name


# A program's token in a header, and nothing that a browser sends by itself, lets in.
_READ_NO_COOKIE = {"slips:api-slots", "slips:api-drop"}


def test_a_form_from_another_site_is_refused_everywhere(world: World) -> None:
    exempt = {route.name for route in ROUTES if getattr(route.view, "csrf_exempt", False)}
    assert exempt == _READ_NO_COOKIE
    stranger = Client(enforce_csrf_checks=True)
    for name, value in world.cookies["holder"].items():
        stranger.cookies[name] = value
    # Before anything is looked for: nobody's page is spared, whoever's cookies were borrowed.
    for route in filter(_takes_post, ROUTES):
        if route.name in _READ_NO_COOKIE:
            assert stranger.post(route.url(world)).status_code in (401, 405), route.name
            continue
        assert stranger.post(route.url(world)).status_code == 403, route.name


def test_the_table_is_of_these_actors() -> None:
    assert len(ACTORS) == len(set(ACTORS)) == 12
    assert world_module.ACTORS[-1] == "anonymous"


def test_nobody_is_a_superuser() -> None:
    fields = {f.name for f in Agent._meta.get_fields()}
    assert not fields & {"is_superuser", "is_staff", "groups", "user_permissions", "password"}
    for power in ("has_perm", "has_perms", "has_module_perms", "check_password_of"):
        assert not hasattr(Agent, power)


@pytest.mark.services
def test_nothing_is_shown_when_its_reading_cannot_be_journaled(world: World) -> None:
    """Every page of the holder: either it shows nothing of anyone, or it does not come."""
    shown, refused = [], 0
    asked = [(r, "GET") for r in every_route()]
    asked += [(r, "POST") for r in every_route() if _shows_when_sent(r)]

    def refuse(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if re.search(r'INSERT INTO "?journal_entry\b', sql):  # the ORM quotes it, ours does not
            raise OperationalError("disk full")
        return execute(sql, params, many, context)

    for route, method in asked:
        if route.name.startswith("common:"):
            continue
        with transaction.atomic(), connection.execute_wrapper(refuse):
            answer = getattr(world.client("holder"), method.lower())(route.url(world))
            transaction.set_rollback(True)
        refused += answer.status_code in {500, 503}
        if shows_the_secret(answer):
            shown.append(route.name)
    # Her draft, and what she notes of calls she was ordered to make: sealed to herself alone.
    assert set(shown) == {"account:draft", "statistics:ordered", "statistics:objection"}
    assert refused > 20


def _shows_when_sent(route: Route) -> bool:
    return expected(TABLE[route.name]["POST"]).get("holder", "") == "200*"


def _takes_post(route: Route) -> bool:
    return "none" not in TABLE[route.name]["POST"]
