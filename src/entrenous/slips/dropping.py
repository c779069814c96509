"""Drop a slip: find the house, promise the call, seal, forget. Nothing is looked up of anyone.

The same work is done whoever the person is: no directory, no dossier is asked.
"""

import secrets
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from entrenous.agents import neighbours, territory
from entrenous.agents.models import Circonscription, Secteur
from entrenous.journal import actions as journal
from entrenous.journal.acts import Act
from entrenous.keyring import groups
from entrenous.keyring.certificates import current_keys
from entrenous.keyring.models import Group
from entrenous.slips import letters
from entrenous.slips.contents import SlipContent
from entrenous.slips.errors import (
    AddressNeeded,
    NotHere,
    NothingToSealTo,
    OtherBody,
    SlotGone,
)
from entrenous.slips.models import Sender, Slip, Slot

_ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


@dataclass(frozen=True)
class House:
    """Whose letter box an address leads to; the secteur when the map tells one."""

    circonscription: Circonscription
    secteur: Secteur | None = None


@dataclass(frozen=True)
class Replay:
    """What recognises a drop sent twice (`senders.replay_of`), and its body; b"" for any body."""

    key: bytes
    digest: bytes = b""


def house_of(sender: Sender, *, commune: str, street: str) -> House:
    """The house of an address. NotHere, AddressNeeded."""
    organisation = sender.organisation_id
    placed = territory.place(organisation, street=street, commune=commune)
    if placed.secteur is not None:
        return House(placed.secteur.circonscription, placed.secteur)
    if not placed.resolution.commune_known:
        raise NotHere(neighbours.service_of(organisation, commune))
    rows = placed.secteurs or territory.place(organisation, street="", commune=commune).secteurs
    places = {row.circonscription for row in rows}
    if len(places) != 1:
        raise AddressNeeded
    return House(places.pop())


def slots_of(house: House) -> list[Slot]:
    """The times that this house opened, to come and not full."""
    rows = Slot.objects.filter(
        circonscription=house.circonscription,
        closed_at=None,
        starts_at__gt=timezone.now(),
        taken__lt=F("capacity"),
    )
    return list(rows.order_by("starts_at"))


def drop(
    sender: Sender, content: SlipContent, *, slot: UUID | None = None, replay: Replay | None = None
) -> Slip:
    """Seal a slip to its house and promise its slot; the same drop sent twice is one slip.

    raises  NotHere, AddressNeeded, SlotGone, NothingToSealTo, OtherBody
    """
    known = _already(sender, replay)
    if known is not None:
        return known
    house = house_of(sender, commune=content.commune, street=content.street)
    try:
        with transaction.atomic():
            return _write(sender, content, house, slot, replay)
    except IntegrityError:
        known = _already(sender, replay)
        if known is None:
            raise
        return known


def _write(
    sender: Sender, content: SlipContent, house: House, slot: UUID | None, replay: Replay | None
) -> Slip:
    group = groups.usable(Group.Kind.RECEPTION, house.circonscription)
    if group is None:
        raise NothingToSealTo
    slip = Slip(
        sender=sender,
        circonscription=house.circonscription,
        secteur=house.secteur,
        slot=_promised(house, slot),
        receipt=_receipt(),
        received_at=timezone.now(),
        replay=replay.key if replay else None,
        digest=replay.digest if replay else b"",
        group=group.pk,
    )
    letters.seal(slip, content, to=current_keys(sender.organisation_id, group.pk))
    slip.save(force_insert=True)
    journal.record(
        Act.SLIP_DROPPED, organisation=sender.organisation_id, actor=None, about=sender.pk
    )
    return slip


def _promised(house: House, slot: UUID | None) -> Slot | None:
    """Take one call of a slot, unless somebody was quicker or the house closed it."""
    if slot is None:
        return None
    rows = Slot.objects.filter(
        pk=slot,
        circonscription=house.circonscription,
        closed_at=None,
        starts_at__gt=timezone.now(),
        taken__lt=F("capacity"),
    )
    if not rows.update(taken=F("taken") + 1):
        raise SlotGone
    return Slot.objects.get(pk=slot)


def _already(sender: Sender, replay: Replay | None) -> Slip | None:
    if replay is None:
        return None
    known = Slip.objects.filter(sender=sender, replay=replay.key).select_related("slot").first()
    if known is not None and bytes(known.digest) != replay.digest:
        raise OtherBody
    return known


def _receipt() -> str:
    """« K7F3-Q2MD »: said on the telephone; 40 bits, which open and tell nothing."""
    drawn = "".join(secrets.choice(_ALPHABET) for _ in range(8))
    return f"{drawn[:4]}-{drawn[4:]}"
