"""The legal desk's register of copies: when, to whom, how, how many pages. Never a content."""

from dataclasses import dataclass

from entrenous.agents.models import Function
from entrenous.copies.contents import CopyLine
from entrenous.copies.models import CopyRow
from entrenous.journal.acts import Act
from entrenous.keyring import records
from entrenous.keyring.errors import KeyNotHeld
from entrenous.keyring.opening import Keyring


@dataclass(frozen=True)
class RegisterRow:
    """One request. `line` is None for a protected dossier, whose card the desk does not hold."""

    row: CopyRow
    line: CopyLine | None


def register(by: Keyring) -> list[RegisterRow]:
    """Every request of the organisation, the latest first. One journal entry. KeyNotHeld."""
    if not by.agent.has_function(Function.Kind.LEGAL_DESK):
        raise KeyNotHeld
    rows = list(CopyRow.objects.filter(dossier__container__organisation_id=by.organisation))
    opened = by.open_list({row.dossier_id for row in rows}, Act.COPIES_LISTED)
    readings = records.read_many(opened.values(), CopyLine)
    lines = {
        known.content.request: known.content
        for reading in readings.values()
        for known in reading.of(CopyLine)
    }
    return [RegisterRow(row, lines.get(str(row.pk))) for row in rows]
