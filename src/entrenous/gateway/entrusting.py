"""Who answers: take a request from the duty group's box, or pass it on to a colleague."""

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from entrenous.agents.models import Agent
from entrenous.gateway.codes import KEEPERS, UNDECIDED, State
from entrenous.gateway.contents import TransferNote
from entrenous.gateway.holding import hold, move
from entrenous.journal.acts import Act
from entrenous.keyring import containers, records, rotation
from entrenous.keyring.containers import Recipient
from entrenous.keyring.errors import Damaged, KeyNotHeld
from entrenous.keyring.models import Group
from entrenous.keyring.opening import Keyring
from entrenous.vault.grants import Motive
from entrenous.vault.primitives import NotOpened


@transaction.atomic
def entrust(by: Keyring, request: UUID, to: Agent, words: str = "") -> None:
    """Put someone in charge, oneself included: she receives the whole request.

    The duty group, if it held it, gives it up. Whoever passes it on keeps what she held herself.
    raises  KeyNotHeld: not of this house, or answers no letter, or `by` holds a part only;
            NotCertified; WrongState; Damaged
    """
    held = hold(by, request, states=UNDECIDED)
    if to.organisation_id != by.organisation or not to.is_active:
        raise KeyNotHeld
    if not any(to.has_function(kind) for kind in KEEPERS):
        raise KeyNotHeld
    if to.pk not in containers.whole_holders(request):
        containers.grant(held.opened, Recipient(to.pk, Motive.TRANSFER), by=by)
    if words.strip():
        note = TransferNote(timezone.localdate(), str(by.agent.pk), words.strip())
        records.write(held.opened, note, by=by)
    by.note(Act.REQUEST_ENTRUSTED, container=request, about=to.pk)
    held.row.in_charge = to
    move(held.row, State(held.row.state))
    take_back_from_duty(by, request)


def take_back_from_duty(by: Keyring, request: UUID) -> None:
    """Renew a request's key without the duty group: someone answers it, the team no longer reads.

    raises  Damaged: a constat first; KeyNotHeld. Call inside a transaction, after every write
    """
    holding = containers.whole_holders(request)
    duty = Group.objects.filter(kind=Group.Kind.DUTY, pk__in=holding)
    gone = frozenset(duty.values_list("pk", flat=True))
    if not gone:
        return
    try:
        rotation.renew(request, by=by, without=gone)
    except NotOpened:
        raise Damaged from None
