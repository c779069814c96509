"""The only thing known without a key of an orientation of the desk: the day it is waited for."""

from typing import ClassVar

from django.db import models


class AwaitedEcho(models.Model):
    """A day until which something is awaited of a request. From whom and for what is sealed."""

    demande = models.ForeignKey("reception.Demande", models.CASCADE, related_name="echoes")
    record = models.UUIDField()
    due_on = models.DateField("attendu avant le")
    done_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["due_on"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["demande", "record"], name="one_echo_per_orientation")
        ]

    def __str__(self) -> str:
        return f"echo {self.pk}"
