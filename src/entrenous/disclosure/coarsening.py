"""Coarser tables to try when one cannot be published, those that lose the fewest cells first."""

import itertools
from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from .crossing import Grid, cross
from .errors import quoted
from .model import Cell, Dimension, Table
from .trees import Tree, tree_of

_MOST_STEPS = 2


def coarser(tables: tuple[Table, ...]) -> Iterator[tuple[str, tuple[Table, ...]]]:
    """(sentence, tables): one cut, then two, each in every table that has the dimension."""
    names = sorted({each.name for table in tables for each in table.dimensions})
    ways = [*(("level", name) for name in names), *(("whole", name) for name in names)]
    for steps in range(1, _MOST_STEPS + 1):
        found = []
        for picked in itertools.combinations(ways, steps):
            if len({name for _, name in picked}) == steps:
                made = _cut_all(tables, picked)
                if made:
                    found.append((_size(made), _sentence(picked), made))
        found.sort(key=lambda each: -each[0])
        yield from ((sentence, made) for _, sentence, made in found)


def _sentence(picked: tuple[tuple[str, str], ...]) -> str:
    told = [
        f"retirer le dernier niveau de {quoted(name)}"
        if way == "level"
        else f"retirer la dimension {quoted(name)}"
        for way, name in picked
    ]
    return f"{' et '.join(told)}."


def _cut_all(
    tables: tuple[Table, ...], picked: tuple[tuple[str, str], ...]
) -> tuple[Table, ...] | None:
    made = tables
    for way, name in picked:
        cut = [_cut(table, way, name) for table in made]
        if any(table is None for table in cut):
            return None
        made = tuple(table for table in cut if table is not None)
    return made


def _cut(table: Table, way: str, name: str) -> Table | None:
    """None when the dimension has but one level, or the table but one dimension."""
    at = next((i for i, each in enumerate(table.dimensions) if each.name == name), None)
    if at is None:
        return table
    tree = tree_of(table.dimensions[at])
    if way == "whole":
        return None if len(table.dimensions) == 1 else _without(table, at, tree)
    shorter = _shorter(table.dimensions[at], tree)
    return None if shorter is None else _restricted(table, at, shorter)


def _shorter(dimension: Dimension, tree: Tree) -> Dimension | None:
    deepest = set(tree.last_level)
    below = {
        parent: children for parent, children in tree.children.items() if parent not in deepest
    }
    if not below:
        return None
    return replace(dimension, hierarchy=below, non_additive=dimension.non_additive & set(below))


def _restricted(table: Table, at: int, shorter: Dimension) -> Table:
    dimensions = (*table.dimensions[:at], shorter, *table.dimensions[at + 1 :])
    kept = set(tree_of(shorter).codes)
    grid = cross(table)
    cells = tuple(cell for cell in _every(grid) if cell.codes[at] in kept)
    return replace(table, dimensions=dimensions, cells=cells)


def _without(table: Table, at: int, tree: Tree) -> Table:
    """The total of a dimension holds for the whole table: it becomes its scope."""
    grid = cross(table)
    cells = tuple(
        replace(cell, codes=(*cell.codes[:at], *cell.codes[at + 1 :]))
        for cell in _every(grid)
        if cell.codes[at] == tree.root
    )
    dimensions = (*table.dimensions[:at], *table.dimensions[at + 1 :])
    scope = {**table.scope, tree.name: tree.root}
    return replace(table, dimensions=dimensions, cells=cells, scope=scope)


def _every(grid: Grid) -> Iterator[Cell]:
    """Every cell that counts someone, totals included."""
    for place in np.argwhere(grid.persons > 0):
        at = tuple(int(rank) for rank in place)
        codes = tuple(tree.codes[rank] for tree, rank in zip(grid.trees, at, strict=True))
        yield Cell(
            codes,
            int(grid.persons[at]),
            None if grid.agents_low is None else int(grid.agents_low[at]),
            _figure(grid.value, at),
            _figure(grid.largest, at),
            _figure(grid.second, at),
            grid.holders.get(at),
        )


def _figure(values: np.ndarray | None, at: tuple[int, ...]) -> float | None:
    return None if values is None else float(values[at])


def _size(tables: tuple[Table, ...]) -> int:
    return sum(
        int(np.prod([len(tree_of(each).codes) for each in table.dimensions])) for table in tables
    )
