"""A reminder in clear: of which appointment, what became of it. Never where, nor which words."""

from typing import ClassVar

from django.db import models

from entrenous.reminders.codes import State, Way


class Reminder(models.Model):
    """The one reminder of an appointment."""

    appointment = models.OneToOneField(
        "reception.Appointment", models.CASCADE, primary_key=True, related_name="reminder"
    )
    way = models.CharField(max_length=4, choices=Way.choices())
    state = models.CharField(max_length=10, choices=State.choices())
    tries = models.PositiveSmallIntegerField(default=1)
    told_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["-told_at"]

    def __str__(self) -> str:
        return f"reminder {self.pk}"
