"""A batch of dossiers passed on: ids, states and instants. Never a word about anyone."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q

from entrenous.handover.codes import Refusal, State


class Batch(models.Model):
    """Dossiers that someone passes on to a colleague, chosen together, handed over one by one."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    outgoing = models.ForeignKey("agents.Agent", models.PROTECT, related_name="+")
    incoming = models.ForeignKey("agents.Agent", models.PROTECT, related_name="+")
    made_on = models.DateField("préparée le", auto_now_add=True)
    started_at = models.DateTimeField("commencée le", null=True, blank=True)
    ended_at = models.DateTimeField("terminée le", null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-made_on", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="one_passes_on_to_someone_else", condition=~Q(outgoing=models.F("incoming"))
            )
        ]

    def __str__(self) -> str:
        return f"batch {self.pk}"


class HandedDossier(models.Model):
    """One dossier of a batch. `acknowledged_at`: whoever takes over has read its sheet."""

    batch = models.ForeignKey(Batch, models.CASCADE, related_name="lines")
    dossier = models.ForeignKey("dossiers.Dossier", models.CASCADE, related_name="handings")
    state = models.CharField(max_length=8, choices=State.choices(), default=State.WAITING.value)
    refusal = models.CharField(max_length=8, choices=Refusal.choices(), blank=True)
    done_at = models.DateTimeField("transmis le", null=True, blank=True)
    acknowledged_at = models.DateTimeField("fiche lue le", null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["dossier"],
                condition=Q(state="waiting"),
                name="a_dossier_waits_in_one_batch",
            ),
            models.UniqueConstraint(fields=["batch", "dossier"], name="once_per_batch"),
        ]

    def __str__(self) -> str:
        return f"handed {self.dossier_id}"
