"""Acts for the tests of figures: invented, seeded, enough of them to show something."""

import random
from collections.abc import Sequence

from entrenous.workload.measures import TABLES
from entrenous.workload.work import Counted, Work, coarsened

PLACES = ("00000000-0000-0000-0000-000000000001", "00000000-0000-0000-0000-000000000002")


def rows(
    count: int, *, seed: int = 7, months: Sequence[str] = ("2025-01", "2025-02")
) -> list[Counted]:
    """Rows of every measure, with what is missing, absurd, and of nobody."""
    drawn = random.Random(seed)  # noqa: S311 - invented acts
    return [coarsened(_work(drawn, months)) for _ in range(count)]


def _work(drawn: random.Random, months: Sequence[str]) -> Work:
    measure = drawn.choice(TABLES)
    return Work(
        act=drawn.choice(measure.acts),
        month=drawn.choice(months),
        place=drawn.choice(PLACES),
        doing=drawn.choice(measure.doings or ("interview",)),
        mode=drawn.choice(["office", "phone", ""]),
        themes=tuple(drawn.sample(["LOG", "BUD", "SAN"], drawn.randrange(3))),
        minutes=drawn.choice([None, 20, 45, 100, -3]),
        outcome=drawn.choice(measure.outcomes or ("honoured", "missed")),
        delay=drawn.choice([None, 0, 5, 40]),
        person=drawn.choice(["", *(f"p{n}" for n in range(120))]),
        agent=f"a{drawn.randrange(6)}",
        band=drawn.choice(["a26", "a46"]),
        household="couple",
    )
