import pytest

from entrenous.vault.people import SecretKeys
from tests.vault.world import Agent, World


@pytest.fixture
def world() -> World:
    return World()


@pytest.fixture
def camille(world: World) -> Agent:
    """Holds the key: she made the dossier."""
    agent = world.enrol("Camille")
    world.create(agent)
    return agent


@pytest.fixture
def alix(world: World) -> Agent:
    """In the same team; holds nothing until Camille hands a key over."""
    return world.enrol("Alix")


@pytest.fixture
def sacha(world: World) -> Agent:
    """Nobody: certified, holds nothing, and writes the database."""
    return world.enrol("Sacha")


@pytest.fixture
def keys() -> SecretKeys:
    return SecretKeys.generate()
