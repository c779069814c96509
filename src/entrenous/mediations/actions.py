"""Take a mandate with the person, note what is said and answered, its result. Each journaled.

Steps are noted in the thread too, in the same transaction, and counted there as mediation.
"""

from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from django.db import transaction

from entrenous.activity.codes import What
from entrenous.consents import actions as consents
from entrenous.consents.contents import Agreement
from entrenous.dossiers import actions as dossier_actions
from entrenous.dossiers import counting, thread
from entrenous.dossiers.codes import Doing, Mode
from entrenous.dossiers.contents import ThreadEntry
from entrenous.dossiers.models import Dossier
from entrenous.journal.acts import Act
from entrenous.keyring import records
from entrenous.keyring.errors import KeyNotHeld
from entrenous.keyring.models import Record
from entrenous.keyring.opening import Keyring, OpenContainer
from entrenous.keyring.records import Author, OpenRecord
from entrenous.mediations import queries, state
from entrenous.mediations.codes import Outcome, StepKind
from entrenous.mediations.contents import Mediation, MediationNote, MediationStep
from entrenous.mediations.queries import MediationState
from entrenous.mediations.state import NoMandate, StepRefused

_OVER = "Cette médiation est déjà terminée : rien n’a changé."


@dataclass(frozen=True)
class Exchange:
    """One exchange with the third party: how, how long, the words that the person reads.

    note     kept with the notes of the work
    outside  why something was said while no mandate stood; asked only then
    """

    on: date
    words: str
    mode: Mode = Mode.PHONE
    minutes: int | None = None
    note: str = ""
    outside: str = ""


@transaction.atomic
def mandate(
    by: Keyring, dossier: Dossier, said: Mediation, agreed: Agreement, *, record: UUID | None = None
) -> UUID:
    """Keep a mandate that she read, with her agreement item by item, in one act. Returns its id.

    said    its `agreements` is filled here
    record  the id that the form carries: sent twice, the same mandate is kept once
    raises  TermsRefused: the days of the agreement; ValueError: something said is not agreed;
            KeyNotHeld; Damaged; VaultClosed. Nothing is then written
    """
    if not {each.item for each in said.told} <= set(agreed.items):
        raise ValueError("what may be said is what was agreed")
    opened = by.writing(dossier.pk)
    known = records.read(opened, Mediation).find(Mediation, record) if record else None
    if known is not None:
        return known.id
    agreement = consents.note(by, dossier, agreed)
    fresh = replace(said, agreements=(str(agreement),), steps=())
    free = None if record is None or _is_used(opened, record) else record
    written = records.write(opened, fresh, by=by, record=free, act=Act.MEDIATION_MANDATED)
    counting.count(What.MEDIATION_MANDATED, dossier, opened, by=by, on=said.read_on)
    dossier_actions.touch(dossier)
    return written.record


@transaction.atomic
def say(by: Keyring, dossier: Dossier, record: UUID, told: Exchange) -> None:
    """Note what was said to the third party, and put it in the thread.

    raises  NoMandate: nothing could be said that day, and `outside` does not say why it was;
            StepRefused; KeyNotHeld; Damaged
    """
    held = _held(by, dossier, record)
    stands = bool(held.shown.may_say_on(told.on))
    if not stands and not told.outside:
        raise NoMandate
    outside = "" if stands else told.outside
    held.exchange(MediationStep(StepKind.SAID, told.on, told.words, outside), told)


@transaction.atomic
def hear(by: Keyring, dossier: Dossier, record: UUID, told: Exchange) -> None:
    """Note what the third party answered or proposed; a mandate is not needed to listen.

    raises  StepRefused: it is over; KeyNotHeld; Damaged
    """
    held = _held(by, dossier, record)
    held.exchange(MediationStep(StepKind.HEARD, told.on, told.words), told)


@transaction.atomic
def conclude(
    by: Keyring, dossier: Dossier, record: UUID, outcome: Outcome, *,
    on: date, words: str, decided: str = "",
) -> None:  # fmt: skip
    """Say what came of it, and what the person decided. The mandate ends that day: it is done.

    raises  StepRefused; KeyNotHeld; Damaged
    """
    held = _held(by, dossier, record)
    step = MediationStep(StepKind.DONE, on, words, outcome=outcome)
    held.add(step, Act.MEDIATION_ENDED, decided=decided or held.known.content.decided)
    held.put_in_thread(by, StepKind.DONE, Exchange(on, words, Mode.THIRD_PARTY), outcome)
    counting.count(What.MEDIATION_ENDED, dossier, held.opened, by=by, on=on, outcome=outcome.value)
    _shorten(by, held, on)


@transaction.atomic
def renew(by: Keyring, dossier: Dossier, record: UUID, agreed: Agreement) -> None:
    """She gives her mandate again: a new agreement on the same words, item by item.

    raises  StepRefused: it is over; TermsRefused; ValueError: items that were never told her;
            KeyNotHeld; Damaged
    """
    held = _held(by, dossier, record)
    if not set(agreed.items) <= {each.item for each in held.known.content.told}:
        raise ValueError("a mandate is given again on what was read")
    agreement = consents.note(by, dossier, agreed)
    held.add(
        MediationStep(StepKind.RENEWED, agreed.signed_on),
        Act.MEDIATION_MANDATED,
        agreements=(*held.known.content.agreements, str(agreement)),
    )


