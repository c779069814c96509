"""What two agents may read together in danger: sealed under two halves that two groups hold.

One half is sealed to the duty desk, the other to the leads and the legal desk. Nobody holds both
unless she is a member of both; a group alone opens nothing. Drawn again at each change.
"""

from typing import NamedTuple
from uuid import UUID

import msgspec
from django.utils import timezone

from entrenous.agents.models import Circonscription
from entrenous.continuity.contents import (
    DueLine,
    DutyHalf,
    LeadHalf,
    Meeting,
    SafeContact,
    WhatIsDue,
)
from entrenous.continuity.models import DangerAccess
from entrenous.dossiers.models import Dossier
from entrenous.dossiers.protection import legal_desk_of
from entrenous.keyring import containers, groups, records
from entrenous.keyring.containers import Recipient
from entrenous.keyring.models import Group
from entrenous.keyring.opening import Keyring, OpenContainer
from entrenous.vault.containers import Compartment
from entrenous.vault.grants import Motive
from entrenous.vault.halves import open_with_halves, seal_in_halves
from entrenous.vault.primitives import enc


class InDanger(NamedTuple):
    """What is read: days and kinds of what is due, next appointments, how to call safely."""

    contact: SafeContact
    due: tuple[DueLine, ...]
    meetings: tuple[Meeting, ...]


def recipients(dossier: Dossier) -> list[Recipient]:
    """Who receives a half: nobody when one of the sides has no certified group."""
    place = dossier.secteur.circonscription
    duty, leads = duty_of(place), leads_of(place)
    if duty is None or leads is None:
        return []
    desk = legal_desk_of(place)
    found = [
        Recipient(duty.pk, Motive.LETTER_BOX, Compartment.RECEPTION),
        Recipient(leads.pk, Motive.LETTER_BOX, Compartment.MEANS),
    ]
    if desk is not None:
        found.append(Recipient(desk.pk, Motive.LEGAL_DESK, Compartment.MEANS))
    return found


def duty_of(place: Circonscription) -> Group | None:
    """The duty desk of a place, if one may seal to it."""
    return groups.usable(Group.Kind.DUTY, place)


def leads_of(place: Circonscription) -> Group | None:
    """The leads of a place, else of the organisation, if one may seal to them."""
    return groups.nearest(Group.Kind.LEADS, place)


def keep(sheet: OpenContainer, said: WhatIsDue, *, by: Keyring, is_new: bool) -> bool:
    """Hand the halves to groups that appeared since, and draw them again after a change.

    While two agents read, the halves stay: what they read follows what changes.
    returns whether two agents could open it today
    """
    dossier = Dossier.objects.select_related("secteur__circonscription").get(due_sheet=sheet.id)
    wanted = recipients(dossier)
    if not wanted:
        return False
    held = {(g.recipient, g.compartment) for g in containers.holders(sheet.id)}
    for each in wanted:
        if (each.actor, int(each.compartment)) not in held:
            containers.grant(sheet, each, by=by)
    reading = records.read(sheet, DutyHalf, LeadHalf)
    duty, lead = reading.one(DutyHalf), reading.one(LeadHalf)
    if is_new or duty is None or lead is None:
        halves = None
        if duty and lead and _is_being_read(sheet.id):
            halves = bytes.fromhex(duty.content.half), bytes.fromhex(lead.content.half)
        clear = msgspec.json.encode(_shown(said))
        made = seal_in_halves(clear, ad=_place(sheet.id), halves=halves)
        blob = made.sealed.hex()
        records.write(
            sheet, DutyHalf(made.first.hex(), blob), by=by, record=duty.id if duty else None
        )
        records.write(
            sheet, LeadHalf(made.second.hex(), blob), by=by, record=lead.id if lead else None
        )
    return True


def _is_being_read(sheet: UUID) -> bool:
    rows = DangerAccess.objects.filter(dossier__due_sheet=sheet, half_box__isnull=False)
    return rows.filter(ends_at__gt=timezone.now()).exists()


def open_together(sheet: UUID, sealed: str, first: bytes, second: bytes) -> InDanger:
    """What two halves open. NotOpened: they are not of the same day, or of another sheet."""
    clear = open_with_halves(bytes.fromhex(sealed), first, second, ad=_place(sheet))
    return msgspec.json.decode(clear, type=InDanger)


def _shown(said: WhatIsDue) -> InDanger:
    """Neither the words of a next step nor those of a procedure: the day and the kind only."""
    return InDanger(said.contact, tuple(DueLine(d.on, d.kind) for d in said.due), said.meetings)


def _place(sheet: UUID) -> bytes:
    return enc("EN1 danger", sheet)
