"""« Ma journée »: what is still to be told, what a partner has not answered. Never lost."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Final

from django.urls import reverse

from entrenous.relays.codes import Stage
from entrenous.relays.queries import RelayState, in_reading
from entrenous.web.common.templatetags.look import insecable, jour
from entrenous.web.dossiers.day import Day, Item, Section
from entrenous.web.dossiers.words import due_words

AHEAD_DAYS: Final = 7


def sections(today: Day) -> list[Section]:
    """What came back first, then what is still to be told, then the answers due this week."""
    found = [
        (rank, item)
        for dossier, reading in today.readings.items()
        for each in in_reading(reading, today.on)
        for rank, item in _lines(
            each, reverse("relays:relay", args=[dossier, each.id]), today.names.get(dossier, ""),
            today,
        )
    ]  # fmt: skip
    items = [item for _, item in sorted(found, key=lambda pair: pair[0])]
    return [Section("Orientations", "waypoints", items, 28)]


def _lines(each: RelayState, url: str, name: str, today: Day) -> Iterator[tuple[int, Item]]:
    partner = each.said.partner
    if each.has_come_back and each.awaited_on:
        when = f"sans réponse depuis le {jour(each.awaited_on)}"
        yield 0, Item(insecable(f"Vous revient : {partner}"), url, name, when, "rouge")
    elif each.stage is Stage.PREPARED:
        when = "" if each.may_leave else "l’accord a pris fin"
        yield 1, Item(insecable(f"À transmettre : {partner}"), url, name, when, "ambre")
    elif each.awaited_on and each.awaited_on <= today.on + timedelta(days=AHEAD_DAYS):
        when = due_words(each.awaited_on, today=today.on)
        yield 2, Item(insecable(f"Réponse attendue : {partner}"), url, name, when)
