"""An earlier release as arrays: what it showed, what it hid and how wide that must stay."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .coordinates import Placed, named_by_period
from .errors import HistoryAltered, quoted
from .outcome import PublishedTable, Withheld
from .rows import Floats
from .trees import Tree, tree_of


@dataclass(frozen=True)
class Published:
    """A table already published, with what was kept inside."""

    placed: Placed
    shown: NDArray[np.bool_]
    width: Floats
    value_name: str | None
    value: Floats | None
    value_up: Floats
    value_down: Floats


def published(table: PublishedTable, held: Sequence[Withheld], rank: int) -> Published:
    """Put back what was hidden beside what was shown. HistoryAltered when a cell is missing."""
    trees = tuple(tree_of(each) for each in table.dimensions)
    shape = tuple(len(tree.codes) for tree in trees)
    persons, value = np.full(shape, np.nan), np.zeros(shape)
    width, up, down = (np.zeros(shape) for _ in range(3))
    shown = np.zeros(shape, bool)
    for cell in table.cells:
        if cell.persons is not None:
            at = _at(trees, cell.codes)
            persons[at], value[at], shown[at] = cell.persons, cell.value or 0.0, True
    for kept in held:
        at = _at(trees, kept.codes)
        persons[at], value[at], width[at] = kept.persons, kept.value or 0.0, kept.width
        up[at], down[at] = kept.value_up, kept.value_down
    if np.isnan(persons).any():
        raise HistoryAltered(f"publication {quoted(table.title)}\u00a0: il y manque des cases.")
    canonical = tuple(named_by_period(tree) for tree in trees)
    placed = Placed(table.title, table.count, canonical, table.scope, persons, rank)
    return Published(placed, shown, width, table.value, value if table.value else None, up, down)


def _at(trees: Sequence[Tree], codes: Sequence[str]) -> tuple[int, ...]:
    try:
        return tuple(tree.place[code] for tree, code in zip(trees, codes, strict=True))
    except (KeyError, ValueError):
        raise HistoryAltered(f"une case inconnue\u00a0: {' × '.join(codes)}.") from None
