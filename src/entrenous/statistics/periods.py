"""The fixed periods of a report: a civil year or one of its quarters, never « since »."""

import re
from collections.abc import Sequence
from datetime import date
from typing import Final

#: How many days after its end a month is closed (`engine.aggregating` closes it).
CLOSES_AFTER_DAYS: Final = 10
_WRITTEN: Final = re.compile(r"(\d{4})(?:-T([1-4]))?")
_QUARTERS: Final = ("premier", "deuxième", "troisième", "quatrième")


def months_of(period: str) -> list[str]:
    """« 2026 » or « 2026-T1 »: its months, « 2026-01 » and the rest. ValueError."""
    found = _WRITTEN.fullmatch(period)
    if not found:
        raise ValueError(period)
    year, quarter = found.groups()
    first = 3 * int(quarter) - 2 if quarter else 1
    return [f"{year}-{month:02d}" for month in range(first, first + (3 if quarter else 12))]


def before(period: str) -> str:
    """The same period of the year before."""
    return f"{int(period[:4]) - 1}{period[4:]}"


def label(period: str) -> str:
    """« année 2026 », « deuxième trimestre 2026 »."""
    if len(period) == len("2026"):
        return f"année {period}"
    return f"{_QUARTERS[int(period[-1]) - 1]} trimestre {period[:4]}"


def over(today: date, *, years: int, closes_after: int) -> Sequence[str]:
    """The periods whose months are all closed, the latest first."""
    return [
        period
        for year in range(today.year, today.year - years, -1)
        for period in (str(year), *(f"{year}-T{q}" for q in (4, 3, 2, 1)))
        if (today - _ends_on(period)).days > closes_after
    ]


def _ends_on(period: str) -> date:
    year, month = (int(part) for part in months_of(period)[-1].split("-"))
    after = date(year + month // 12, month % 12 + 1, 1)
    return date.fromordinal(after.toordinal() - 1)
