"""Renew what a letter box received before a member left: her former key opens none of it any more.

The group's own key is new at once; each container sealed to it until then keeps the former one
until a holder gives it a new epoch. 04-seal §3.4; 00-decisions 17 and 38: one function, driven by
the open browser session, in steps that can stop anywhere.
"""

import time
from contextlib import suppress
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from django.db import transaction
from django.db.models import F, Q, QuerySet

from entrenous.keyring import models, rotation
from entrenous.keyring.certificates import certified_today
from entrenous.keyring.errors import Damaged, KeyNotHeld
from entrenous.keyring.opening import Keyring, live_grants
from entrenous.vault.containers import Compartment
from entrenous.vault.primitives import NotOpened

STEP_SECONDS: Final = 1.5


@dataclass(frozen=True)
class Step:
    """What one step did.

    done  how many containers have a new key
    last  where the next step goes on from; None when this one reached the end: what still waits
          then has rows that do not open, so that a constat comes first
    """

    done: int = 0
    last: UUID | None = None


def waits(by: Keyring) -> bool:
    """Tell whether this agent can renew something. Cheap: asked by the first page of the day."""
    former = _former_boxes(by.organisation)
    if former is None or not _sealed_before(former).exists():
        return False
    return _pieces(by, former).exists()


def waiting(by: Keyring) -> list[models.Container]:
    """The containers that wait for this agent."""
    former = _former_boxes(by.organisation)
    return [] if former is None else list(_pieces(by, former))


def renew_some(by: Keyring, *, after: UUID | None = None, seconds: float = STEP_SECONDS) -> Step:
    """Renew as many containers as fit in a step, at least one, each in its own transaction.

    after   `Step.last` of the step before; None to start again from the first
    raises  VaultClosed
    """
    former = _former_boxes(by.organisation)
    if former is None:
        return Step()
    _ = by.secret
    pieces = _pieces(by, former)
    todo = pieces.filter(pk__gt=after) if after else pieces
    end, done, last = time.monotonic() + seconds, 0, None
    for pk in todo.values_list("pk", flat=True):
        if last is not None and time.monotonic() >= end:
            return Step(done, last)
        last = pk
        # What does not open waits for a constat, without stopping the others.
        with suppress(NotOpened, Damaged, KeyNotHeld):
            done += _renew(pk, by, former)
    return Step(done)


def _renew(container: UUID, by: Keyring, former: Q) -> int:
    """One container, unless a colleague renewed it meanwhile."""
    with transaction.atomic():
        by.writing(container)
        if not live_grants().filter(former, container=container).exists():
            return 0
        rotation.renew(container, by=by)
        return 1


def _former_boxes(organisation: UUID) -> Q | None:
    """The grants to a group under another key than the one certified today; None if there is none.

    Until a lead countersigns the new key, there is nothing to renew to.
    """
    groups = models.Group.objects.filter(
        container__organisation_id=organisation, container__epoch__gt=1
    )
    ids = list(groups.values_list("pk", flat=True))
    certified = certified_today(organisation, ids) if ids else {}
    found = Q()
    for group, keys in certified.items():
        # Two ranges rather than « not equal », so that the index finds them.
        other = Q(recipient_box__lt=keys.box) | Q(recipient_box__gt=keys.box)
        found |= Q(recipient=group) & other
    return found if certified else None


def _sealed_before(former: Q) -> QuerySet[models.Grant]:
    # « is not null » in so many words: SQLite then sees that the partial index applies.
    return live_grants().filter(former, box__isnull=False)


def _pieces(by: Keyring, former: Q) -> QuerySet[models.Container]:
    """The containers that `by` holds whole and that a group's former key still opens."""
    sealed = _sealed_before(former).filter(epoch=F("container__epoch"))
    held = by.grants().filter(compartment=int(Compartment.WHOLE), epoch=F("container__epoch"))
    found = models.Container.objects.filter(pk__in=sealed.values("container_id"))
    return found.filter(pk__in=held.values("container_id")).order_by("pk")
