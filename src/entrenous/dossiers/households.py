"""Two adults, two dossiers, what they chose to share, and the act that ends the sharing.

00-decisions 1: shared parts are in a container of their own; a separation is one act, after which
neither sees the other and each keeps a copy of what was shared.
"""

from contextlib import suppress
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction

from entrenous.agents.models import Agent
from entrenous.dossiers import actions
from entrenous.dossiers.contents import SharedHousehold
from entrenous.dossiers.models import Dossier, Household
from entrenous.journal.acts import Act
from entrenous.keyring import containers, models, records, rotation
from entrenous.keyring.containers import Recipient
from entrenous.keyring.errors import Damaged, KeyNotHeld
from entrenous.keyring.following import SharedPart
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
        # Under its seal: the custodians give back what a dossier names, and nothing else.
        named = SharedPart(str(household.pk))
        records.write(by.writing(dossier.pk), named, by=by, act=Act.SATELLITE_ATTACHED)
        by.note(Act.HOUSEHOLD_LINKED, container=dossier.pk, about=household.pk)
        actions.touch(dossier)
    return household


@transaction.atomic
def change(by: Keyring, household: Household, shared: SharedHousehold, *, based_on: int) -> None:
    """Correct what is shared. EditedMeanwhile; KeyNotHeld."""
    opened = by.writing(household.pk)
    known = records.read(opened, SharedHousehold).one(SharedHousehold)
    records.write(opened, shared, by=by, record=known.id if known else None, based_on=based_on)


@dataclass(frozen=True)
class Side:
    """One dossier of a household that is about to be divided.

    holders  the référente first, then whoever holds the dossier with her
    """

    dossier: Dossier
    is_mine: bool
    holders: tuple[Agent, ...]


def sides(by: Keyring, household: UUID) -> list[Side]:
    """Who holds which dossier of a household: what a page says before the separation."""
    rows = Dossier.objects.filter(household=household).select_related("referent")
    held = {row.pk: containers.whole_holders(row.pk) for row in _in_order(*rows)}
    known = Agent.objects.in_bulk({agent for agents in held.values() for agent in agents})
    return [
        Side(
            row,
            by.agent.pk in held[row.pk],
            tuple(
                sorted(
                    (known[a] for a in held[row.pk] if a in known),
                    key=lambda a: (a.pk != row.referent_id, a.display_name),
                )
            ),
        )
        for row in _in_order(*rows)
    ]


@transaction.atomic
def separate(by: Keyring, household: Household) -> None:
    """End the sharing in one act: each dossier keeps a copy, neither sees the other afterwards.

    The shared keys are deleted; or, when a colleague holds the other dossier, renewed without
    her: what was shared is then that dossier's alone, and `settle` copies it there when its holder
    next opens it. Journaled in both dossiers.

    raises  KeyNotHeld: she holds no dossier of the household; Damaged: a constat first. In each
            case nothing is changed
    """
    dossiers = _in_order(*Dossier.objects.filter(household=household))
    mine = [d for d in dossiers if by.agent.pk in containers.whole_holders(d.pk)]
    if not mine:
        raise KeyNotHeld
    _leave(by, household.pk, mine)
    for other in dossiers:
        if other not in mine:
            by.note(Act.HOUSEHOLD_SEPARATED, container=other.pk)
    if len(mine) == len(dossiers):
        _close(household.pk)
    elif by.holds(household.pk):
        _follow(by, household.pk)


def settle(by: Keyring, dossier: Dossier) -> bool:
    """When the other dossier has left: copy what was shared and close it, at the next opening.

    Nobody has a second act to do. Waits while a constat is due, or for a holder of both keys.
    returns  whether something was settled
    """
    if dossier.household_id is None or others(dossier) or not by.holds(dossier.household_id):
        return False
    with suppress(Damaged, KeyNotHeld), transaction.atomic():
        household = dossier.household_id
        _leave(by, household, [dossier])
        _close(household)
        return True
    return False


def _leave(by: Keyring, household: UUID, dossiers: list[Dossier]) -> None:
    """Copy what was shared into each dossier, over the copy of a former sharing; end the link.

    A separation never waits for a key: without it there is no copy, and the link ends all the same.
    """
    opened = {d.pk: by.writing(d.pk) for d in dossiers}
    shared = _to_copy(by, household) if by.holds(household) else None
    for dossier in dossiers:
        if shared is not None:
            former = records.read(opened[dossier.pk], SharedHousehold).one(SharedHousehold)
            record = former.id if former else None
            records.write(opened[dossier.pk], shared, by=by, record=record)
        for named in records.read(opened[dossier.pk], SharedPart).of(SharedPart):
            records.remove(opened[dossier.pk], named.id, by=by, act=Act.SATELLITE_DETACHED)
        dossier.household = None
        dossier.save(update_fields=["household"])
        by.note(Act.HOUSEHOLD_SEPARATED, container=dossier.pk)
        actions.touch(dossier)
    by.note(Act.HOUSEHOLD_SEPARATED, container=household)


def _to_copy(by: Keyring, household: UUID) -> SharedHousehold | None:
    """What was shared, or nothing once a constat said that it is lost. Damaged before it."""
    reading = records.read(by.writing(household), SharedHousehold)
    if reading.doubtful or reading.lost:
        raise Damaged
    known = reading.one(SharedHousehold)
    return known.content if known else None


def _close(household: UUID) -> None:
    """No live key is left of what was shared."""
    models.Grant.objects.filter(container_id=household).update(box=None)


def follow(by: Keyring, dossier: Dossier) -> None:
    """After a dossier changed hands: the shared part has the holders of its dossiers, no other.

    Call it inside the transaction of the change.
    """
    if dossier.household_id is not None and by.holds(dossier.household_id):
        _follow(by, dossier.household_id)


def _follow(by: Keyring, household: UUID) -> None:
    dossiers = Dossier.objects.filter(household=household).values_list("pk", flat=True)
    wanted = {agent for dossier in dossiers for agent in containers.whole_holders(dossier)}
    wanted -= {by.organisation}
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
