"""Read `figures.json`: reports of two years and two circonscriptions, named when they are known."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

FILE: Final = Path(__file__).with_name("figures.json")
#: The file's own names, in the order of what they stand for.
PLACES: Final = ("@place-1", "@place-2")
YEARS: Final = ("@last", "@before")


def released(places: Sequence[str], year: int) -> list[dict[str, Any]]:
    """What the file holds: kind, period, tables as pages read them, `past` as the ledger does."""
    raw = FILE.read_text("utf-8")
    for rank, said in enumerate(YEARS, start=1):
        raw = raw.replace(said, str(year - rank))
    for said, place in zip(PLACES, places, strict=True):
        raw = raw.replace(said, place)
    found: list[dict[str, Any]] = json.loads(raw)
    return found
