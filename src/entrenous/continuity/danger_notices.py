"""Within a day of an access in danger: the référente, data protection and the person are told."""

from datetime import date
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from entrenous.agents.models import Function
from entrenous.continuity.codes import Told
from entrenous.continuity.contents import PutOff
from entrenous.continuity.errors import NotYours
from entrenous.continuity.models import DangerNotice
from entrenous.custody.codes import Audience
from entrenous.journal import actions as journal
from entrenous.journal.acts import Act
from entrenous.journal.queries import UNTIL, put_off_until
from entrenous.keyring import models, records
from entrenous.keyring.opening import Keyring


def waiting(by: Keyring) -> QuerySet[DangerNotice]:
    """What this agent has to acknowledge or to tell; what is put off comes back on its day."""
    today = timezone.localdate()
    rows = DangerNotice.objects.filter(
        Q(barred_until=None) | Q(barred_until__lte=today),
        given_on=None,
        access__dossier__container__organisation_id=by.organisation,
    )
    mine = Q(access__dossier__referent=by.agent) & ~Q(audience=Audience.DPO.value)
    if by.agent.has_function(Function.Kind.LEGAL_DESK):
        mine |= Q(audience=Audience.DPO.value, access__in=_held(by))
    found = rows.filter(mine).select_related(
        "access__asked_by", "access__second", "access__dossier"
    )
    return found.order_by("due_at", "audience")


@transaction.atomic
def give(by: Keyring, notice: DangerNotice, *, way: Told | None = None, on: date) -> None:
    """Acknowledge one's own notice, or note how the person was told; twice is once. NotYours"""
    _ = by.secret
    check(by, notice)
    row = DangerNotice.objects.select_for_update().get(pk=notice.pk)
    if row.given_on is not None:
        return
    row.given_on, row.way, row.noted_by = on, way.value if way else "", by.agent
    row.save(update_fields=["given_on", "way", "noted_by"])
    journal.record(
        Act.DANGER_TOLD,
        organisation=by.organisation,
        actor=by.agent.pk,
        container=row.access.dossier_id,
        basis=row.audience,
    )


@transaction.atomic
def bar(by: Keyring, notice: DangerNotice, *, until: date, reason: str) -> None:
    """The legal desk puts the person's notice off until a day, with a sealed reason.

    raises  NotYours: another function, another audience, already told; KeyNotHeld
    """
    is_desk = by.agent.has_function(Function.Kind.LEGAL_DESK)
    if not is_desk or notice.audience != Audience.PERSON or notice.given_on is not None:
        raise NotYours
    opened = by.writing(notice.access_id)
    records.write(opened, PutOff(until, reason), by=by)
    DangerNotice.objects.filter(pk=notice.pk).update(barred_until=until)
    journal.record(
        Act.DANGER_BARRED,
        organisation=by.organisation,
        actor=by.agent.pk,
        container=notice.access.dossier_id,
        basis=f"{UNTIL}{until.isoformat()}",
    )


def barred_until(dossier: UUID) -> date | None:
    """Until when the person is not to be told of an access in danger; None: she may."""
    until = put_off_until(dossier, Act.DANGER_BARRED)
    return until if until is not None and until > timezone.localdate() else None


def check(by: Keyring, notice: DangerNotice) -> None:
    """Whose notice it is to acknowledge, or to give to the person. NotYours"""
    if not may_give(by, notice):
        raise NotYours


def may_give(by: Keyring, notice: DangerNotice) -> bool:
    """The référente hers, the legal desk data protection's, both the person's."""
    is_referent = notice.access.dossier.referent_id == by.agent.pk
    is_desk = by.agent.has_function(Function.Kind.LEGAL_DESK) and by.holds(notice.access_id)
    allowed = {
        Audience.REFERENT: is_referent,
        Audience.DPO: is_desk,
        Audience.PERSON: is_referent or is_desk,
    }
    return allowed[Audience(notice.audience)]


def _held(by: Keyring) -> list[UUID]:
    return by.held(models.Container.Kind.DANGER)
