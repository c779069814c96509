"""Who else holds a dossier: a collègue relais, a new référente. The person is told."""

from collections.abc import Callable
from datetime import date
from uuid import UUID

from django.db import transaction

from entrenous.activity.codes import What
from entrenous.agents.models import Agent
from entrenous.dossiers import actions, counting, directory, households, support
from entrenous.dossiers.contents import PersonCard, TellingCoHolder
from entrenous.dossiers.models import Dossier
from entrenous.journal.acts import Act
from entrenous.keyring import containers, records, rotation
from entrenous.keyring.certificates import NotCertified, is_certified
from entrenous.keyring.containers import Recipient
from entrenous.keyring.errors import Damaged, KeyNotHeld
from entrenous.keyring.opening import Keyring, OpenContainer
from entrenous.vault.containers import Compartment
from entrenous.vault.grants import Motive
from entrenous.vault.primitives import NotOpened

Follower = Callable[[Dossier, UUID, Keyring], None]
_ALSO: list[Follower] = []


class AlreadyHolder(Exception):
    """This colleague already holds the dossier: nothing changes."""


def also_passes_on(follow: Follower) -> None:
    """Have what another app keeps beside a dossier follow it to its new référente.

    follow  called in the same transaction with the dossier, its référente already changed, the
            former one's id, and who passes it on
    """
    if follow not in _ALSO:
        _ALSO.append(follow)


@transaction.atomic
def add_co_holder(by: Keyring, dossier: Dossier, colleague: Agent, *, told_on: date | None) -> None:
    """Hand the whole key to a collègue relais; the day the person was told is kept.

    raises  NotCertified: the colleague's keys are not certified; AlreadyHolder; KeyNotHeld: only
            the référente decides who holds it with her
    source  00-decisions 6: per dossier, person told, never all files in one click
    """
    opened = as_referent(by, dossier)
    _check_colleague(by, colleague)
    if colleague.pk in containers.whole_holders(dossier.pk):
        raise AlreadyHolder
    containers.grant(opened, Recipient(colleague.pk, Motive.CO_HOLDER), by=by)
    known = next((t for t in _tellings(opened) if t.content.agent == str(colleague.pk)), None)
    telling = TellingCoHolder(agent=str(colleague.pk), told_on=told_on)
    records.write(opened, telling, by=by, record=known.id if known else None)
    households.follow(by, dossier)
    actions.touch(dossier)


@transaction.atomic
def withdraw_co_holder(by: Keyring, dossier: Dossier, colleague: UUID) -> None:
    """Take a collègue relais's key back: new epoch, everything sealed again.

    raises  KeyNotHeld: the référente is no collègue relais, and a collègue relais withdraws
            nobody but herself; Damaged: a constat first
    """
    if colleague == by.agent.pk:
        by.writing(dossier.pk)
        dossier.refresh_from_db()
    else:
        as_referent(by, dossier)
    if colleague == dossier.referent_id or colleague not in containers.whole_holders(dossier.pk):
        raise KeyNotHeld
    _renew(by, dossier.pk, without=frozenset({colleague}))
    households.follow(by, dossier)
    actions.touch(dossier)


@transaction.atomic
def transfer(by: Keyring, dossier: Dossier, colleague: Agent) -> None:
    """Pass a dossier on to another référente; the outgoing one loses access at once.

    Extracts still lent are taken back: they were lent in her name. Pages go through
    `handover.transferring`, which also keeps what the person was told.
    raises  NotCertified; KeyNotHeld: she is not its référente; AlreadyHolder; Damaged. The dossier
            then keeps its référente and its key: at no moment is it without a holder
    source  04-seal §3.4
    """
    opened = as_referent(by, dossier)
    _check_colleague(by, colleague)
    if colleague.pk == dossier.referent_id:
        raise AlreadyHolder
    if colleague.pk not in containers.whole_holders(dossier.pk):
        containers.grant(opened, Recipient(colleague.pk, Motive.TRANSFER), by=by)
    card = records.read(opened, PersonCard).one(PersonCard)
    counting.count(What.DOSSIER_TRANSFERRED, dossier, opened, by=by)
    for lent in support.lent_from(dossier):
        support.take_back(by, lent)
    outgoing = dossier.referent_id
    dossier.referent = colleague
    dossier.save(update_fields=["referent"])
    if card is not None:
        directory.announce(dossier, card.content, by=by)
    for follow in _ALSO:
        follow(dossier, outgoing, by)
    by.note(Act.DOSSIER_TRANSFERRED, container=dossier.pk, about=colleague.pk)
    actions.touch(dossier)
    _renew(by, dossier.pk, without=frozenset({outgoing}))
    households.follow(by, dossier)


@transaction.atomic
def take_over(by: Keyring, dossier: Dossier) -> None:
    """Become référente of a dossier that one holds as collègue relais, its référente being gone.

    raises  KeyNotHeld: the référente's account is open, or `by` has no lasting whole key; Damaged
    source  04-seal §3.4 (b)
    """
    by.writing(dossier.pk).key_for(Compartment.WHOLE)
    dossier.refresh_from_db()
    holding = containers.whole_holders(dossier.pk)
    if dossier.merged_into_id or dossier.referent.is_active or by.agent.pk not in holding:
        raise KeyNotHeld
    gone = dossier.referent_id
    dossier.referent = by.agent
    dossier.save(update_fields=["referent"])
    for follow in _ALSO:
        follow(dossier, gone, by)
    by.note(Act.DOSSIER_TRANSFERRED, container=dossier.pk, about=by.agent.pk)
    actions.touch(dossier)
    _renew(by, dossier.pk, without=frozenset({gone}))
    households.follow(by, dossier)


def co_holders(opened: OpenContainer, dossier: Dossier) -> list[tuple[Agent, date | None]]:
    """The collègues relais, and the day the person was told of each (None: not told yet)."""
    ids = containers.whole_holders(dossier.pk) - {dossier.referent_id}
    told = {t.content.agent: t.content.told_on for t in _tellings(opened)}
    return [(agent, told.get(str(agent.pk))) for agent in Agent.objects.filter(pk__in=ids)]


def as_referent(by: Keyring, dossier: Dossier) -> OpenContainer:
    """Lock the dossier for an act that belongs to its référente; KeyNotHeld for anyone else."""
    opened = by.writing(dossier.pk)
    dossier.refresh_from_db()
    if dossier.referent_id != by.agent.pk:
        raise KeyNotHeld
    return opened


def _tellings(opened: OpenContainer) -> list[records.OpenRecord[TellingCoHolder]]:
    return records.read(opened, TellingCoHolder).of(TellingCoHolder)


def _check_colleague(by: Keyring, colleague: Agent) -> None:
    if colleague.organisation_id != by.organisation or not colleague.is_active:
        raise KeyNotHeld
    if not is_certified(by.organisation, colleague.pk):
        raise NotCertified


def _renew(by: Keyring, container: UUID, *, without: frozenset[UUID]) -> None:
    try:
        rotation.renew(container, by=by, without=without)
    except NotOpened:
        raise Damaged from None
