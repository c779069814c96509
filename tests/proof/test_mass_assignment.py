"""Extra fields in a form change nothing that they name.

Each form of the program is sent as its page shows it, then again with the name of every column of
every table that the page does not ask for. No row may hold what was sent, no flag may have moved.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.apps import apps
from django.db import connection, models, transaction
from django.urls import reverse

from tests.proof.driving import Data, Shown, forms_shown
from tests.proof.routes import Route, every_route
from tests.proof.watching import Watch
from tests.proof.world import World

pytestmark = pytest.mark.usefixtures("short_answers")
TEXT, NUMBER, DAY = "assigned-by-force", "424242", "1917-03-08"
_TRIES = 3
Better = Callable[[Data], Data] | None
_SENDERS = ("holder", "reception", "lead", "admin")
_NOT_SENT = {"account:logout", "account:lock", "account:close_others"}
ROUTES = [r for r in every_route() if not r.name.startswith("common:") and r.name not in _NOT_SENT]


def columns() -> dict[str, models.Field[Any, Any]]:
    """Every column that is not bytes, by each of its names."""
    found: dict[str, models.Field[Any, Any]] = {}
    for model in _models():
        for column in model._meta.concrete_fields:
            if not isinstance(column, models.BinaryField):
                found |= {column.name: column, column.attname: column}
    return found | {"pk": found["id"]}


def forced(world: World) -> dict[str, str]:
    """A value for every column; ids are those of the other organisation."""
    stranger = str(world.foreign.agents["Fanny"].pk)
    return {name: _value(column, stranger) for name, column in columns().items()} | {
        "is_superuser": "1", "is_staff": "1", "password": TEXT,
    }  # fmt: skip


def _value(column: models.Field[Any, Any], stranger: str) -> str:
    if isinstance(column, models.BooleanField):
        return "1"
    if isinstance(column, models.DateField):
        return DAY
    if isinstance(column, models.IntegerField | models.AutoField):
        return NUMBER
    if isinstance(column, models.ForeignKey | models.UUIDField):
        return stranger
    return TEXT


def _models() -> list[type[models.Model]]:
    return [m for m in apps.get_models() if m.__module__.startswith("entrenous.")]


def state() -> tuple[dict[str, int], dict[str, dict[Any, Any]]]:
    """How often each forced value is stored, and every flag of every row."""
    sought = (TEXT, NUMBER, DAY)
    stored = dict.fromkeys(sought, 0)
    flags: dict[str, dict[Any, Any]] = {}
    for model in _models():
        plain = [f for f in model._meta.concrete_fields if not isinstance(f, models.BinaryField)]
        truths = [n for n, f in enumerate(plain, start=1) if isinstance(f, models.BooleanField)]
        seen = flags.setdefault(model._meta.label, {})
        for row in _rows(model, [model._meta.pk, *plain]):
            for cell in map(str, row[1:]):
                if cell.startswith(sought):
                    for value in stored:
                        stored[value] += cell == value or cell.startswith(f"{value} ")
            seen[row[0]] = [row[n] for n in truths]
    return stored, flags


def _rows(model: type[models.Model], columns: list[models.Field[Any, Any]]) -> list[Any]:
    """As the database gives them: reading thousands of rows as objects would take most of it."""
    quote = connection.ops.quote_name
    with connection.cursor() as cursor:
        names = ", ".join(quote(column.column) for column in columns)
        cursor.execute(f"SELECT {names} FROM {quote(model._meta.db_table)}")  # noqa: S608  # ours
        return list(cursor.fetchall())


def send(world: World, sender: str, url: str, data: Data, better: Better = None) -> Any:
    """Send a form, look at what it left unless it will be sent better, undo it."""
    with transaction.atomic():
        answer = world.client(sender).post(url, data)
        again = better(data) if better else data
        seen = state() if again == data else ({}, {})
        transaction.set_rollback(True)
    return *seen, answer.status_code < 400, again


@pytest.mark.parametrize("route", ROUTES, ids=lambda r: r.name)
def test_a_column_that_the_page_does_not_ask_for_is_not_written(
    world: World, route: Route, watch: Watch
) -> None:
    taken: set[tuple[object, ...]] = set()
    for sender in _SENDERS:
        forms = forms_of(world, route, sender)
        asked = {name for form in forms for name in form.data}  # two forms may share an address
        for form in (f for f in forms if f.shape not in taken):
            url = form.action.partition("#")[0] or route.url(world)
            filled, usual, is_taken = filled_in(world, sender, url, form, watch)
            taken |= {form.shape} if is_taken else set()
            extra = {n: v for n, v in forced(world).items() if n not in asked}
            forcing = send(world, sender, url, extra | filled)[:2]
            assert forcing[0] == usual[0], f"{sender} wrote a forced value at {url}"
            for label, rows in usual[1].items():
                both = rows.keys() & forcing[1].get(label, {}).keys()
                moved = [pk for pk in both if rows[pk] != forcing[1][label][pk]]
                assert not moved, f"{sender} moved a flag of {label} at {url}"


@pytest.fixture(scope="module")
def watch() -> Iterator[Watch]:
    """What each form refuses, learnt once for all of them."""
    patch, on = pytest.MonkeyPatch(), Watch("mots")
    on.install(patch)
    yield on
    patch.undo()


def filled_in(
    world: World, sender: str, url: str, form: Shown, watch: Watch
) -> tuple[Data, Any, bool]:
    """A form as someone sends it who answers its refusals: what is refused writes nothing.

    With what it left, and whether it was taken.
    """
    said = form.data | {name: "mots"[:limit] for name, limit in form.texts.items()} | form.ways[0]
    said |= {name: value for name, value in watch.learnt.items() if name in said}
    for left in range(_TRIES, -1, -1):
        *usual, is_taken, better = send(world, sender, url, said, watch.corrected if left else None)
        if better == said:
            break
        said = better
    return said, tuple(usual), is_taken


def forms_of(world: World, route: Route, sender: str) -> list[Shown]:
    """The forms that a page sends by POST, but those of the bar, which are on every page."""
    with transaction.atomic():  # a page of the enrolment ends the session that asks for it
        page = world.client(sender).get(route.url(world))
        transaction.set_rollback(True)
    if page.streaming:
        assert b"".join(page)  # read to its end, so that its file is closed
        return []
    if page.status_code != 200 or not page["Content-Type"].startswith("text/"):
        return []
    closing = tuple(map(reverse, _NOT_SENT))
    return [f for f in forms_shown(page.content.decode(), route.name) if f.action not in closing]


@pytest.mark.parametrize(
    "name", ["dossiers:contact", "dossiers:plan_objective_new", "consents:withdraw"]
)
def test_a_form_filled_in_is_taken(world: World, watch: Watch, name: str) -> None:
    (route,) = (r for r in ROUTES if r.name == name)
    url = route.url(world)
    for form in forms_of(world, route, "holder"):
        assert filled_in(world, "holder", form.action or url, form, watch)[2], form


def test_forms_are_really_sent(world: World) -> None:
    names = ("dossiers:contact", "dossiers:entry_new", "dossiers:plan_frame", "endings:tell")
    for route in (r for r in ROUTES if r.name in names):
        assert forms_of(world, route, "holder"), route.name
    (account,) = (r for r in ROUTES if r.name == "admin:account")
    assert any(len(form.data) > 3 for form in forms_of(world, account, "admin"))


def test_the_search_sees_a_forced_value(world: World) -> None:
    with transaction.atomic():
        before = state()
        world.house.circonscription.__class__.objects.filter(
            pk=world.house.circonscription.pk
        ).update(address=TEXT)
        world.house.agents["Max"].__class__.objects.filter(pk=world.house.agents["Max"].pk).update(
            is_active=False
        )
        after = state()
        transaction.set_rollback(True)
    assert after[0][TEXT] == before[0][TEXT] + 1
    assert after[1]["agents.Agent"] != before[1]["agents.Agent"]
