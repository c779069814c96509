"""How a followed procedure and its dates are drawn: in words first, then an icon and a colour."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from entrenous.keyring.records import OpenRecord
from entrenous.law.deadlines import DueOn, Procedure
from entrenous.procedures.codes import Standing
from entrenous.procedures.contents import FollowedProcedure
from entrenous.procedures.counting import ACTS, Count, ShownDate, count_on, procedure_of
from entrenous.web.common.templatetags.look import NBSP, jour_long

_ICONS: Final = {
    Standing.PASSED: "calendar-x-2",
    Standing.NEXT: "calendar-clock",
    Standing.COMING: "calendar",
    Standing.DONE: "calendar-check-2",
    Standing.DROPPED: "calendar-minus-2",
}
_TONES: Final = {Standing.NEXT: "petrole", Standing.DONE: "vert"}
_WHO: Final = {
    "person": "la personne",
    "service": "le service",
    "other": "un tiers",
    "nobody": "",
}
_DAYS: Final = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
Confirmed = Mapping[str, date]


@dataclass(frozen=True)
class DateLine:
    """One date as the pages draw it."""

    shown: ShownDate
    words: str
    icon: str
    tone: str
    confirmed: Confirmed

    @property
    def due(self) -> DueOn:
        """The date itself."""
        return self.shown.due

    @property
    def day(self) -> str:
        """« jeudi 16 avril 2026 »."""
        return full_day(self.due.on)

    @property
    def who(self) -> str:
        """Who must have done something by then; nothing for a landmark."""
        return _WHO[self.due.who]

    @property
    def is_doubtful(self) -> bool:
        """Tell whether its text, or its count, was not read in force, there or here."""
        return not self.due.is_sure(self.confirmed)

    @property
    def confirmed_on(self) -> date | None:
        """The day the organisation read the last of its texts that was in doubt, or None."""
        if self.due.is_sure() or self.is_doubtful:
            return None
        return max(
            self.confirmed[each.name] for each in self.due.texts if each.name in self.confirmed
        )

    @property
    def awaits_an_answer(self) -> bool:
        """Tell whether it has passed while someone had something to do, and nobody said what."""
        return self.shown.standing is Standing.PASSED and self.due.who in ACTS


@dataclass(frozen=True)
class ProcedureLine:
    """A followed procedure as lists and pages draw it."""

    id: UUID
    version: int
    said: FollowedProcedure
    asked: Procedure | None
    count: Count
    dates: tuple[DateLine, ...]

    @property
    def label(self) -> str:
        """« Impayé de loyer et expulsion »."""
        return self.asked.label if self.asked else self.said.procedure

    @property
    def is_over(self) -> bool:
        """Tell whether it is no longer followed."""
        return self.said.closed_on is not None

    @property
    def next(self) -> list[DateLine]:
        """The nearest dates ahead: several when they fall on one day."""
        return [d for d in self.dates if d.shown.standing is Standing.NEXT]

    @property
    def ahead(self) -> list[DateLine]:
        """Every date that still lies ahead and waits."""
        return [d for d in self.dates if d.shown.standing in (Standing.NEXT, Standing.COMING)]

    @property
    def unanswered(self) -> list[DateLine]:
        """Those that passed while someone had something to do."""
        return [d for d in self.dates if d.awaits_an_answer]


def line_of(
    record: OpenRecord[FollowedProcedure], today: date, confirmed: Confirmed
) -> ProcedureLine:
    """A procedure in words, on a day. `confirmed`: the texts read again here, and when."""
    said = record.content
    found = count_on(said, today)
    dates = tuple(date_line(shown, today, confirmed) for shown in found.dates)
    return ProcedureLine(record.id, record.version, said, procedure_of(said), found, dates)


def lines_of(dues: Sequence[DueOn], today: date, confirmed: Confirmed) -> list[DateLine]:
    """Dates counted for nobody: no mark, no former day."""
    nearest = min((due.on for due in dues if due.on >= today), default=None)
    standings = {True: Standing.NEXT, False: Standing.COMING}
    return [
        date_line(
            ShownDate(due, Standing.PASSED if due.on < today else standings[due.on == nearest]),
            today,
            confirmed,
        )
        for due in dues
    ]


def date_line(shown: ShownDate, today: date, confirmed: Confirmed) -> DateLine:
    """One date in words, on a day."""
    standing, tone = shown.standing, _TONES.get(shown.standing, "neutre")
    if standing is Standing.PASSED and shown.due.who in ACTS:
        tone = "ambre"
    words = standing.label
    if standing in (Standing.PASSED, Standing.NEXT, Standing.COMING):
        words = f"{words}, {distance(shown.due.on, today)}"
    return DateLine(shown, words, _ICONS[standing], tone, confirmed)


def distance(on: date, today: date) -> str:
    """« dans 12 jours », « aujourd’hui », « il y a 3 mois »: never a reproach."""
    days = (on - today).days
    if abs(days) <= 1:
        return {0: "aujourd’hui", 1: "demain", -1: "hier"}[days]
    told = _in_units(abs(days))
    return f"dans {told}" if days > 0 else f"il y a {told}"


def full_day(on: date) -> str:
    """« jeudi 16 avril 2026 »."""
    return f"{_DAYS[on.weekday()]} {jour_long(on)}"


_TWO_MONTHS: Final = 61
_TWO_YEARS: Final = 730


def _in_units(days: int) -> str:
    if days < _TWO_MONTHS:
        return f"{days}{NBSP}jours"
    if days < _TWO_YEARS:
        return f"{days * 12 // 365}{NBSP}mois"
    return f"{days // 365}{NBSP}ans"
