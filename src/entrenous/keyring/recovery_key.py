"""The organisation's recovery key in the registry, and the containers that a former one still has.

Its secret half is never here: custodians hold it together (04-seal §3.7).
"""

import time
from contextlib import suppress
from typing import Final
from uuid import UUID

from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from entrenous.agents.keyfiles import keys_of
from entrenous.journal.acts import Act
from entrenous.keyring import certificates, containers, models
from entrenous.keyring.errors import KeyNotHeld
from entrenous.keyring.opening import Keyring, live_grants
from entrenous.vault.containers import Compartment
from entrenous.vault.people import PublicKeys
from entrenous.vault.registry import Kind, Subject

STEP_SECONDS: Final = 1.5


@transaction.atomic
def ensure_certified(organisation: UUID) -> None:
    """Have the registry name the recovery key: what it signs is trusted by that certificate."""
    certify(organisation, keys_of(organisation).recovery)


@transaction.atomic
def certify(organisation: UUID, keys: PublicKeys) -> None:
    """Certify a recovery key; the former one is revoked, what it signed before stays true."""
    today = certificates.certified_today(organisation, [organisation])
    if today.get(organisation) == keys:
        return
    if today:
        certificates.revoke(organisation, organisation)
    on = timezone.localdate()
    subject = Subject(
        organisation, organisation, Kind.RECOVERY, keys, may_certify=False, issued_on=on
    )
    certificates.issue_root(subject)


def waiting(by: Keyring) -> QuerySet[models.Container]:
    """The containers that `by` holds whole and that the present recovery key does not open."""
    box = keys_of(by.organisation).recovery.box
    entrusted = live_grants().filter(
        recipient=by.organisation, recipient_box=box, epoch=F("container__epoch")
    )
    held = by.grants().filter(compartment=int(Compartment.WHOLE), epoch=F("container__epoch"))
    found = models.Container.objects.filter(pk__in=held.values("container_id"))
    return found.exclude(pk__in=entrusted.values("container_id")).order_by("pk")


def depend_on_former(organisation: UUID) -> int:
    """How many containers only a former recovery key opens: its sheets are kept until then."""
    box = keys_of(organisation).recovery.box
    other = Q(recipient_box__lt=box) | Q(recipient_box__gt=box)
    rows = live_grants().filter(
        other, recipient=organisation, container__organisation=organisation,
        epoch=F("container__epoch"),
    )  # fmt: skip
    return rows.values("container_id").distinct().count()


def entrust_some(by: Keyring, *, seconds: float = STEP_SECONDS) -> int:
    """Entrust to the present recovery key as many containers as fit in a step; how many were.

    Each in its own transaction: a step may stop anywhere. VaultClosed
    """
    _ = by.secret
    end, done = time.monotonic() + seconds, 0
    for pk in list(waiting(by).values_list("pk", flat=True)):
        with suppress(KeyNotHeld), transaction.atomic():
            containers.entrust(by.writing(pk), by=by)
            by.note(Act.RECOVERY_ENTRUSTED, container=pk)
            done += 1
        if time.monotonic() >= end:
            break
    return done
