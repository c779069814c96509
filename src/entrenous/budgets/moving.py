"""A budget follows, versions and all, when a duplicate dossier joins the one that is kept."""

from entrenous.budgets.contents import Budget
from entrenous.journal.acts import Act
from entrenous.keyring import records
from entrenous.keyring.errors import Damaged
from entrenous.keyring.opening import Keyring, OpenContainer


def move_all(source: OpenContainer, target: OpenContainer, by: Keyring) -> None:
    """Move the budget under its own id, beside the kept dossier's own if it has one.

    raises  Damaged: a constat first
    """
    reading = records.read(source, Budget)
    if reading.damaged:
        raise Damaged
    for known in reading.of(Budget):
        for version in reversed(records.versions(source, known.id)):
            records.write(target, version.content, by=by, record=known.id, act=Act.RECORD_MOVED_IN)
        records.remove(source, known.id, by=by, act=Act.RECORD_MOVED_OUT)
