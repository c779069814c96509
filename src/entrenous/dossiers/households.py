"""Two adults, two dossiers, what they chose to share, and the act that ends the sharing.

00-decisions 1: shared parts are in a container of their own; a separation is one act, after which
neither sees the other and each keeps a copy of what was shared.
"""

from uuid import UUID

from django.db import transaction

from entrenous.dossiers import actions
from entrenous.dossiers.contents import SharedHousehold
from entrenous.dossiers.models import Dossier, Household
from entrenous.journal.acts import Act
from entrenous.keyring import containers, models, records
from entrenous.keyring.containers import Recipient
from entrenous.keyring.errors import KeyNotHeld
from entrenous.keyring.opening import Keyring
from entrenous.vault.containers import Compartment
from entrenous.vault.grants import Motive


class AlreadyLinked(Exception):
    """One of the dossiers already shares a household: end that sharing first."""


@transaction.atomic
def link(by: Keyring, first: Dossier, second: Dossier, shared: SharedHousehold) -> Household:
    """Link two dossiers and seal what both persons agreed to share.

    raises  ValueError: no agreement is dated; AlreadyLinked; KeyNotHeld: she must hold both
    """
    if shared.agreed_on is None or first.pk == second.pk:
        raise ValueError("two persons agree, on a day, to share")
    if first.household_id or second.household_id:
        raise AlreadyLinked
    for dossier in _in_order(first, second):
        by.writing(dossier.pk).key_for(Compartment.WHOLE)
    others = (_agents_holding(first.pk) | _agents_holding(second.pk)) - {by.agent.pk}
    opened = containers.create(
        models.Container.Kind.HOUSEHOLD,
        by=by,
        recipients=[Recipient(agent, Motive.SHARED) for agent in sorted(others, key=str)],
    )
    records.write(opened, shared, by=by)
    household = Household.objects.create(container_id=opened.id)
    for dossier in (first, second):
        dossier.household = household
        dossier.save(update_fields=["household"])
        by.note(Act.HOUSEHOLD_LINKED, container=dossier.pk, about=household.pk)
        actions.touch(dossier)
    return household


@transaction.atomic
def change(by: Keyring, household: Household, shared: SharedHousehold, *, based_on: int) -> None:
    """Correct what is shared. EditedMeanwhile; KeyNotHeld."""
    opened = by.writing(household.pk)
    known = records.read(opened, SharedHousehold).one(SharedHousehold)
    records.write(opened, shared, by=by, record=known.id if known else None, based_on=based_on)


@transaction.atomic
def separate(by: Keyring, household: Household) -> None:
    """End the sharing in one act: a copy in each dossier, then the shared keys are deleted.

    raises  KeyNotHeld: she must hold every dossier of the household; Damaged
    """
    dossiers = list(Dossier.objects.filter(household=household))
    opened = {d.pk: by.writing(d.pk) for d in _in_order(*dossiers)}
    shared = records.read(by.writing(household.pk), SharedHousehold).one(SharedHousehold)
    for dossier in dossiers:
        if shared is not None:
            records.write(opened[dossier.pk], shared.content, by=by)
        dossier.household = None
        dossier.save(update_fields=["household"])
        by.note(Act.HOUSEHOLD_SEPARATED, container=dossier.pk)
        actions.touch(dossier)
    models.Grant.objects.filter(container_id=household.pk).update(box=None)
    by.note(Act.HOUSEHOLD_SEPARATED, container=household.pk)


def others(dossier: Dossier) -> list[Dossier]:
    """The other dossiers of the household."""
    if dossier.household_id is None:
        return []
    return list(Dossier.objects.filter(household=dossier.household_id).exclude(pk=dossier.pk))


def shared_with(by: Keyring, dossier: Dossier) -> records.OpenRecord[SharedHousehold] | None:
    """What is shared, journaled as an opening; None without a household or without its key."""
    if dossier.household_id is None or not by.holds(dossier.household_id):
        return None
    opened = by.open(dossier.household_id, Act.DOSSIER_OPENED)
    return records.read(opened, SharedHousehold).one(SharedHousehold)


def _in_order(*dossiers: Dossier) -> list[Dossier]:
    """Always lock in the same order, whoever asks."""
    return sorted(dossiers, key=lambda d: d.pk)


def _agents_holding(container: UUID) -> set[UUID]:
    grants = containers.holders(container)
    recovery = models.Container.objects.values_list("organisation_id", flat=True).get(pk=container)
    whole = {g.recipient for g in grants if g.compartment == Compartment.WHOLE}
    if not whole - {recovery}:
        raise KeyNotHeld
    return whole - {recovery}
