"""Read the budget of a dossier: the one in force, and those before it."""

from datetime import date

from entrenous.budgets.contents import Budget
from entrenous.keyring import records
from entrenous.keyring.opening import OpenContainer
from entrenous.keyring.records import OpenRecord, Reading


def latest(reading: Reading) -> OpenRecord[Budget] | None:
    """The budget in force (`.content`, `.version`, `.id`), from a reading that covers Budget.

    Two records are there only after two dossiers were merged: the later day wins.
    """
    return max(reading.of(Budget), key=_age, default=None)


def history(opened: OpenContainer, reading: Reading) -> list[OpenRecord[Budget]]:
    """Every version that opens, the one in force first; one look at the rows per record."""
    found = sorted(reading.of(Budget), key=_age, reverse=True)
    return [version for record in found for version in records.versions(opened, record.id)]


def _age(each: OpenRecord[Budget]) -> tuple[date, date, int]:
    return (each.content.on, each.written_on, each.version)
