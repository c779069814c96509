"""Two agents, one of each side, read dates and how to call safely: someone is in danger.

Journaled first, told to three within a day, over by itself. No single key opens what is read:
`danger_halves`. Nothing is found by a name: the number of the dossier is told by who knows it.
02-practice 2.16, ADR 0021.
"""

import re
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from entrenous.agents.folding import fold
from entrenous.agents.models import Agent
from entrenous.continuity import danger_halves
from entrenous.continuity.codes import (
    CONFIRM_HOURS,
    DANGER_HOURS,
    NOTICE_HOURS,
    DangerDecision,
    DangerState,
    Side,
)
from entrenous.continuity.contents import DangerReason, DutyHalf, LeadHalf
from entrenous.continuity.danger_halves import InDanger
from entrenous.continuity.errors import AlreadyHeld, NoSheet, NotOneOfTwo, Over
from entrenous.continuity.models import DangerAccess, DangerNotice, DueSheet
from entrenous.custody.codes import Audience
from entrenous.dossiers.protection import legal_desk_of
from entrenous.journal.acts import Act
from entrenous.keyring import containers, models, records
from entrenous.keyring.certificates import current_keys
from entrenous.keyring.containers import Recipient
from entrenous.keyring.errors import Damaged, KeyNotHeld
from entrenous.keyring.opening import Keyring, live_grants
from entrenous.vault.containers import Compartment
from entrenous.vault.grants import Motive
from entrenous.vault.primitives import KEY_BYTES, NotOpened, enc

_PARTS: Final = {Side.DUTY: Compartment.RECEPTION, Side.LEAD: Compartment.MEANS}
_KINDS: Final[dict[Side, type[DutyHalf] | type[LeadHalf]]] = {
    Side.DUTY: DutyHalf,
    Side.LEAD: LeadHalf,
}
_OTHER: Final = {Side.DUTY: Side.LEAD, Side.LEAD: Side.DUTY}
_LEAST_DIGITS: Final = 8


def ask(
    by: Keyring, number: str, second: Agent, reason: str, *, container: UUID | None = None
) -> DangerAccess:
    """Journal the request, then seal its reason to the second, the référente and the legal desk.

    number  the first eight characters of the dossier's number at least, as they were told
    raises  NoSheet; NotOneOfTwo; AlreadyHeld; NotCertified; VaultClosed
    """
    _ = by.secret
    sent = DangerAccess.objects.filter(pk=container, asked_by=by.agent).first()
    if sent is not None:
        return sent
    sheet = _numbered(by, number)
    whole = by.grants().filter(container=sheet.dossier_id, compartment=int(Compartment.WHOLE))
    if whole.exists():
        raise AlreadyHeld
    side = _side_of(by, sheet, second)
    with transaction.atomic():
        by.note(Act.DANGER_ASKED, container=sheet.dossier_id, about=second.pk)
        opened = containers.create(
            models.Container.Kind.DANGER,
            by=by,
            recipients=_readers(by, sheet, second),
            container=container,
        )
        records.write(opened, DangerReason(reason), by=by)
        return DangerAccess.objects.create(
            container_id=opened.id,
            dossier=sheet.dossier,
            asked_by=by.agent,
            second=second,
            asks_as=side.value,
            asked_at=timezone.now(),
        )


def confirm(by: Keyring, row: DangerAccess) -> None:
    """The second agent's own session gives her half to the asker, for some hours, and no more.

    raises  NotOneOfTwo: another agent, or no half of hers; Over; Damaged
    """
    if row.second_id != by.agent.pk:
        raise NotOneOfTwo
    if state_of(row) is not DangerState.WAITING:
        raise Over
    half = bytes.fromhex(_own_half(by, row, _OTHER[Side(row.asks_as)], Act.DANGER_CONFIRMED).half)
    asker = current_keys(by.organisation, row.asked_by_id)
    with transaction.atomic():
        fresh = DangerAccess.objects.select_for_update().get(pk=row.pk)
        if state_of(fresh) is not DangerState.WAITING:
            raise Over
        now = timezone.now()
        fresh.half_box = asker.seal(_bound(fresh.pk, half))
        fresh.decision, fresh.decided_at = DangerDecision.CONFIRMED.value, now
        fresh.ends_at = now + timedelta(hours=DANGER_HOURS)
        fresh.save()
        due = now + timedelta(hours=NOTICE_HOURS)
        DangerNotice.objects.bulk_create(
            [DangerNotice(access=fresh, audience=each.value, due_at=due) for each in Audience]
        )


