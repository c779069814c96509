"""Plan an absence, hand keys over in advance, change, cancel, come back. Each act is journaled.

A key waits for its first day and goes after its last (`keyring.opening.live_grants`): its days are
signed with it, and it is the server that keeps them. 00-decisions B17, 02-practice 2.16, ADR 0021.
"""

import time
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from entrenous.activity import actions as activity
from entrenous.activity.codes import What
from entrenous.agents.folding import fold
from entrenous.agents.models import Agent, Function
from entrenous.continuity import sheets
from entrenous.continuity.codes import CoverState, Scope, Told
from entrenous.continuity.errors import BadCover, NothingChosen, NotYours, Over, SameName
from entrenous.continuity.models import Cover, CoveredDossier, DueSheet
from entrenous.dossiers.contents import PersonCard
from entrenous.dossiers.models import Dossier
from entrenous.journal import actions as journal
from entrenous.journal.acts import Act
from entrenous.keyring import containers, following, models, records, rotation
from entrenous.keyring.certificates import NotCertified, is_certified
from entrenous.keyring.containers import Recipient
from entrenous.keyring.errors import Damaged, KeyNotHeld
from entrenous.keyring.opening import Keyring, OpenContainer
from entrenous.vault.containers import Compartment
from entrenous.vault.grants import Motive
from entrenous.vault.primitives import NotOpened

STEP_SECONDS: Final = 1.5


@dataclass(frozen=True)
class Plan:
    """Who covers, with which scope, from which day to which, both included."""

    colleague: Agent
    scope: Scope
    starts_on: date
    ends_on: date


def plan(by: Keyring, said: Plan, dossiers: Iterable[UUID]) -> Cover:
    """Write a cover down; `carry_on` then hands the keys over, a step at a time.

    raises  NothingChosen; BadCover; SameName; NotYours: not followed by her, ended or merged;
            VaultClosed; ValueError: the last day precedes the first, or is past
    """
    _check_days(said)
    check_colleague(by, said.colleague)
    rows = _chosen(by, dossiers)
    _check_names(by, rows, said.colleague)
    with transaction.atomic():
        made = Cover.objects.create(
            absent=by.agent,
            colleague=said.colleague,
            scope=said.scope.value,
            starts_on=said.starts_on,
            ends_on=said.ends_on,
            planned_on=timezone.localdate(),
        )
        CoveredDossier.objects.bulk_create([CoveredDossier(cover=made, dossier=d) for d in rows])
        days = (said.ends_on - said.starts_on).days
        activity.record(What.COVER_PLANNED, by=by, outcome=said.scope.value, delay=days)
    return made


def change(
    by: Keyring, cover: Cover, *, starts_on: date, ends_on: date, dossiers: Iterable[UUID]
) -> Cover:
    """Other days, other dossiers. Keys handed over for other days are taken back at once.

    raises  Over; the errors of `plan`
    """
    wanted = {d.pk: d for d in _chosen(by, dossiers)}
    known = set(cover.covered.filter(withdrawn_on=None).values_list("dossier_id", flat=True))
    _check_names(by, [d for pk, d in wanted.items() if pk not in known], cover.colleague)
    with transaction.atomic():
        return _change(by, cover, starts_on, ends_on, wanted)


def _change(
    by: Keyring, cover: Cover, starts_on: date, ends_on: date, wanted: dict[UUID, Dossier]
) -> Cover:
    row = _hers(by, cover)
    first = row.starts_on if _is_running(row) else starts_on
    said = Plan(row.colleague, Scope(row.scope), first, ends_on)
    _check_days(said)
    known = {c.dossier_id: c for c in row.covered.filter(withdrawn_on=None)}
    if (said.starts_on, said.ends_on) != (row.starts_on, row.ends_on):
        _shut(row, list(known))
        row.covered.filter(withdrawn_on=None).update(granted_on=None)
        row.starts_on, row.ends_on = said.starts_on, said.ends_on
        row.save(update_fields=["starts_on", "ends_on"])
    _withdraw(row, [c for pk, c in known.items() if pk not in wanted])
    for pk in wanted.keys() - known.keys():
        again = {"granted_on": None, "withdrawn_on": None, "renewed_on": None}
        CoveredDossier.objects.update_or_create(cover=row, dossier_id=pk, defaults=again)
    _journal(by, Act.COVER_CHANGED, row, {*known, *wanted})
    return row


