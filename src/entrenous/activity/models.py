"""The rows of activity. Whoever reads them learns that something was done on a day, no more."""

import uuid
from typing import ClassVar

from django.db import models


class Fact(models.Model):
    """One act, sealed to the organisation's statistics key, which the server does not hold."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey("agents.Organisation", models.PROTECT, related_name="+")
    batch_on = models.DateField(db_index=True)
    box = models.BinaryField()

    def __str__(self) -> str:
        return f"fact {self.pk}"


class MonthToken(models.Model):
    """An agent's random token of one month, sealed to her; destroyed once the month is counted."""

    agent = models.ForeignKey("agents.Agent", models.CASCADE, related_name="+")
    month = models.DateField()
    box = models.BinaryField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["agent", "month"], name="one_token_per_month")
        ]

    def __str__(self) -> str:
        return f"token of {self.agent_id}"


class OwnMonth(models.Model):
    """What an agent did in a month, added up and sealed to her alone: her own view of her work."""

    agent = models.ForeignKey("agents.Agent", models.CASCADE, related_name="+")
    month = models.DateField()
    box = models.BinaryField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["agent", "month"], name="one_own_count_per_month")
        ]

    def __str__(self) -> str:
        return f"own count of {self.agent_id}"
