"""Periods as codes: 2026, 2026-S1, 2026-T1, 2026-03, 2026-01/2026-03. Do two of them overlap?"""

import re
from collections.abc import Iterable

_WRITTEN = re.compile(r"(\d{4})(?:-(?:([STQ])([1-4])|(0[1-9]|1[0-2])))?")
_MONTHS = {"S": 6, "T": 3, "Q": 3}
_PER_YEAR = {"S": 2, "T": 4, "Q": 4}
Months = range


def months_of(code: str) -> Months | None:
    """The months of a period, counted from year 0; None for what is not a period."""
    first, slash, last = code.strip().partition("/")
    start, end = _single(first), _single(last) if slash else _single(first)
    if start is None or end is None or end.stop <= start.start:
        return None
    return range(start.start, end.stop)


def _single(code: str) -> Months | None:
    found = _WRITTEN.fullmatch(code)
    if not found:
        return None
    year, part, number, month = found.groups()
    start = int(year) * 12
    if month:
        return range(start + int(month) - 1, start + int(month))
    if part:
        if int(number) > _PER_YEAR[part]:
            return None
        length = _MONTHS[part]
        start += (int(number) - 1) * length
        return range(start, start + length)
    return range(start, start + 12)


def are_periods(codes: Iterable[str]) -> bool:
    """Whether every code is a period: then the dimension is a calendar."""
    codes = tuple(codes)
    return bool(codes) and all(months_of(code) is not None for code in codes)


def overlap(one: str, other: str) -> bool:
    """Whether two periods share a month."""
    first, second = months_of(one), months_of(other)
    if first is None or second is None:
        return False
    return first.start < second.stop and second.start < first.stop
