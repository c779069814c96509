"""Give keys back to a colleague who enrolled again: new keys, and no dossier until someone does.

04-seal §3.6: the list is proposed, one click hands it over. Only what she held is proposed.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from entrenous.agents.models import Agent
from entrenous.dossiers import actions, households
from entrenous.dossiers.models import Dossier
from entrenous.keyring import containers, models
from entrenous.keyring.accounts import openable
from entrenous.keyring.containers import Recipient
from entrenous.keyring.errors import KeyNotHeld
from entrenous.keyring.opening import Keyring, live_grants
from entrenous.vault.containers import Compartment
from entrenous.vault.grants import Motive


@dataclass(frozen=True)
class Owed:
    """A colleague, and the dossiers that she held and that her new keys do not open."""

    colleague: Agent
    dossiers: list[UUID]


def owed(by: Keyring) -> list[Owed]:
    """What this agent can give back, colleague by colleague. Reads codes and ids only."""
    mine = openable(_whole().filter(recipient=by.agent.pk, container__organisation=by.organisation))
    held = set(mine.values_list("container_id", flat=True))
    lost: dict[UUID, set[UUID]] = {}
    for container, agent in [*_outdated(held), *_referents(held)]:
        lost.setdefault(agent, set()).add(container)
    certified = models.Certificate.objects.filter(actor=OuterRef("pk"), revoked_on=None)
    colleagues = Agent.objects.filter(
        Exists(certified), pk__in=lost, is_active=True, organisation=by.organisation
    ).exclude(pk=by.agent.pk)
    return [Owed(agent, sorted(lost[agent.pk], key=str)) for agent in colleagues]


@transaction.atomic
def give_back(by: Keyring, colleague: Agent, dossiers: Iterable[UUID]) -> int:
    """Hand the keys of these dossiers over again; returns how many.

    raises  KeyNotHeld: one of them is not owed to her by this agent. Nothing is then handed over
    """
    mine = {o.colleague.pk: o.dossiers for o in owed(by)}
    asked = list(dict.fromkeys(dossiers))
    if not set(asked) <= set(mine.get(colleague.pk, [])):
        raise KeyNotHeld
    for pk in asked:
        opened = by.writing(pk)
        former = live_grants().filter(container_id=pk, recipient=colleague.pk).first()
        if former is not None:
            containers.revoke(opened, colleague.pk, by=by)
        dossier = Dossier.objects.get(pk=pk)
        is_hers = dossier.referent_id == colleague.pk
        motive = Motive.TRANSFER if is_hers else Motive.CO_HOLDER
        containers.grant(opened, Recipient(colleague.pk, motive), by=by)
        _free_household(dossier, colleague.pk)
        households.follow(by, dossier)
        actions.touch(dossier)
    return len(asked)


def _whole() -> QuerySet[models.Grant]:
    return live_grants().filter(
        until=None,
        compartment=int(Compartment.WHOLE),
        container__kind=models.Container.Kind.DOSSIER,
    )


def _outdated(held: set[UUID]) -> list[tuple[UUID, UUID]]:
    """(dossier, holder) for keys handed to someone's former keys and not since."""
    rows = _whole().filter(container_id__in=held)
    today = set(openable(rows).values_list("container_id", "recipient"))
    return [pair for pair in rows.values_list("container_id", "recipient") if pair not in today]


def _referents(held: set[UUID]) -> list[tuple[UUID, UUID]]:
    """(dossier, référente) where a renewal left its own référente without a key."""
    rows = _whole().filter(container_id__in=held)
    today = set(openable(rows).values_list("container_id", "recipient"))
    pairs = Dossier.objects.filter(pk__in=held, merged_into=None)
    return [pair for pair in pairs.values_list("pk", "referent") if pair not in today]


def _free_household(dossier: Dossier, colleague: UUID) -> None:
    """Her former key of the shared part opens nothing: `follow` then hands over a new one."""
    if dossier.household_id is not None:
        former = live_grants().filter(container_id=dossier.household_id, recipient=colleague)
        stale = former.exclude(pk__in=openable(former).values("pk"))
        stale.update(box=None)
