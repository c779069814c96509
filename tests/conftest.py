"""What every test stands on: a migrated database on SQLite or PostgreSQL, and a browser.

pytest tests/…                                  on SQLite
ENTRENOUS_TEST_ON=postgresql pytest tests/…     on PostgreSQL, as an account that owns nothing
"""

import gc
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import hypothesis
import pytest
from django.conf import settings
from django.db import connections
from pytest_django.plugin import DjangoDbBlocker

from tests.ground.browser import (  # noqa: F401  # here, they win over the plugin's own
    axe,
    base_url,
    browser_context_args,
    browser_type_launch_args,
    context,
    look,
    shot,
    site,
)
from tests.ground.databases import Database, Ground, PostgresqlGround, SqliteGround, point_at

pytest_plugins = ["tests.people"]

# A slow machine is not a failure; the seed of a failure is printed by pytest-randomly.
hypothesis.settings.register_profile("entrenous", deadline=None, print_blob=True)
hypothesis.settings.load_profile("entrenous")

PAGES = Path(__file__).parent / "web"
_TOUCHES_THE_DATABASE = {"db", "own_database", "site", "transactional_db"}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        fixtures = set(getattr(item, "fixturenames", ()))
        mark = item.get_closest_marker("django_db")
        commits = bool(mark and mark.kwargs.get("transaction"))
        if commits or fixtures & {"transactional_db", "live_server"}:
            raise pytest.UsageError(f"{item.nodeid}: use `own_database` or `site` instead")
        # Pages are tested on SQLite; on PostgreSQL, what they call is, and `proof` asks for each.
        if (mark or fixtures & _TOUCHES_THE_DATABASE) and PAGES not in item.path.parents:
            item.add_marker("services")
        if "page" in fixtures:
            item.add_marker("e2e")
    # The longest first: whoever has ended shares out what is left of them.
    items.sort(key=lambda item: not {"e2e", "long"} & {mark.name for mark in item.iter_markers()})


def pytest_collection_finish() -> None:
    """What was read to run the tests stays until the end: looking for it to be freed takes long."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


@pytest.fixture(scope="module", autouse=True)
def _no_file_of_another_module() -> None:
    """A transaction undone takes no file away: whoever searches the home would read them all."""
    shutil.rmtree(settings.ENTRENOUS_HOME / "files", ignore_errors=True)


@pytest.fixture(scope="session")
def ground(django_db_blocker: DjangoDbBlocker) -> Iterator[Ground]:
    """The migrated model and its copies, on the database asked for."""
    on_postgresql = os.environ.get("ENTRENOUS_TEST_ON") == "postgresql"
    made: Ground = PostgresqlGround() if on_postgresql else SqliteGround()
    try:
        with django_db_blocker.unblock():
            made.prepare()
        yield made
        with django_db_blocker.unblock():
            connections.close_all()
    finally:
        made.close()
        shutil.rmtree(settings.ENTRENOUS_HOME, ignore_errors=True)


@pytest.fixture(scope="session")
def shared_database(ground: Ground, django_db_blocker: DjangoDbBlocker) -> Iterator[Database]:
    """The copy that the ordinary tests of this process share, and leave as they found it."""
    database = ground.copy(f"en_{os.environ.get('PYTEST_XDIST_WORKER', 'main')}_{uuid4().hex[:6]}")
    with django_db_blocker.unblock():
        point_at(database)
    yield database
    with django_db_blocker.unblock():
        connections.close_all()
    ground.drop(database)


@pytest.fixture(scope="session")
def django_db_setup(shared_database: Database, django_db_blocker: DjangoDbBlocker) -> None:
    """Replace pytest-django's own creation of databases; the shared one holds a full house."""
    from tests.people import build_shared_house  # a plugin: pytest imports it first

    with django_db_blocker.unblock():
        build_shared_house()


@pytest.fixture
def own_database(
    ground: Ground,
    shared_database: Database,
    django_db_blocker: DjangoDbBlocker,
    request: pytest.FixtureRequest,
) -> Iterator[Database]:
    """A fresh database for one test that commits: threads, child processes, kill -9, a browser."""
    if "db" in request.fixturenames or request.node.get_closest_marker("django_db"):
        pytest.fail("`own_database` and `db` exclude each other")
    database = ground.copy(f"en_{uuid4().hex[:12]}")
    shutil.rmtree(settings.ENTRENOUS_HOME / "files", ignore_errors=True)  # it has none yet
    with django_db_blocker.unblock():
        point_at(database)
        try:
            yield database
        finally:
            point_at(shared_database)
    ground.drop(database)
