"""What proves each hidden cell open, remembered, so that a cell can be taken out and put back."""

import numpy as np
from numpy.typing import NDArray

from .attacking import asked_of
from .layers import SLACK, Extents, Layer, reach
from .programs import Budget, Program
from .rows import Floats, Ranks

_TOGETHER = 3


class Proof:
    """One layer's hidden cells, and for each the displacement that proves it open.

    watched  the only places among `hidden` that will be taken out, sorted
    """

    def __init__(
        self, layer: Layer, hidden: Ranks, budget: Budget, watched: Ranks | None = None
    ) -> None:
        self._watched = np.arange(len(hidden)) if watched is None else watched
        self._layer, self.cells = layer, hidden
        # One moves many cells, none further than it must; the other moves one, the rest free.
        self._many = Program(layer, layer.rows, hidden, budget, apart=False)
        self._one = Program(layer, layer.rows, hidden, budget, apart=False)
        self._most = asked_of(layer, hidden)
        self._wanted = np.flatnonzero(self._most < layer.cap)
        self._least = np.minimum(self._many.room, self._most)
        self._many.bound(np.arange(len(hidden)), -self._least, self._most)
        self._local = Extents.none(len(layer.y))
        self._moved: list[NDArray[np.bool_]] = []
        self._by = np.full((2, len(hidden)), -1)
        self._kept: tuple[Floats, Floats, Ranks] | None = None

    def establish(self) -> bool:
        """Prove every cell that must be open; False if one is not."""
        return self._prove(self._wanted)

    def without(self, out: Ranks, near: Ranks) -> bool:
        """Whether all others stay open once these places are known; cells of `near` first."""
        self._kept = (self._local.high.copy(), self._local.low.copy(), self._by.copy())
        for program in (self._many, self._one):
            program.bound(out, np.zeros(len(out)), np.zeros(len(out)))
        lost = np.zeros(self._by.shape, bool)
        if self._moved:
            ranks = np.searchsorted(self._watched, out)
            moves = np.array([moved[ranks].any() for moved in self._moved])
            lost = (self._by >= 0) & moves[self._by]
        for extent, gone in ((self._local.high, lost[0]), (self._local.low, lost[1])):
            extent[self.cells[gone]] = 0.0
        self._by[lost] = -1
        wanted = self._wanted[lost[:, self._wanted].any(axis=0)]
        wanted = wanted[~np.isin(wanted, out)]
        close = np.isin(self.cells[wanted], near)
        if not all(self._prove_alone(int(each)) for each in wanted[close]):
            return False
        return self._prove(wanted[~close])

    def undo(self, out: Ranks) -> None:
        """They stay hidden after all."""
        if self._kept is not None:
            self._local.high, self._local.low, self._by = self._kept
        self._many.bound(out, -self._least[out], self._most[out])
        self._one.bound(out, -self._one.room[out], np.full(len(out), self._one.cap))

    def unproven(self, out: Ranks) -> Ranks:
        """After `without` said no: the cells that these alone leave open too little."""
        others = self._wanted[~np.isin(self._wanted, out)]
        left = [at for at in self._lacking(others) if not self._prove_alone(int(at))]
        return self.cells[np.array(left, dtype=np.int64)]

    def _prove(self, wanted: Ranks) -> bool:
        left = self._lacking(wanted)
        for turn in range(_TOGETHER):
            if len(left) < 2:  # noqa: PLR2004 - as cheap alone
                break
            ways = np.where((np.arange(len(left)) + turn) % 2, 1.0, -1.0)
            self._push(self._many, left, ways)
            left = self._lacking(left)
        return all(self._prove_alone(int(at)) for at in left)

    def _prove_alone(self, at: int) -> bool:
        one = np.array([at])
        self._one.bound(one, -self._least[one], self._most[one])
        for way in (1.0, -1.0):
            if len(self._lacking(one)):
                self._push(self._one, one, np.array([way]))
        self._one.bound(one, -self._one.room[one], np.array([self._one.cap]))
        return not len(self._lacking(one))

    def _lacking(self, wanted: Ranks) -> Ranks:
        return wanted[self._local.lacking(self._layer, self.cells[wanted])]

    def _push(self, program: Program, wanted: Ranks, ways: Floats) -> None:
        rise = self._local.high[self.cells[wanted]] < self._most[wanted] * (1 - SLACK)
        fall = self._local.low[self.cells[wanted]] < self._least[wanted] * (1 - SLACK)
        ways = np.where(rise & fall, ways, np.where(rise, 1.0, -1.0))
        costs = np.zeros(len(self.cells))
        costs[wanted] = -ways
        program.cost(costs)
        moved = program.solve()
        if moved is not None:
            self._record(program, moved)

    def _record(self, program: Program, moved: Floats) -> None:
        local = self._local
        number = len(self._moved)
        self._moved.append((np.abs(moved) > SLACK)[self._watched])
        for one in (moved, -moved):
            way = one * reach(one, program.room, program.cap, program.rows, program.least)
            for side, extent, gain in ((0, local.high, way), (1, local.low, -way)):
                better = gain > extent[self.cells]
                self._by[side, better] = number
                extent[self.cells[better]] = gain[better]
