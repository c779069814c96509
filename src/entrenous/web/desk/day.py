"""« Ma journée »: what reception did for a référente; what waits for someone she stands in for."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils import timezone

from entrenous.desk import standing_in, tasks
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
        Section("Écrit ou laissé à qui vous relevez", "messages-square", list(_waiting(today)), 19),
    ]


def _waiting(today: Day) -> Iterator[Item]:
    """Who stands in without the key is told that something waits: how many, since when."""
    for each in standing_in.told_to(today.request.keyring, today.names):
        since = f"depuis le {jour(each.since)}"
        if each.covered is not None:
            url = reverse("continuity:carry", args=[each.covered.cover_id])
            title = _title(each, each.covered.cover.absent.display_name)
            yield Item(title, url, "voir qui appeler", since, "ambre")
        elif each.vacancy is not None:
            where = f"secteur sans titulaire : {each.vacancy.secteur.name}"
            yield Item(_title(each), "", f"{where}, à dire à la responsable", since, "ambre")


def _title(each: standing_in.Unreadable, name: str = "") -> str:
    if each.left:
        to = f" pour {name}" if name else ""
        return f"Laissé à l’accueil{to} : {combien(each.people, 'personne,personnes')}"
    wrote = combien(each.people, "personne a écrit,personnes ont écrit")
    return f"{wrote} à {name}" if name else wrote