@transaction.atomic
def close(by: Keyring, row: DangerAccess) -> None:
    """The second says no, the asker gives it up, or has done reading. Over; NotOneOfTwo"""
    _ = by.secret
    fresh = DangerAccess.objects.select_for_update().get(pk=row.pk)
    if by.agent.pk not in (fresh.asked_by_id, fresh.second_id):
        raise NotOneOfTwo
    if state_of(fresh) not in (DangerState.WAITING, DangerState.OPEN):
        raise Over
    if fresh.decision:
        fresh.ends_at, fresh.half_box = timezone.now(), None
    else:
        is_asker = fresh.asked_by_id == by.agent.pk
        said = DangerDecision.WITHDRAWN if is_asker else DangerDecision.REFUSED
        fresh.decision, fresh.decided_at = said.value, timezone.now()
    fresh.save()
    by.note(Act.DANGER_REFUSED, container=fresh.dossier_id, about=fresh.asked_by_id)


def read(by: Keyring, row: DangerAccess) -> InDanger:
    """Journal the reading on the dossier, then join both halves.

    raises  KeyNotHeld: not the asker, or she bears the person's name; Over; Damaged
    """
    if row.asked_by_id != by.agent.pk:
        raise KeyNotHeld
    if state_of(row) is not DangerState.OPEN or row.half_box is None:
        raise Over
    side = Side(row.asks_as)
    mine = _own_half(by, row, side, Act.DANGER_READ)
    try:
        other = _unbound(row.pk, by.secret.open(bytes(row.half_box)))
        own = bytes.fromhex(mine.half)
        halves = (own, other) if side is Side.DUTY else (other, own)
        found = danger_halves.open_together(_sheet(row).pk, mine.sealed, *halves)
    except (NotOpened, ValueError):
        raise Damaged from None
    if fold(found.contact.called_name) == fold(by.agent.display_name):
        raise KeyNotHeld
    return found


def state_of(row: DangerAccess, now: datetime | None = None) -> DangerState:
    """Where an access stands: it is over by the clock, whatever the rows say."""
    at = now or timezone.now()
    if row.decision == DangerDecision.CONFIRMED:
        return DangerState.OPEN if row.ends_at and at < row.ends_at else DangerState.OVER
    if row.decision:
        return DangerState.REFUSED
    is_late = at > row.asked_at + timedelta(hours=CONFIRM_HOURS)
    return DangerState.LAPSED if is_late else DangerState.WAITING


def forget_old() -> None:
    """Delete the halves of what is over. Cheap: each page of these accesses asks for it."""
    rows = DangerAccess.objects.filter(ends_at__lte=timezone.now())
    rows.exclude(half_box=None).update(half_box=None)


def seen_by(by: Keyring) -> QuerySet[DangerAccess]:
    """What she asked, is second of, or reads by her group: the legal desk reads all of them."""
    held = by.grants().filter(container__kind=models.Container.Kind.DANGER).values("container_id")
    rows = DangerAccess.objects.filter(pk__in=held)
    return rows.select_related("asked_by", "second", "dossier__referent").prefetch_related(
        "notices"
    )


def to_confirm(by: Keyring) -> list[DangerAccess]:
    """What waits for her confirmation now."""
    since = timezone.now() - timedelta(hours=CONFIRM_HOURS)
    rows = DangerAccess.objects.filter(second=by.agent, decision="", asked_at__gte=since)
    return list(rows.select_related("asked_by"))


def reason_of(by: Keyring, row: DangerAccess) -> str | None:
    """Journal the reading, then give the reason; None when it is damaged. KeyNotHeld"""
    known = records.read(by.open(row.pk, Act.DANGER_READ), DangerReason).one(DangerReason)
    return known.content.reason if known else None


