"""« Ma journée »: the agreements that end soon, from their last day only, nothing opened."""

from datetime import timedelta

from django.urls import reverse

from entrenous.consents.terms import SOON_DAYS
from entrenous.dossiers.models import DueDate
from entrenous.web.dossiers.day import Day, Item, Section
from entrenous.web.dossiers.words import due_words


def sections(today: Day) -> list[Section]:
    """Those whose last day is near; once it is past, the page of agreements tells it."""
    latest = today.on + timedelta(days=SOON_DAYS)
    rows = DueDate.objects.filter(
        kind=DueDate.Kind.AGREEMENT,
        dossier__in=list(today.names),
        done_on=None,
        due_on__range=(today.on, latest),
    )
    items = [
        Item(
            "Un accord prend fin",
            reverse("consents:agreement", args=[row.dossier_id, row.record]),
            today.names[row.dossier_id],
            due_words(row.due_on, today=today.on),
        )
        for row in rows
    ]
    return [Section("Accords qui prennent bientôt fin", "handshake", items, 32)]
