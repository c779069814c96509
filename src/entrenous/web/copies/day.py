"""« Ma journée »: the copies that are asked for and not answered yet, from their days only."""

from django.urls import reverse

from entrenous.copies.models import CopyRow
from entrenous.web.dossiers.day import Day, Item, Section
from entrenous.web.dossiers.words import due_words

_NEAR_DAYS = 8


def sections(today: Day) -> list[Section]:
    """The nearest first; late ones stay until they are answered."""
    rows = CopyRow.objects.filter(dossier__in=list(today.names), ended_on=None).order_by("due_on")
    items = [
        Item(
            "Répondre à une demande de copie du dossier",
            reverse("copies:copy", args=[row.dossier_id, row.pk]),
            today.names[row.dossier_id],
            due_words(row.due_on, today=today.on),
            "rouge" if row.due_on < today.on else _tone((row.due_on - today.on).days),
        )
        for row in rows
    ]
    return [Section("Copies de dossier demandées", "files", items, 28)]


def _tone(left_days: int) -> str:
    return "ambre" if left_days < _NEAR_DAYS else ""
