"""Numbers about dossiers for those who may not name their table: team pages, statistics.

Counts of rows and days only. No id leaves this module, so nothing can be listed from it.
"""

from collections.abc import Iterable
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Count

from entrenous.dossiers.models import Accompagnement, Dossier, DueDate


def active_by_agent(agents: Iterable[UUID]) -> dict[UUID, int]:
    """Dossiers with a current accompagnement, per référente; an agent without any is absent."""
    rows = Accompagnement.objects.filter(
        closed_on=None, dossier__referent__in=list(agents), dossier__merged_into=None
    )
    found = rows.values_list("dossier__referent").annotate(n=Count("pk")).order_by()
    return dict(found)


def due_by_agent(agents: Iterable[UUID], *, today: date, days: int) -> dict[UUID, int]:
    """What is due until `days` from today, late ones included, per référente."""
    rows = DueDate.objects.awaited(today).filter(
        due_on__lte=today + timedelta(days=days), dossier__referent__in=list(agents)
    )
    found = rows.values_list("dossier__referent").annotate(n=Count("pk")).order_by()
    return dict(found)


def by_circonscription(dossiers: Iterable[UUID]) -> dict[str, int]:
    """How many of these dossiers each circonscription has, by its name."""
    rows = Dossier.objects.filter(pk__in=list(dossiers))
    found = rows.values_list("secteur__circonscription__name").annotate(n=Count("pk")).order_by()
    return dict(found)
