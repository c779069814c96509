"""Make containers, hand their keys over, take them back, renew them. Each act is journaled."""

from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from typing import Final, NamedTuple
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from entrenous.agents.keyfiles import keys_of
from entrenous.journal import actions as journal
from entrenous.journal.acts import Act
from entrenous.keyring import following, models, stored
from entrenous.keyring.certificates import NotCertified, certified_today, current_keys
from entrenous.keyring.opening import Keyring, OpenContainer, live_grants, unexpired_grants
from entrenous.vault.containers import Compartment, ContainerKey, EpochStatement
from entrenous.vault.grants import Grant, Motive
from entrenous.vault.people import PublicKeys

# What the making of a container says already.
_IMPLIED: Final = (Motive.GENESIS, Motive.RECOVERY)


@dataclass(frozen=True)
class Recipient:
    """Who receives a key: an agent or a group, the whole key or one compartment.

    since, until  the first and the last day on which the server releases it; None: no bound
    """

    actor: UUID
    motive: Motive
    compartment: Compartment = Compartment.WHOLE
    until: date | None = None
    since: date | None = None


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
    made = [
        _make(opened, Recipient(by.agent.pk, Motive.GENESIS), by.secret.public),
        _to_recovery(opened, by=by),
        *_to_certified(opened, recipients, by=by),
    ]
    created = journal.Line(Act.CONTAINER_CREATED, container=row.pk)
    _hand_over(made, by=by, first=[created], keep=keep)
    by.made(opened)
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
    opened = list(opened)
    if recipient.compartment is Compartment.WHOLE:
        opened += following.satellites_of_all(opened, by=by)
    made = [_make(each, recipient, keys) for each in opened]
    ids = [given.grant.header.place.container for given in made]
    models.PendingGrant.objects.filter(container_id__in=ids, recipient=recipient.actor).delete()
    return len(_hand_over(made, by=by))


@transaction.atomic
def entrust(opened: OpenContainer, *, by: Keyring) -> None:
    """Hand the whole key to the present recovery key; the boxes of a former one go. KeyNotHeld."""
    models.Grant.objects.filter(container_id=opened.id, recipient=by.organisation).update(box=None)
    _hand_over([_to_recovery(opened, by=by)], by=by)


@transaction.atomic
def revoke(opened: OpenContainer, recipient: UUID, *, by: Keyring) -> None:
    """Take a key back: the box goes, the signed header stays. Follow with `rotation.renew`."""
    models.Grant.objects.filter(container_id=opened.id, recipient=recipient).update(box=None)
    by.note(Act.REVOKED, container=opened.id, about=recipient)


def holders(container: UUID) -> list[models.Grant]:
    """The live grants of a container at its current epoch: who can open it today."""
    row = models.Container.objects.get(pk=container)
    return list(live_grants().filter(container=row, epoch=row.epoch).order_by("made_on", "pk"))


def promised(container: UUID) -> list[models.Grant]:
    """The same, and the grants whose first day is still to come: all that a renewal serves."""
    row = models.Container.objects.get(pk=container)
    rows = unexpired_grants().filter(container=row, epoch=row.epoch)
    return list(rows.order_by("made_on", "pk"))


def whole_holders(container: UUID) -> set[UUID]:
    """The lasting recipients of the whole key: agents, groups, the organisation's recovery key.

    A cover, whose key has a last day, holds nothing that lasts.
    """
    return {
        g.recipient
        for g in holders(container)
        if g.compartment == Compartment.WHOLE and g.until is None
    }


@transaction.atomic
def end_dated(opened: OpenContainer, *, by: Keyring, recipient: UUID | None = None) -> set[UUID]:
    """Delete the boxes of the dated grants of a container, of one recipient or of all.

    returns whose they were. Follow with `rotation.renew`
    """
    rows = models.Grant.objects.filter(container_id=opened.id).exclude(box=None)
    dated = rows.exclude(since=None, until=None)
    if recipient is not None:
        dated = dated.filter(recipient=recipient)
    gone = set(dated.values_list("recipient", flat=True))
    dated.update(box=None)
    for each in sorted(gone, key=str):
        by.note(Act.REVOKED, container=opened.id, about=each)
    return gone


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
    return _hand_over([_make(opened, recipient, keys)], by=by)[0]


class _Given(NamedTuple):
    """A grant that was made, not stored yet, and to whom."""

    grant: Grant
    recipient: Recipient


def _make(opened: OpenContainer, recipient: Recipient, keys: PublicKeys) -> _Given:
    grant = Grant.make(
        opened.key_for(recipient.compartment),
        place=opened.place,
        recipient=recipient.actor,
        recipient_keys=keys,
        giver=opened.holder,
        by=opened.signer,
        motive=recipient.motive,
        on=timezone.localdate(),
        since=recipient.since,
        until=recipient.until,
    )
    return _Given(grant, recipient)


def _to_certified(
    opened: OpenContainer, recipients: Sequence[Recipient], *, by: Keyring
) -> list[_Given]:
    """One look at the registry for all of them. NotCertified if it does not know one."""
    actors = [recipient.actor for recipient in recipients]
    keys = certified_today(by.organisation, actors) if actors else {}
    if not keys.keys() >= set(actors):
        raise NotCertified
    return [_make(opened, recipient, keys[recipient.actor]) for recipient in recipients]


def _to_recovery(opened: OpenContainer, *, by: Keyring) -> _Given:
    """Every container's key also goes to the organisation's recovery key, held by custodians."""
    recovery = keys_of(by.organisation).recovery
    return _make(opened, Recipient(by.organisation, Motive.RECOVERY), recovery)


def _hand_over(
    made: Sequence[_Given], *, by: Keyring, first: Sequence[journal.Line] = (), keep: bool = True
) -> list[models.Grant]:
    """Store grants in one insertion and journal them in one passage, after the lines of `first`.

    keep  whether the maker of a container keeps her own box
    """
    rows = [
        stored.grant_row(grant, keep_box=keep or to.motive is not Motive.GENESIS)
        for grant, to in made
    ]
    lines = [*first, *(_line(each) for each in made if each.recipient.motive not in _IMPLIED)]
    models.Grant.objects.bulk_create(rows)
    journal.record_all(lines, organisation=by.organisation, actor=by.agent.pk)
    return rows


def _line(given: _Given) -> journal.Line:
    return journal.Line(
        Act.GRANTED,
        container=given.grant.header.place.container,
        about=given.recipient.actor,
        basis=given.recipient.motive.value,
        signature=given.grant.signature,
    )


def regrant(opened: OpenContainer, former: Sequence[models.Grant], *, by: Keyring) -> None:
    """After a new epoch: the same recipients receive the new key, the recovery key included.

    Whoever is not certified any more receives nothing, and the journal says so.
    """
    others = [row for row in former if row.recipient != by.organisation]
    today = certified_today(by.organisation, [row.recipient for row in others])
    gone = [
        journal.Line(Act.REVOKED, container=opened.id, about=row.recipient)
        for row in others
        if row.recipient not in today
    ]
    recipients = [
        Recipient(
            row.recipient, Motive.ROTATION, Compartment(row.compartment), row.until, row.since
        )
        for row in others
        if row.recipient in today
    ]
    made = [_make(opened, recipient, today[recipient.actor]) for recipient in recipients]
    if len(others) < len(former):
        made.append(_to_recovery(opened, by=by))
    _hand_over(made, by=by, first=gone)
