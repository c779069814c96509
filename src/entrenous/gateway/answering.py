"""What leaves: the letter that answers, the demand of evidence; what took time; what is withdrawn.

A letter is made elsewhere, from the decision only. Here it is checked against the decision of the
day it leaves, sealed with the request, and counted.
"""

from dataclasses import replace
from datetime import date
from typing import Final
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from entrenous.activity import actions as activity
from entrenous.activity.codes import What
from entrenous.gateway import informing
from entrenous.gateway.checking import check_minutes, check_past
from entrenous.gateway.codes import ONGOING, UNDECIDED, State
from entrenous.gateway.contents import (
    Decision,
    EvidenceDemand,
    Information,
    RegisterLine,
    RequestLetter,
    SentLetter,
    Withdrawal,
)
from entrenous.gateway.deciding import allowed_by, is_signed
from entrenous.gateway.errors import (
    ItemNotDecided,
    PersonNotTold,
    ProposalChanged,
    WrongState,
)
from entrenous.gateway.holding import Held, hold, move
from entrenous.gateway.lines import write_line
from entrenous.gateway.verdicts import proposal_of
from entrenous.journal.acts import Act
from entrenous.keyring import records
from entrenous.keyring.opening import Keyring
from entrenous.letters.model import Kind

#: The letters that answer the requester: a decision comes first, and nothing is due after.
ANSWERS: Final = frozenset({Kind.REFUSAL, Kind.NEUTRAL, Kind.LIMITED})


@transaction.atomic
def record_letter(by: Keyring, request: UUID, letter: SentLetter) -> UUID:
    """Seal a letter that leaves. One that answers ends the request and tells the person.

    returns  the id of the letter's record
    raises   ItemNotDecided; ProposalChanged: an item decided may no longer be given, decide
             again; PersonNotTold; WrongState: no signed decision to answer with; BadLetter;
             KeyNotHeld; Damaged
    """
    held = hold(by, request, with_dossier=True)
    check_minutes(letter.minutes)
    check_past("on", letter.on)
    answers = letter.kind in ANSWERS
    if answers and (held.row.state != State.DECIDED or not _stands(held)):
        raise WrongState
    if held.row.state == State.WITHDRAWN and letter.kind != Kind.ACKNOWLEDGE_WITHDRAWAL:
        raise WrongState
    _check_items(by, held, letter)
    written = records.write(held.opened, letter, by=by)
    if letter.minutes:
        _count_minutes(by, held, letter.minutes)
    if answers:
        _answered(by, hold(by, request), letter)
    else:
        move(held.row, State(held.row.state))
    return written.record


@transaction.atomic
def ask_evidence(by: Keyring, request: UUID) -> EvidenceDemand:
    """Note that what is missing was asked for: nothing is given until it is shown.

    raises  WrongState: nothing is missing, or it is decided; KeyNotHeld
    """
    held = hold(by, request, states=UNDECIDED, with_dossier=True)
    verdict = proposal_of(by, request, held.the(RequestLetter), held.reading)
    if not verdict.missing:
        raise WrongState
    demand = EvidenceDemand(timezone.localdate(), verdict.missing)
    records.write(held.opened, demand, by=by)
    stays = held.row.state == State.WITH_LEGAL_DESK
    state = State.WITH_LEGAL_DESK if stays else State.WAITING_EVIDENCE
    write_line(held.opened, held.the(RegisterLine), by=by, state=state)
    by.note(Act.EVIDENCE_ASKED, container=request)
    move(held.row, state)
    return demand


@transaction.atomic
def withdraw(by: Keyring, request: UUID, *, on: date, words: str = "") -> None:
    """Note that the requester no longer asks: nothing more is decided nor given. WrongState."""
    held = hold(by, request, states=ONGOING)
    check_past("on", on)
    records.write(held.opened, Withdrawal(on, words), by=by)
    write_line(held.opened, held.the(RegisterLine), by=by, state=State.WITHDRAWN)
    by.note(Act.REQUEST_WITHDRAWN, container=request)
    move(held.row, State.WITHDRAWN)


@transaction.atomic
def add_minutes(by: Keyring, request: UUID, minutes: int) -> None:
    """Add time spent on a request: it is what the requests of a partner cost. BadLetter."""
    check_minutes(minutes)
    held = hold(by, request)
    _count_minutes(by, held, minutes)
    move(held.row, State(held.row.state))


def _stands(held: Held) -> bool:
    """Whether a signed decision stands, as the seals say: the row's state is in clear."""
    decision = held.last(Decision)
    undone = held.the(RegisterLine).follows is None
    return decision is not None and not undone and is_signed(decision)


def _check_items(by: Keyring, held: Held, letter: SentLetter) -> None:
    """What the letter says of the person, against the decision and against today's proposal.

    The letter that the person sends herself is hers: what she says of herself is not disclosed.
    """
    said = frozenset(letter.items) | frozenset(letter.values)
    if not said or letter.kind == Kind.PERSONS_OWN:
        return
    decision = held.last(Decision)
    if decision is None or not _stands(held) or letter.kind != Kind.LIMITED:
        raise ItemNotDecided
    if said - frozenset(decision.give):
        raise ItemNotDecided
    verdict = proposal_of(by, held.row.pk, held.the(RequestLetter), held.reading)
    if said - allowed_by(verdict, decision):
        raise ProposalChanged
    if verdict.inform == "before" and held.dossier and held.last(Information) is None:
        raise PersonNotTold


def _answered(by: Keyring, held: Held, letter: SentLetter) -> None:
    line = replace(held.the(RegisterLine), answered_on=letter.on)
    write_line(held.opened, line, by=by, state=State.ANSWERED)
    by.note(Act.REQUEST_ANSWERED, container=held.row.pk)
    move(held.row, State.ANSWERED)
    activity.record(
        What.SOLLICITATION_ANSWERED,
        by=by,
        circonscription=held.row.circonscription,
        on=letter.on,
        mode=line.channel,
        themes=(line.requester,),
        outcome=line.status,
    )
    if held.dossier is not None:
        informing.trace_or_promise_it(by, hold(by, held.row.pk), held.dossier)


def _count_minutes(by: Keyring, held: Held, minutes: int) -> None:
    line = held.the(RegisterLine)
    fresh = replace(line, minutes=line.minutes + minutes)
    write_line(held.opened, fresh, by=by, state=held.row.state)
    activity.record(
        What.SOLLICITATION_TIME,
        by=by,
        circonscription=held.row.circonscription,
        themes=(line.requester,),
        minutes=minutes,
    )
