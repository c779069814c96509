"""Give everything that is sealed of a dossier to one holder, and take it from all others.

Every container that goes with it, the dossier last: a container that the mover does not hold whole
is shut, and the recovery key alone still opens it. The recovery key keeps what it has.
"""

from collections.abc import Iterable
from typing import Final
from uuid import UUID

from django.db.models import Q

from entrenous.journal import actions as journal
from entrenous.journal.acts import Act
from entrenous.keyring import containers, models, rotation
from entrenous.keyring.containers import Recipient
from entrenous.keyring.errors import Damaged, KeyNotHeld
from entrenous.keyring.opening import Keyring, OpenContainer
from entrenous.retention.reach import Reach
from entrenous.vault.containers import Compartment
from entrenous.vault.primitives import NotOpened

#: The legal desk's register line of a third-party request: codes and days, no name.
REGISTER: Final = int(Compartment.ADMINISTRATIVE_CARD)


def is_register() -> Q:
    """Rows of that line: they outlive the dossier, and whoever holds the rest of it."""
    return Q(container__kind=models.Container.Kind.THIRD_PARTY, compartment=REGISTER)


def move(
    by: Keyring, dossier: UUID, reached: Reach, *, to: Recipient, also: Iterable[Recipient] = ()
) -> None:
    """Hand over, renew, take back. Call inside a transaction; the mover holds nothing afterwards.

    also    who receives a compartment of the dossier itself
    raises  KeyNotHeld: not the whole key of the dossier; NotCertified; Damaged: a constat first
    """
    by.writing(dossier).key_for(Compartment.WHOLE)
    models.PendingGrant.objects.filter(container__in=reached.containers).delete()
    for pk in sorted(reached.containers - {dossier}, key=str):
        try:
            opened = by.writing(pk)
            opened.key_for(Compartment.WHOLE)
        except KeyNotHeld:
            _shut(by, pk)
        else:
            _move_one(by, opened, [to])
    _move_one(by, by.writing(dossier), [to, *also])


def _move_one(by: Keyring, opened: OpenContainer, recipients: list[Recipient]) -> None:
    held = {(g.recipient, g.compartment) for g in containers.holders(opened.id) if not g.until}
    for each in recipients:
        if (each.actor, int(each.compartment)) not in held:
            containers.grant(opened, each, by=by)
    kept = {each.actor for each in recipients} | {by.organisation}
    gone = _leaving(opened.id, kept)
    try:
        rotation.renew(opened.id, by=by, without=gone)
    except NotOpened:
        raise Damaged from None


def _leaving(container: UUID, kept: set[UUID]) -> frozenset[UUID]:
    """Whoever else has a key, to come included; who keeps a register line keeps that alone."""
    boxes = models.Grant.objects.filter(container_id=container, box__isnull=False)
    lines = set(boxes.filter(is_register()).values_list("recipient", flat=True)) - kept
    boxes.filter(recipient__in=lines).exclude(is_register()).update(box=None)
    everyone = set(boxes.values_list("recipient", flat=True))
    return frozenset(everyone - kept - lines)


def _shut(by: Keyring, container: UUID) -> None:
    """Delete the boxes of all but the recovery key: nothing is needed to close."""
    boxes = models.Grant.objects.filter(container_id=container, box__isnull=False)
    others = boxes.exclude(recipient=by.organisation).exclude(is_register())
    gone = sorted(set(others.values_list("recipient", flat=True)), key=str)
    others.update(box=None)
    lines = [journal.Line(Act.REVOKED, container=container, about=each) for each in gone]
    if lines:
        journal.record_all(lines, organisation=by.organisation, actor=by.agent.pk)
