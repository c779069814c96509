"""« Ma journée »: what reception did for a référente; who wrote to someone she stands in for."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils import timezone

from entrenous.desk import tasks, written
from entrenous.web.common.templatetags.look import combien, jour
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
    return [
        Section("Revenu de l’accueil", "clipboard-check", items, 26),
        Section("Écrit à qui vous relevez", "messages-square", list(_written(today)), 19),
    ]


def _written(today: Day) -> Iterator[Item]:
    """Who stands in without the key is told that people wrote: how many, since when."""
    for each in written.told_to(today.request.keyring, today.names):
        wrote = combien(each.people, "personne a écrit,personnes ont écrit")
        since = f"depuis le {jour(timezone.localdate(each.since))}"
        if each.covered is not None:
            url = reverse("continuity:carry", args=[each.covered.cover_id])
            to = each.covered.cover.absent.display_name
            yield Item(f"{wrote} à {to}", url, "voir qui appeler", since, "ambre")
        elif each.vacancy is not None:
            where = f"secteur sans titulaire : {each.vacancy.secteur.name}"
            yield Item(wrote, "", f"{where}, à dire à la responsable", since, "ambre")
