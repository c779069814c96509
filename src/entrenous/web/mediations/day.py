"""« Ma journée »: the mandates that have ended, of which nobody said what came."""

from django.urls import reverse

from entrenous.mediations.queries import MediationState, in_reading
from entrenous.web.common.templatetags.look import insecable, jour
from entrenous.web.dossiers.day import Day, Item, Section


def sections(today: Day) -> list[Section]:
    """A mandate that is about to end is told with the agreements; here, those to conclude."""
    items = [
        _line(each, reverse("mediations:mediation", args=[dossier, each.id]), today.names[dossier])
        for dossier, reading in today.readings.items()
        for each in in_reading(reading, today.on)
        if each.waits_for_result and dossier in today.names
    ]
    return [Section("Médiations à conclure", "scale", items, 29)]


def _line(each: MediationState, url: str, name: str) -> Item:
    ended = f"mandat terminé le {jour(each.until_on)}" if each.until_on else "mandat illisible"
    return Item(insecable(f"Résultat à noter : {each.said.partner}"), url, name, ended, "ambre")
