"""The line of « Ma journée » that says reminders may be sent."""

from django.urls import reverse

from entrenous.reminders import sending
from entrenous.reminders.contents import ReminderWish
from entrenous.web.dossiers.day import Day, Item, Section


def sections(today: Day) -> list[Section]:
    """One line, when someone who wants a reminder is expected soon."""
    wished = {
        dossier
        for dossier, reading in today.readings.items()
        if (kept := reading.one(ReminderWish)) and not kept.content.is_over
    }
    if not wished:
        return []
    rows = [r for r in sending.candidates(today.request.keyring) if r.dossier_id in wished]
    if not rows:
        return []
    words = "rendez-vous proche" if len(rows) == 1 else "rendez-vous proches"
    line = Item("Envoyer les rappels", reverse("reminders:list"), f"{len(rows)} {words}")
    return [Section("Rappels de rendez-vous", "bell-ring", [line], order=22)]
