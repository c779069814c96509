"""A released report and a record of ordered calls: what the pages of figures are asked for."""

from django.utils import timezone

from entrenous.statistics import actions
from entrenous.statistics.codes import Kind, State
from entrenous.statistics.contents import Ordered
from entrenous.statistics.models import Report
from tests.people import House


def figures_of(house: House, secret: str) -> dict[str, object]:
    """Ids; every text of the record is `secret`, and hers alone."""
    dimensions = [
        {"name": "circonscription", "codes": ["a", "total"]},
        {"name": "mode", "codes": ["office", "total"]},
    ]
    cells = [[p, c, 40, 90] for p in ("a", "total") for c in ("office", "total")]
    table = {"code": "contacts", "dimensions": dimensions, "value": "acts", "cells": cells}
    report = Report.objects.create(
        organisation=house.organisation,
        kind=Kind.MEANS.value,
        period="2025",
        state=State.RELEASED.value,
        asked_at=timezone.now(),
        content={"tables": [table], "places": {"a": "Val-des-Saules"}},
    )
    said = Ordered(timezone.localdate(), "written", 3, 20, secret, secret, secret)
    kept = actions.keep_ordered(said, by=house.keyring("Camille"))
    return {"report": report.pk, "ordered": kept.pk}
