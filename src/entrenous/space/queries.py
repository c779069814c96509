"""What is inside the person's space, and in its booklet: one composition for her and the worker.

Made from compartments 3 and 7, which she opens, and from rows that hold no word about anyone.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from uuid import UUID

from django.utils import timezone

from entrenous.consents.contents import Agreement
from entrenous.consents.terms import Stage, stage
from entrenous.documents.contents import SharedDocument
from entrenous.dossiers.codes import Doer
from entrenous.dossiers.models import Dossier
from entrenous.endings.codes import Later
from entrenous.endings.contents import LaterQuestionnaire, SharedEnding
from entrenous.gateway.contents import PersonTrace
from entrenous.handover.contents import HandoverSheet
from entrenous.keyring import records
from entrenous.keyring.opening import OpenContainer
from entrenous.keyring.records import OpenRecord, Reading
from entrenous.mediations.contents import Mediation
from entrenous.plans.queries import ENDED_STATES, PLAN_KINDS, Plan, plan_of
from entrenous.reception.models import Appointment
from entrenous.relays.contents import Relay
from entrenous.space.contents import Message, MessageRead, SharedStep, Statement, What
from entrenous.writings.contents import WritingTrace

MESSAGE_KINDS: Final = (Message, MessageRead)
KINDS: Final = (
    *PLAN_KINDS, *MESSAGE_KINDS, Agreement, PersonTrace, WritingTrace, Statement, SharedStep,
    SharedDocument, Relay, Mediation, SharedEnding, LaterQuestionnaire, HandoverSheet,
)  # fmt: skip
_SHOWN_KINDS: Final = (Appointment.Kind.MEETING, Appointment.Kind.CALL_BACK)


@dataclass(frozen=True)
class Step:
    """One thing to do: who, what, by when. `words`: what it is for, as she said it."""

    doer: Doer
    what: str
    due_on: date | None
    partner: str = ""
    words: str = ""


@dataclass(frozen=True)
class Line:
    """One line of the exchanges, and the day the other side opened it."""

    id: UUID
    text: str
    sent_at: datetime
    from_person: bool
    what: What
    read_on: date | None


@dataclass(frozen=True)
class Sent:
    """What left about her, or was refused: to whom, what, on which texts. Nothing deferred.

    given, withheld  codes of the law base; a writing has its `kind` in words instead
    lifted_on        the day the legal desk said that she may know of it
    """

    on: date
    to: str
    kind: str = ""
    given: tuple[str, ...] = ()
    withheld: tuple[str, ...] = ()
    basis: tuple[str, ...] = ()
    lifted_on: date | None = None


@dataclass(frozen=True)
class Handover:
    """The sheet for whoever takes over. `is_done`: a former référente wrote it for this one."""

    said: HandoverSheet
    is_done: bool


@dataclass(frozen=True)
class Inside:
    """Everything that the space shows, but who looked (`looking`), which is in the journal."""

    dossier: Dossier
    opened: OpenContainer
    reading: Reading
    today: date

    @property
    def is_whole(self) -> bool:
        """Tell whether nothing is missing from what her keys open."""
        return self.reading.is_whole

    @property
    def plan(self) -> Plan:
        """The plan and her words in it."""
        return plan_of(self.reading)

    @property
    def steps(self) -> list[Step]:
        """What is to be done, the nearest day first; what has no day comes last."""
        return _by_day([*planned_steps(self.plan), *shared_steps(self.reading)])

    @property
    def appointments(self) -> list[Appointment]:
        """Those to come, the nearest first."""
        return appointments_of(self.dossier)

    @property
    def agreements(self) -> list[OpenRecord[Agreement]]:
        """Those that stand or will, the first to end first."""
        found = [a for a in self.reading.of(Agreement) if not _is_over(a.content, self.today)]
        return sorted(found, key=lambda a: a.content.until_on)

    @property
    def former_agreements(self) -> list[OpenRecord[Agreement]]:
        """Those that ended or that she took back, the latest first."""
        found = [a for a in self.reading.of(Agreement) if _is_over(a.content, self.today)]
        return sorted(found, key=lambda a: a.content.until_on, reverse=True)

    @property
    def sent(self) -> list[Sent]:
        """What was sent about her and what was refused, the latest first."""
        return sent_of(self.reading)

    @property
    def lines(self) -> list[Line]:
        """The exchanges, the first one first."""
        return lines_of(self.reading)

    @property
    def statements(self) -> list[OpenRecord[Statement]]:
        """What she wrote for her file: one, or one from each of two dossiers made one."""
        return statements_of(self.reading)

    @property
    def endings(self) -> list[SharedEnding]:
        """The endings that she was told of, and that were not given up; the latest first."""
        found = (each.content for each in self.reading.of(SharedEnding))
        told = [e for e in found if e.told_on and e.given_up_on is None]
        return sorted(told, key=lambda e: e.proposed_on, reverse=True)

    @property
    def ending_proposed(self) -> SharedEnding | None:
        """The ending that she may still say no to: told, not pronounced, nothing said yet."""
        for each in self.endings:
            if each.closed_on is None:
                return each if each.open_objection is None else None
        return None

    @property
    def ending_objected(self) -> bool:
        """Tell whether her no waits to be talked over."""
        return any(e.open_objection is not None for e in self.endings)

    @property
    def questionnaire(self) -> LaterQuestionnaire | None:
        """Her yes to an anonymous questionnaire, while it stands."""
        said = sorted(
            (each.content for each in self.reading.of(LaterQuestionnaire)),
            key=lambda q: q.asked_on,
        )
        stands = said and said[-1].answer is Later.YES and said[-1].withdrawn_on is None
        return said[-1] if stands else None

    @property
    def handover(self) -> Handover | None:
        """What the next référente is to know, once she saw it, or once it served."""
        sheets = self.reading.of(HandoverSheet)
        if not sheets:
            return None
        said = sheets[-1].content
        is_done = sheets[-1].author != self.dossier.referent_id
        return Handover(said, is_done) if is_done or said.together_on else None

    @property
    def unread(self) -> int:
        """How many messages of the service she has not opened yet."""
        return sum(not each.from_person for each in unread_of(self.reading))


def inside(opened: OpenContainer, dossier: Dossier) -> Inside:
    """Read what the space shows, from her own keys or from a worker's. Journal before."""
    return Inside(dossier, opened, records.read(opened, *KINDS), timezone.localdate())


