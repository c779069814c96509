"""Link a request to the dossier of the person it is about; detach it when it was someone else's."""

from uuid import UUID

from django.db import transaction

from entrenous.dossiers.models import Dossier
from entrenous.gateway import informing
from entrenous.gateway.codes import ONGOING, State
from entrenous.gateway.contents import RegisterLine, RequestLetter
from entrenous.gateway.entrusting import take_back_from_duty
from entrenous.gateway.errors import AlreadyLinked
from entrenous.gateway.holding import Held, hold, move
from entrenous.gateway.lines import with_proposal, write_line
from entrenous.gateway.models import ThirdPartyRequest
from entrenous.gateway.verdicts import proposal_of
from entrenous.journal.acts import Act
from entrenous.keyring import satellites
from entrenous.keyring.errors import Damaged, KeyNotHeld
from entrenous.keyring.opening import Keyring
from entrenous.vault.containers import Compartment
from entrenous.vault.primitives import NotOpened


@transaction.atomic
def link(by: Keyring, request: UUID, dossier: Dossier) -> ThirdPartyRequest:
    """Link a request to a dossier: whoever holds the dossier holds the request, from now on.

    A duty group that had it gives it up. What was decided without the dossier no longer holds.
    raises  AlreadyLinked; KeyNotHeld: `by` must hold both whole keys; Damaged
    """
    by.writing(dossier.pk).key_for(Compartment.WHOLE)
    held = hold(by, request)
    if held.dossier is not None:
        raise AlreadyLinked
    satellites.attach(request, dossier.pk, by=by)
    _say_in_both(by, Act.REQUEST_LINKED, request, dossier.pk)
    take_back_from_duty(by, request)
    held = hold(by, request)
    if held.row.in_charge is None:
        held.row.in_charge = dossier.referent
    _propose_again(by, held)
    informing.trace_or_promise_it(by, hold(by, request), dossier)
    return ThirdPartyRequest.objects.get(pk=request)


@transaction.atomic
def unlink(by: Keyring, request: UUID) -> ThirdPartyRequest:
    """Detach a request from the wrong dossier; nothing of it stays for that person to read.

    Both journals keep the trace. Whoever detaches it keeps it, and whoever is in charge.
    raises  KeyNotHeld: `by` must hold both whole keys, or it is linked to nothing; Damaged
    """
    held = hold(by, request, with_dossier=True)
    dossier = held.dossier
    if dossier is None:
        raise KeyNotHeld
    held.opened.key_for(Compartment.WHOLE)
    informing.erase_trace(by, request, dossier)
    _say_in_both(by, Act.REQUEST_UNLINKED, request, dossier.pk)
    in_charge = frozenset({held.row.in_charge_id} if held.row.in_charge_id else ())
    try:
        satellites.detach(request, by=by, keep=in_charge)
    except NotOpened:
        raise Damaged from None
    held.row.trace_due = False
    _propose_again(by, hold(by, request), row=held.row)
    return ThirdPartyRequest.objects.get(pk=request)


def _propose_again(by: Keyring, held: Held, *, row: ThirdPartyRequest | None = None) -> None:
    """Another person, other facts: a decision that was not answered yet is taken again."""
    row = row or held.row
    if row.state not in ONGOING:
        row.save()
        return
    letter = held.the(RequestLetter)
    verdict = proposal_of(by, row.pk, letter, held.reading)
    undone = row.state in {State.TO_SIGN, State.DECIDED}
    state = State.RECEIVED if undone else State(row.state)
    line = with_proposal(held.the(RegisterLine), letter, verdict)
    write_line(held.opened, line, by=by, state=state)
    move(row, state)


def _say_in_both(by: Keyring, act: Act, request: UUID, dossier: UUID) -> None:
    by.note(act, container=request, about=dossier)
    by.note(act, container=dossier, about=request)
