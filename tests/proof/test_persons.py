"""Who may see what in the persons' spaces: every address, asked by three of them."""

import re
from typing import Any

import pytest
from django.db import OperationalError, connection, transaction
from django.test import Client

from tests.proof.matrix import ask, expected, read_table, shows_the_secret
from tests.proof.persons import PERSONS, is_of_the_space, persons_table
from tests.proof.routes import Route, every_route
from tests.proof.world import ACTORS, World

pytestmark = pytest.mark.usefixtures("short_answers")
ROUTES = every_route()
INSIDE = [route for route in ROUTES if is_of_the_space(route)]
TABLE = persons_table()
METHODS = ("GET", "POST")


def test_every_address_of_the_space_has_its_row_and_every_row_its_address() -> None:
    assert {route.name for route in INSIDE} == set(TABLE)
    assert all(route.name.startswith("space") for route in INSIDE)


@pytest.mark.parametrize("route", INSIDE, ids=lambda r: r.name)
def test_each_person_is_answered_as_the_table_says(world: World, route: Route) -> None:
    if route.name not in TABLE:
        seen = {m: " ".join(ask(world, route, m, a) for a in PERSONS) for m in METHODS}
        pytest.fail(f'to review, then write in persons.toml:\n"{route.name}" = {seen}')
    for method in METHODS:
        wanted = dict(zip(PERSONS, TABLE[route.name][method].split(), strict=True))
        assert {a: ask(world, route, method, a) for a in PERSONS} == wanted, route.name


def test_only_the_person_herself_reads_what_was_written_about_her() -> None:
    """Read from the table alone, whatever it says elsewhere."""
    readers = {
        person
        for row in TABLE.values()
        for words in row.values()
        for person, word in zip(PERSONS, words.split(), strict=True)
        if word.endswith("*")
    }
    assert readers == {"person"}


def test_a_person_is_nobody_to_every_page_of_the_agents(world: World) -> None:
    for route in ROUTES:
        if is_of_the_space(route):
            continue
        for method, row in read_table()[route.name].items():
            words = expected(row)
            if "anonymous" in words:
                assert ask(world, route, method, "person") == words["anonymous"], route.name


def test_an_agent_is_nobody_to_every_page_of_the_space() -> None:
    for route in INSIDE:
        for words in read_table().get(route.name, {}).values():
            assert len({expected(words).get(actor, "") for actor in ACTORS} - {""}) == 1


def test_nothing_is_shown_to_her_when_her_reading_cannot_be_journaled(world: World) -> None:
    def refuse(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if re.search(r'INSERT INTO "?journal_entry\b', sql):
            raise OperationalError("disk full")
        return execute(sql, params, many, context)

    refused = 0
    for route in INSIDE:
        with transaction.atomic(), connection.execute_wrapper(refuse):
            answer = world.client("person").get(route.url(world))
            transaction.set_rollback(True)
        assert not shows_the_secret(answer), route.name
        refused += answer.status_code in {500, 503}
    assert refused > len(INSIDE) // 2


def test_no_page_of_the_space_takes_a_form_of_another_site(world: World) -> None:
    stranger = Client(enforce_csrf_checks=True)
    for name, value in world.cookies["person"].items():
        stranger.cookies[name] = value
    for route in INSIDE:
        if TABLE[route.name]["POST"].split()[0] != "405":
            assert stranger.post(route.url(world)).status_code == 403, route.name
