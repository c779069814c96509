"""From the store to the tables of a report, before any protection: nothing here is published.

A table of acts has two additive dimensions, circonscription and code. Its `persons` are distinct
persons in each cell, added up in the margins; where fewer distinct persons than the threshold are
behind a cell, its agents are said to be one, so that it is hidden all the same.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from entrenous.disclosure import Cell, Dimension, PublishedTable, Table
from entrenous.disclosure.model import THRESHOLD
from entrenous.statistics.engine import expressions
from entrenous.statistics.shapes import Shape
from entrenous.workload.measures import Measure

if TYPE_CHECKING:
    import ibis.expr.types as ir

TOTAL: Final = "total"
PLACE: Final = "circonscription"
PERIOD: Final = "periode"
Row = dict[str, Any]


def tables_of(
    facts: "ir.Table",
    shape: Shape,
    period: str,
    months: Sequence[str],
    watch: Callable[[int, int], None] = lambda _done, _total: None,
) -> list[Table]:
    """The tables of a report that have something to count, in the order of the report.

    watch  told how many tables were read, of how many
    """
    rows = expressions.within(facts, months)
    asked = [partial(_of_persons, rows, cut, period) for cut in shape.persons]
    asked += [partial(_of_acts, rows, measure, period) for measure in shape.measures]
    made = []
    for done, read in enumerate(asked):
        watch(done, len(asked))
        made.append(read())
    return [table for table in made if table is not None]


def _of_acts(rows: "ir.Table", measure: Measure, period: str) -> Table | None:
    cut: str = measure.cut
    leaves = _counted(expressions.cells(rows, measure, ("place", cut)))
    if not leaves:
        return None
    found = {(row["place"], row[cut]): row for row in leaves}
    for by in (cut, "place", "all"):
        source = _alone(rows) if by == "all" else rows
        for row in _counted(expressions.cells(source, measure, (by,))):
            found[row.get("place", TOTAL), row.get(cut, TOTAL)] = row
    agents = _agents(found, measure)
    cells = [
        _cell(measure, codes, row, sum(r["persons"] for r in leaves if _under(codes, r, cut)),
              agents[codes])
        for codes, row in found.items()
    ]  # fmt: skip
    value = measure.unit if measure.has_value else None
    return _table(measure.code, (PLACE, cut), cells, period, value=value)


def _agents(
    found: Mapping[tuple[str, str], Row], measure: Measure
) -> dict[tuple[str, str], int | None]:
    """How many agents are said to be behind each cell: one where too few distinct persons are.

    A cell of few persons has cells of few persons below it: they are hidden already. No total says
    more agents than what is under it, so that the figures hold together.
    """
    told: dict[tuple[str, str], int | None] = {}
    for codes in sorted(found, key=lambda each: each.count(TOTAL)):
        row = found[codes]
        few = measure.of_persons and row["persons"] < THRESHOLD
        said = 1 if few else max(1, int(row["agents"]))  # 0: no longer known, never enough
        under = [
            sum(n or 0 for below, n in told.items() if _is_just_under(below, codes, axis))
            for axis in (0, 1)
            if codes[axis] == TOTAL
        ]
        told[codes] = min([said, *under]) if measure.has_agents else None
    return told


def _is_just_under(below: tuple[str, str], codes: tuple[str, str], axis: int) -> bool:
    return below[axis] != TOTAL and below[1 - axis] == codes[1 - axis]


def _cell(
    measure: Measure, codes: tuple[str, str], row: Row, pairs: int, agents: int | None
) -> Cell:
    if not measure.has_value:
        return Cell(codes, pairs, agents)
    return Cell(codes, pairs, agents, row["units"], row["largest"], row["second"])


def _of_persons(rows: "ir.Table", cut: str, period: str) -> Table | None:
    overlaps = cut == "theme"
    by_place = expressions.persons(rows, ("place",) if overlaps else ("place", cut))
    leaves = _read(expressions.persons_by_theme(rows) if overlaps else by_place)
    if not leaves:
        return None
    cells = [Cell((r["place"], r[cut]), r["persons"], max(1, r["agents"])) for r in leaves]
    if overlaps:
        cells += [
            Cell((r["place"], TOTAL), r["persons"], max(1, r["agents"])) for r in _read(by_place)
        ]
    return _table(cut, (PLACE, cut), cells, period, count="persons", overlaps=overlaps)


def _table(
    code: str,
    names: tuple[str, str],
    cells: list[Cell],
    period: str,
    *,
    value: str | None = None,
    count: str = "",
    overlaps: bool = False,
) -> Table:
    """A table and its hierarchies: one total over what was met, the same in every report."""
    dimensions = tuple(
        Dimension(
            name,
            {TOTAL: _met(cell.codes[rank] for cell in cells)},
            frozenset({TOTAL}) if overlaps and rank else frozenset(),
        )
        for rank, name in enumerate(names)
    )
    return Table(code, dimensions, tuple(cells), count or code, value, {PERIOD: period})


def _met(codes: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(set(codes) - {TOTAL}))


def _under(codes: tuple[str, str], leaf: Row, cut: str) -> bool:
    return codes[0] in {TOTAL, leaf["place"]} and codes[1] in {TOTAL, leaf[cut]}


def _alone(rows: "ir.Table") -> "ir.Table":
    """The same rows with one column that is the same everywhere: the grand total is a group too."""
    import ibis  # noqa: PLC0415 - slow, and of the engine only

    return rows.mutate(all=ibis.literal("all"))


def _counted(found: "ir.Table") -> list[Row]:
    """The rows where something was counted: minutes that nobody gave are no cell."""
    return [row for row in _read(found) if row["units"]]


def _read(found: "ir.Table") -> list[Row]:
    rows: list[Row] = found.to_pyarrow().to_pylist()
    return rows


def published(table: PublishedTable) -> dict[str, Any]:
    """A table as pages read it: its codes in order, its cells by codes, « s » as null.

    Always by circonscription, then by code: what was given up to publish has its total alone.
    """
    ranks = {each.name: rank for rank, each in enumerate(table.dimensions)}
    cut = next(name for name in (*ranks, *table.scope) if name not in {PLACE, PERIOD})
    kept = [ranks.get(name) for name in (PLACE, cut)]
    return {
        "code": table.title,
        "dimensions": [
            {"name": name, "codes": _codes(table, rank)}
            for name, rank in zip((PLACE, cut), kept, strict=True)
        ],
        "value": table.value,
        "cells": [
            [*(TOTAL if rank is None else cell.codes[rank] for rank in kept), cell.persons,
             cell.value]
            for cell in table.cells
        ],
    }  # fmt: skip


def _codes(table: PublishedTable, rank: int | None) -> list[str]:
    below = () if rank is None else next(iter(table.dimensions[rank].hierarchy.values()))
    return [*below, TOTAL]