@transaction.atomic
def end(by: Keyring, cover: Cover) -> None:
    """« Je suis de retour », or the absence is given up: the cover opens nothing more, at once.

    `carry_on` then gives new keys, a step at a time. Over; NotYours
    """
    row = _hers(by, cover)
    today = timezone.localdate()
    if _is_running(row):  # what was opened is renewed, even while its key was on its way again
        row.covered.filter(granted_on=None).update(granted_on=today)
    row.ended_on = today
    row.save(update_fields=["ended_on"])
    concerned = list(row.covered.filter(withdrawn_on=None).values_list("dossier_id", flat=True))
    _shut(row, concerned)
    _journal(by, Act.COVER_ENDED, row, concerned)


@transaction.atomic
def tell(by: Keyring, cover: Cover, covered: Iterable[UUID], way: Told, *, on: date) -> int:
    """Note how and when persons were told; those already noted stay. NotYours"""
    if cover.absent_id != by.agent.pk:
        raise NotYours
    rows = cover.covered.filter(pk__in=list(covered), told_on=None)
    told = list(rows.values_list("dossier_id", flat=True))
    CoveredDossier.objects.filter(cover=cover, dossier__in=told).update(
        told_on=on, told_way=way.value
    )
    _journal(by, Act.COVER_TOLD, cover, told)
    return len(told)


def waiting(by: Keyring) -> QuerySet[CoveredDossier]:
    """What is left to do with the keys of her covers: to hand over, or to renew once over."""
    today = timezone.localdate()
    over = Q(cover__ended_on__isnull=False) | Q(cover__ends_on__lt=today)
    to_hand = ~over & Q(withdrawn_on=None, granted_on=None)
    to_renew = (over | Q(withdrawn_on__isnull=False)) & Q(granted_on__isnull=False, renewed_on=None)
    rows = CoveredDossier.objects.filter(
        to_hand | to_renew,
        cover__absent=by.agent,
        dossier__referent=by.agent,
        dossier__merged_into=None,
    )
    return rows.select_related("cover__colleague", "dossier").order_by("pk")


def carry_on(by: Keyring, *, seconds: float = STEP_SECONDS) -> int:
    """Hand over or renew as many keys as fit in a step, each in its own transaction; how many.

    What does not open waits for a constat without stopping the others. VaultClosed
    """
    _ = by.secret
    end_at, done = time.monotonic() + seconds, 0
    for row in list(waiting(by)):
        with suppress(NotOpened, Damaged, KeyNotHeld, NotCertified), transaction.atomic():
            _carry_one(by, row)
            done += 1
        if time.monotonic() >= end_at:
            break
    return done


def dossier_passed_on(dossier: Dossier, outgoing: UUID, by: Keyring) -> None:
    """A dossier has another référente: the covers of the former one's absences end for it."""
    today = timezone.localdate()
    rows = CoveredDossier.objects.filter(
        dossier=dossier, cover__absent_id=outgoing, withdrawn_on=None, cover__ended_on=None,
        cover__ends_on__gte=today,
    ).select_related("cover")  # fmt: skip
    for row in list(rows):
        _shut(row.cover, [dossier.pk])
        row.withdrawn_on = row.renewed_on = today  # the transfer itself renews the key
        row.save(update_fields=["withdrawn_on", "renewed_on"])
        _journal(by, Act.COVER_ENDED, row.cover, [dossier.pk])


def check_colleague(by: Keyring, colleague: Agent) -> None:
    """A certified social worker at work in the same service, not oneself. BadCover"""
    at_work = colleague.organisation_id == by.organisation and colleague.is_active
    works = colleague.has_function(Function.Kind.SOCIAL_WORKER)
    if colleague.pk == by.agent.pk or not (at_work and works):
        raise BadCover
    if not is_certified(by.organisation, colleague.pk):
        raise BadCover


def bears_name_of(card: PersonCard | None, colleague: Agent) -> bool:
    """Tell whether a person bears a colleague's name: all that can be known of who she is."""
    if card is None or not card.family_name:
        return False
    names = {fold(card.family_name), fold(card.birth_name)} - {""}
    return fold(card.given_name) == fold(colleague.given_name) and (
        fold(colleague.family_name) in names
    )


def _carry_one(by: Keyring, row: CoveredDossier) -> None:
    locked = CoveredDossier.objects.select_for_update().select_related("cover", "dossier")
    fresh = locked.get(pk=row.pk)
    today = timezone.localdate()
    state = fresh.cover.state_on(today)
    is_over = state in (CoverState.OVER, CoverState.CANCELLED) or fresh.withdrawn_on is not None
    if is_over:
        _renew(by, fresh, today)
    elif fresh.granted_on is None:
        _hand_over(by, fresh, today)


