"""« Absente jusqu’au »: a planned absence of the référente, as her covers say it."""

from datetime import date

from django.db.models import Max
from django.utils import timezone

from entrenous.agents.models import Agent
from entrenous.continuity.models import Cover


def away_until(agent: Agent) -> date | None:
    """The last day of an absence that runs today, or None. Never who covers it, nor why."""
    today = timezone.localdate()
    rows = Cover.objects.filter(
        absent=agent, ended_on=None, starts_on__lte=today, ends_on__gte=today
    )
    last: date | None = rows.aggregate(last=Max("ends_on"))["last"]
    return last
