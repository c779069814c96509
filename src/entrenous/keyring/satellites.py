"""Make a container follow another one's whole key, or stop following it (ADR 0011)."""

from uuid import UUID

from django.db import transaction

from entrenous.journal.acts import Act
from entrenous.keyring import containers, models, records, rotation
from entrenous.keyring.certificates import is_certified
from entrenous.keyring.containers import Recipient
from entrenous.keyring.following import Follows, Satellite, named_in
from entrenous.keyring.opening import Keyring, OpenContainer
from entrenous.vault.containers import Compartment
from entrenous.vault.grants import Motive


class AlreadyAttached(Exception):
    """The container follows another one already, or its parent does: one level only."""


@transaction.atomic
def attach(child: UUID, parent: UUID, *, by: Keyring) -> None:
    """Have `child` follow `parent`: all who hold the parent's whole key receive the child's.

    raises  AlreadyAttached; KeyNotHeld: `by` must hold both whole keys; Damaged
    """
    followed, follower = by.writing(parent), by.writing(child)
    followed.key_for(Compartment.WHOLE)
    follower.key_for(Compartment.WHOLE)
    rows = models.Container.objects.in_bulk([child, parent])
    if child == parent or rows[child].parent_id or rows[parent].parent_id:
        raise AlreadyAttached
    records.write(followed, Satellite(str(child)), by=by, act=Act.SATELLITE_ATTACHED)
    _say(follower, str(parent), by=by)
    models.Container.objects.filter(pk=child).update(parent=parent)
    already = containers.whole_holders(child)
    for grant in containers.promised(parent):
        missing = grant.compartment == Compartment.WHOLE and grant.recipient not in already
        if missing and is_certified(by.organisation, grant.recipient):
            recipient = Recipient(
                grant.recipient, Motive.SHARED, since=grant.since, until=grant.until
            )
            containers.grant(follower, recipient, by=by)


@transaction.atomic
def detach(child: UUID, *, by: Keyring, keep: frozenset[UUID] = frozenset()) -> UUID | None:
    """Stop following: the parent's other holders lose the child, unless in `keep`.

    returns the former parent; None when it followed nothing
    raises  KeyNotHeld: `by` must hold both whole keys; Damaged
    """
    parent = models.Container.objects.values_list("parent_id", flat=True).filter(pk=child).first()
    if parent is None:
        return None
    followed = by.writing(parent)
    follower = by.writing(child)
    follower.key_for(Compartment.WHOLE)
    for named in named_in(followed):
        if named.content.container == str(child):
            records.remove(followed, named.id, by=by, act=Act.SATELLITE_DETACHED)
    _say(follower, "", by=by)
    models.Container.objects.filter(pk=child).update(parent=None)
    leaving = containers.whole_holders(parent) - keep - {by.agent.pk, by.organisation}
    gone = frozenset(leaving & containers.whole_holders(child))
    if gone:
        rotation.renew(child, by=by, without=gone)
    return parent


@transaction.atomic
def move_all(source: UUID, target: UUID, *, by: Keyring) -> int:
    """Have the satellites of a container follow another one: two dossiers become one."""
    by.writing(min(source, target))
    named = named_in(by.writing(source))
    for each in named:
        child = UUID(each.content.container)
        detach(child, by=by)
        attach(child, target, by=by)
    return len(named)


def _say(child: OpenContainer, parent: str, *, by: Keyring) -> None:
    known = records.read(child, Follows).one(Follows)
    records.write(child, Follows(parent), by=by, record=known.id if known else None)
