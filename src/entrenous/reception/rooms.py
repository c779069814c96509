"""Models of where and when a service receives: places, duty sessions, hours taken elsewhere."""

import uuid
from datetime import datetime, timedelta
from typing import ClassVar

from django.db import models
from django.db.models import F, Q


class Place(models.Model):
    """A room of the house, or somewhere it receives: a town hall, a centre. Never a home.

    is_room  holds one appointment at a time, and is shown on the screen of the waiting room
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    circonscription = models.ForeignKey(
        "agents.Circonscription", models.PROTECT, related_name="places"
    )
    name = models.CharField("nom du lieu", max_length=60)
    address = models.CharField("adresse", max_length=200, blank=True)
    is_room = models.BooleanField("une salle de la maison", default=True)
    is_open = models.BooleanField(default=True)

    class Meta:
        ordering: ClassVar = ["name"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["circonscription", "name"], name="one_place_per_name")
        ]

    def __str__(self) -> str:
        return f"place {self.pk}"


class DutySession(models.Model):
    """Hours when a worker receives at a place, cut into slots; with appointments or without."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    agent = models.ForeignKey("agents.Agent", models.PROTECT, related_name="duty_sessions")
    place = models.ForeignKey(Place, models.PROTECT, related_name="sessions")
    starts_at = models.DateTimeField("début")
    minutes = models.PositiveSmallIntegerField("durée")
    slot_minutes = models.PositiveSmallIntegerField("durée d’un créneau", default=30)
    is_cancelled = models.BooleanField(default=False)

    class Meta:
        ordering: ClassVar = ["starts_at"]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="a_session_holds_a_slot",
                condition=Q(minutes__lte=720, slot_minutes__gte=5, minutes__gte=F("slot_minutes")),
            )
        ]
        indexes: ClassVar = [
            models.Index(fields=["agent", "starts_at"], name="sessions_of_an_agent")
        ]

    def __str__(self) -> str:
        return f"session {self.pk}"

    @property
    def ends_at(self) -> datetime:
        """When it ends, in real minutes."""
        return self.starts_at + timedelta(minutes=self.minutes)


class BusyTime(models.Model):
    """An hour taken in a worker's other calendar: when, and a hash of where it came from."""

    agent = models.ForeignKey("agents.Agent", models.CASCADE, related_name="busy_times")
    source = models.BinaryField(max_length=32)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["agent", "source"], name="an_hour_is_imported_once"),
            models.CheckConstraint(
                name="an_hour_ends_after_it_starts", condition=Q(ends_at__gt=F("starts_at"))
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["agent", "starts_at"], name="busy_times_of_an_agent")
        ]

    def __str__(self) -> str:
        return f"busy {self.pk}"
