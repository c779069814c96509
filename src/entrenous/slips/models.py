"""The unsealed side of a slip: who sent it, for which house, what was promised. Never a name."""

import uuid
from datetime import datetime, timedelta
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from entrenous.keyring.fields import SealedField


class Sender(models.Model):
    """A platform that may drop slips. Its token is not kept: only what recognises it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(
        "agents.Organisation", models.PROTECT, related_name="slip_senders"
    )
    name = models.CharField("plateforme", max_length=80)
    token_hash = models.BinaryField(unique=True)
    hourly_limit = models.PositiveSmallIntegerField("fiches par heure, au plus", default=60)
    made_on = models.DateField()
    revoked_on = models.DateField(null=True)

    class Meta:
        ordering: ClassVar = ["name", "made_on"]

    def __str__(self) -> str:
        return f"sender {self.pk}"


class SenderHour(models.Model):
    """How many drops a sender tried in one hour."""

    sender = models.ForeignKey(Sender, models.CASCADE, related_name="hours")
    hour = models.DateTimeField()
    count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["sender", "hour"], name="one_count_per_hour")
        ]

    def __str__(self) -> str:
        return f"hour {self.pk}"


class Slot(models.Model):
    """A time by which the house accepts to have called back, for so many slips."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    circonscription = models.ForeignKey(
        "agents.Circonscription", models.PROTECT, related_name="slip_slots"
    )
    starts_at = models.DateTimeField("début")
    minutes = models.PositiveSmallIntegerField("durée")
    capacity = models.PositiveSmallIntegerField("appels")
    taken = models.PositiveSmallIntegerField(default=0)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["starts_at"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["circonscription", "starts_at"], name="one_slip_slot_per_start"
            ),
            models.CheckConstraint(
                name="no_more_slips_than_calls", condition=Q(taken__lte=F("capacity"))
            ),
        ]

    def __str__(self) -> str:
        return f"slot {self.pk}"

    @property
    def ends_at(self) -> datetime:
        """When the call was promised before; real minutes, whatever the clocks do."""
        return self.starts_at + timedelta(minutes=self.minutes)

    @property
    def left(self) -> int:
        """How many calls may still be promised."""
        return 0 if self.closed_at else max(0, self.capacity - self.taken)


class Slip(models.Model):
    """A slip. Its content is a letter sealed to the house, then a container of the same id."""

    class Status(models.TextChoices):
        WAITING = "waiting", "à rappeler"
        SETTLED = "settled", "terminée"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    sender = models.ForeignKey(Sender, models.PROTECT, related_name="slips")
    circonscription = models.ForeignKey(
        "agents.Circonscription", models.PROTECT, related_name="slips"
    )
    secteur = models.ForeignKey(
        "agents.Secteur", models.PROTECT, null=True, blank=True, related_name="slips"
    )
    slot = models.ForeignKey(Slot, models.PROTECT, null=True, blank=True, related_name="slips")
    # The house that handed it over, when it was dropped for the wrong one.
    came_from = models.ForeignKey(
        "agents.Circonscription", models.PROTECT, null=True, blank=True, related_name="slips_given"
    )
    receipt = models.CharField(max_length=9, unique=True)
    received_at = models.DateTimeField()
    # Recognises a drop sent twice; made from the token, which is not kept.
    replay = models.BinaryField(null=True)
    digest = models.BinaryField(default=bytes)
    # Sealed to the letter box of the house; taken in by its first member, then gone.
    group = models.UUIDField()
    letter = SealedField(null=True)
    signature = models.BinaryField(null=True)
    status = models.CharField(max_length=8, choices=Status, default=Status.WAITING)
    outcome = models.CharField(max_length=12, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    last_try_at = models.DateTimeField(null=True)
    settled_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["sender", "replay"], name="one_slip_per_replay")
        ]
        indexes: ClassVar = [
            models.Index(fields=["circonscription", "status"], name="slips_that_wait")
        ]

    def __str__(self) -> str:
        return f"slip {self.pk}"

    @property
    def promised_by(self) -> datetime | None:
        """Before when a call was promised, or None."""
        return self.slot.ends_at if self.slot else None

    @property
    def is_late(self) -> bool:
        """Tell whether the promise is over and nobody was reached."""
        by = self.promised_by
        return self.status == self.Status.WAITING and by is not None and by < timezone.now()
