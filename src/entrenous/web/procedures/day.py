"""« Ma journée »: the dates of procedures that come or wait, in words once the vault is open."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final
from uuid import UUID

from django.urls import reverse

from entrenous.procedures.contents import FollowedProcedure
from entrenous.web.dossiers.day import Day, Item, Section
from entrenous.web.procedures.words import DateLine, ProcedureLine, distance, line_of

AHEAD_DAYS: Final = 15
#: A landmark that has passed is shown a while, then goes: nobody had anything to do.
_GONE_AFTER_DAYS: Final = 15
_MOVED: Final = "Une règle a changé : des dates sont à revoir"


def sections(today: Day) -> list[Section]:
    """The nearest first; what passed without a word comes before what comes."""
    found = [
        (on, Item(title, _url(dossier, line), today.names.get(dossier, ""), words, tone))
        for dossier, line in _followed(today)
        for on, title, words, tone in _told(line, today.on)
    ]
    items = [item for _, item in sorted(found, key=lambda pair: pair[0])]
    return [Section("Dates des procédures", "calendar-clock", items, 29)]


def _followed(today: Day) -> Iterator[tuple[UUID, ProcedureLine]]:
    for dossier, reading in today.readings.items():
        for record in reading.of(FollowedProcedure):
            if record.content.closed_on is None:
                yield dossier, line_of(record, today.on, {})  # no mark is shown there


def _told(line: ProcedureLine, today: date) -> Iterator[tuple[date, str, str, str]]:
    """Day, what, when, tone, of each thing to show of a procedure."""
    if line.count.has_moved:
        yield today, _MOVED, "", "ambre"
    for each in line.dates:
        if each.shown.is_pending and _is_near(each, today):
            tone = each.tone if each.tone != "neutre" else ""
            yield each.due.on, _title(each), distance(each.due.on, today), tone


def _is_near(line: DateLine, today: date) -> bool:
    on = line.due.on
    if on >= today:
        return on <= today + timedelta(days=AHEAD_DAYS)
    return line.awaits_an_answer or on >= today - timedelta(days=_GONE_AFTER_DAYS)


def _title(line: DateLine) -> str:
    return line.due.label[:1].upper() + line.due.label[1:]


def _url(dossier: UUID, line: ProcedureLine) -> str:
    return reverse("procedures:procedure", args=[dossier, line.id])
