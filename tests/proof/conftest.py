"""A world built once per module, in a transaction that is rolled back at its end."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from django.db import transaction
from pytest_django.plugin import DjangoDbBlocker

from tests import people
from tests.proof.world import World, build_world


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    with django_db_blocker.unblock(), transaction.atomic():
        shared = people._SHARED[0]
        built = build_world(
            replace(shared, agents=dict(shared.agents), secrets=dict(shared.secrets))
        )
        built.open_browsers()
        yield built
        transaction.set_rollback(True)
