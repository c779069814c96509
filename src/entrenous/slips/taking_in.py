"""A letter becomes a container: done by the first member of the house who comes by."""

from collections.abc import Iterable
from uuid import UUID

from django.db import transaction

from entrenous.agents.models import Circonscription
from entrenous.keyring import containers, groups, records
from entrenous.keyring.containers import Recipient
from entrenous.keyring.errors import KeyNotHeld
from entrenous.keyring.models import Container, Group
from entrenous.keyring.opening import Keyring
from entrenous.slips import forgetting, letters
from entrenous.slips.errors import NothingToSealTo
from entrenous.slips.models import Slip
from entrenous.vault.grants import Motive
from entrenous.vault.primitives import NotOpened


def take_in(places: Iterable[Circonscription], *, by: Keyring) -> list[Slip]:
    """Open the letters of her letter boxes and keep them as the house keeps its requests.

    returns  those that do not open: altered, planted, or moved from another house
    raises   VaultClosed
    """
    _ = by.secret
    forgetting.forget(by.organisation)
    mine = set(by.group_ids())
    rows = Slip.objects.filter(circonscription__in=list(places), group__in=mine)
    damaged = []
    for pk in rows.exclude(letter=None).values_list("pk", flat=True):
        slip = _take(pk, by=by)
        if slip is not None:
            damaged.append(slip)
    return damaged


def letter_boxes(place: Circonscription) -> list[Recipient]:
    """Who reads the slips of a house: its reception, then its duty. NothingToSealTo."""
    kinds = (Group.Kind.RECEPTION, Group.Kind.DUTY)
    reception, *others = (groups.usable(kind, place) for kind in kinds)
    if reception is None:
        raise NothingToSealTo
    boxes = [reception, *(group for group in others if group)]
    return [Recipient(group.pk, Motive.LETTER_BOX) for group in boxes]


@transaction.atomic
def _take(pk: UUID, *, by: Keyring) -> Slip | None:
    """The slip if its letter does not open; None once it is a container."""
    rows = Slip.objects.select_for_update(of=("self",)).select_related("sender", "slot")
    slip = rows.select_related("circonscription").get(pk=pk)
    if slip.letter is None:  # a colleague was quicker
        return None
    try:
        content = letters.open_letter(slip, by=by)
    except (NotOpened, KeyNotHeld):
        return slip
    try:
        boxes = letter_boxes(slip.circonscription)
    except NothingToSealTo:  # its certificate is over: the letter waits for the next one
        return None
    opened = containers.create(
        Container.Kind.SLIP,
        by=by,
        recipients=boxes,
        container=slip.pk,
        keep=False,
    )
    records.write(opened, content, by=by)
    slip.letter = slip.signature = None
    slip.save(update_fields=["letter", "signature"])
    return None
