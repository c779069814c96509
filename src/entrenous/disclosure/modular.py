"""The first pattern: each subtable in turn, from the most aggregated, until nothing changes."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from .layers import Extents, Layer
from .programs import Budget
from .rows import Ranks, Subtable
from .shields import Shield

_PASSES = 4


class Modular:
    """The shields of every subtable of a layer, kept from one pass to the next."""

    def __init__(
        self,
        layer: Layer,
        suppressed: NDArray[np.bool_],
        frozen: NDArray[np.bool_],
        budget: Budget,
    ) -> None:
        self._layer, self._suppressed, self._frozen = layer, suppressed, frozen
        self._budget = budget
        self._shields: dict[int, Shield] = {}
        self._seen: dict[int, Ranks] = {}

    def run(self, tell: Callable[[int, int], None]) -> bool:
        """Protect until a pass changes nothing (or four were made); True if a cell was hidden."""
        before = int(self._suppressed.sum())
        total = len(self._layer.subtables)
        for _ in range(_PASSES):
            at_start = int(self._suppressed.sum())
            for number, subtable in enumerate(self._layer.subtables):
                self._protect(number, subtable)
                if not number % 16:
                    tell(number, total)
            if int(self._suppressed.sum()) == at_start:
                break
        return int(self._suppressed.sum()) != before

    def _protect(self, number: int, subtable: Subtable) -> None:
        inside = np.unique(subtable.cells)
        hidden = inside[self._suppressed[inside]]
        seen = self._seen.get(number)
        if not len(hidden) or (seen is not None and np.array_equal(hidden, seen)):
            return
        shield = self._shields.get(number)
        if shield is None:
            cells = inside[~self._frozen[inside]]
            shield = Shield(self._layer, subtable.rows, cells, self._suppressed, self._budget)
            self._shields[number] = shield
        self._protect_all(shield)
        self._seen[number] = inside[self._suppressed[inside]]

    def _protect_all(self, shield: Shield) -> None:
        layer, cells = self._layer, shield.cells
        needs = np.stack([layer.width[cells], layer.up[cells], layer.down[cells]])
        tried = np.zeros(len(cells), bool)
        while True:
            waiting = np.flatnonzero(self._suppressed[cells] & ~tried)
            if not len(waiting):
                return
            order = waiting[np.lexsort((layer.y[cells[waiting]], -needs[0, waiting]))]
            at = int(order[0])
            tried[at] = True
            width, up, down = (float(each) for each in needs[:, at])
            width = max(width, 0.0 if up else 1.0)
            if not _is_protected(shield.extents, at, width, up, down):
                shield.protect(at, width=width, up=up, down=down)


def _is_protected(extents: Extents, at: int, width: float, up: float, down: float) -> bool:
    high, low = float(extents.high[at]), float(extents.low[at])
    return high + low >= width and high >= up and low >= down
