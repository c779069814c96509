"""A calendar address: whose, since when. The address itself is kept by its hash only."""

import uuid

from django.db import models


class CalendarFeed(models.Model):
    """A secret address where a calendar reads the days on which something is due to an agent."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    agent = models.OneToOneField("agents.Agent", models.CASCADE, related_name="calendar_feed")
    address_hash = models.BinaryField(max_length=32, unique=True)
    made_on = models.DateField("créée le")
    read_on = models.DateField("lue le", null=True, blank=True)

    def __str__(self) -> str:
        return f"calendar {self.pk}"
