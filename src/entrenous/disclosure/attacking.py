"""The attacker that gates a release: how far can each hidden cell be, for who sees the rest?

First many cells at once (random directions, each solution being a table that proves several
cells open), then those left one by one.
"""

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from .layers import SLACK, Extents, Layer, reach
from .programs import Budget, Program
from .rows import Floats, Ranks

_ROUNDS = 60
_LAZY = 0.02
_SEED = 20_261_122
#: More hidden cells than this are attacked by parts only; what that leaves is repaired.
_LARGEST = 20_000
_SMALL = 1_000
Tell = Callable[[int, int], None]


class Attacker:
    """All hidden cells of a part of a layer, what is shown frozen; keeps what it has proven."""

    def __init__(self, layer: Layer, hidden: Ranks, extents: Extents, budget: Budget) -> None:
        self.cells, self._layer, self._extents = hidden, layer, extents
        self._program = Program(layer, layer.rows, hidden, budget, apart=False)
        self._columns = np.arange(len(hidden), dtype=np.int32)
        asked = np.maximum(layer.width, np.maximum(layer.up, layer.down))[hidden]
        self._box(np.where(asked > 0, asked, self._program.cap))
        self._random = np.random.default_rng(_SEED)

    def _box(self, most: Floats) -> None:
        self._most = most
        self._least = np.minimum(self._program.room, most)
        self._program.bound(self._columns, -self._least, most)

    def open_together(self, wanted: Ranks, tell: Tell) -> Ranks:
        """Many at once, until a round brings little; gives back those that are left."""
        left, lazy = self.lacking(wanted), 0
        for _ in range(_ROUNDS):
            if len(left) < 3 or lazy > 1:  # noqa: PLR2004 - as cheap one by one
                break
            self._solve(self._directions(left))
            after = self.lacking(left)
            lazy = lazy + 1 if len(left) - len(after) <= _LAZY * len(left) else 0
            left = after
            tell(len(wanted) - len(left), len(wanted))
        return left

    def open_alone(self, left: Ranks, tell: Tell) -> None:
        """One by one: what this does not prove open is open to who knows the rest."""
        for done, at in enumerate(left):
            self._push_alone(int(at))
            if not done % 16:
                tell(done, len(left))

    def _push_alone(self, at: int) -> None:
        for way in (1.0, -1.0):
            if not len(self.lacking(np.array([at]))):
                return
            costs = np.zeros(len(self.cells))
            costs[at] = -way
            self._solve(costs)

    def lacking(self, wanted: Ranks) -> Ranks:
        """Those of these places not proven open yet."""
        return wanted[self._extents.lacking(self._layer, self.cells[wanted])]

    def _directions(self, left: Ranks) -> Floats:
        """Up or down, at random among what would help."""
        cells = self.cells[left]
        can_rise = self._extents.high[cells] < self._most[left] * (1 - SLACK)
        can_fall = self._extents.low[cells] < self._least[left] * (1 - SLACK)
        rises = can_rise & (~can_fall | (self._random.random(len(left)) < 0.5))  # noqa: PLR2004
        costs = np.zeros(len(self.cells))
        costs[left] = np.where(rises, -1.0, np.where(can_fall, 1.0, 0.0))
        return costs

    def _solve(self, costs: Floats) -> None:
        self._program.cost(costs)
        moved = self._program.solve()
        if moved is not None:
            record(self._program, self._extents, moved)


def record(program: Program, extents: Extents, moved: Floats) -> None:
    """A table that looks the same, and its mirror as far as it can go."""
    for way in (moved, -moved):
        times = reach(way, program.room, program.cap, program.rows, program.least)
        extents.extend(program.cells, way * times)


def certify(
    layer: Layer,
    suppressed: NDArray[np.bool_],
    parts: Sequence[Ranks],
    extents: Extents,
    *,
    budget: Budget,
    tell: Tell,
) -> Ranks:
    """Attack each part, then the whole if it is not too large; the cells not proven open."""
    asked = (layer.width > 0) | (layer.up > 0) | (layer.down > 0)
    left = np.flatnonzero(asked & suppressed)
    hidden = [part[suppressed[part] & (layer.y[part] > 0)] for part in parts]
    attacked = [cells for cells in hidden if len(cells) <= _LARGEST]
    last = _last_part(attacked)
    for number, cells in enumerate(attacked):
        left = left[extents.lacking(layer, left)]
        if np.isin(cells, left).any():
            attacker = Attacker(layer, cells, extents, budget)
            unproven = attacker.open_together(np.flatnonzero(np.isin(cells, left)), tell)
            if len(cells) > _SMALL:
                unproven = unproven[last[cells[unproven]] == number]
            attacker.open_alone(unproven, tell)
    return left[extents.lacking(layer, left)]


def _last_part(parts: Sequence[Ranks]) -> Ranks:
    """For each cell the last part that holds it: in large ones, one by one, once is enough."""
    size = 1 + max((int(cells[-1]) for cells in parts if len(cells)), default=0)
    last = np.full(size, -1, dtype=np.int64)
    for number, cells in enumerate(parts):
        last[cells] = number
    return last
