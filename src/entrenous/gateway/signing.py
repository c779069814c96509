"""The second signature: asked of a lead or of the legal desk, given by someone else than the first.

Two signatures for obligations and justice only (00-decisions 32): référente and lead, or legal
desk. Whoever is asked receives the request, never the dossier, and for a few days.
"""

from dataclasses import replace
from datetime import date, timedelta
from typing import Final
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from entrenous.agents.models import Agent, Function
from entrenous.gateway.codes import State
from entrenous.gateway.contents import Decision, RegisterLine, Signature
from entrenous.gateway.deciding import is_signed, signs_as
from entrenous.gateway.errors import NothingToSign
from entrenous.gateway.holding import hold, keep, move
from entrenous.gateway.lines import write_line
from entrenous.journal.acts import Act
from entrenous.keyring import containers
from entrenous.keyring.containers import Recipient
from entrenous.keyring.errors import EditedMeanwhile, KeyNotHeld
from entrenous.keyring.opening import Keyring
from entrenous.vault.containers import Compartment
from entrenous.vault.grants import Motive

DAYS: Final = 14
#: What a signature needs to read and to bring up to date. Never a compartment of the dossier.
PARTS: Final = (Compartment.REQUESTS, Compartment.DOCUMENTS, Compartment.ADMINISTRATIVE_CARD)


@transaction.atomic
def ask_signature(by: Keyring, request: UUID, to: Agent) -> None:
    """Let a lead or someone of the legal desk read the request and sign, for two weeks.

    raises  NothingToSign; KeyNotHeld: not a lead nor of the legal desk, or `by` does not hold the
            whole request; NotCertified; WrongState
    """
    held = hold(by, request, states={State.TO_SIGN})
    decision = held.the(Decision)
    if str(to.pk) in {s.agent for s in decision.signatures}:
        raise NothingToSign
    signs = to.has_function(Function.Kind.TEAM_LEAD) or to.has_function(Function.Kind.LEGAL_DESK)
    if to.organisation_id != by.organisation or not to.is_active or not signs:
        raise KeyNotHeld
    held.opened.key_for(Compartment.WHOLE)
    until = timezone.localdate() + timedelta(days=DAYS)
    for part in PARTS:
        containers.grant(held.opened, Recipient(to.pk, Motive.SUPPORT, part, until), by=by)
    by.note(Act.SIGNATURE_ASKED, container=request, about=to.pk)


@transaction.atomic
def sign(by: Keyring, request: UUID, *, based_on: int, on: date | None = None) -> Decision:
    """Stand behind a decision that someone else took, as it was read.

    based_on  the version of the decision that was shown: EditedMeanwhile if it changed since
    on        the day, when it is noted later; today otherwise
    raises    NothingToSign: hers already, or nobody waits for it; KeyNotHeld; WrongState
    """
    held = hold(by, request, states={State.TO_SIGN})
    known = held.reading.one(Decision)
    if known is None:
        raise KeyNotHeld
    decision, function = known.content, signs_as(by)
    if not function or str(by.agent.pk) in {s.agent for s in decision.signatures}:
        raise NothingToSign
    signature = Signature(str(by.agent.pk), function, on or timezone.localdate())
    signed = replace(decision, signatures=(*decision.signatures, signature))
    if known.version != based_on:
        raise EditedMeanwhile(known.id, known.version)
    keep(held, signed, by=by)
    state = State.DECIDED if is_signed(signed) else State.TO_SIGN
    line = replace(held.the(RegisterLine), signatures=len(signed.signatures))
    write_line(held.opened, line, by=by, state=state)
    by.note(Act.REQUEST_SIGNED, container=request)
    move(held.row, state)
    return signed
