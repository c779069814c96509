"""Who may drop slips: tokens made and taken back by the administrator, and their pace."""

import base64
import secrets
from datetime import timedelta
from typing import Final
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from entrenous.agents.models import Organisation
from entrenous.journal import actions as journal
from entrenous.journal.acts import Act
from entrenous.keyring.server_key import server_key
from entrenous.slips.errors import TooMany
from entrenous.slips.models import Sender, SenderHour
from entrenous.vault.primitives import enc, kdf

_BYTES: Final = 32
_LONGEST: Final = 128


@transaction.atomic
def make(
    organisation: Organisation, *, name: str, hourly_limit: int, by: UUID
) -> tuple[Sender, str]:
    """A sender and its token, shown once. The database keeps a keyed hash of it."""
    token = base64.urlsafe_b64encode(secrets.token_bytes(_BYTES)).decode().rstrip("=")
    sender = Sender.objects.create(
        organisation=organisation,
        name=name,
        token_hash=_hash(token),
        hourly_limit=hourly_limit,
        made_on=timezone.localdate(),
    )
    _note(sender, by)
    return sender, token


@transaction.atomic
def revoke(sender: Sender, *, by: UUID) -> None:
    """Take a token back: from now on it is as if it had never been."""
    if sender.revoked_on is None:
        sender.revoked_on = timezone.localdate()
        sender.save(update_fields=["revoked_on"])
        _note(sender, by)


def of_token(token: str) -> Sender | None:
    """The sender of a token; None for an unknown one, a revoked one, or anything else."""
    asked = token if len(token) <= _LONGEST else ""
    row = Sender.objects.select_related("organisation").filter(token_hash=_hash(asked)).first()
    return row if row is not None and row.revoked_on is None else None


def count(sender: Sender) -> None:
    """Count one drop, good or bad. TooMany beyond what its hour allows."""
    now = timezone.now()
    hour = now.replace(minute=0, second=0, microsecond=0)
    row, _ = SenderHour.objects.get_or_create(sender=sender, hour=hour)
    SenderHour.objects.filter(pk=row.pk).update(count=F("count") + 1)
    row.refresh_from_db(fields=["count"])
    if row.count == 1:
        SenderHour.objects.filter(sender=sender, hour__lt=hour - timedelta(days=1)).delete()
    if row.count > sender.hourly_limit:
        raise TooMany(int((hour + timedelta(hours=1) - now).total_seconds()) + 1)


def replay_of(token: str, idempotency_key: str) -> bytes:
    """What recognises a drop sent twice. Without the token, which is not kept, it says nothing."""
    return kdf(_key(token), "EN1 slip replay", enc(idempotency_key))


def digest_of(token: str, body: bytes) -> bytes:
    """What tells that the body is the same. A copy of the database tests no name against it."""
    return kdf(_key(token), "EN1 slip body", body)


def _key(token: str) -> bytes:
    return kdf(server_key(), "EN1 slip key", enc(token))


def _hash(token: str) -> bytes:
    return kdf(server_key(), "EN1 slip token", enc(token))


def _note(sender: Sender, by: UUID) -> None:
    journal.record(
        Act.SLIP_SENDER_CHANGED,
        organisation=sender.organisation_id,
        actor=by,
        about=sender.pk,
    )
