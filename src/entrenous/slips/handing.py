"""A slip dropped for the wrong sector goes to the right one; its promise and receipt go with it."""

from uuid import UUID

from django.db import transaction

from entrenous.activity import actions as activity
from entrenous.activity.codes import What
from entrenous.agents import territory
from entrenous.agents.models import Secteur
from entrenous.journal.acts import Act
from entrenous.keyring import containers, rotation
from entrenous.keyring.errors import Damaged, KeyNotHeld
from entrenous.keyring.opening import Keyring
from entrenous.slips import taking_in
from entrenous.slips.calling import AlreadySettled
from entrenous.slips.contents import SlipContent
from entrenous.slips.models import Slip
from entrenous.vault.primitives import NotOpened


@transaction.atomic
def hand_on(slip: UUID, to: Secteur, *, by: Keyring) -> Slip:
    """Give a slip to another sector, of this house or of another. A second click changes nothing.

    For another house all is sealed again, under a key of which the former house has no part; the
    hour that the platform promised stays due, and the slot that promised it stays taken.
    raises  KeyNotHeld; AlreadySettled; NothingToSealTo: no certified letter box there; Damaged
    """
    row = _locked(slip, by=by)
    if row.secteur_id == to.pk:
        return row
    if not by.holds(slip) or to.circonscription.organisation_id != by.organisation:
        raise KeyNotHeld
    if row.status == Slip.Status.SETTLED:
        raise AlreadySettled
    former, former_secteur = row.circonscription, row.secteur
    changes_house = to.circonscription_id != former.pk
    if changes_house:
        _seal_for(row, to, by=by)
        row.circonscription, row.came_from = to.circonscription, former
    row.secteur = to
    row.save(update_fields=["circonscription", "came_from", "secteur", "group"])
    by.note(Act.SLIP_HANDED_ON, container=row.pk)
    activity.record(
        What.SLIP_HANDED_ON,
        by=by,
        circonscription=former,
        secteur=former_secteur,
        outcome="other_house" if changes_house else "same_house",
    )
    return row


def secteurs(organisation: UUID, *, but: UUID | None) -> list[Secteur]:
    """Where it may go, house by house, without the sector where it is."""
    rows = Secteur.objects.filter(circonscription__organisation=organisation)
    rows = rows if but is None else rows.exclude(pk=but)
    return list(rows.select_related("circonscription").order_by("circonscription__name", "name"))


def proposed(organisation: UUID, content: SlipContent) -> Secteur | None:
    """The sector of the address that the platform wrote, read again on the map of today."""
    return territory.place(organisation, street=content.street, commune=content.commune).secteur


def _locked(slip: UUID, *, by: Keyring) -> Slip:
    _ = by.secret
    rows = Slip.objects.select_for_update(of=("self",)).select_related(
        "circonscription", "secteur", "slot"
    )
    row = rows.filter(pk=slip, circonscription__organisation=by.organisation).first()
    if row is None:
        raise KeyNotHeld
    return row


def _seal_for(row: Slip, to: Secteur, *, by: Keyring) -> None:
    """A new key, for the letter boxes of the other house alone."""
    opened = by.writing(row.pk)
    boxes = taking_in.letter_boxes(to.circonscription)
    theirs = {box.actor for box in boxes}
    gone = {grant.recipient for grant in containers.promised(row.pk)} - theirs - {by.organisation}
    for box in boxes:
        containers.grant(opened, box, by=by)
    try:
        rotation.renew(row.pk, by=by, without=frozenset(gone))
    except NotOpened:
        raise Damaged from None
    row.group = boxes[0].actor
