"""Models of who can take what on: hours said, requests one cannot take, posts without anyone."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q


class DeclaredHours(models.Model):
    """The hours a week that a worker has for accompagnements, as she says herself."""

    agent = models.OneToOneField(
        "agents.Agent", models.CASCADE, primary_key=True, related_name="declared_hours"
    )
    hours = models.PositiveSmallIntegerField("heures par semaine")
    declared_on = models.DateField("dites le")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(name="hours_of_a_week", condition=Q(hours__lte=48))
        ]

    def __str__(self) -> str:
        return f"hours {self.pk}"


class NotToAttribute(models.Model):
    """A worker who cannot take a request on. Why is hers: it is neither asked nor kept."""

    demande = models.ForeignKey("reception.Demande", models.CASCADE, related_name="not_for")
    agent = models.ForeignKey("agents.Agent", models.CASCADE, related_name="+")
    said_on = models.DateField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["demande", "agent"], name="said_once_by_an_agent")
        ]

    def __str__(self) -> str:
        return f"not to attribute {self.pk}"


class Vacancy(models.Model):
    """A secteur without anyone in post, from a day on, and who answers meanwhile."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    secteur = models.ForeignKey("agents.Secteur", models.PROTECT, related_name="vacancies")
    since_on = models.DateField("depuis le")
    cover = models.ForeignKey("agents.Agent", models.PROTECT, related_name="+")
    ended_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["since_on"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["secteur"], condition=Q(ended_on=None), name="one_vacancy_at_a_time"
            )
        ]

    def __str__(self) -> str:
        return f"vacancy {self.pk}"
