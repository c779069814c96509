"""Estimates follow when a duplicate dossier joins the one that is kept."""

from entrenous.benefits.contents import Estimation
from entrenous.journal.acts import Act
from entrenous.keyring import records
from entrenous.keyring.errors import Damaged
from entrenous.keyring.opening import Keyring, OpenContainer


def move_all(source: OpenContainer, target: OpenContainer, by: Keyring) -> None:
    """Move every estimate under its own id. Damaged: a constat first."""
    reading = records.read(source, Estimation)
    if reading.damaged:
        raise Damaged
    for known in reading.of(Estimation):
        records.write(target, known.content, by=by, record=known.id, act=Act.RECORD_MOVED_IN)
        records.remove(source, known.id, by=by, act=Act.RECORD_MOVED_OUT)
