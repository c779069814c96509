"""« Ma journée »: the endings that wait for someone. Nothing passes by itself."""

from uuid import UUID

from django.urls import reverse

from entrenous.dossiers.models import Accompagnement
from entrenous.endings.codes import Stage
from entrenous.endings.queries import KnownEnding, endings
from entrenous.web.common.templatetags.look import jour
from entrenous.web.dossiers.day import Day, Item, Section

_TITLES = {
    Stage.OBJECTED: "La personne s’oppose à la fin : en parler",
    Stage.READY: "Le délai est passé : la fin peut être prononcée",
    Stage.PROPOSED: "Une fin proposée reste à dire",
}


def sections(today: Day) -> list[Section]:
    """Her own dossiers only: whoever relays does not pronounce an ending."""
    proposed = {
        UUID(each.said.accompagnement): (dossier, each)
        for dossier, reading in today.readings.items()
        for each in endings(reading)
        if each.said.given_up_on is None and each.said.closed_on is None
    }
    if not proposed:
        return []
    current = Accompagnement.objects.filter(
        pk__in=list(proposed), closed_on=None, dossier__referent=today.request.user
    )
    waiting = [proposed[pk] for pk in current.values_list("pk", flat=True)]
    items = [item for pk, known in waiting if (item := _item(today, pk, known))]
    return [Section("Fins d’accompagnement", "flag", items, 33)]


def _item(today: Day, dossier: UUID, known: KnownEnding) -> Item | None:
    stage = known.stage(today.on)
    if stage not in _TITLES:
        return None
    since = known.said.open_objection.on if known.said.open_objection else known.said.proposed_on
    return Item(
        _TITLES[stage],
        reverse("endings:ending", args=[dossier]),
        today.names[dossier],
        f"depuis le {jour(since)}",
        "ambre" if stage is Stage.OBJECTED else "",
    )
