"""The protection program: the cheapest cells to hide so that one cell can be moved enough."""

import numpy as np
from numpy.typing import NDArray

from .layers import SLACK, Extents, Layer, reach
from .programs import Budget, Program
from .rows import Floats, Ranks, Rows

#: What moving an already hidden cell costs: little, so that programs do not wander.
_ALREADY_HIDDEN = 1e-3
_MOVED = 1e-5


class Shield:
    """Some cells of a layer, the rest frozen: protects them one by one, hides what that moves.

    `suppressed` is shared: what one shield hides, every other sees hidden.
    """

    def __init__(
        self, layer: Layer, rows: Rows, cells: Ranks, suppressed: NDArray[np.bool_], budget: Budget
    ) -> None:
        self.cells = cells
        self._layer, self._suppressed = layer, suppressed
        self._program = Program(layer, rows, cells, budget, apart=True)
        self.extents = Extents.none(len(cells))
        self._hidden_before = np.zeros(len(cells), bool)
        self._weight = layer.weight[cells]
        self._set_costs(np.arange(len(cells)), self._weight)

    def protect(self, at: int, *, width: float, up: float, down: float) -> bool:
        """Make room around the cell at this place; False if no pattern gives it."""
        self._refresh()
        room = float(self._program.room[at])
        leg_down = down if up else min(room, float(width // 2))
        leg_up = max(up, width - leg_down)
        if self.extents.high[at] < leg_up and not self._move(at, leg_up):
            return not up and room >= width and self._move(at, -width)
        high = float(self.extents.high[at])
        lacking = max(down, width - (np.floor(high + SLACK) if self._layer.is_whole else high))
        if lacking <= SLACK * (1 + width) or float(self.extents.low[at]) >= lacking:
            return True
        if lacking <= room and self._move(at, -lacking):
            return True
        return not down and self._move(at, width)

    def _move(self, at: int, amount: float) -> bool:
        """Move a cell by exactly that much at the least cost, and hide all that moves with it."""
        columns = np.array([at, at + len(self.cells)])
        wanted = np.array([max(amount, 0.0), max(-amount, 0.0)])
        self._program.bound(columns, wanted, wanted)
        moved = self._program.solve()
        free = np.array([self._program.cap, float(self._program.room[at])])
        self._program.bound(columns, np.zeros(2), free)
        if moved is None:
            return False
        self._record(moved)
        return True

    def _record(self, moved: Floats) -> None:
        program = self._program
        moved[np.abs(moved) < _MOVED] = 0.0
        every = np.arange(len(self.cells))
        self._suppressed[self.cells[moved != 0]] = True
        for way in (moved, -moved):
            times = reach(way, program.room, program.cap, program.rows, program.least)
            self.extents.extend(every, way * times)
        self._refresh()

    def _refresh(self) -> None:
        """Cells hidden since, here or elsewhere, now cost next to nothing."""
        hidden = self._suppressed[self.cells]
        new = np.flatnonzero(hidden & ~self._hidden_before)
        if len(new):
            self._set_costs(new, self._weight[new] * _ALREADY_HIDDEN)
            self._hidden_before = hidden

    def _set_costs(self, at: Ranks, costs: Floats) -> None:
        columns = np.concatenate([at, at + len(self.cells)])
        self._program.cost(np.concatenate([costs, costs]), columns)
