"""A dossier to copy, filled; a review of it in memory."""

from uuid import UUID

import pytest

from entrenous.dossiers.models import Dossier
from tests.copies.composed import Composed
from tests.copies.files import fill
from tests.dossiers.opened import dossier_of
from tests.people import House


@pytest.fixture
def dossier(house: House) -> Dossier:
    return dossier_of(house, "Camille")


@pytest.fixture
def ids(house: House, dossier: Dossier) -> dict[str, UUID]:
    return fill(house, dossier)


@pytest.fixture
def composed(house: House, dossier: Dossier) -> Composed:
    return Composed(house, dossier)
