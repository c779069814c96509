"""Make containers, hand their keys over, take them back, renew them. Each act is journaled."""

from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from entrenous.agents.keyfiles import keys_of
from entrenous.journal import actions as journal
from entrenous.journal.acts import Act
from entrenous.keyring import following, models, stored
from entrenous.keyring.certificates import NotCertified, current_keys, is_certified
from entrenous.keyring.opening import Keyring, OpenContainer, live_grants
from entrenous.vault.containers import Compartment, ContainerKey, EpochStatement
from entrenous.vault.grants import Grant, Motive
from entrenous.vault.people import PublicKeys


@dataclass(frozen=True)
class Recipient:
    """Who receives a key: an agent or a group, the whole key or one compartment, until when."""

    actor: UUID
    motive: Motive
    compartment: Compartment = Compartment.WHOLE
    until: date | None = None


@transaction.atomic
def create(
    kind: models.Container.Kind,
    *,
    by: Keyring,
    recipients: Sequence[Recipient] = (),
    container: UUID | None = None,
    keep: bool = True,
) -> OpenContainer:
    """Make a container, its genesis, and the grants of its first holders and of the recovery key.

    keep    whether its maker stays a holder (false for a letter dropped in a group's box)
    raises  NotCertified for a recipient without certified keys; VaultClosed
    source  04-seal §3.2, §3.7
    """
    row = models.Container(organisation_id=by.organisation, kind=kind, made_on=timezone.localdate())
    if container is not None:
        row.pk = container
    row.save(force_insert=True)
    whole, place = ContainerKey.generate(), stored.place_of(row)
    journal_keys = keys_of(by.organisation).journal
    statement = EpochStatement.make(
        place, whole, maker=by.agent.pk, by=by.secret, journal=journal_keys
    )
    stored.write_epoch(statement)
    opened = OpenContainer(row.pk, place, kind, {Compartment.WHOLE: whole}, by.agent.pk, by.secret)
    by.note(Act.CONTAINER_CREATED, container=row.pk)
    _hand_over(
        opened, Recipient(by.agent.pk, Motive.GENESIS), by.secret.public, by=by, keep_box=keep
    )
    _grant_to_recovery(opened, by=by)
    for recipient in recipients:
        _grant(opened, recipient, by=by)
    return opened


@transaction.atomic
def grant(opened: OpenContainer, recipient: Recipient, *, by: Keyring) -> models.Grant:
    """Hand a key over to a certified agent or group; satellites follow the whole key.

    raises  NotCertified; KeyNotHeld
    """
    followers = []
    if recipient.compartment is Compartment.WHOLE:
        followers = following.satellites_of(opened, by=by)
    row = _grant(opened, recipient, by=by)
    for satellite in followers:
        _grant(satellite, recipient, by=by)
    return row


@transaction.atomic
def grant_many(opened: Iterable[OpenContainer], recipient: Recipient, *, by: Keyring) -> int:
    """Hand many containers to one recipient: one insertion, one passage in the journal."""
    keys = current_keys(by.organisation, recipient.actor)
    if recipient.compartment is Compartment.WHOLE:
        opened = [c for each in opened for c in (each, *following.satellites_of(each, by=by))]
    made = [_make(each, recipient, keys) for each in opened]
    ids = [grant.header.place.container for grant in made]
    models.PendingGrant.objects.filter(container_id__in=ids, recipient=recipient.actor).delete()
    models.Grant.objects.bulk_create(
        [stored.grant_row(grant, until=recipient.until) for grant in made]
    )
    lines = [_line(grant, recipient) for grant in made]
    journal.record_all(lines, organisation=by.organisation, actor=by.agent.pk)
    return len(made)


@transaction.atomic
def revoke(opened: OpenContainer, recipient: UUID, *, by: Keyring) -> None:
    """Take a key back: the box goes, the signed header stays. Follow with `rotation.renew`."""
    models.Grant.objects.filter(container_id=opened.id, recipient=recipient).update(box=None)
    by.note(Act.REVOKED, container=opened.id, about=recipient)


