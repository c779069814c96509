"""The unsealed side of a collective action: days, hours, headcounts. Never a title nor a name."""

import uuid
from datetime import datetime, timedelta
from typing import ClassVar

from django.db import models
from django.db.models import Q


class CollectiveAction(models.Model):
    """One action. The container of the same id seals what it is, held by its co-animators."""

    container = models.OneToOneField(
        "keyring.Container", models.PROTECT, primary_key=True, related_name="collective_action"
    )
    circonscription = models.ForeignKey(
        "agents.Circonscription", models.PROTECT, related_name="collective_actions"
    )
    started_on = models.DateField("commencée le")
    ended_on = models.DateField("terminée le", null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-started_on"]

    def __str__(self) -> str:
        return f"collective action {self.pk}"


class CollectiveSession(models.Model):
    """One session: when, how long, how many are expected, how many came. Nobody is named."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    action = models.ForeignKey(CollectiveAction, models.CASCADE, related_name="sessions")
    starts_at = models.DateTimeField("début")
    minutes = models.PositiveSmallIntegerField("durée")
    expected = models.PositiveSmallIntegerField("personnes attendues", null=True, blank=True)
    headcount = models.PositiveSmallIntegerField("personnes venues", null=True, blank=True)
    is_cancelled = models.BooleanField("annulée", default=False)

    class Meta:
        ordering: ClassVar = ["starts_at"]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="a_collective_session_has_a_length",
                condition=Q(minutes__gte=5, minutes__lte=720),
            ),
            models.CheckConstraint(
                name="nobody_came_to_what_was_cancelled",
                condition=Q(is_cancelled=False) | Q(headcount=None),
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["starts_at"], name="collective_sessions_by_day")]

    def __str__(self) -> str:
        return f"collective session {self.pk}"

    @property
    def ends_at(self) -> datetime:
        """When it ends, in real minutes."""
        return self.starts_at + timedelta(minutes=self.minutes)

    @property
    def is_held(self) -> bool:
        """Tell whether it took place and was counted."""
        return self.headcount is not None
