"""The unsealed side of a complaint: a ticket, days, which desk. Never who, about whom, nor why."""

from typing import ClassVar

from django.db import models
from django.utils import timezone


class Complaint(models.Model):
    """One complaint. The container of the same id holds all that it says."""

    class Desk(models.TextChoices):
        LEADS = "leads", "responsables"
        LEGAL_DESK = "legal_desk", "service juridique"

    container = models.OneToOneField(
        "keyring.Container", models.PROTECT, primary_key=True, related_name="complaint"
    )
    circonscription = models.ForeignKey(
        "agents.Circonscription", models.PROTECT, related_name="complaints"
    )
    desk = models.CharField(max_length=10, choices=Desk)
    ticket = models.CharField(max_length=8, unique=True)
    received_on = models.DateField("reçue le")
    due_on = models.DateField("réponse avant le")
    answered_on = models.DateField("réponse le", null=True, blank=True)
    told_on = models.DateField("dite à l’agent le", null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["received_on", "ticket"]

    def __str__(self) -> str:
        return f"complaint {self.pk}"

    @property
    def waited_days(self) -> int:
        """Whole days from the day it was said to the answer, or to today."""
        return ((self.answered_on or timezone.localdate()) - self.received_on).days

    @property
    def is_late(self) -> bool:
        """Tell whether the day has passed without an answer."""
        return self.answered_on is None and self.due_on < timezone.localdate()
