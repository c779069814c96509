"""The fixed periods of a report: a civil year or one of its quarters, never « since »."""

import re
from collections.abc import Iterable, Sequence
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


def is_year(period: str) -> bool:
    """Whether a period is a whole year, and not a quarter."""
    return len(period) == len("2026")


def label(period: str) -> str:
    """« année 2026 », « deuxième trimestre 2026 »."""
    if is_year(period):
        return f"année {period}"
    return f"{_QUARTERS[int(period[-1]) - 1]} trimestre {period[:4]}"


def sharing(period: str, others: Iterable[str]) -> list[str]:
    """Those of other periods that share a month with it without being it, in their order."""
    mine = set(months_of(period))
    return sorted(each for each in set(others) - {period} if mine & set(months_of(each)))


def why_not(period: str, published: Sequence[str]) -> str:
    """Why a period that shares months with published ones may not be asked, and what may."""
    said = ", ".join(label(each) for each in published)
    if len(period) > len(published[0]):
        return (
            f"Déjà publié\u00a0: {said}. Un trimestre s’en soustrairait, et le reste avec lui. "
            "Demandez une année ou un trimestre dont aucun mois n’est publié."
        )
    left = [f"{period}-T{rank}" for rank in range(1, 5) if f"{period}-T{rank}" not in published]
    then = (
        f"Demandez ce qui reste, trimestre par trimestre\u00a0: {', '.join(map(label, left))}."
        if left
        else "Ses quatre trimestres le sont déjà\u00a0: l’année n’est pas refaite."
    )
    return f"Déjà publié\u00a0: {said}. L’année s’en déduirait par soustraction. {then}"


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
