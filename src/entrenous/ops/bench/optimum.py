"""The best choice of cells to hide in a small table, by an integer program; and what ours costs.

Each cell to protect has two other tables, one where it is larger and one where it is smaller,
that move hidden cells only. Exact, and far too slow beyond a few dozen cells.
"""

import highspy
import numpy as np
from numpy.typing import NDArray

from entrenous.disclosure.crossing import cross
from entrenous.disclosure.model import Table
from entrenous.disclosure.outcome import PublishedTable
from entrenous.disclosure.rows import Rows, rows_of

_SECONDS = 120


def cost(table: PublishedTable, true: Table) -> float:
    """What a pattern hides, weighted as the search weighs it."""
    grid = cross(true)
    hidden = [cell.codes for cell in table.cells if cell.is_suppressed]
    places = [tuple(t.place[c] for t, c in zip(grid.trees, codes, strict=True)) for codes in hidden]
    return float(sum(_weights(grid.persons)[place] for place in places))


def _weights(persons: NDArray[np.float64]) -> NDArray[np.float64]:
    weights: NDArray[np.float64] = np.log1p(persons) + 1
    return weights


def best_cost(table: Table, width: int) -> float:
    """The least cost of a pattern that leaves every small figure that wide."""
    grid = cross(table)
    y = grid.persons.ravel()
    rows = rows_of(np.arange(y.size).reshape(grid.shape), grid.trees)
    primary = (y > 0) & (y < width)
    free = y > 0
    solver = highspy.Highs()  # type: ignore[no-untyped-call]
    solver.silent()
    solver.setOptionValue("time_limit", _SECONDS)
    weights = _weights(y)
    hidden = {
        int(cell): solver.addBinary(obj=float(weights[cell])) for cell in np.flatnonzero(free)
    }
    for cell in np.flatnonzero(primary):
        solver.addConstr(hidden[int(cell)] >= 1)
        up = _other_table(solver, hidden, rows, y, width)
        down = _other_table(solver, hidden, rows, y, width)
        solver.addConstr(up[int(cell)] - down[int(cell)] >= width)
    solver.run()
    if solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
        raise RuntimeError("no optimum in time")
    return float(solver.getInfo().objective_function_value)


def _other_table(
    solver: highspy.Highs,
    hidden: dict[int, highspy.highs.highs_var],
    rows: Rows,
    y: NDArray[np.float64],
    width: int,
) -> dict[int, highspy.highs.highs_var]:
    """Displacements of hidden cells that keep every total, each cell staying at least one."""
    most = 4 * width + 8
    moved = {cell: solver.addVariable(lb=-(y[cell] - 1), ub=most) for cell in hidden}
    for cell, variable in moved.items():
        solver.addConstr(variable <= most * hidden[cell])
        solver.addConstr(variable >= -(y[cell] - 1) * hidden[cell])
    for start, end in zip(rows.start[:-1], rows.start[1:], strict=True):
        terms = [
            float(coef) * moved[int(cell)]
            for cell, coef in zip(rows.cols[start:end], rows.coefs[start:end], strict=True)
            if int(cell) in moved
        ]
        if terms:
            solver.addConstr(sum(terms[1:], terms[0]) == 0)
    return moved
