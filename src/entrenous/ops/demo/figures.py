"""Reports of the two last years, as the engine released them from invented acts: seeded ready-made.

The engine itself does not run in the demonstration: its libraries would cost seconds at the start.
"""

import json
from datetime import date
from pathlib import Path
from typing import Any, Final

from django.utils import timezone

from entrenous.agents.models import Circonscription, Organisation
from entrenous.statistics.codes import Kind, State
from entrenous.statistics.models import Report

_FILE: Final = Path(__file__).with_name("figures.json")
#: The file's own names for the two circonscriptions; the last code is the whole.
_PLACES: Final = ("A", "B")


def publish(organisation: Organisation, today: date) -> None:
    """Put the reports where its pages read them; nothing for less than two circonscriptions."""
    places = list(Circonscription.objects.filter(organisation=organisation)[: len(_PLACES)])
    if len(places) < len(_PLACES):
        return
    ids = {code: str(place.pk) for code, place in zip(_PLACES, places, strict=True)}
    names = {str(place.pk): place.name for place in places}
    made: dict[str, dict[str, list[dict[str, Any]]]] = json.loads(_FILE.read_text("utf-8"))
    Report.objects.bulk_create(
        Report(
            organisation=organisation,
            kind=Kind(kind).value,
            period=str(today.year - (1 if when == "last" else 2)),
            state=State.RELEASED.value,
            asked_at=timezone.now(),
            released_at=timezone.now(),
            content={"tables": [_placed(table, ids) for table in tables], "places": names},
        )
        for kind, years in made.items()
        for when, tables in years.items()
    )


def _placed(table: dict[str, Any], ids: dict[str, str]) -> dict[str, Any]:
    first, *others = table["dimensions"]
    codes = [ids.get(code, code) for code in first["codes"]]
    cells = [[ids.get(cell[0], cell[0]), *cell[1:]] for cell in table["cells"]]
    return {**table, "dimensions": [{**first, "codes": codes}, *others], "cells": cells}
