"""Reports of the two last years, as the engine released them from invented acts.

Seeded ready-made: the engine costs seconds. `releasing` makes the file; `filled_store` gives the
engine the same acts and the same releases, the first time that a report is asked.
"""

from datetime import date

from django.utils import timezone

from entrenous.agents.models import Circonscription, Organisation
from entrenous.ops.demo.figures_file import PLACES, released
from entrenous.statistics.codes import Kind, State
from entrenous.statistics.models import Report


def publish(organisation: Organisation, today: date) -> None:
    """Put the reports where its pages read them; nothing for less than two circonscriptions."""
    places = places_of(organisation)
    if len(places) < len(PLACES):
        return
    known = Circonscription.objects.filter(pk__in=places)
    names = {str(place.pk): place.name for place in known}
    Report.objects.bulk_create(
        Report(
            organisation=organisation,
            kind=Kind(each["kind"]).value,
            period=each["period"],
            state=State.RELEASED.value,
            asked_at=timezone.now(),
            released_at=timezone.now(),
            content={"tables": each["tables"], "places": names},
        )
        for each in released(places, today.year)
    )


def places_of(organisation: Organisation) -> list[str]:
    """The circonscriptions that have figures, in the order of the file."""
    found = Circonscription.objects.filter(organisation=organisation).order_by("name", "pk")
    return sorted(str(pk) for pk in found.values_list("pk", flat=True)[: len(PLACES)])
