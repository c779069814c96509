"""Those who know a cell because they are alone behind it, and subtract it from the rest.

An agent alone knows her counts; a person alone knows her value; a declared holder knows all of
his. In a table of persons, a person alone does not know that she is.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .attacking import Tell
from .crossing import Grid
from .joint import Joint
from .layers import Extents
from .parts import parts_of
from .programs import Budget
from .proofs import Proof
from .repairing import Repair
from .rows import Floats, Ranks

_ROUNDS = 8
Group = frozenset[int]


@dataclass(frozen=True)
class Insiders:
    """Groups of cells known together by one contributor: of every layer, and of values only."""

    everywhere: tuple[Group, ...]
    of_values: tuple[Group, ...]

    def of_layer(self, rank: int) -> tuple[Group, ...]:
        """Those that know the cells of a layer; the first layer is that of persons."""
        return self.everywhere if rank == 0 else (*self.everywhere, *self.of_values)


def insiders_of(grids: Sequence[Grid], ids: Sequence[Ranks]) -> Insiders:
    """Find them in the tables asked."""
    everywhere: dict[Group, None] = {}
    of_values: dict[Group, None] = {}
    holders: dict[str, set[int]] = {}
    for grid, where in zip(grids, ids, strict=True):
        if grid.agents_high is not None:
            everywhere |= dict.fromkeys(_alone(grid, where, grid.agents_high))
        if grid.value is not None:
            of_values |= dict.fromkeys(_alone(grid, where, grid.persons))
        for at, holder in grid.holders.items():
            holders.setdefault(holder, set()).update(_box(grid, where, at))
    everywhere |= dict.fromkeys(frozenset(cells) for cells in holders.values())
    return Insiders(tuple(everywhere), tuple(of_values))


def _alone(grid: Grid, where: Ranks, behind: Floats) -> list[Group]:
    """The largest cells that one contributor alone stands behind, each with all it contains."""
    single = (behind == 1) & (grid.persons > 0)
    largest = single.copy()
    for axis, tree in enumerate(grid.trees):
        for parent, children in tree.children.items():
            index: list[slice | int] = [slice(None)] * single.ndim
            index[axis] = tree.place[parent]
            above = single[tuple(index)]
            for child in children:
                index[axis] = tree.place[child]
                largest[tuple(index)] &= ~above
    return [frozenset(_box(grid, where, tuple(at))) for at in np.argwhere(largest)]


def _box(grid: Grid, where: Ranks, at: Sequence[int]) -> list[int]:
    """A cell and all the cells inside it."""
    ranks = []
    for tree, rank in zip(grid.trees, at, strict=True):
        under, found = [tree.codes[int(rank)]], []
        while under:
            code = under.pop()
            found.append(tree.place[code])
            under += tree.children.get(code, ())
        ranks.append(found)
    return [int(cell) for cell in where[np.ix_(*ranks)].ravel()]


def hold_against(
    joint: Joint,
    insiders: Insiders,
    suppressed: NDArray[np.bool_],
    budget: Budget,
    tell: Tell,
) -> Ranks:
    """Hide more until no insider narrows a cell of others; the cells for which that fails."""
    for rank, layer in enumerate(joint.layers):
        for _ in range(_ROUNDS):
            groups = insiders.of_layer(rank)
            found = _narrowed(joint, rank, groups, suppressed, budget=budget, tell=tell)
            if not found:
                break
            for group, cells in found:
                free = np.setdiff1d(np.flatnonzero(~joint.frozen), list(group))
                parts = parts_of(joint.grids, joint.ids, free)
                repair = Repair(layer, parts, suppressed, budget)
                if not repair.run(cells, Extents.none(len(suppressed)), tell):
                    return cells
        else:
            return np.flatnonzero(joint.primary)
    return np.zeros(0, np.int64)


def _narrowed(
    joint: Joint,
    rank: int,
    groups: Sequence[Group],
    suppressed: NDArray[np.bool_],
    *,
    budget: Budget,
    tell: Tell,
) -> list[tuple[Group, Ranks]]:
    layer = joint.layers[rank]
    hidden = np.flatnonzero(suppressed & (layer.y > 0))
    inside = [np.intersect1d(hidden, list(group)) for group in groups]
    if not any(len(cells) for cells in inside):
        return []
    watched = np.searchsorted(hidden, np.unique(np.concatenate(inside)))
    proof = Proof(layer, hidden, budget, watched)
    if not proof.establish():
        return [(frozenset(), np.flatnonzero(joint.primary))]
    found = []
    for done, (group, cells) in enumerate(zip(groups, inside, strict=True)):
        tell(done, len(groups))
        out = np.searchsorted(hidden, cells)
        if len(out) and not proof.without(out, cells[:0]):
            found.append((group, proof.unproven(out)))
        proof.undo(out)
    return found
