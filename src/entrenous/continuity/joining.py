"""Ask a référente to follow someone with her; she and the person decide, and it expires.

The wish is sealed to the référente who is named: the server looks for nobody, so that no answer
tells a colleague whether a person is known. ADR 0021.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from entrenous.agents.models import Agent
from entrenous.continuity.codes import JOIN_DAYS, JoinDecision, Told
from entrenous.continuity.contents import JoinAnswer, JoinWish
from entrenous.continuity.covers import bears_name_of, check_colleague
from entrenous.continuity.errors import NotYours, Over, PersonNotAsked, SameName
from entrenous.continuity.models import JoinRequest
from entrenous.dossiers import sharing
from entrenous.dossiers.contents import PersonCard
from entrenous.dossiers.models import Dossier
from entrenous.journal.acts import Act
from entrenous.keyring import containers, models, records
from entrenous.keyring.containers import Recipient
from entrenous.keyring.opening import Keyring, OpenContainer
from entrenous.vault.grants import Motive

_SHOWN_DAYS = 60


@dataclass(frozen=True)
class ReadJoin:
    """A request as its asker or its référente opened it; None for what is damaged."""

    row: JoinRequest
    wish: JoinWish | None
    answer: JoinAnswer | None


@transaction.atomic
def ask(
    by: Keyring, referent: Agent, wish: JoinWish, *, container: UUID | None = None
) -> JoinRequest:
    """Seal a wish to the référente that is named, and to its author.

    container  the id that the form carries: sent twice, it is asked once
    raises     BadCover: no social worker at work with certified keys, or oneself; VaultClosed
    """
    _ = by.secret
    sent = JoinRequest.objects.filter(pk=container, asked_by=by.agent).first()
    if sent is not None:
        return sent
    check_colleague(by, referent)
    opened = containers.create(
        models.Container.Kind.JOINING,
        by=by,
        recipients=[Recipient(referent.pk, Motive.SHARED)],
        container=container,
    )
    records.write(opened, wish, by=by)
    by.note(Act.JOIN_ASKED, container=opened.id, about=referent.pk)
    today = timezone.localdate()
    return JoinRequest.objects.create(
        container_id=opened.id,
        asked_by=by.agent,
        referent=referent,
        asked_on=today,
        expires_on=today + timedelta(days=JOIN_DAYS),
    )


def accept(
    by: Keyring, row: JoinRequest, dossier: Dossier, *, agreed_on: date | None, way: Told
) -> None:
    """Hand the whole key of a dossier to the asker, as to any collègue relais.

    raises  PersonNotAsked: no day on which the person said yes; SameName; Over: expired, decided;
            NotYours; AlreadyHolder; NotCertified; Damaged. Nothing is then changed
    """
    if agreed_on is None or way is Told.IMPOSSIBLE:
        raise PersonNotAsked
    card = records.read(by.open(dossier.pk, Act.DOSSIER_OPENED), PersonCard).one(PersonCard)
    if bears_name_of(card.content if card else None, row.asked_by):
        raise SameName
    with transaction.atomic():
        fresh, _ = _to_decide(by, row)
        sharing.add_co_holder(by, dossier, row.asked_by, told_on=agreed_on)
        fresh.dossier, fresh.agreed_on, fresh.agreed_way = dossier, agreed_on, way.value
        _close(fresh, JoinDecision.ACCEPTED)
        by.note(Act.JOIN_ACCEPTED, container=dossier.pk, about=row.asked_by_id)


@transaction.atomic
def refuse(by: Keyring, row: JoinRequest, reason: str, *, dossier: Dossier | None = None) -> None:
    """Answer no, with a reason for the asker; the dossier, if it is told, keeps the trace.

    raises  Over; NotYours
    """
    fresh, opened = _to_decide(by, row)
    if dossier is not None:
        sharing.as_referent(by, dossier)
    records.write(opened, JoinAnswer(reason), by=by)
    fresh.dossier = dossier
    _close(fresh, JoinDecision.REFUSED)
    by.note(Act.JOIN_REFUSED, container=dossier.pk if dossier else row.pk, about=row.asked_by_id)


@transaction.atomic
def withdraw(by: Keyring, row: JoinRequest) -> None:
    """Its author gives it up. Over; NotYours"""
    _ = by.secret
    fresh = JoinRequest.objects.select_for_update().get(pk=row.pk)
    if fresh.asked_by_id != by.agent.pk:
        raise NotYours
    if fresh.decision:
        raise Over
    _close(fresh, JoinDecision.WITHDRAWN)
    by.note(Act.JOIN_WITHDRAWN, container=row.pk)


def seen_by(by: Keyring) -> list[JoinRequest]:
    """What she asked or was asked in the last two months, what waits first."""
    since = timezone.localdate() - timedelta(days=_SHOWN_DAYS)
    rows = JoinRequest.objects.filter(Q(asked_by=by.agent) | Q(referent=by.agent))
    return list(rows.filter(asked_on__gte=since).select_related("asked_by", "referent"))


def to_answer(by: Keyring) -> list[JoinRequest]:
    """What waits for her answer as a référente."""
    rows = JoinRequest.objects.filter(
        referent=by.agent, decision="", expires_on__gte=timezone.localdate()
    )
    return list(rows.select_related("asked_by").order_by("expires_on", "pk"))


def read(by: Keyring, row: JoinRequest) -> ReadJoin:
    """Journal the reading, then give the words. KeyNotHeld; VaultClosed"""
    reading = records.read(by.open(row.pk, Act.JOIN_READ), JoinWish, JoinAnswer)
    wish, answer = reading.one(JoinWish), reading.one(JoinAnswer)
    return ReadJoin(row, wish.content if wish else None, answer.content if answer else None)


def known_as(wish: JoinWish, cards: Iterable[tuple[UUID, PersonCard | None]]) -> UUID | None:
    """The référente's own dossier that the wish names by its number, to propose it first."""
    said = wish.about.replace(" ", "").casefold()
    found = [pk for pk, _ in cards if str(pk)[:8] in said]
    return found[0] if len(found) == 1 else None


def _to_decide(by: Keyring, row: JoinRequest) -> tuple[JoinRequest, OpenContainer]:
    opened = by.writing(row.pk)
    fresh = JoinRequest.objects.select_for_update().get(pk=row.pk)
    if fresh.referent_id != by.agent.pk:
        raise NotYours
    if not fresh.is_open_on(timezone.localdate()):
        raise Over
    return fresh, opened


def _close(row: JoinRequest, decision: JoinDecision) -> None:
    row.decision, row.decided_on = decision.value, timezone.localdate()
    row.save()
