"""Decide: follow the proposal, or depart from it with a written reason. A person always decides.

What a decision may give (ADR 0012): less than the proposal, freely, with a reason; more, only what
a protected address or the organisation's own rule held back, and only by the legal desk, in
writing, with two signatures. Nothing else: an item that a text excludes, that no text lists, that
lacks a proof or an agreement is in no letter. Prove it or have it agreed, then ask again.
"""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from entrenous.agents.models import Function
from entrenous.gateway.checking import check_past, check_words
from entrenous.gateway.codes import KEEPERS, UNDECIDED, State
from entrenous.gateway.contents import Decision, RegisterLine, RequestLetter, Signature, Verdict
from entrenous.gateway.errors import Fault, LegalDeskDecides, NeverGiven, ProposalChanged
from entrenous.gateway.holding import Held, hold, keep, move
from entrenous.gateway.lines import with_decision, write_line
from entrenous.gateway.verdicts import proposal_of
from entrenous.journal.acts import Act
from entrenous.keyring.errors import KeyNotHeld
from entrenous.keyring.opening import Keyring

_DECIDABLE = UNDECIDED | {State.TO_SIGN, State.DECIDED}
#: The function in which one signs: the first of these that the agent exercises.
_SIGNS_AS = (Function.Kind.LEGAL_DESK, Function.Kind.TEAM_LEAD, Function.Kind.SOCIAL_WORKER)


@transaction.atomic
def decide(
    by: Keyring,
    request: UUID,
    *,
    follows: bool,
    give: Iterable[str],
    departure: str = "",
    not_held: Iterable[str] = (),
    on: date | None = None,
) -> Decision:
    """Decide what is given, on the proposal of this moment. Signed by `by`; again, it replaces.

    follows    whether `give` is what the page proposed; ProposalChanged if it no longer is
    give       item codes, all among those asked
    not_held   items that might be given and that the service does not hold: no departure
    departure  the written reason, without which one does not depart
    on         the day it was decided, when it is noted later; today otherwise
    returns    the decision; the request is DECIDED, or TO_SIGN while a signature is missing
    raises     ProposalChanged, NeverGiven, LegalDeskDecides; BadLetter: no reason; WrongState;
               KeyNotHeld; Damaged; VaultClosed
    """
    held = hold(by, request, states=_DECIDABLE, with_dossier=True)
    if not any(by.agent.has_function(kind) for kind in KEEPERS):
        raise KeyNotHeld  # a lead signs what someone else decided
    letter = held.the(RequestLetter)
    verdict = proposal_of(by, request, letter, held.reading)
    chosen = _in_order(letter, give)
    missing = _in_order(letter, not_held)
    is_proposal = {*chosen, *missing} == set(verdict.give)
    if follows and not is_proposal:
        raise ProposalChanged
    if not is_proposal:
        check_words("departure", departure, Fault.NO_REASON)
    extra = frozenset(chosen) - frozenset(verdict.give)
    _check_extra(by, extra, verdict)
    today = on or timezone.localdate()
    check_past("decided_on", today)
    decision = Decision(
        follows=is_proposal,
        decided_on=today,
        decided_by=str(by.agent.pk),
        give=chosen,
        withhold=tuple(item for item in letter.asked if item not in chosen),
        not_held=missing,
        departure="" if is_proposal else departure.strip(),
        needs=_signatures(by, verdict, extra),
        needs_institution=verdict.answered_by == "institution" and bool(chosen),
        signatures=(Signature(str(by.agent.pk), signs_as(by), today),),
    )
    _keep(held, verdict, decision, by=by)
    return decision


def allowed_by(verdict: Verdict, decision: Decision) -> frozenset[str]:
    """What a letter may carry today: what was decided, while the law base still lets it go."""
    still = frozenset(verdict.give) | frozenset(verdict.legal_may_give)
    return frozenset(decision.give) & still


def is_signed(decision: Decision) -> bool:
    """Whether enough agents stand behind a decision, the institution among them if it answers."""
    signers = {s.agent for s in decision.signatures}
    as_institution = any(
        s.function in {Function.Kind.LEGAL_DESK, Function.Kind.TEAM_LEAD}
        for s in decision.signatures
    )
    wants = decision.needs > 1 or decision.needs_institution
    return len(signers) >= decision.needs and (as_institution or not wants)


def signs_as(by: Keyring) -> str:
    """The function in which an agent signs; empty for one who signs nothing."""
    return next((kind.value for kind in _SIGNS_AS if by.agent.has_function(kind)), "")


def _signatures(by: Keyring, verdict: Verdict, extra: frozenset[str]) -> int:
    """Two for obligations, justice and whatever goes beyond the proposal (00-decisions 32, 41)."""
    if by.agent.organisation.small_service:
        return 1
    return 2 if extra else verdict.signatures


def _check_extra(by: Keyring, extra: frozenset[str], verdict: Verdict) -> None:
    never = extra - frozenset(verdict.legal_may_give)
    if never:
        raise NeverGiven(never)
    if extra and not by.agent.has_function(Function.Kind.LEGAL_DESK):
        raise LegalDeskDecides


def _in_order(letter: RequestLetter, items: Iterable[str]) -> tuple[str, ...]:
    """The items asked, each once, in the order of the letter. NeverGiven for any other."""
    wanted = frozenset(items)
    if never := wanted - frozenset(letter.asked):
        raise NeverGiven(never)
    return tuple(item for item in letter.asked if item in wanted)


def _keep(held: Held, verdict: Verdict, decision: Decision, *, by: Keyring) -> None:
    state = State.DECIDED if is_signed(decision) else State.TO_SIGN
    keep(held, verdict, by=by)
    keep(held, decision, by=by)
    line = with_decision(held.the(RegisterLine), verdict, decision)
    write_line(held.opened, line, by=by, state=state)
    by.note(Act.REQUEST_DECIDED, container=held.row.pk)
    if held.row.in_charge is None:
        held.row.in_charge = by.agent
    move(held.row, state)
