"""Dossiers passed on, for the tests: prepared, started and advanced as the pages do."""

from collections.abc import Iterable

from entrenous.dossiers.models import Dossier
from entrenous.handover import transferring
from entrenous.handover.models import Batch
from entrenous.handover.transferring import Progress
from tests.people import House


def prepared(
    house: House, dossiers: Iterable[Dossier], to: str = "Alix", by: str = "Camille"
) -> Batch:
    """A batch that is started: nothing is handed over yet."""
    keyring = house.keyring(by)
    batch = transferring.prepare(keyring, [d.pk for d in dossiers], house.agents[to])
    transferring.start(keyring, batch)
    return batch


def passed_on(house: House, *dossiers: Dossier, to: str = "Alix", by: str = "Camille") -> Progress:
    """Dossiers handed over in one go."""
    batch = prepared(house, dossiers, to, by)
    return transferring.advance(house.keyring(by), batch, seconds=60)
