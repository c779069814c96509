"""« Ma journée »: a complaint about her was answered; the page says what she is told of it."""

from datetime import timedelta
from typing import Final

from django.urls import reverse

from entrenous.complaints.models import Complaint
from entrenous.complaints.queries import told_ids
from entrenous.web.common.templatetags.look import jour
from entrenous.web.dossiers.day import Day, Item, Section

SHOWN_DAYS: Final = 30


def sections(today: Day) -> list[Section]:
    """Those told in the last weeks: the ticket only, nothing is opened."""
    since = today.on - timedelta(days=SHOWN_DAYS)
    rows = Complaint.objects.filter(pk__in=told_ids(today.request.keyring), told_on__gte=since)
    items = [
        Item(
            f"Réclamation {row.ticket} : ce qui a été répondu",
            reverse("complaints:told", args=[row.pk]),
            "",
            f"le {jour(row.told_on)}",
        )
        for row in rows
    ]
    return [Section("Réclamations", "megaphone", items, 33)]