def holders(container: UUID) -> list[models.Grant]:
    """The live grants of a container at its current epoch: who can open it today."""
    row = models.Container.objects.get(pk=container)
    return list(live_grants().filter(container=row, epoch=row.epoch).order_by("made_on", "pk"))


def whole_holders(container: UUID) -> set[UUID]:
    """The recipients of the whole key: agents, groups, and the organisation's recovery key."""
    return {g.recipient for g in holders(container) if g.compartment == Compartment.WHOLE}


@transaction.atomic
def plan_grant(container: UUID, recipient: UUID, *, motive: Motive, decided_by: Keyring) -> None:
    """Record a decision that the next unlocked holder carries out (00-decisions 3)."""
    models.PendingGrant.objects.update_or_create(
        container_id=container,
        recipient=recipient,
        defaults={
            "motive": motive.value,
            "decided_by": decided_by.agent.pk,
            "decided_at": timezone.now(),
        },
    )


def carry_out_pending(by: Keyring, *, kind: str) -> int:
    """Hand over every pending key of one kind of container that this keyring holds.

    A promise to someone who is not certified (yet, or any more) waits without stopping the others.
    """
    pending = models.PendingGrant.objects.filter(
        container__kind=kind, container__organisation_id=by.organisation
    )
    done = 0
    for row in pending.filter(container_id__in=by.held(kind)):
        with suppress(NotCertified), transaction.atomic():
            opened = by.writing(row.container_id)
            if opened.covers(Compartment.WHOLE):
                grant(opened, Recipient(row.recipient, Motive(row.motive)), by=by)
                done += 1
    return done


def _grant(opened: OpenContainer, recipient: Recipient, *, by: Keyring) -> models.Grant:
    """Hand one container's key over; a promise to the same recipient is then kept."""
    keys = current_keys(by.organisation, recipient.actor)
    models.PendingGrant.objects.filter(container_id=opened.id, recipient=recipient.actor).delete()
    return _hand_over(opened, recipient, keys, by=by)


def _hand_over(
    opened: OpenContainer,
    recipient: Recipient,
    keys: PublicKeys,
    *,
    by: Keyring,
    keep_box: bool = True,
) -> models.Grant:
    made = _make(opened, recipient, keys)
    row = stored.grant_row(made, until=recipient.until, keep_box=keep_box)
    row.save(force_insert=True)
    if recipient.motive not in (Motive.GENESIS, Motive.RECOVERY):
        journal.record_all(
            [_line(made, recipient)], organisation=by.organisation, actor=by.agent.pk
        )
    return row


def _make(opened: OpenContainer, recipient: Recipient, keys: PublicKeys) -> Grant:
    return Grant.make(
        opened.key_for(recipient.compartment),
        place=opened.place,
        recipient=recipient.actor,
        recipient_keys=keys,
        giver=opened.holder,
        by=opened.signer,
        motive=recipient.motive,
        on=timezone.localdate(),
    )


def _line(made: Grant, recipient: Recipient) -> journal.Line:
    return journal.Line(
        Act.GRANTED,
        container=made.header.place.container,
        about=recipient.actor,
        basis=recipient.motive.value,
        signature=made.signature,
    )


def _grant_to_recovery(opened: OpenContainer, *, by: Keyring) -> None:
    """Every container's key also goes to the organisation's recovery key, held by custodians."""
    recovery = keys_of(by.organisation).recovery
    _hand_over(opened, Recipient(by.organisation, Motive.RECOVERY), recovery, by=by)


def regrant(opened: OpenContainer, former: Sequence[models.Grant], *, by: Keyring) -> None:
    """After a new epoch: the same recipients receive the new key, the recovery key included."""
    for row in former:
        if row.recipient == by.organisation:
            _grant_to_recovery(opened, by=by)
            continue
        if not is_certified(by.organisation, row.recipient):
            by.note(Act.REVOKED, container=opened.id, about=row.recipient)
            continue
        _hand_over(
            opened,
            Recipient(row.recipient, Motive.ROTATION, Compartment(row.compartment), row.until),
            current_keys(by.organisation, row.recipient),
            by=by,
        )
