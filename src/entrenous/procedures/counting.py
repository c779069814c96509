"""The dates of a followed procedure on a day: counted again at each reading, never trusted stale.

Pure but for its types: `today` is given, the law base is read by `law.deadlines`.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from entrenous.law import LawError
from entrenous.law.deadlines import DueOn, Procedure, compute, procedures
from entrenous.law.deadlines.facts import Facts, read_facts
from entrenous.procedures.codes import Outcome, Standing
from entrenous.procedures.contents import Counted, FollowedProcedure, Mark, Told

#: Someone has something to do by then; other dates are landmarks.
ACTS = ("person", "service")


@dataclass(frozen=True)
class ShownDate:
    """One date, where it stands, what became of it.

    former   the day it fell on when it was last written down, if the law base moved it since
    outdated a mark put while it fell on another day: shown, and no longer standing
    """

    due: DueOn
    standing: Standing
    mark: Mark | None = None
    outdated: Mark | None = None
    former: date | None = None

    @property
    def is_pending(self) -> bool:
        """Tell whether nobody said yet what became of it."""
        return self.mark is None


@dataclass(frozen=True)
class Count:
    """Every date that the facts allow, earliest first.

    refused  why nothing can be counted (a rule without a version for that day, a duration too
             long, a procedure that the base no longer has); the last written dates then remain
    gone     written down earlier, no longer counted since the law base changed
    """

    dates: tuple[ShownDate, ...] = ()
    refused: str = ""
    gone: tuple[Counted, ...] = ()

    @property
    def has_moved(self) -> bool:
        """Tell whether the law base changed something since it was written down."""
        return bool(self.refused or self.gone or any(d.former for d in self.dates))

    def find(self, code: str) -> ShownDate | None:
        """One date by the code of its step."""
        return next((d for d in self.dates if d.due.code == code), None)


def procedure_of(said: FollowedProcedure) -> Procedure | None:
    """The procedure in the law base, or None when the base no longer has it."""
    return procedures().get(said.procedure)


def typed_facts(procedure: Procedure, told: Iterable[Told]) -> Facts:
    """Facts as they are counted with. LawError: one that the base no longer understands."""
    return read_facts(procedure, {each.code: _value(procedure, each) for each in told})


def told_facts(facts: Facts) -> tuple[Told, ...]:
    """Facts as they are sealed."""
    return tuple(Told(code, _words(value)) for code, value in facts.items())


def counted(said: FollowedProcedure) -> FollowedProcedure:
    """The same, with its dates written down as they are counted today. LawError."""
    found = _dues(said)
    return replace(said, counted=tuple(Counted(due.code, due.on) for due in found))


def count_on(said: FollowedProcedure, today: date) -> Count:
    """Every date and where it stands that day; what cannot be counted is said, not raised."""
    try:
        found = _dues(said)
    except LawError as error:
        return Count(refused=error.message, gone=said.counted)
    written = {each.code: each.on for each in said.counted}
    marks = {each.code: each for each in said.marks}
    shown = [_shown(due, written, marks.get(due.code), today) for due in found]
    ahead = [d for d in shown if d.standing is Standing.COMING]
    nearest = min((d.due.on for d in ahead), default=None)
    codes = {due.code for due in found}
    return Count(
        tuple(
            replace(d, standing=Standing.NEXT) if d in ahead and d.due.on == nearest else d
            for d in shown
        ),
        gone=tuple(each for each in said.counted if each.code not in codes),
    )


def pending_days(said: FollowedProcedure) -> list[date]:
    """The distinct days that still wait, as they were last written down; none once closed."""
    if said.closed_on is not None:
        return []
    settled = {(mark.code, mark.on) for mark in said.marks}
    return sorted({each.on for each in said.counted if (each.code, each.on) not in settled})


def _dues(said: FollowedProcedure) -> list[DueOn]:
    procedure = procedure_of(said)
    if procedure is None:
        raise LawError(f"La procédure « {said.procedure} » n’est plus dans la base.")
    return compute(procedure, typed_facts(procedure, said.facts))


def _shown(due: DueOn, written: Mapping[str, date], mark: Mark | None, today: date) -> ShownDate:
    former = written.get(due.code)
    stands = mark is not None and mark.on == due.on
    if mark is not None and stands:
        standing = Standing.DONE if mark.outcome is Outcome.DONE else Standing.DROPPED
    else:
        standing = Standing.PASSED if due.on < today else Standing.COMING
    return ShownDate(
        due,
        standing,
        mark if stands else None,
        None if stands else mark,
        former if written and former != due.on else None,
    )


def _value(procedure: Procedure, told: Told) -> object:
    kind = procedure.facts[told.code].kind if told.code in procedure.facts else ""
    if kind == "flag":
        return told.said == "true"
    return int(told.said) if kind == "months" and told.said.isdigit() else told.said


def _words(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return value.isoformat() if isinstance(value, date) else str(value)
