"""An attacker written apart from the package, slow and plain: it shares no line with it.

It reads published tables only, writes each sum as an equation, and asks HiGHS for the least and
the most of one hidden cell. `by_trying` does without any solver, on tiny tables.
"""

import itertools
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence

import highspy

from entrenous.disclosure import PublishedTable

Codes = frozenset[tuple[str, str]]


def known_of(
    tables: Iterable[PublishedTable], *, of_value: bool = False
) -> dict[Codes, float | None]:
    """Each cell by its codes; what one table shows is known, whatever another hides."""
    found: dict[Codes, float | None] = {}
    for table in tables:
        for cell in table.cells:
            name = cell_of(table, cell.codes)
            if found.get(name) is None:
                found[name] = cell.value if of_value else cell.persons
    return found


def cell_of(table: PublishedTable, codes: Sequence[str]) -> Codes:
    names = [each.name for each in table.dimensions]
    return frozenset(zip(names, codes, strict=True)) | frozenset(table.scope.items())


def sums_of(table: PublishedTable) -> Iterator[tuple[Codes, list[Codes], bool]]:
    """(parent, children, whether it adds up) for each total of the table."""
    for axis, dimension in enumerate(table.dimensions):
        others = [
            sorted({*each.hierarchy, *(c for below in each.hierarchy.values() for c in below)})
            for rank, each in enumerate(table.dimensions)
            if rank != axis
        ]
        for parent, children in dimension.hierarchy.items():
            for rest in itertools.product(*others):
                cells = [
                    cell_of(table, (*rest[:axis], code, *rest[axis:]))
                    for code in (parent, *children)
                ]
                yield cells[0], cells[1:], parent not in dimension.non_additive


def bounds(
    tables: Sequence[PublishedTable], wanted: Iterable[Codes], least: int = 1
) -> dict[Codes, tuple[float, float]]:
    """What each of these cells may be; infinite when nothing bounds it."""
    return bounds_from(known_of(tables), tables, wanted, least)


def bounds_from(
    known: Mapping[Codes, float | None],
    tables: Sequence[PublishedTable],
    wanted: Iterable[Codes],
    least: int,
) -> dict[Codes, tuple[float, float]]:
    """The same, for who knows these figures."""
    solver = highspy.Highs()
    solver.silent()
    hidden = {cell: solver.addVariable(lb=least) for cell, seen in known.items() if seen is None}
    terms = {cell: hidden.get(cell, seen) for cell, seen in known.items()}
    for table in tables:
        for parent, children, adds_up in sums_of(table):
            _bind(solver, terms, (parent, children), adds_up=adds_up)
    return {cell: (_end(solver, hidden[cell], 1), _end(solver, hidden[cell], -1))
            for cell in wanted}  # fmt: skip


def _bind(
    solver: highspy.Highs,
    terms: Mapping[Codes, object],
    total: tuple[Codes, list[Codes]],
    *,
    adds_up: bool,
) -> None:
    parent, children = terms[total[0]], [terms[child] for child in total[1]]
    whole = sum(children[1:], 0 + children[0])  # type: ignore[operator]
    relations = [whole - parent == 0] if adds_up else [whole - parent >= 0]
    if not adds_up:
        relations += [parent - child >= 0 for child in children]  # type: ignore[operator]
    for relation in relations:
        if isinstance(relation, bool):
            assert relation
        else:
            solver.addConstr(relation)


def _end(solver: highspy.Highs, variable: object, way: int) -> float:
    (solver.minimize if way > 0 else solver.maximize)(variable)
    status = solver.getModelStatus()
    if status in (
        highspy.HighsModelStatus.kUnbounded,
        highspy.HighsModelStatus.kUnboundedOrInfeasible,
    ):
        return math.inf
    assert status == highspy.HighsModelStatus.kOptimal
    return float(solver.getInfo().objective_function_value)


def whole_width(interval: tuple[float, float]) -> float:
    """The width left to who knows that persons come whole."""
    low, high = interval
    return math.floor(high + 1e-6) - math.ceil(low - 1e-6) if math.isfinite(high) else math.inf


def by_trying(
    rows: Mapping[str, int], columns: Mapping[str, int], hidden: Mapping[tuple[str, str], bool],
    shown: Mapping[tuple[str, str], int],
) -> dict[tuple[str, str], tuple[int, int]]:  # fmt: skip
    """Every whole-number table with these margins, tried one by one."""
    cells = [(row, column) for row in rows for column in columns]
    unknown = [cell for cell in cells if hidden[cell]]
    most = [min(rows[row], columns[column]) for row, column in unknown]
    seen: dict[tuple[str, str], list[int]] = {cell: [] for cell in unknown}
    for tried in itertools.product(*(range(1, top + 1) for top in most)):
        table = {**shown, **dict(zip(unknown, tried, strict=True))}
        if all(sum(table[row, c] for c in columns) == rows[row] for row in rows) and all(
            sum(table[r, column] for r in rows) == columns[column] for column in columns
        ):
            for cell, value in zip(unknown, tried, strict=True):
                seen[cell].append(value)
    return {cell: (min(values), max(values)) for cell, values in seen.items()}
