"""A world per module, rolled back; databases for tests that commit; the places watched."""

import logging
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.core.signals import got_request_exception
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.views.debug import get_exception_reporter_class
from pytest_django.plugin import DjangoDbBlocker

from entrenous.config import errors
from entrenous.config.logs import WhiteListFormatter
from tests import people
from tests.ground.databases import Database
from tests.people import House, full_house
from tests.proof.persons import open_persons
from tests.proof.places import Places
from tests.proof.world import World, build_world


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    with django_db_blocker.unblock(), transaction.atomic():
        shared = people._SHARED[0]
        built = build_world(
            replace(shared, agents=dict(shared.agents), secrets=dict(shared.secrets))
        )
        built.open_browsers()
        open_persons(built)
        yield built
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def short_refusals() -> Iterator[None]:
    """Thousands of refusals: their page, tested elsewhere, is not drawn each time."""

    def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
        return HttpResponse(status=404)

    drawn = errors.page_not_found
    errors.page_not_found = page_not_found
    yield
    errors.page_not_found = drawn


@pytest.fixture(scope="module")
def short_answers(short_refusals: None) -> Iterator[None]:
    """No page of refusal, and no log."""
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)


@pytest.fixture
def places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Places]:
    gathered = Places(tmp_path)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    make = tempfile._mkstemp_inner  # type: ignore[attr-defined]

    def noticed(*args: Any, **kwargs: Any) -> Any:
        gathered.made.append(f"made: {args!r}")
        return make(*args, **kwargs)

    monkeypatch.setattr(tempfile, "_mkstemp_inner", noticed)
    handler = logging.StreamHandler(gathered.log)
    handler.setFormatter(WhiteListFormatter())
    logging.getLogger().addHandler(handler)

    def report(request: Any, **_more: Any) -> None:
        told = get_exception_reporter_class(request)(request, *sys.exc_info())
        gathered.reports += [told.get_traceback_text(), told.get_traceback_html()]

    got_request_exception.connect(report)
    yield gathered
    got_request_exception.disconnect(report)
    logging.getLogger().removeHandler(handler)


@pytest.fixture
def own_world(own_database: Database, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    """The world, committed in a database of its own."""
    with django_db_blocker.unblock():
        built = build_world()
        built.open_browsers()
        open_persons(built)
        yield built


@pytest.fixture
def committed(own_database: Database, django_db_blocker: DjangoDbBlocker) -> Iterator[House]:
    """A full house, committed in a database of its own."""
    with django_db_blocker.unblock():
        yield full_house()
