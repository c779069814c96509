"""From the pattern to what is published, in the order that was asked, and what is kept inside."""

import itertools
from collections.abc import Sequence

import numpy as np

from .crossing import Grid
from .joint import Joint
from .model import Table
from .outcome import PublishedTable, Reason, ShownCell, Withheld
from .searching import Pattern
from .trees import tree_of


def shown_tables(
    tables: Sequence[Table], joint: Joint, pattern: Pattern
) -> tuple[PublishedTable, ...]:
    """Every crossing of each table, with « s » where it is hidden."""
    return tuple(
        PublishedTable(
            table.title, table.dimensions,
            _shown(table, joint.grids[rank], pattern.suppressed[joint.ids[rank]]),
            table.count, table.value, table.scope,
        )
        for rank, table in enumerate(tables)
    )  # fmt: skip


def _shown(table: Table, grid: Grid, hidden: np.ndarray) -> tuple[ShownCell, ...]:
    trees = [tree_of(each) for each in table.dimensions]
    names = [tree.name for tree in trees]
    places = [tree.place for tree in grid.trees]
    order = [names.index(tree.name) for tree in grid.trees]
    found = []
    for codes in itertools.product(*(tree.codes for tree in trees)):
        at = tuple(place[codes[rank]] for place, rank in zip(places, order, strict=True))
        if hidden[at]:
            found.append(ShownCell(codes, None))
        else:
            value = None if grid.value is None else float(grid.value[at])
            found.append(ShownCell(codes, int(grid.persons[at]), value))
    return tuple(found)


def kept_inside(joint: Joint, pattern: Pattern) -> tuple[tuple[Withheld, ...], ...]:
    """Per table, each hidden cell, why, and between what an attacker is left."""
    return tuple(_kept(joint, pattern, rank) for rank in range(len(joint.grids)))


def _kept(joint: Joint, pattern: Pattern, rank: int) -> tuple[Withheld, ...]:
    grid, ids = joint.grids[rank], joint.ids[rank]
    names = [layer.name for layer in joint.layers[1:]]
    value = 1 + names.index(grid.table.value) if grid.table.value in names else None
    persons, own = joint.layers[0], joint.owns[rank]
    found = []
    for at in np.argwhere(pattern.suppressed[ids]):
        place = tuple(int(each) for each in at)
        cell = int(ids[place])
        reasons = tuple(reason for reason, mask in own.masks.items() if mask[place])
        if not reasons:
            reasons = (Reason.EARLIER,) if joint.primary[cell] else (Reason.SECONDARY,)
        open_now = pattern.extents[0]
        kept = {
            "codes": _written(joint, rank, place),
            "reasons": reasons,
            "persons": int(persons.y[cell]),
            "agents": None if grid.agents_low is None else int(grid.agents_low[place]),
            "low": float(persons.y[cell] - open_now.low[cell]),
            "high": float(persons.y[cell] + open_now.high[cell]),
            "width": float(persons.width[cell]),
        }
        found.append(Withheld(**kept, **_of_value(joint, pattern, value, cell)))  # type: ignore[arg-type]
    return tuple(found)


def _written(joint: Joint, rank: int, place: tuple[int, ...]) -> tuple[str, ...]:
    """The codes of a cell in the order of the dimensions asked."""
    grid = joint.grids[rank]
    by_name = {t.name: t.codes[at] for t, at in zip(grid.trees, place, strict=True)}
    return tuple(by_name[name] for name in joint.orders[rank])


def _of_value(joint: Joint, pattern: Pattern, layer: int | None, cell: int) -> dict[str, float]:
    if layer is None:
        return {}
    value, open_now = joint.layers[layer], pattern.extents[layer]
    return {
        "value": float(value.y[cell]),
        "value_low": float(value.y[cell] - open_now.low[cell]),
        "value_high": float(value.y[cell] + open_now.high[cell]),
        "value_up": float(value.up[cell]),
        "value_down": float(value.down[cell]),
    }
