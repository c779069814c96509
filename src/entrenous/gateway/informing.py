"""Tell the person: when and how, or not yet. What she may read is written in her own dossier.

Information différée (00-decisions 22): nothing reaches her part of the dossier until the legal
desk lifts it, with a day and a reason. The trace is then written by whoever holds the dossier:
now if she lifts it herself, else the next time one of them opens it.
"""

from contextlib import suppress
from dataclasses import replace
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from entrenous.dossiers.models import Dossier
from entrenous.gateway.base import base_of
from entrenous.gateway.checking import check_past, check_words
from entrenous.gateway.codes import State
from entrenous.gateway.contents import (
    Decision,
    EmbargoLift,
    Information,
    PersonTrace,
    RegisterLine,
    Verdict,
)
from entrenous.gateway.errors import BadLetter, Fault, NotUnderEmbargo, UnderEmbargo
from entrenous.gateway.holding import Held, demand_legal_desk, hold, keep, move
from entrenous.gateway.lines import write_line
from entrenous.gateway.models import ThirdPartyRequest
from entrenous.journal.acts import Act
from entrenous.keyring import records
from entrenous.keyring.errors import Damaged
from entrenous.keyring.opening import Keyring
from entrenous.vault.containers import Compartment


@transaction.atomic
def inform(
    by: Keyring, request: UUID, *, on: date | None, how: str = "", not_told_because: str = ""
) -> None:
    """Keep the day and the way the person was told; or, without a day, why she is not told first.

    raises  UnderEmbargo; BadLetter: neither a day nor a reason, or a day to come; KeyNotHeld
    """
    held = hold(by, request)
    line = held.the(RegisterLine)
    if line.under_embargo:
        raise UnderEmbargo
    check_past("informed_on", on)
    if on is None:
        check_words("not_told_because", not_told_because)
    keep(held, Information(on, how, not_told_because), by=by)
    fresh = replace(line, informed_on=on or line.informed_on)
    write_line(held.opened, fresh, by=by, state=held.row.state)
    by.note(Act.PERSON_INFORMED, container=request)
    move(held.row, State(held.row.state))


@transaction.atomic
def lift_embargo(by: Keyring, request: UUID, *, on: date, reason: str) -> None:
    """Decide that the person may now be told. The legal desk needs the register line only.

    raises  NotUnderEmbargo; BadLetter: no reason, a day to come or before the letter came;
            KeyNotHeld: not of the legal desk, or not a line that it holds
    """
    demand_legal_desk(by)
    held = hold(by, request, with_dossier=True, part=Compartment.ADMINISTRATIVE_CARD)
    line = held.the(RegisterLine)
    if not line.under_embargo:
        raise NotUnderEmbargo
    check_words("reason", reason, Fault.NO_LIFT_REASON)
    check_past("lifted_on", on)
    if on < line.received_on:
        raise BadLetter("lifted_on", Fault.BEFORE_RECEIPT)
    keep(held, EmbargoLift(on, reason, str(by.agent.pk)), by=by)
    write_line(held.opened, replace(line, lifted_on=on), by=by, state=held.row.state)
    by.note(Act.EMBARGO_LIFTED, container=request)
    held.row.trace_due = line.state == State.ANSWERED and held.row.container.parent_id is not None
    move(held.row, State(held.row.state))
    if held.opened.covers(Compartment.REQUESTS):
        again = hold(by, request)
        if again.dossier is not None:
            trace_or_promise_it(by, again, again.dossier)


def settle_traces(by: Keyring, dossier: Dossier) -> int:
    """Write what the person may now read; called when a holder opens the dossier.

    One query when nothing waits. What waits is believed from the seals, not from the row.
    returns  how many traces were written
    """
    waiting = ThirdPartyRequest.objects.filter(container__parent=dossier.pk, trace_due=True)
    written = 0
    for request in waiting.values_list("pk", flat=True):
        with suppress(Damaged):  # a constat first; the page says so, and the trace waits
            written += _settle(by, request, dossier)
    return written


@transaction.atomic
def _settle(by: Keyring, request: UUID, dossier: Dossier) -> bool:
    if not (by.holds(dossier.pk) and by.holds(request)):
        return False
    held = hold(by, request, with_dossier=True, part=Compartment.ADMINISTRATIVE_CARD)
    if not held.opened.covers(Compartment.REQUESTS) or held.dossier != dossier:
        return False
    return trace_or_promise_it(by, held, dossier)


def trace_or_promise_it(by: Keyring, held: Held, dossier: Dossier) -> bool:
    """Write the person's trace of an answer, if she may read it; promise it when `by` cannot.

    Call inside a transaction that locked the dossier first. Returns whether it was written.
    """
    decision, verdict = held.last(Decision), held.last(Verdict)
    answered_on = held.the(RegisterLine).answered_on  # sealed: the row's state is in clear
    if answered_on is None or decision is None or verdict is None:
        return False
    lift = held.last(EmbargoLift)
    if verdict.under_embargo and lift is None:
        return False
    written = _write_trace(by, held, dossier, decision=decision, verdict=verdict, lift=lift)
    held.row.trace_due = not written
    held.row.save(update_fields=["trace_due"])
    return written


def erase_trace(by: Keyring, request: UUID, dossier: Dossier) -> None:
    """Take out of a dossier what was written there about someone else's request."""
    opened = by.writing(dossier.pk)
    for trace in records.read(opened, PersonTrace).of(PersonTrace):
        if trace.content.request == str(request):
            records.remove(opened, trace.id, by=by, act=Act.RECORD_REMOVED)


def _write_trace(
    by: Keyring,
    held: Held,
    dossier: Dossier,
    *,
    decision: Decision,
    verdict: Verdict,
    lift: EmbargoLift | None,
) -> bool:
    if not by.holds(dossier.pk):
        return False
    opened = by.writing(dossier.pk)
    if not opened.covers(Compartment.PERSON):
        return False
    line = held.the(RegisterLine)
    rule = base_of(by.organisation).rules.get(line.requester)
    known = records.read(opened, PersonTrace).of(PersonTrace)
    same = next((t for t in known if t.content.request == str(held.row.pk)), None)
    trace = PersonTrace(
        request=str(held.row.pk),
        on=line.answered_on or timezone.localdate(),
        requester=rule.label if rule else "Un demandeur hors de la liste",
        given=decision.give,
        withheld=decision.withhold,
        basis=verdict.references,
        lifted_on=lift.on if lift else None,
    )
    if same is None or same.content != trace:
        records.write(opened, trace, by=by, record=same.id if same else None, act=Act.TRACE_WRITTEN)
    return True