def seconds_for(by: Keyring) -> list[Agent]:
    """The agents who hold, through a group, a half that this agent does not hold alone."""
    sides = sides_of(by)
    kinds: set[str] = set()
    if Side.DUTY in sides:
        kinds |= {models.Group.Kind.LEADS, models.Group.Kind.LEGAL_DESK}
    if Side.LEAD in sides:
        kinds.add(models.Group.Kind.DUTY)
    groups = models.Group.objects.filter(kind__in=kinds, container__organisation_id=by.organisation)
    members = live_grants().filter(
        container__in=groups.values("container_id"), recipient__isnull=False
    )
    rows = Agent.objects.filter(pk__in=members.values("recipient"), is_active=True)
    return list(rows.exclude(pk=by.agent.pk))


def sides_of(by: Keyring) -> set[Side]:
    """The sides that this agent is of, by the groups whose key she was handed."""
    kinds = set(models.Group.objects.filter(pk__in=by.group_ids()).values_list("kind", flat=True))
    found = {Side.DUTY} if models.Group.Kind.DUTY in kinds else set()
    if kinds & {models.Group.Kind.LEADS, models.Group.Kind.LEGAL_DESK}:
        found.add(Side.LEAD)
    return found


def _numbered(by: Keyring, number: str) -> DueSheet:
    digits = re.sub(r"[^0-9a-f]", "", number.casefold())
    if len(digits) < _LEAST_DIGITS:
        raise NoSheet
    rows = DueSheet.objects.filter(
        opens_in_danger=True,
        dossier__merged_into=None,
        dossier__accompagnements__isnull=False,
        dossier__accompagnements__closed_on=None,
        container__organisation_id=by.organisation,
    ).select_related("dossier__secteur__circonscription", "dossier__referent")
    lowest = UUID(digits[:32].ljust(32, "0"))
    highest = UUID(digits[:32].ljust(32, "f"))
    found = list(rows.filter(dossier__pk__gte=lowest, dossier__pk__lte=highest)[:2])
    if len(found) != 1:
        raise NoSheet
    return found[0]


def _side_of(by: Keyring, sheet: DueSheet, second: Agent) -> Side:
    """The side that the asker takes: one of hers, the second being of the other."""
    mine = set(
        by.grants().filter(container=sheet.container_id).values_list("compartment", flat=True)
    )
    if second.pk == by.agent.pk or second.organisation_id != by.organisation:
        raise NotOneOfTwo
    for side in (Side.DUTY, Side.LEAD):
        if int(_PARTS[side]) in mine and _holds_half(second, sheet, _OTHER[side]):
            return side
    raise NotOneOfTwo


def _holds_half(agent: Agent, sheet: DueSheet, side: Side) -> bool:
    group = Q(container__kind=models.Container.Kind.GROUP, recipient=agent.pk)
    groups = live_grants().filter(group).values("container_id")
    halves = live_grants().filter(
        container=sheet.container_id, compartment=int(_PARTS[side]), recipient__in=groups
    )
    return halves.exists()


def _readers(by: Keyring, sheet: DueSheet, second: Agent) -> list[Recipient]:
    found = [Recipient(second.pk, Motive.SHARED)]
    if sheet.dossier.referent_id not in (by.agent.pk, second.pk):
        found.append(Recipient(sheet.dossier.referent_id, Motive.SHARED))
    desk = legal_desk_of(sheet.dossier.secteur.circonscription)
    if desk is not None:
        found.append(Recipient(desk.pk, Motive.LEGAL_DESK))
    return found


def _own_half(by: Keyring, row: DangerAccess, side: Side, act: Act) -> DutyHalf | LeadHalf:
    """Journal it on the dossier and on its sheet, then give the half that a group of hers holds."""
    by.note(act, container=row.dossier_id, about=row.asked_by_id)
    opened = by.open(_sheet(row).pk, act)
    if not opened.covers(_PARTS[side]):
        raise NotOneOfTwo
    reading = records.read(opened, _KINDS[side])
    known: records.OpenRecord[DutyHalf | LeadHalf] | None = reading.one(_KINDS[side])
    if known is None or not reading.is_whole:
        raise Damaged
    return known.content


def _sheet(row: DangerAccess) -> DueSheet:
    found = DueSheet.objects.filter(dossier=row.dossier_id).first()
    if found is None:
        raise NoSheet
    return found


def _bound(access: UUID, half: bytes) -> bytes:
    """A half for this access and no other."""
    return enc("EN1 danger half", access) + half


def _unbound(access: UUID, clear: bytes) -> bytes:
    half = clear[-KEY_BYTES:]
    if clear != _bound(access, half):
        raise NotOpened
    return half
