"""Where each figure comes from, as the pages show it: texts, values, doubts."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from entrenous.law.model import Dated
from entrenous.rights.debts import FLOOR, QUOTA, REMAINDER
from entrenous.rights.sources import Sources
from entrenous.web.asking.articles import Text, texts_of

#: The bounds of the over-indebtedness capacity, as the page names them.
BOUNDS: Final = {
    REMAINDER: "ce qui reste une fois les dépenses courantes payées",
    QUOTA: "la part saisissable des ressources, au barème des salaires",
    FLOOR: "ce qui dépasse le RSA du foyer",
}


@dataclass(frozen=True)
class Sourced:
    """What a figure rests on. `doubtful`: the values that are anything but V1."""

    texts: tuple[Text, ...]
    doubtful: tuple[Dated, ...]
    doubts: tuple[str, ...]
    is_sure: bool


def sourced(sources: Sources, confirmed: Mapping[str, date]) -> Sourced:
    """The sources of a computation; who confirmed an article has read the amount it gives."""
    read_again = [text.article for text in sources.basis if text.name in confirmed]
    doubtful = tuple(
        each
        for each in sources.values
        if each.verification != "V1" and not any(read in each.source for read in read_again)
    )
    # Two rules may rest on one article: it is named once.
    texts = tuple({each.name: each for each in texts_of(sources.basis, confirmed)}.values())
    return Sourced(
        texts,
        _without_repeats(doubtful),
        tuple(sources.doubts),
        not sources.doubts and not doubtful and not any(each.is_doubtful for each in texts),
    )


def _without_repeats(values: tuple[Dated, ...]) -> tuple[Dated, ...]:
    """The seven thresholds of a table have one source: said once."""
    return tuple({(each.source, each.verification): each for each in values}.values())
