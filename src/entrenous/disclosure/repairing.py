"""What the attacker could narrow is protected again: in its own part of the table, else in all."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from .attacking import Tell
from .layers import Extents, Layer
from .programs import Budget
from .rows import Ranks
from .shields import Shield


class Repair:
    """The shields of the parts of a layer (sorted cells that may move; the rest does not)."""

    def __init__(
        self,
        layer: Layer,
        parts: Sequence[Ranks],
        suppressed: NDArray[np.bool_],
        budget: Budget,
    ) -> None:
        self._layer, self._suppressed, self._budget = layer, suppressed, budget
        self._parts = parts
        self._shields: dict[int, Shield] = {}

    def run(self, failed: Ranks, extents: Extents, tell: Tell) -> bool:
        """Protect these cells; False when one of them cannot be, whatever is hidden."""
        order = failed[np.argsort(self._layer.y[failed], kind="stable")]
        possible = True
        for done, cell in enumerate(order):
            tell(done, len(order))
            if extents.lacking(self._layer, np.array([cell]))[0]:
                possible &= self._protect(int(cell), extents)
        return possible

    def _protect(self, cell: int, extents: Extents) -> bool:
        layer = self._layer
        for number, part in enumerate(self._parts):
            at = int(np.searchsorted(part, cell))
            if at == len(part) or part[at] != cell:
                continue
            shield = self._shield(number)
            made = shield.protect(
                at,
                width=float(layer.width[cell]),
                up=float(layer.up[cell]),
                down=float(layer.down[cell]),
            )
            extents.extend(part, shield.extents.high)
            extents.extend(part, -shield.extents.low)
            if made:
                return True
        return False

    def _shield(self, number: int) -> Shield:
        if number not in self._shields:
            part = self._parts[number]
            self._shields[number] = Shield(
                self._layer, self._layer.rows, part, self._suppressed, self._budget
            )
        return self._shields[number]
