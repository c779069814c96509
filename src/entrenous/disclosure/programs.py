"""Linear programs kept warm in HiGHS: only bounds and costs change. Counted, never timed."""

from dataclasses import dataclass

import highspy
import numpy as np

from .layers import Layer
from .rows import Floats, Ranks, Rows

#: A program that takes more pivots is given up: not proven, so not published.
MOST_PIVOTS = 200_000
_DUAL, _PRIMAL = 1, 4


class BudgetSpent(Exception):
    """No program may be solved any more: what is not certified is not published."""


@dataclass
class Budget:
    """How much may still be solved: programs, and pivots inside them. The same on any machine."""

    programs: int
    pivots: int
    spent: int = 0
    pivoted: int = 0

    def charge(self, pivots: int) -> None:
        """Count one program."""
        self.spent += 1
        self.pivoted += pivots

    @property
    def is_spent(self) -> bool:
        """Whether nothing is left."""
        return self.spent >= self.programs or self.pivoted >= self.pivots

    def demand(self) -> None:
        """BudgetSpent when nothing is left."""
        if self.is_spent:
            raise BudgetSpent

    def share(self, programs: int, pivots: int) -> "Budget":
        """A budget of that much, or of what is left if it is less; `take` counts it here."""
        return Budget(
            min(programs, max(0, self.programs - self.spent)),
            min(pivots, max(0, self.pivots - self.pivoted)),
        )

    def take(self, used: "Budget") -> None:
        """Count what a share of this budget used."""
        self.spent += used.spent
        self.pivoted += used.pivoted


class Program:
    """Displacements of some cells that keep every row true; the other cells stay where they are.

    With `apart`, ups and downs are two columns each, so that moving at all has a cost.
    """

    def __init__(
        self, layer: Layer, rows: Rows, cells: Ranks, budget: Budget, *, apart: bool
    ) -> None:
        self.cells, self._budget, self._apart = cells, budget, apart
        self.room, self.cap = layer.room[cells], layer.cap
        chosen = np.zeros(len(layer.y), bool)
        chosen[cells] = True
        least = rows.least(layer.y)
        rows, left = rows.within(chosen)
        local = np.zeros(len(layer.y), np.int64)
        local[cells] = np.arange(len(cells))
        self.rows = Rows(rows.start, local[rows.cols], rows.coefs, rows.is_equality)
        self.least = least[left]
        self._solver = self._loaded()

    def _loaded(self) -> highspy.Highs:
        size = len(self.cells)
        program = highspy.HighsLp()
        start, index, value = self.rows.start, self.rows.cols, self.rows.coefs
        if self._apart:
            start, size = start * 2, size * 2
            index = np.stack([index, index + len(self.cells)], axis=1).ravel()
            value = np.stack([value, -value], axis=1).ravel()
        program.num_col_, program.num_row_ = size, len(self.rows)
        program.col_cost_ = np.zeros(size)
        program.col_lower_ = np.zeros(size) if self._apart else -self.room
        full = np.full(len(self.cells), self.cap)
        program.col_upper_ = np.concatenate([full, self.room]) if self._apart else full
        program.row_lower_ = self.least
        program.row_upper_ = np.where(self.rows.is_equality, 0.0, highspy.kHighsInf)
        program.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        program.a_matrix_.start_ = start
        program.a_matrix_.index_ = index
        program.a_matrix_.value_ = value
        solver = highspy.Highs()  # type: ignore[no-untyped-call]
        solver.silent()
        for option, setting in (
            ("presolve", "off"),
            ("threads", 1),
            ("parallel", "off"),
            ("simplex_strategy", _DUAL if self._apart else _PRIMAL),
            ("simplex_iteration_limit", MOST_PIVOTS),
        ):
            solver.setOptionValue(option, setting)
        solver.passModel(program)
        return solver

    def cost(self, costs: Floats, columns: Ranks | None = None) -> None:
        """Set what a unit of each column costs."""
        at = np.arange(len(costs)) if columns is None else columns
        self._solver.changeColsCost(len(at), at.astype(np.int32), costs)

    def bound(self, columns: Ranks, lower: Floats, upper: Floats) -> None:
        """Set between what and what each column may go."""
        self._solver.changeColsBounds(len(columns), columns.astype(np.int32), lower, upper)

    def solve(self) -> Floats | None:
        """The displacement of each cell at the least cost; None when there is none, or no proof."""
        self._budget.demand()
        self._solver.run()
        pivots = self._solver.getInfo().simplex_iteration_count
        self._budget.charge(max(pivots, 0))
        status = self._solver.getModelStatus()
        if status != highspy.HighsModelStatus.kOptimal:
            return None
        found = np.array(self._solver.getSolution().col_value)
        return found[: len(self.cells)] - found[len(self.cells) :] if self._apart else found
