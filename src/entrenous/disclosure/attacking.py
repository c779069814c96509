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
#: As cheap one by one.
_FEW = 3
_LAZY = 0.02
_SEED = 20_261_122
#: More hidden cells than this are attacked by parts only; what that leaves is repaired.
_LARGEST = 20_000
_SMALL = 1_000
Tell = Callable[[int, int], None]


class Attacker:
    """All hidden cells of a part of a layer, what is shown frozen; keeps what it has proven."""

    def __init__(self, layer: Layer, hidden: Ranks, extents: Extents, budget: Budget) -> None:
        self.cells, self._layer, self._extents, self._budget = hidden, layer, extents, budget
        self._most = asked_of(layer, hidden)
        self._least = np.minimum(layer.room[hidden], self._most)
        self._random = np.random.default_rng(_SEED)

    def _program(self) -> Program:
        return Program(self._layer, self._layer.rows, self.cells, self._budget, apart=False)

    def open_together(self, wanted: Ranks, tell: Tell) -> Ranks:
        """Many at once, until a round brings little; gives back those that are left.

        No cell goes further than it must, so that one program moves many.
        """
        left, lazy = self.lacking(wanted), 0
        if len(left) < _FEW:
            return left
        program = self._program()
        program.bound(np.arange(len(self.cells)), -self._least, self._most)
        for _ in range(_ROUNDS):
            if len(left) < _FEW or lazy > 1:
                break
            self._solve(program, self._directions(left))
            after = self.lacking(left)
            lazy = lazy + 1 if len(left) - len(after) <= _LAZY * len(left) else 0
            left = after
            tell(len(wanted) - len(left), len(wanted))
        return left

    def open_alone(self, left: Ranks, tell: Tell) -> None:
        """One by one, the others free: what this does not prove open is known to be shut."""
        if not len(left):
            return
        program = self._program()
        for done, at in enumerate(left):
            self._push_alone(program, int(at))
            if not done % 16:
                tell(done, len(left))

    def _push_alone(self, program: Program, at: int) -> None:
        column = np.array([at])
        program.bound(column, -self._least[column], self._most[column])
        for way in (1.0, -1.0):
            if len(self.lacking(column)):
                costs = np.zeros(len(self.cells))
                costs[at] = -way
                self._solve(program, costs)
        program.bound(column, -program.room[column], np.array([program.cap]))

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

    def _solve(self, program: Program, costs: Floats) -> None:
        program.cost(costs)
        moved = program.solve()
        if moved is not None:
            record(program, self._extents, moved)


def asked_of(layer: Layer, cells: Ranks) -> Floats:
    """How far each of these cells must be moved; as far as any may be, when it need not be."""
    asked = np.maximum(layer.width, np.maximum(layer.up, layer.down))[cells]
    return np.where(asked > 0, asked, layer.cap)


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
