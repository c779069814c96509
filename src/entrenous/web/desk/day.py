"""« Ma journée »: what reception did for a référente, to read and put in the thread."""

from django.urls import reverse
from django.utils import timezone

from entrenous.desk import tasks
from entrenous.web.common.templatetags.look import jour
from entrenous.web.dossiers.day import Day, Item, Section


def sections(today: Day) -> list[Section]:
    """The tasks that came back, the oldest first."""
    items = [
        Item(
            f"Tâche {row.get_status_display()} : {row.what.label}",
            reverse("desk:task", args=[row.pk]),
            today.names.get(row.dossier_id, ""),
            f"le {jour(timezone.localdate(row.ended_at))}" if row.ended_at else "",
            "vert" if row.status == row.Status.DONE else "ambre",
            reverse("desk:task-report", args=[row.pk]),
            "Verser au fil",
        )
        for row in tasks.come_back(today.request.keyring)
    ]
    return [Section("Revenu de l’accueil", "clipboard-check", items, 26)]
