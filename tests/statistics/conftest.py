"""The engine's folder, private, and the key as its account has it."""

from pathlib import Path

import pytest

from entrenous.agents.keyfiles import _folder
from entrenous.statistics.engine.store import Store
from tests.people import House


@pytest.fixture
def store(tmp_path: Path, house: House) -> Store:
    """An empty store of the house."""
    return Store(tmp_path / "store", house.organisation.pk)


@pytest.fixture
def key(house: House) -> Path:
    """The statistics key of the house."""
    return _folder(house.organisation.pk) / "statistics.key"