def _hand_over(by: Keyring, row: CoveredDossier, today: date) -> None:
    cover = row.cover
    opened, part = _covered_container(by, row)
    if cover.colleague_id not in containers.whole_holders(row.dossier_id):
        to = Recipient(cover.colleague_id, Motive.COVER, part, cover.ends_on, cover.starts_on)
        containers.grant(opened, to, by=by)
    row.granted_on = today
    row.save(update_fields=["granted_on"])
    _journal(by, Act.COVER_PLANNED, cover, [row.dossier_id])


def _renew(by: Keyring, row: CoveredDossier, today: date) -> None:
    """A new key for what the cover could open; nothing to renew when its first day never came."""
    cover = row.cover
    if cover.starts_on <= min(cover.last_day, row.withdrawn_on or today):
        dossier = by.writing(row.dossier_id)
        dossier.key_for(Compartment.WHOLE)
        followers = following.satellites_of(dossier, by=by) if cover.is_whole else []
        if cover.is_whole:
            rotation.renew(row.dossier_id, by=by)
        else:
            followers = [by.writing(DueSheet.objects.get(dossier=row.dossier_id).pk)]
        for each in followers:
            rotation.renew(each.id, by=by)
    if cover.ended_on is None and row.withdrawn_on is None:
        _journal(by, Act.COVER_ENDED, cover, [row.dossier_id])
    row.renewed_on = today
    row.save(update_fields=["renewed_on"])


def _covered_container(by: Keyring, row: CoveredDossier) -> tuple[OpenContainer, Compartment]:
    """What is handed over: the dossier whole, or its sheet's one compartment of due dates."""
    if row.cover.is_whole:
        opened = by.writing(row.dossier_id)
        opened.key_for(Compartment.WHOLE)
        return opened, Compartment.WHOLE
    return sheets.ensure(by, row.dossier), Compartment.PLAN


def _shut(cover: Cover, dossiers: Sequence[UUID]) -> None:
    """Delete the boxes of this cover at once: no key is needed for that."""
    followers = models.Container.objects.filter(parent_id__in=dossiers).values_list("pk", flat=True)
    models.Grant.objects.filter(
        container_id__in=[*dossiers, *followers],
        recipient=cover.colleague_id,
        since=cover.starts_on,
        until=cover.ends_on,
    ).update(box=None)


def _withdraw(cover: Cover, rows: Sequence[CoveredDossier]) -> None:
    _shut(cover, [row.dossier_id for row in rows])
    ids, today = [row.pk for row in rows], timezone.localdate()
    if not _is_running(cover):
        CoveredDossier.objects.filter(pk__in=ids, granted_on=None).delete()
    CoveredDossier.objects.filter(pk__in=ids, granted_on=None).update(granted_on=today)
    CoveredDossier.objects.filter(pk__in=ids).update(withdrawn_on=today)


def _is_running(cover: Cover) -> bool:
    return cover.state_on(timezone.localdate()) is CoverState.RUNNING


def _hers(by: Keyring, cover: Cover) -> Cover:
    _ = by.secret
    row = Cover.objects.select_for_update().get(pk=cover.pk)
    if row.absent_id != by.agent.pk:
        raise NotYours
    if row.state_on(timezone.localdate()) in (CoverState.OVER, CoverState.CANCELLED):
        raise Over
    return row


def _chosen(by: Keyring, dossiers: Iterable[UUID]) -> list[Dossier]:
    ids = set(dossiers)
    if not ids:
        raise NothingChosen
    rows = Dossier.objects.filter(
        pk__in=ids, referent=by.agent, merged_into=None, accompagnements__closed_on=None,
        container__organisation_id=by.organisation,
    )  # fmt: skip
    found = list(rows.distinct().order_by("pk"))
    if len(found) != len(ids):
        raise NotYours
    return found


def _check_names(by: Keyring, dossiers: Sequence[Dossier], colleague: Agent) -> None:
    opened = by.open_list([d.pk for d in dossiers], Act.LIST_OPENED) if dossiers else {}
    if len(opened) != len(dossiers):
        raise NotYours
    for reading in records.read_many(opened.values(), PersonCard).values():
        known = reading.one(PersonCard)
        if bears_name_of(known.content if known else None, colleague):
            raise SameName


def _check_days(said: Plan) -> None:
    if said.ends_on < said.starts_on or said.ends_on < timezone.localdate():
        raise ValueError("a cover ends after it starts, and not in the past")


def _journal(by: Keyring, act: Act, cover: Cover, dossiers: Iterable[UUID]) -> None:
    lines = [
        journal.Line(act, container=pk, about=cover.colleague_id, basis=f"cover.{cover.scope}")
        for pk in sorted(dossiers, key=str)
    ]
    journal.record_all(lines, organisation=by.organisation, actor=by.agent.pk)
