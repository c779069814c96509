"""All the tables at once, asked and already published: one set of cells, one system."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from .coordinates import Placed, keys, named_by_period
from .crossing import Grid, told
from .earlier import Published, published
from .errors import DisclosureError, quoted
from .layers import Layer
from .model import Parameters
from .outcome import Past
from .primaries import Primaries, primaries
from .rows import Floats, Ranks, Rows, Subtable, joined, rows_of, subtables
from .timeline import conflicts
from .trees import Tree

Mask = NDArray[np.bool_]
_MOST_TOLD = 5
_TOLERANCE = 1e-6


@dataclass(frozen=True)
class Joint:
    """The cells of every table, each once.

    grids, ids       the tables asked, and the rank of each of their cells
    frozen           zeros, and figures already public: nothing can hide them any more
    primary          what must be hidden for itself
    suppressed       where to start: that, and what earlier releases hid
    asked            cells of the tables asked: only those may change
    orders           the dimensions of each table, as they were asked
    refused          French sentences: why nothing may be published, whatever is hidden
    """

    grids: tuple[Grid, ...]
    ids: tuple[Ranks, ...]
    owns: tuple[Primaries, ...]
    layers: tuple[Layer, ...]
    frozen: Mask
    primary: Mask
    earlier: Mask
    suppressed: Mask
    asked: Mask
    orders: tuple[tuple[str, ...], ...]
    refused: tuple[str, ...]
    flags: tuple[str, ...]


@dataclass
class _Cells:
    """The figures of all cells as tables are read one after the other."""

    size: int
    y: Floats = field(init=False)
    width: Floats = field(init=False)
    shown: Mask = field(init=False)
    hidden: Mask = field(init=False)
    earlier: Mask = field(init=False)
    primary: Mask = field(init=False)
    asked: Mask = field(init=False)

    def __post_init__(self) -> None:
        self.y = np.full(self.size, np.nan)
        self.width = np.zeros(self.size)
        for name in ("shown", "hidden", "earlier", "primary", "asked"):
            setattr(self, name, np.zeros(self.size, bool))


def join(
    grids: Sequence[Grid],
    parameters: Parameters,
    history: Sequence[Past],
    orders: Sequence[tuple[str, ...]],
) -> Joint:
    """Build the system. DisclosureError when two tables asked contradict each other."""
    past = [
        published(table, held, rank)
        for rank, release in enumerate(history)
        for table, held in zip(release.tables, release.withheld, strict=True)
    ]
    placed = [*(_placed(grid) for grid in grids), *(each.placed for each in past)]
    numbered = keys(placed)
    distinct, ranks = np.unique(np.concatenate([k.ravel() for k in numbered]), return_inverse=True)
    ids = _split(ranks, [number.shape for number in numbered])
    cells = _Cells(len(distinct))
    refused = conflicts(placed)
    for each, where in zip(past, ids[len(grids) :], strict=True):
        _read_past(cells, each, where)
    owns = tuple(primaries(grid, parameters) for grid in grids)
    for grid, own, where in zip(grids, owns, ids, strict=False):
        refused += _read_asked(cells, grid, own, where, parameters)
    public = cells.shown & (cells.y > 0)
    flags = _already_public(cells, grids, ids, public)
    cells.primary &= ~public
    cells.width[~cells.primary] = 0
    layers = (
        _persons(cells, placed, ids),
        *_values(cells, grids, past, ids, parameters),
    )
    return Joint(
        tuple(grids), tuple(ids[: len(grids)]), owns, layers,
        frozen=(cells.y == 0) | public,
        primary=cells.primary,
        earlier=cells.earlier & cells.primary,
        suppressed=(cells.primary | cells.hidden) & ~public & (cells.y > 0),
        asked=cells.asked,
        orders=tuple(orders),
        refused=tuple(dict.fromkeys(refused)),
        flags=tuple(flags),
    )  # fmt: skip


def _placed(grid: Grid) -> Placed:
    table = grid.table
    trees = tuple(named_by_period(tree) for tree in grid.trees)
    return Placed(table.title, table.count, trees, table.scope, grid.persons)


def _split(ranks: Ranks, shapes: Sequence[tuple[int, ...]]) -> list[Ranks]:
    ends = np.cumsum([int(np.prod(shape)) for shape in shapes])
    parts = np.split(ranks.ravel(), ends[:-1])
    return [part.reshape(shape) for part, shape in zip(parts, shapes, strict=True)]


def _read_past(cells: _Cells, past: Published, where: Ranks) -> None:
    at = where.ravel()
    cells.y[at] = past.placed.persons.ravel()
    shown = past.shown.ravel()
    cells.shown[at] |= shown
    cells.hidden[at] |= ~shown
    primary = (past.width > 0).ravel() | (past.value_up > 0).ravel()
    cells.primary[at] |= primary
    cells.earlier[at] |= primary
    cells.width[at] = np.maximum(cells.width[at], past.width.ravel())


def _read_asked(
    cells: _Cells, grid: Grid, own: Primaries, where: Ranks, parameters: Parameters
) -> list[str]:
    at, persons = where.ravel(), grid.persons.ravel()
    known = ~np.isnan(cells.y[at])
    differs = known & (np.nan_to_num(cells.y[at]) != persons)
    refused = []
    if differs.any():
        rank = int(np.flatnonzero(differs)[0])
        if cells.asked[at[differs]].any():
            raise DisclosureError(
                f"tableau {quoted(grid.table.title)}\u00a0: {told(grid.codes(rank))} ne vaut "
                "pas autant dans un autre des tableaux demandés."
            )
        refused.append(_corrected(grid, rank, int(differs.sum())))
    cells.y[at] = np.where(known, cells.y[at], persons)
    cells.asked[at] = True
    cells.primary[at] |= own.every.ravel()
    needed = np.where(own.of_persons.ravel(), float(parameters.threshold), 0.0)
    cells.width[at] = np.maximum(cells.width[at], needed)
    return refused


def _corrected(grid: Grid, rank: int, count: int) -> str:
    first = f"{told(grid.codes(rank))} a déjà été publié avec un autre chiffre"
    others = f" ({count} cases dans ce cas)" if count > 1 else ""
    return (
        f"{first}{others}. Une correction se publie dans la période suivante\u00a0; une autre "
        "période se dit par une dimension ou par «\u00a0scope\u00a0»."
    )


def _already_public(
    cells: _Cells, grids: Sequence[Grid], ids: Sequence[Ranks], public: Mask
) -> list[str]:
    found = []
    for grid, where in zip(grids, ids, strict=False):
        at = where.ravel()
        ranks = np.flatnonzero(public[at] & cells.primary[at])
        found += [
            f"{told(grid.codes(int(rank)))}\u00a0: à cacher, mais déjà public."
            for rank in ranks[:_MOST_TOLD]
        ]
    return found


def _persons(cells: _Cells, placed: Sequence[Placed], ids: Sequence[Ranks]) -> Layer:
    rows, parts = _relations([each.trees for each in placed], ids)
    y = cells.y
    _demand_true(rows, y)
    return Layer(
        "persons", y, np.minimum(y, 1.0), cells.width, np.zeros_like(y), np.zeros_like(y),
        np.log1p(y) + 1, rows, parts, is_whole=True,
    )  # fmt: skip


def _demand_true(rows: Rows, y: Floats) -> None:
    drawn = rows.dot(y)
    if (np.where(rows.is_equality, np.abs(drawn), -drawn) > _TOLERANCE * (1 + y.max())).any():
        raise DisclosureError("un total ne s’additionne pas d’un tableau à l’autre.")


def _relations(
    trees: Sequence[tuple[Tree, ...]], ids: Sequence[Ranks]
) -> tuple[Rows, tuple[Subtable, ...]]:
    found: list[Subtable] = []
    for each, where in zip(trees, ids, strict=True):
        found += subtables(where, each)
    return joined(rows_of(where, t) for t, where in zip(trees, ids, strict=True)), tuple(found)


def _values(
    cells: _Cells,
    grids: Sequence[Grid],
    past: Sequence[Published],
    ids: Sequence[Ranks],
    parameters: Parameters,
) -> list[Layer]:
    names = sorted({grid.table.value for grid in grids if grid.table.value is not None})
    return [
        _value(name, cells=cells, grids=grids, past=past, ids=ids, parameters=parameters)
        for name in names
    ]


def _value(
    name: str,
    *,
    cells: _Cells,
    grids: Sequence[Grid],
    past: Sequence[Published],
    ids: Sequence[Ranks],
    parameters: Parameters,
) -> Layer:
    y, up, down = (np.zeros(cells.size) for _ in range(3))
    trees, where = [], []
    for grid, at in zip(grids, ids, strict=False):
        if grid.table.value == name and grid.value is not None:
            y[at.ravel()] = grid.value.ravel()
            trees.append(grid.trees)
            where.append(at)
    asked = cells.primary & cells.asked
    up[asked] = down[asked] = parameters.within * y[asked]
    for each, at in zip(past, ids[len(grids) :], strict=True):
        if each.value_name == name and each.value is not None:
            y[at.ravel()] = each.value.ravel()
            up[at.ravel()] = np.maximum(up[at.ravel()], each.value_up.ravel())
            down[at.ravel()] = np.maximum(down[at.ravel()], each.value_down.ravel())
            trees.append(each.placed.trees)
            where.append(at)
    rows, parts = _relations(trees, where)
    nothing = np.zeros(cells.size)
    return Layer(name, y, nothing, nothing, up, down, np.log1p(y) + 1, rows, parts)
