"""The attacker from outside: published tables, their hierarchies, and the least and most of each s.

He knows that a zero is shown, so that « s » is at least one person. He shares with the search
only the relations between cells: he starts from what is published, not from the true figures.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import highspy
import numpy as np

from .coordinates import Placed, keys, named_by_period
from .errors import DisclosureError
from .outcome import Interval, Progress, PublishedTable, Watch
from .rows import Floats, Ranks, Rows, joined, rows_of
from .trees import Tree, tree_of

_EVERY = 32
_DIGITS = 6


@dataclass(frozen=True)
class _Read:
    table: PublishedTable
    trees: tuple[Tree, ...]
    persons: Floats
    value: Floats


def intervals(tables: tuple[PublishedTable, ...], watch: Watch | None) -> tuple[Interval, ...]:
    """`attack` of the package. DisclosureError when the tables contradict themselves."""
    read = [_read(table) for table in tables]
    placed = [
        Placed(
            each.table.title,
            each.table.count,
            tuple(named_by_period(tree) for tree in each.trees),
            each.table.scope,
            each.persons,
        )
        for each in read
    ]
    numbered = keys(placed)
    flat = np.concatenate([number.ravel() for number in numbered])
    distinct, ranks = np.unique(flat, return_inverse=True)
    ids, start = [], 0
    for number in numbered:
        ids.append(ranks.ravel()[start : start + number.size].reshape(number.shape))
        start += number.size
    persons = _bounds(read, ids, len(distinct), None, watch)
    values = {
        name: _bounds(read, ids, len(distinct), name, watch)
        for name in sorted({each.table.value for each in read if each.table.value})
    }
    return tuple(
        _interval(rank, each, cell=cell, codes=codes, persons=persons, values=values)
        for rank, (each, where) in enumerate(zip(read, ids, strict=True))
        for codes, cell in _hidden(each, where)
    )


def _read(table: PublishedTable) -> _Read:
    trees = tuple(tree_of(each) for each in table.dimensions)
    shape = tuple(len(tree.codes) for tree in trees)
    persons, value = np.full(shape, np.nan), np.full(shape, np.nan)
    seen = np.zeros(shape, bool)
    for cell in table.cells:
        at = tuple(tree.place[code] for tree, code in zip(trees, cell.codes, strict=True))
        seen[at] = True
        if cell.persons is not None:
            persons[at] = cell.persons
            value[at] = 0.0 if cell.value is None else cell.value
    if not seen.all():
        raise DisclosureError("il manque des cases\u00a0: le tableau doit les donner toutes.")
    return _Read(table, trees, persons, value)


def _hidden(read: _Read, where: Ranks) -> list[tuple[tuple[str, ...], int]]:
    found = []
    for place in np.argwhere(np.isnan(read.persons)):
        codes = tuple(t.codes[int(at)] for t, at in zip(read.trees, place, strict=True))
        found.append((codes, int(where[tuple(place)])))
    return found


def _interval(
    rank: int,
    read: _Read,
    *,
    cell: int,
    codes: tuple[str, ...],
    persons: "_Bounds",
    values: dict[str, "_Bounds"],
) -> Interval:
    low, high = persons.of(cell)
    if read.table.value is None:
        return Interval(rank, codes, low, high)
    return Interval(rank, codes, low, high, *values[read.table.value].of(cell))


@dataclass(frozen=True)
class _Bounds:
    low: Floats
    high: Floats

    def of(self, cell: int) -> tuple[float, float | None]:
        high = float(self.high[cell])
        return round(float(self.low[cell]), _DIGITS), (
            None if np.isinf(high) else round(high, _DIGITS)
        )


def _bounds(
    read: Sequence[_Read],
    ids: Sequence[Ranks],
    size: int,
    value: str | None,
    watch: Watch | None,
) -> _Bounds:
    known = np.full(size, np.nan)
    hidden = np.zeros(size, bool)
    rows = []
    for each, where in zip(read, ids, strict=True):
        if value is not None and each.table.value != value:
            continue
        figures = each.persons if value is None else each.value
        shown = ~np.isnan(figures)
        before = known[where[shown]]
        if (~np.isnan(before) & (np.abs(before - figures[shown]) > _tolerance(before))).any():
            raise DisclosureError("une case a deux chiffres différents.")
        known[where[shown]] = figures[shown]
        hidden[where[~shown]] = True
        rows.append(rows_of(where, each.trees))
    hidden &= np.isnan(known)
    return _attacked(joined(rows), known, hidden, 1.0 if value is None else 0.0, watch)


def _tolerance(values: Floats) -> Floats:
    return 1e-6 * np.maximum(1.0, np.abs(np.nan_to_num(values)))


def _attacked(
    rows: Rows, known: Floats, hidden: np.ndarray, least: float, watch: Watch | None
) -> _Bounds:
    cells = np.flatnonzero(hidden)
    low, high = known.copy(), known.copy()
    if not len(cells):
        _demand_true(rows, known)
        return _Bounds(low, high)
    solver = _loaded(rows, known, hidden, least)
    for done, cell in enumerate(cells):
        low[cell] = _extreme(solver, done, 1.0)
        high[cell] = _extreme(solver, done, -1.0)
        if watch and not done % _EVERY:
            watch(Progress("Attaque", done, len(cells), 2 * done))
    return _Bounds(low, high)


def _demand_true(rows: Rows, known: Floats) -> None:
    drawn = rows.dot(known)
    wrong = np.where(rows.is_equality, np.abs(drawn), -drawn)
    if (wrong > 1e-6 * max(1.0, float(known.max()))).any():
        raise _contradiction()


def _contradiction() -> DisclosureError:
    return DisclosureError("ce qui est montré ne s’additionne pas\u00a0: le tableau a été modifié.")


def _loaded(rows: Rows, known: Floats, hidden: np.ndarray, least: float) -> highspy.Highs:
    kept, left = rows.within(hidden)
    shown = rows.dot(np.nan_to_num(known))
    others = np.setdiff1d(np.arange(len(rows)), left)
    drawn = np.where(rows.is_equality, np.abs(shown), -shown)[others]
    if (drawn > 1e-6 * max(1.0, float(np.nanmax(known, initial=0)))).any():
        raise _contradiction()
    place = np.cumsum(hidden) - 1
    program = highspy.HighsLp()
    program.num_col_, program.num_row_ = int(hidden.sum()), len(kept)
    program.col_cost_ = np.zeros(program.num_col_)
    program.col_lower_ = np.full(program.num_col_, least)
    program.col_upper_ = np.full(program.num_col_, highspy.kHighsInf)
    program.row_lower_ = -shown[left]
    program.row_upper_ = np.where(kept.is_equality, -shown[left], highspy.kHighsInf)
    program.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    program.a_matrix_.start_ = kept.start
    program.a_matrix_.index_ = place[kept.cols]
    program.a_matrix_.value_ = kept.coefs
    solver = highspy.Highs()  # type: ignore[no-untyped-call]
    solver.silent()
    for option, setting in (("presolve", "off"), ("threads", 1), ("simplex_strategy", 4)):
        solver.setOptionValue(option, setting)
    solver.passModel(program)
    return solver


def _extreme(solver: highspy.Highs, column: int, cost: float) -> float:
    """The least (cost 1) or the most (cost -1) a hidden cell can be; infinite when unbounded."""
    solver.changeColCost(column, cost)
    solver.run()
    status = solver.getModelStatus()
    found = cost * float(solver.getInfo().objective_function_value)
    solver.changeColCost(column, 0.0)
    states = highspy.HighsModelStatus
    if status == states.kInfeasible:
        raise _contradiction()
    if status in (states.kUnbounded, states.kUnboundedOrInfeasible) and cost < 0:
        return float("inf")
    if status != states.kOptimal:
        raise DisclosureError("l’attaque n’a pas abouti\u00a0: rien ne peut en être conclu.")
    return found
