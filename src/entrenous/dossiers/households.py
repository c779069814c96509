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
from entrenous.keyring import containers, models, records, rotation
from entrenous.keyring.containers import Recipient
from entrenous.keyring.errors import Damaged, KeyNotHeld
from entrenous.keyring.opening import Keyring
from entrenous.vault.containers import Compartment
from entrenous.vault.grants import Motive
from entrenous.vault.primitives import NotOpened


class AlreadyLinked(Exception):
    """One of the dossiers already shares a household: end that sharing first."""


@transaction.atomic
def link(by: Keyring, first: Dossier, second: Dossier, shared: SharedHousehold) -> Household:
    """Link two dossiers and seal what both persons agreed to share.

    raises  ValueError: no agreement is dated; AlreadyLinked; KeyNotHeld: she must hold both
    """
    if shared.agreed_on is None or first.pk == second.pk:
        raise ValueError("two persons agree, on a day, to share")
    for dossier in _in_order(first, second):
        by.writing(dossier.pk).key_for(Compartment.WHOLE)
        dossier.refresh_from_db()
    if first.household_id or second.household_id:
        raise AlreadyLinked
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
    """End the sharing in one act: each dossier she holds keeps a copy and leaves.

    The shared keys are then deleted; or, when a colleague holds the other dossier, renewed
    without her, so that the other dossier keeps what was shared as its own.

    raises  KeyNotHeld: she holds no dossier of the household; Damaged
    """
    dossiers = list(Dossier.objects.filter(household=household))
    mine = [d for d in dossiers if by.agent.pk in _agents_holding(d.pk)]
    if not mine:
        raise KeyNotHeld
    opened = {d.pk: by.writing(d.pk) for d in _in_order(*mine)}
    shared = records.read(by.writing(household.pk), SharedHousehold).one(SharedHousehold)
    for dossier in mine:
        if shared is not None:
            records.write(opened[dossier.pk], shared.content, by=by)
        dossier.household = None
        dossier.save(update_fields=["household"])
        by.note(Act.HOUSEHOLD_SEPARATED, container=dossier.pk)
        actions.touch(dossier)
    by.note(Act.HOUSEHOLD_SEPARATED, container=household.pk)
    if len(mine) < len(dossiers):
        _follow(by, household.pk)
    else:
        models.Grant.objects.filter(container_id=household.pk).update(box=None)


def follow(by: Keyring, dossier: Dossier) -> None:
    """After a dossier changed hands: the shared part has the holders of its dossiers, no other.

    Call it inside the transaction of the change.
    """
    if dossier.household_id is not None and by.holds(dossier.household_id):
        _follow(by, dossier.household_id)


def _follow(by: Keyring, household: UUID) -> None:
    dossiers = Dossier.objects.filter(household=household).values_list("pk", flat=True)
    wanted = {agent for dossier in dossiers for agent in _agents_holding(dossier)}
    holding = {g.recipient for g in containers.holders(household)} - {by.organisation}
    opened = by.writing(household)
    for agent in sorted(wanted - holding, key=str):
        containers.grant(opened, Recipient(agent, Motive.SHARED), by=by)
    if holding - wanted:
        try:
            rotation.renew(household, by=by, without=frozenset(holding - wanted))
        except NotOpened:
            raise Damaged from None


def others(dossier: Dossier) -> list[Dossier]:
    """The other dossiers of the household."""
    if dossier.household_id is None:
        return []
    return list(Dossier.objects.filter(household=dossier.household_id).exclude(pk=dossier.pk))


def read(by: Keyring, dossier: Dossier) -> records.Reading | None:
    """The shared part and what is missing of it, journaled as an opening; None without its key."""
    if dossier.household_id is None or not by.holds(dossier.household_id):
        return None
    return records.read(by.open(dossier.household_id, Act.DOSSIER_OPENED), SharedHousehold)


def shared_with(by: Keyring, dossier: Dossier) -> records.OpenRecord[SharedHousehold] | None:
    """What is shared; None without a household or without its key."""
    reading = read(by, dossier)
    return reading.one(SharedHousehold) if reading else None


@transaction.atomic
def carry_out_constat(by: Keyring, dossier: Dossier) -> frozenset[Compartment]:
    """Accept, once it was shown, what is missing of the shared part; nothing without its key."""
    if dossier.household_id is None or not by.holds(dossier.household_id):
        return frozenset()
    return records.accept_constat(by.writing(dossier.household_id), by=by)


def _in_order(*dossiers: Dossier) -> list[Dossier]:
    """Always lock in the same order, whoever asks."""
    return sorted(dossiers, key=lambda d: d.pk)


def _agents_holding(container: UUID) -> set[UUID]:
    recovery = models.Container.objects.values_list("organisation_id", flat=True).get(pk=container)
    agents = containers.whole_holders(container) - {recovery}
    if not agents:
        raise KeyNotHeld
    return agents
