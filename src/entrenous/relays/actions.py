"""Prepare a relay with her agreement, say what happened to it, stop it. Journaled with each write.

The day until which an answer is waited for is written in clear with what is sealed: the server
knows that something is awaited that day, never from whom nor why. `where` is a dossier, or another
home of relays (`homes`).
"""

from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from django.db import transaction

from entrenous.activity.codes import What
from entrenous.consents.contents import Agreement
from entrenous.dossiers.models import Dossier
from entrenous.journal.acts import Act
from entrenous.keyring import records
from entrenous.keyring.errors import KeyNotHeld
from entrenous.keyring.models import Record
from entrenous.keyring.opening import Keyring, OpenContainer
from entrenous.keyring.records import Author, OpenRecord
from entrenous.relays import queries, state
from entrenous.relays.codes import StepKind
from entrenous.relays.contents import Relay, RelayNote, Step
from entrenous.relays.homes import Counted, Home, home_of

_OVER = "Cette orientation est déjà terminée : rien n’a changé."


class NothingMayLeave(Exception):
    """She took back, or her agreement has ended: nothing is told. Ask her again first."""


@transaction.atomic
def prepare(
    by: Keyring,
    where: Dossier | Home,
    said: Relay,
    agreed: Agreement,
    *,
    record: UUID | None = None,
) -> UUID:
    """Keep a relay that she read, and her agreement item by item, in one act. Returns its id.

    said    its `agreement` is filled here
    record  the id that the form carries: sent twice, the same relay is prepared once
    raises  TermsRefused: the days of the agreement; ValueError: something told is not agreed;
            KeyNotHeld; Damaged; VaultClosed. Nothing is then written
    """
    if not {each.item for each in said.told} <= set(agreed.items):
        raise ValueError("what is told is what was agreed")
    home = home_of(where)
    opened = by.writing(home.container)
    known = records.read(opened, Relay).find(Relay, record) if record else None
    if known is not None:
        return known.id
    agreement = home.agree(by, opened, agreed)
    fresh = replace(said, agreement=str(agreement), steps=())
    free = None if record is None or _is_used(opened, record) else record
    written = records.write(opened, fresh, by=by, record=free, act=Act.RELAY_PREPARED)
    home.touch()
    return written.record


@transaction.atomic
def send(by: Keyring, where: Dossier | Home, record: UUID, *, on: date, words: str = "") -> None:
    """Say that it left, or was recalled: only what she still agrees to is told, and waited for.

    words   what was said by phone or on the way, when it was not a letter
    raises  NothingMayLeave; StepRefused; KeyNotHeld; Damaged
    """
    held = _held(by, where, record)
    found = queries.in_reading(records.read(held.opened, *queries.KINDS), on)
    told = next(each.may_leave for each in found if each.id == record)
    if not told:
        raise NothingMayLeave
    kind = StepKind.REMINDED if held.known.content.steps else StepKind.SENT
    held.add(Step(kind, on, words, told), Act.RELAY_SENT)
    held.home.count(Counted(What.RELAY_SENT, on, kind.value), held.opened, by=by)


@transaction.atomic
def hear(
    by: Keyring,
    where: Dossier | Home,
    record: UUID,
    kind: StepKind,
    *,
    on: date,
    words: str = "",
    note: str = "",
) -> None:
    """Say what the partner answered; `note` is kept with the notes of the work.

    raises  StepRefused: it was said before (two acknowledgements), or cannot come; KeyNotHeld
    """
    held = _held(by, where, record)
    held.add(Step(kind, on, words), Act.RELAY_HEARD)
    sent = next((s.on for s in held.known.content.steps if s.kind is StepKind.SENT), on)
    doing = "back" if kind is StepKind.CAME_BACK else ""
    counted = Counted(What.RELAY_HEARD, on, kind.value, doing, (on - sent).days)
    held.home.count(counted, held.opened, by=by)
    if note:
        records.write(held.opened, RelayNote(str(record), on, note), by=by)


@transaction.atomic
def close(by: Keyring, where: Dossier | Home, record: UUID, *, on: date, words: str = "") -> None:
    """Follow it no longer, with a word why. StepRefused; KeyNotHeld; Damaged."""
    _held(by, where, record).add(Step(StepKind.CLOSED, on, words), Act.RELAY_STOPPED)


@transaction.atomic
def withdraw(by: Keyring, where: Dossier | Home, record: UUID, *, on: date) -> None:
    """She takes her agreement back: nothing more is told from that day. No reason is asked.

    raises  StepRefused: it is over already; TermsRefused: a day before she agreed; KeyNotHeld
    """
    held = _held(by, where, record)
    said = held.known.content
    if not _may_stop(said):
        raise state.StepRefused(_OVER, already=True)
    found = records.read(held.opened, Agreement).find(Agreement, UUID(said.agreement))
    left = found if found is not None and found.content.remaining(date.max) else None
    if left is None or not held.home.take_back(by, held.opened, left, on):
        held.stop(on)


def follow_withdrawal(
    by: Author, opened: OpenContainer, dossier: Dossier, left: OpenRecord[Agreement], on: date
) -> None:
    """When an agreement is taken back, the relays that rest on it stop in the same transaction."""
    still = left.content.remaining(date.max)
    for known in records.read(opened, Relay).of(Relay):
        said = known.content
        is_left = any(each.item in still for each in said.told)
        if said.agreement == str(left.id) and not is_left and _may_stop(said):
            _Held(by, home_of(dossier), opened, known).stop(on)


def end_all(by: Keyring, opened: OpenContainer, dossier: Dossier, on: date) -> None:
    """When an accompagnement ends, no answer is waited for any more: it is said, not forgotten."""
    for known in records.read(opened, Relay).of(Relay):
        if StepKind.ENDED in state.may_come(known.content):
            held = _Held(by, home_of(dossier), opened, known)
            held.add(Step(StepKind.ENDED, held.not_before(on)), Act.RELAY_STOPPED)


@dataclass(frozen=True)
class _Held:
    """One relay, locked and open, and who writes it."""

    by: Author
    home: Home
    opened: OpenContainer
    known: OpenRecord[Relay]

    def add(self, step: Step, act: Act) -> None:
        """One step more, with the day that waits in clear. StepRefused."""
        known = self.known
        fresh = state.followed_by(known.content, step)
        records.write(
            self.opened, fresh, by=self.by, record=known.id, based_on=known.version, act=act
        )
        self.home.keep_day(known.id, state.answer_by(fresh))
        self.home.touch()

    def stop(self, on: date) -> None:
        """She took her agreement back."""
        self.add(Step(StepKind.WITHDRAWN, self.not_before(on)), Act.RELAY_STOPPED)

    def not_before(self, on: date) -> date:
        """A stop counts at once, even told with a day before what already happened."""
        steps = self.known.content.steps
        return max(on, steps[-1].on) if steps else on


def _held(by: Keyring, where: Dossier | Home, record: UUID) -> _Held:
    home = home_of(where)
    opened = by.writing(home.container)
    known = records.read(opened, Relay).find(Relay, record)
    if known is None:
        raise KeyNotHeld
    return _Held(by, home, opened, known)


def _is_used(opened: OpenContainer, record: UUID) -> bool:
    return Record.objects.filter(container_id=opened.id, record=record).exists()


def _may_stop(said: Relay) -> bool:
    return StepKind.WITHDRAWN in state.may_come(said)
