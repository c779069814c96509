"""Destroy a list at once: proposed together, stamped together, then done one after the other.

Each destruction is its own transaction: a list can stop anywhere and go on, by the second person
who started it. What cannot be done says why and stops nothing.
"""

import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from entrenous.agents.models import Agent, Function
from entrenous.dossiers.models import Dossier
from entrenous.keyring.errors import KeyNotHeld
from entrenous.keyring.opening import Keyring
from entrenous.retention import deciding, erasing
from entrenous.retention.codes import Reason
from entrenous.retention.deciding import Visa
from entrenous.retention.errors import NotDestroyed
from entrenous.retention.models import Destruction, DestructionQuerySet, ErasureList

STEP_SECONDS: Final = 1.5


@dataclass(frozen=True)
class Proposed:
    """What became of a selection: the list, and what was left out of it with its reasons."""

    erasure_list: ErasureList | None
    left_out: dict[UUID, tuple[Reason, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class Progress:
    """Where a list stands: erased, still to do, left where they were."""

    done: int
    waiting: int
    refused: int

    @property
    def total(self) -> int:
        """How many dossiers the list has."""
        return self.done + self.waiting + self.refused


@transaction.atomic
def propose(by: Keyring, dossiers: Iterable[UUID]) -> Proposed:
    """Propose many dossiers at once; those that may not be destroyed today are left out, and said.

    raises  KeyNotHeld: one of them is not hers to propose. Nothing is then proposed
    """
    _ = by.secret
    rows = Dossier.objects.filter(
        pk__in=set(dossiers), container__organisation_id=by.organisation, merged_into=None
    ).select_related("secteur", "referent", "container")
    made, left_out = [], {}
    for dossier in rows.order_by("pk"):
        try:
            made.append(deciding.propose(by, dossier))
        except NotDestroyed as refused:
            left_out[dossier.pk] = refused.reasons
    fresh = [row.pk for row in made if row.erasure_list_id is None]
    if not fresh:
        return Proposed(None, left_out)
    together = ErasureList.objects.create(
        organisation_id=by.organisation, proposed_by=by.agent, proposed_on=timezone.localdate()
    )
    Destruction.objects.filter(pk__in=fresh).update(erasure_list=together)
    return Proposed(together, left_out)


def seen_by(agent: Agent) -> QuerySet[ErasureList]:
    """What she proposed; the legal desk all of them; a lead those of her circonscriptions alone."""
    rows = ErasureList.objects.filter(organisation=agent.organisation_id, lines__isnull=False)
    rows = rows.select_related("proposed_by", "started_by", "organisation").distinct()
    if agent.has_function(Function.Kind.LEGAL_DESK):
        return rows
    led = agent.circonscriptions_as(Function.Kind.TEAM_LEAD)
    elsewhere = Destruction.objects.exclude(circonscription__in=led)
    within = elsewhere.filter(erasure_list__isnull=False).values("erasure_list")
    return rows.filter(proposed_by=agent) | rows.exclude(pk__in=within)


def lines_of(row: ErasureList) -> DestructionQuerySet:
    """What is in a list, given up ones left out, in the order they are done."""
    lines = Destruction.objects.filter(erasure_list=row, withdrawn_on=None)
    return lines.select_related("circonscription", "proposed_by", "done_by").order_by("pk")


@transaction.atomic
def record_visa(by: Keyring, row: ErasureList, visa: Visa) -> int:
    """The archivist stamped the whole list: every line that waits. NotDestroyed: none does."""
    waiting = lines_of(row).pending().values_list("pk", flat=True)
    if not waiting:
        raise NotDestroyed(Reason.OVER)
    return len([deciding.record_visa(by, pk, visa) for pk in waiting])


@transaction.atomic
def withdraw(by: Keyring, row: ErasureList) -> int:
    """Give up what is not done yet: these dossiers stay. NotDestroyed: nothing waits."""
    waiting = lines_of(row).pending().values_list("pk", flat=True)
    if not waiting:
        raise NotDestroyed(Reason.OVER)
    gone = len([deciding.withdraw(by, pk) for pk in waiting])
    _locked(row)
    ErasureList.objects.filter(pk=row.pk).update(ended_at=timezone.now())
    return gone


@transaction.atomic
def start(by: Keyring, row: ErasureList) -> None:
    """A second person starts it, or goes on with it. Ask for her phrase before. Twice is once.

    raises  NotDestroyed: she proposed it, or nothing waits; VaultClosed
    """
    _ = by.secret
    fresh = _locked(row)
    if fresh.proposed_by_id == by.agent.pk:
        raise NotDestroyed(Reason.ALONE)
    if not lines_of(fresh).pending().exists():
        raise NotDestroyed(Reason.OVER)
    lines_of(fresh).pending().update(refusal="")
    fresh.started_by, fresh.started_at, fresh.ended_at = by.agent, timezone.now(), None
    fresh.save(update_fields=["started_by", "started_at", "ended_at"])


def advance(by: Keyring, row: ErasureList, *, seconds: float = STEP_SECONDS) -> Progress:
    """Erase as many dossiers as fit in a step, one at least. KeyNotHeld: someone else started it"""
    _ = by.secret
    fresh = ErasureList.objects.get(pk=row.pk)
    if fresh.started_by_id != by.agent.pk:
        raise KeyNotHeld
    end_at = time.monotonic() + seconds
    for line in lines_of(fresh).pending().filter(refusal="").values_list("pk", flat=True):
        try:
            erasing.erase(by, line)
        except NotDestroyed as refused:
            still = Destruction.objects.pending().filter(pk=line)
            still.update(refusal=refused.reasons[0].value)
        if time.monotonic() >= end_at:
            break
    found = progress(fresh)
    if not found.waiting and fresh.ended_at is None:
        ErasureList.objects.filter(pk=fresh.pk).update(ended_at=timezone.now())
    return found


def progress(row: ErasureList) -> Progress:
    """Where a list stands. Reads states only."""
    lines = lines_of(row)
    done = lines.filter(erased_at__isnull=False).count()
    refused = lines.pending().exclude(refusal="").count()
    return Progress(done, lines.pending().filter(refusal="").count(), refused)


def _locked(row: ErasureList) -> ErasureList:
    return ErasureList.objects.select_for_update().get(pk=row.pk)