def planned_steps(plan: Plan) -> list[Step]:
    """The open actions of the plan."""
    return [
        Step(
            action.content.doer, action.content.what, action.content.due_on,
            action.content.partner, objective.record.content.words,
        )
        for objective in plan.objectives
        for action in objective.actions
        if action.content.state not in ENDED_STATES
    ]  # fmt: skip


def shared_steps(reading: Reading) -> list[Step]:
    """What was decided beside the plan and put in her space."""
    found = (each.content for each in reading.of(SharedStep))
    return _by_day(Step(s.doer, s.what, s.due_on) for s in found if s.done_on is None)


def appointments_of(dossier: Dossier) -> list[Appointment]:
    """Slots have no text: the row says the day, the hour, the place and the worker."""
    rows = Appointment.objects.filter(
        status=Appointment.Status.UPCOMING,
        kind__in=_SHOWN_KINDS,
        starts_at__gte=timezone.now(),
    ).select_related("agent")
    own, asked = rows.filter(dossier=dossier), rows.filter(demande__dossier=dossier)
    return sorted({*own, *asked}, key=lambda a: a.starts_at)


def lines_of(reading: Reading) -> list[Line]:
    """The exchanges of a reading that covers MESSAGE_KINDS."""
    read_on = {r.content.message: r.content.on for r in reading.of(MessageRead)}
    lines = [
        Line(
            m.id, m.content.text, m.content.sent_at, m.content.from_person, m.content.what,
            read_on.get(str(m.id)),
        )
        for m in reading.of(Message)
    ]  # fmt: skip
    return sorted(lines, key=lambda line: line.sent_at)


def unread_of(reading: Reading) -> list[Line]:
    """The messages that the other side has not opened yet."""
    return [line for line in lines_of(reading) if line.read_on is None]


def statements_of(reading: Reading) -> list[OpenRecord[Statement]]:
    """What she wrote for her file and did not take back, the latest first."""
    found = [s for s in reading.of(Statement) if s.content.text]
    return sorted(found, key=lambda s: s.written_on, reverse=True)


def sent_of(reading: Reading) -> list[Sent]:
    """Answers to third parties and writings. What is deferred has no trace here yet."""
    answers = (_of_answer(t.content) for t in reading.of(PersonTrace))
    writings = (_of_writing(t.content) for t in reading.of(WritingTrace))
    return _latest_first([*answers, *writings])


def _of_answer(trace: PersonTrace) -> Sent:
    return Sent(
        trace.on, trace.requester, "", trace.given, trace.withheld, trace.basis, trace.lifted_on
    )


def _of_writing(trace: WritingTrace) -> Sent:
    return Sent(
        trace.on, trace.to_function, trace.kind.label, basis=(trace.basis,),
        lifted_on=trace.lifted_on,
    )  # fmt: skip


def _by_day(steps: Iterable[Step]) -> list[Step]:
    return sorted(steps, key=lambda s: (s.due_on is None, s.due_on or date.max))


def _latest_first(found: Iterable[Sent]) -> list[Sent]:
    return sorted(found, key=lambda each: each.on, reverse=True)


def _is_over(said: Agreement, today: date) -> bool:
    return stage(said, today) in (Stage.EXPIRED, Stage.WITHDRAWN)
