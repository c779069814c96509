"""Models of the waiting room: tickets of the day, and the screens that show the one called."""

import uuid
from typing import ClassVar

from django.db import models


class Screen(models.Model):
    """A screen on a wall: its address is a secret, kept by its hash. It reads tickets and rooms."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    circonscription = models.OneToOneField(
        "agents.Circonscription", models.CASCADE, related_name="screen"
    )
    address_hash = models.BinaryField(max_length=32, unique=True)
    made_on = models.DateField("créée le")
    read_on = models.DateField("lue le", null=True, blank=True)

    def __str__(self) -> str:
        return f"screen {self.pk}"


class Waiting(models.Model):
    """A ticket in the waiting room, today. Forgotten the day after: who came when is nobody's."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    circonscription = models.ForeignKey(
        "agents.Circonscription", models.CASCADE, related_name="waiting"
    )
    on = models.DateField()
    ticket = models.CharField(max_length=5)
    arrived_at = models.DateTimeField()
    appointment = models.OneToOneField(
        "reception.Appointment", models.CASCADE, null=True, related_name="waiting"
    )
    demande = models.OneToOneField(
        "reception.Demande", models.CASCADE, null=True, related_name="waiting"
    )
    called_at = models.DateTimeField(null=True)
    called_by = models.ForeignKey("agents.Agent", models.PROTECT, null=True, related_name="+")
    room = models.ForeignKey("reception.Place", models.PROTECT, null=True, related_name="+")
    received_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["arrived_at"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["circonscription", "on", "ticket"], name="one_person_per_ticket"
            )
        ]

    def __str__(self) -> str:
        return f"waiting {self.pk}"
