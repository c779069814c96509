"""Ask the custodians to open dossiers again: signed, journaled, before anything leaves.

04-seal §3.7. A team lead asks for the dossiers of her circonscriptions, the legal desk for any.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from entrenous.agents.keyfiles import keys_of
from entrenous.agents.models import Agent, Function
from entrenous.custody.codes import Audience
from entrenous.custody.contents import AskedOfCustodians
from entrenous.custody.errors import AlreadyAsked, BadRecipient, NothingChosen, NotYours, Over
from entrenous.custody.models import Ceremony, ListedContainer, Notice, Terms
from entrenous.custody.queries import delay_of, may_ask_for
from entrenous.dossiers.models import Dossier
from entrenous.journal import actions as journal
from entrenous.journal.acts import Act
from entrenous.keyring import containers, groups, records, recovery_key
from entrenous.keyring.certificates import current_keys, is_certified
from entrenous.keyring.containers import Recipient
from entrenous.keyring.models import Container, Group
from entrenous.keyring.opening import Keyring
from entrenous.vault.grants import Motive
from entrenous.vault.quorum_files import (
    REQUEST_FORMAT,
    Ground,
    KeysTold,
    Listed,
    Request,
    canonical,
)
from entrenous.vault.quorum_request import sign_request


@dataclass(frozen=True)
class Wish:
    """What a colleague asks for: why, for whom, and her own words."""

    ground: Ground
    motive: str
    recipient: Agent


@transaction.atomic
def ask(by: Keyring, dossiers: Sequence[UUID], wish: Wish) -> Ceremony:
    """Sign a request for dossiers, journal it, and list who must be told.

    raises  NothingChosen; NotYours: not her circonscription; BadRecipient; AlreadyAsked;
            VaultClosed. Nothing is then written
    """
    if not dossiers:
        raise NothingChosen
    rows = list(may_ask_for(by.agent).filter(pk__in=dossiers).order_by("pk"))
    if len(rows) != len(set(dossiers)):
        raise NotYours
    _check_recipient(by, wish, {row.referent_id for row in rows})
    under_way = Ceremony.objects.under_way().filter(listed__container__in=dossiers)
    if under_way.exists():
        raise AlreadyAsked
    listed = _listed(rows)
    made = sign_and_keep(by, listed, wish, delay=delay_of(by.organisation))
    referents = sorted({row.referent_id for row in rows}, key=str)
    Notice.objects.bulk_create(
        [
            *(Notice(ceremony=made, audience=Audience.REFERENT, agent_id=who) for who in referents),
            Notice(ceremony=made, audience=Audience.DPO),
            *(Notice(ceremony=made, audience=Audience.PERSON, container_id=r.pk) for r in rows),
        ]
    )
    return made


def sign_and_keep(
    by: Keyring, listed: Sequence[Listed], wish: Wish, *, delay: timedelta
) -> Ceremony:
    """Sign, seal and journal a request. Call inside a transaction; rights are checked before."""
    recovery_key.ensure_certified(by.organisation)
    sealed = containers.create(Container.Kind.QUORUM, by=by, recipients=_readers(by))
    now = timezone.now().astimezone(UTC).replace(microsecond=0)
    request = _request(by, sealed.id, listed, wish, at=now, delay=delay)
    signature = sign_request(request, by.secret)
    records.write(sealed, AskedOfCustodians(canonical(request).decode()), by=by)
    made = Ceremony.objects.create(
        container_id=sealed.id,
        asked_by=by.agent,
        recipient=wish.recipient,
        ground=wish.ground.value,
        asked_at=request.asked_at,
        opens_at=request.opens_at,
        signature=signature,
    )
    ListedContainer.objects.bulk_create(
        [ListedContainer(ceremony=made, container_id=c) for c in request.containers]
    )
    who, why = wish.recipient.pk, wish.ground.value
    asked = journal.Line(
        Act.QUORUM_ASKED, container=sealed.id, about=who, basis=why, signature=signature
    )
    named = [
        journal.Line(Act.QUORUM_LISTED, container=each.container, about=who, basis=why)
        for each in listed
    ]
    journal.record_all([asked, *named], organisation=by.organisation, actor=by.agent.pk)
    return made


def _request(
    by: Keyring,
    container: UUID,
    listed: Sequence[Listed],
    wish: Wish,
    *,
    at: datetime,
    delay: timedelta,
) -> Request:
    return Request(
        format=REQUEST_FORMAT,
        id=container,
        organisation=by.organisation,
        organisation_name=by.agent.organisation.name,
        asked_by=by.agent.pk,
        asked_by_name=by.agent.display_name,
        asked_at=at,
        opens_at=at + delay,
        ground=wish.ground,
        motive=wish.motive,
        recipient=wish.recipient.pk,
        recipient_name=wish.recipient.display_name,
        recipient_keys=KeysTold.of(current_keys(by.organisation, wish.recipient.pk)),
        recovery=KeysTold.of(keys_of(by.organisation).recovery),
        dossiers=tuple(listed),
    )


@transaction.atomic
def withdraw(by: Keyring, ceremony: Ceremony) -> None:
    """Give the request up. Over; KeyNotHeld: neither its author nor the legal desk."""
    by.writing(ceremony.pk)
    row = Ceremony.objects.select_for_update().get(pk=ceremony.pk)
    if row.is_over:
        raise Over
    row.withdrawn_at = timezone.now()
    row.save(update_fields=["withdrawn_at"])
    ids = Dossier.objects.filter(pk__in=row.listed.values("container")).values_list("pk", flat=True)
    lines = [journal.Line(Act.QUORUM_WITHDRAWN, container=pk) for pk in (row.pk, *ids)]
    journal.record_all(lines, organisation=by.organisation, actor=by.agent.pk)


def set_delay(by: Keyring, hours: int) -> None:
    """Change the delay of the requests to come."""
    with transaction.atomic():
        Terms.objects.update_or_create(
            organisation_id=by.organisation, defaults={"delay_hours": hours}
        )
        by.note(Act.CUSTODY_CHANGED)


def _check_recipient(by: Keyring, wish: Wish, referents: set[UUID]) -> None:
    """A colleague at work with certified keys; not oneself, unless the service is that small.

    Whoever followed the dossiers gets them back only when it is her keys that were lost.
    """
    who = wish.recipient
    if who.pk in referents and wish.ground is not Ground.KEYS_LOST:
        raise BadRecipient
    same_house = who.organisation_id == by.organisation and who.is_active
    works = who.has_function(Function.Kind.SOCIAL_WORKER)
    if not (same_house and works and is_certified(by.organisation, who.pk)):
        raise BadRecipient
    if who.pk == by.agent.pk and not by.agent.organisation.small_service:
        raise BadRecipient


def _readers(by: Keyring) -> list[Recipient]:
    """The legal desk reads each request: it may put the persons' notice off."""
    desk = groups.usable_everywhere(Group.Kind.LEGAL_DESK, by.organisation)
    return [Recipient(desk.pk, Motive.LEGAL_DESK)] if desk is not None else []


def _listed(rows: Sequence[Dossier]) -> list[Listed]:
    """Each dossier with what goes with it; a household that two of them share, once."""
    found, shared = [], set()
    for row in rows:
        household = row.household_id
        parts = _satellites(row.pk)
        if household is not None and household not in shared:
            shared.add(household)
            parts += (household,)
        found.append(Listed(row.pk, parts))
    return found


def _satellites(dossier: UUID) -> tuple[UUID, ...]:
    """What the database says follows a dossier; the custodians open only what its seal names."""
    rows = Container.objects.filter(parent_id=dossier).order_by("pk")
    return tuple(rows.values_list("pk", flat=True))
