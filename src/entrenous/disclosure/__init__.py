"""Which cells of a table may be shown, so that nobody is found behind a figure.

No clock, no database, no network (docs/divulgation.md). `protect` gives a release certified by an
attacker, or refuses; `attack` is that attacker, on published tables alone. numpy and HiGHS
are loaded on first use.
"""

from collections.abc import Sequence

from .errors import DisclosureError, HistoryAltered
from .model import Cell, Dimension, Parameters, Table
from .outcome import (
    Audit,
    Coarsening,
    Interval,
    Past,
    Progress,
    PublishedTable,
    Reason,
    Refusal,
    Release,
    ShownCell,
    Watch,
    Withheld,
)


def protect(
    tables: Sequence[Table],
    *,
    parameters: Parameters | None = None,
    history: Sequence[Past] = (),
    watch: Watch | None = None,
) -> Release | Refusal:
    """Hide what must be, in all the tables at once and after all that was published; or refuse.

    DisclosureError: a table or a hierarchy that cannot be used. Deterministic.
    """
    from .deciding import decide  # noqa: PLC0415 - loads numpy and HiGHS

    return decide(tuple(tables), parameters or Parameters(), tuple(history), watch)


def attack(tables: Sequence[PublishedTable], *, watch: Watch | None = None) -> tuple[Interval, ...]:
    """The interval of every suppressed cell for who knows these tables and nothing else."""
    from .attacker import intervals  # noqa: PLC0415 - loads numpy and HiGHS

    return intervals(tuple(tables), watch)


__all__ = [
    "Audit",
    "Cell",
    "Coarsening",
    "Dimension",
    "DisclosureError",
    "HistoryAltered",
    "Interval",
    "Parameters",
    "Past",
    "Progress",
    "PublishedTable",
    "Reason",
    "Refusal",
    "Release",
    "ShownCell",
    "Table",
    "Watch",
    "Withheld",
    "attack",
    "protect",
]
