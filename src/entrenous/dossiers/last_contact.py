"""The last contact with the person, from the thread: what retention counts from (03-law §3).

A call about an ended dossier is work, not a contact: only what happened during an accompagnement
counts (02-practice §2.15).
"""

from collections.abc import Collection, Iterable
from datetime import date
from typing import Final
from uuid import UUID

from entrenous.dossiers.codes import Doing, Mode
from entrenous.dossiers.contents import PlanReview, ThreadEntry
from entrenous.dossiers.models import Accompagnement
from entrenous.keyring.records import Reading

#: With someone else, or at one's desk.
_WITHOUT_HER: Final = frozenset(
    {Doing.MEETING, Doing.COLLECTIVE, Doing.THIRD_PARTY, Doing.INDIRECT, Doing.REFERRAL}
)


def last_contact(
    reading: Reading,
    accompagnements: Iterable[Accompagnement],
    *,
    unanswered: Collection[UUID] = (),
) -> date | None:
    """The last day someone of the service and the person were in contact; None: no accompagnement.

    reading     covers ThreadEntry and PlanReview, of the whole dossier
    unanswered  entries that say an attempt she did not answer: they are no contact
    returns     at least the first day of the latest accompagnement: she asked for it, or agreed
    """
    stretches = list(accompagnements)
    days = [each.opened_on for each in stretches]
    days += [
        entry.content.on
        for entry in reading.of(ThreadEntry)
        if entry.id not in unanswered and is_with_her(entry.content)
    ]
    days += [review.content.on for review in reading.of(PlanReview)]
    return max((day for day in days if _is_during(day, stretches)), default=None)


def is_with_her(entry: ThreadEntry) -> bool:
    """Tell whether an entry says a contact with the person herself."""
    return entry.mode is not Mode.THIRD_PARTY and entry.doing not in _WITHOUT_HER


def _is_during(day: date, stretches: Iterable[Accompagnement]) -> bool:
    return any(
        each.opened_on <= day and (each.closed_on is None or day <= each.closed_on)
        for each in stretches
    )