@transaction.atomic
def withdraw(by: Keyring, dossier: Dossier, record: UUID, *, on: date) -> None:
    """She takes her mandate back: nothing more is said from that day. No reason is asked.

    raises  StepRefused: it is over already; TermsRefused: a day before she agreed; KeyNotHeld
    """
    held = _held(by, dossier, record)
    if StepKind.WITHDRAWN not in state.may_come(held.shown.stage):
        raise StepRefused(_OVER, already=True)
    if not _take_back(by, held, on):  # else `follow_withdrawal` stops it
        held.stop(on)


def follow_withdrawal(
    by: Author, opened: OpenContainer, dossier: Dossier, left: OpenRecord[Agreement], on: date
) -> None:
    """When an agreement is taken back, the mediation that rests on nothing else stops with it."""
    for shown in queries.for_dossier(opened, on):
        if str(left.id) not in shown.said.agreements:
            continue
        others = (a for a in shown.agreements if a.remaining(date.max) and on <= a.until_on)
        if not any(others) and StepKind.WITHDRAWN in state.may_come(shown.stage):
            _holding(by, opened, dossier, shown.id).stop(on)


def end_all(by: Keyring, opened: OpenContainer, dossier: Dossier, on: date) -> None:
    """When an accompagnement ends, no mandate is left hanging: it is said, not forgotten."""
    for shown in queries.for_dossier(opened, on):
        if StepKind.ENDED in state.may_come(shown.stage):
            held = _holding(by, opened, dossier, shown.id)
            held.add(MediationStep(StepKind.ENDED, held.not_before(on)), Act.MEDIATION_ENDED)


@dataclass(frozen=True)
class _Held:
    """One mediation, locked and open, and who writes it."""

    by: Author
    dossier: Dossier
    opened: OpenContainer
    known: OpenRecord[Mediation]
    shown: MediationState

    def add(self, step: MediationStep, act: Act, **changed: object) -> None:
        """One step more. StepRefused."""
        known = self.known
        followed = state.followed_by(known.content, step, self.shown.stage)
        fresh = replace(followed, **changed)  # type: ignore[arg-type]
        records.write(
            self.opened, fresh, by=self.by, record=known.id, based_on=known.version, act=act
        )
        dossier_actions.touch(self.dossier)

    def exchange(self, step: MediationStep, told: Exchange) -> None:
        """A step, its line in the thread, and the words for the work."""
        assert isinstance(self.by, Keyring)  # noqa: S101  # the person's own keys write no note
        self.add(step, Act.MEDIATION_STEP)
        self.put_in_thread(self.by, step.kind, told)
        if told.note:
            note = MediationNote(str(self.known.id), told.on, told.note)
            records.write(self.opened, note, by=self.by)

    def put_in_thread(
        self, by: Keyring, kind: StepKind, told: Exchange, outcome: Outcome | None = None
    ) -> None:
        """The same words in the thread, counted as mediation."""
        head = f"Médiation avec {self.known.content.partner}, {kind.label}"
        lines = [f"{head} : {outcome.label}." if outcome else f"{head}.", told.words]
        if told.outside:
            lines.append(f"Dit sans mandat en cours : {told.outside}")
        thread.write_entry(
            by,
            self.dossier,
            ThreadEntry(
                told.on,
                told.mode,
                doing=Doing.MEDIATION,
                text="\n".join(line for line in lines if line),
                minutes=told.minutes,
            ),
        )

    def stop(self, on: date) -> None:
        """She took her mandate back."""
        step = MediationStep(StepKind.WITHDRAWN, self.not_before(on))
        self.add(step, Act.MEDIATION_ENDED)

    def not_before(self, on: date) -> date:
        """A stop counts at once, even told with a day before the mandate was read."""
        return max(on, self.known.content.read_on)


def _held(by: Keyring, dossier: Dossier, record: UUID) -> _Held:
    return _holding(by, by.writing(dossier.pk), dossier, record)


def _holding(by: Author, opened: OpenContainer, dossier: Dossier, record: UUID) -> _Held:
    reading = records.read(opened, *queries.KINDS)
    known = reading.find(Mediation, record)
    if known is None:
        raise KeyNotHeld
    shown = next(each for each in queries.in_reading(reading) if each.id == record)
    return _Held(by, dossier, opened, known, shown)


def _take_back(by: Keyring, held: _Held, on: date) -> bool:
    """Take back what is left of the agreements; False when nothing was."""
    left = [each for each in _agreements(held) if each.content.remaining(date.max)]
    for each in left:
        consents.withdraw(by, held.dossier, each.id, on=max(on, each.content.signed_on))
    return bool(left)


def _shorten(by: Keyring, held: _Held, on: date) -> None:
    """A mandate that is done ends that day: its agreement says so too."""
    for each in _agreements(held):
        said = each.content
        if said.withdrawn_on is None and said.until_on > on:
            ended = replace(said, until_on=max(on, said.from_on))
            consents.correct(by, held.dossier, each.id, ended, based_on=each.version)


def _agreements(held: _Held) -> list[OpenRecord[Agreement]]:
    named = held.known.content.agreements
    found = records.read(held.opened, Agreement).of(Agreement)
    return [each for each in found if str(each.id) in named]


def _is_used(opened: OpenContainer, record: UUID) -> bool:
    return Record.objects.filter(container_id=opened.id, record=record).exists()
