"""What was written before an accompagnement was taken up again stays folded until she says yes.

Her answer is in the latest `Reopening`. Folded is a rule of the pages, and the key still opens
it: writings, assessment and reviews of before are then on no page and in no search. Saying that
she agreed is journaled.
"""

from dataclasses import replace
from datetime import date
from typing import Any, Final

from entrenous.dossiers.contents import (
    DomainAssessment,
    PlanReview,
    Reopening,
    Synthesis,
    ThreadEntry,
)
from entrenous.keyring.kinds import code_of
from entrenous.keyring.records import OpenRecord, Reading

#: What is folded, by the day it speaks of; what has none, by the day it was written.
_DATED: Final = (ThreadEntry, PlanReview)
_WRITTEN: Final = (DomainAssessment, Synthesis)


def latest_reopening(reading: Reading) -> OpenRecord[Reopening] | None:
    """The last time it was taken up again. `reading` covers Reopening."""
    return max(reading.of(Reopening), key=lambda r: (r.content.on, r.version), default=None)


def folded_before(reading: Reading) -> date | None:
    """The day before which everything stays folded; None when nothing is.

    A reopening that does not open may be the one to which she said no: everything is folded.
    """
    if any(row.kind == code_of(Reopening) for row in reading.damaged):
        return date.max
    latest = latest_reopening(reading)
    return None if latest is None or latest.content.consent else latest.content.on


def fold(reading: Reading, before: date | None) -> Reading:
    """The same reading without what is folded."""
    if before is None:
        return reading
    return replace(reading, records=[r for r in reading.records if not is_folded(r, before)])


def is_folded(record: OpenRecord[Any], before: date | None) -> bool:
    """Tell whether this record waits for her agreement."""
    if before is None:
        return False
    if isinstance(record.content, _DATED):
        return record.content.on < before
    return isinstance(record.content, _WRITTEN) and record.written_on < before
