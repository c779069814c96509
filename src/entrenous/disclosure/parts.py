"""Parts of a large table that can be attacked and repaired alone, what surrounds them frozen.

What is proven with the rest frozen is true of the whole: the attacker only has more freedom.
"""

import itertools
from collections.abc import Sequence

import numpy as np

from .crossing import Grid
from .rows import Ranks
from .trees import Tree

#: Up to this many cells that may move, the whole is one part.
WHOLE = 6_000
_LARGEST = 8_000


def parts_of(grids: Sequence[Grid], ids: Sequence[Ranks], free: Ranks) -> list[Ranks]:
    """Overlapping parts, the smallest first; the whole comes last."""
    if len(free) <= WHOLE:
        return [free]
    found = []
    for grid, where in zip(grids, ids, strict=True):
        for axis, tree in enumerate(grid.trees):
            found.append(where.take([tree.place[tree.root]], axis=axis))
        slices = [_slices(tree) for tree in grid.trees]
        for axis, along in enumerate(slices):
            found += [where.take(ranks, axis=axis) for ranks in along]
        for one, other in itertools.combinations(range(len(slices)), 2):
            for ranks, others in itertools.product(slices[one], slices[other]):
                found.append(where.take(ranks, axis=one).take(others, axis=other))
    parts = [np.intersect1d(part, free) for part in found]
    parts = [part for part in parts if 0 < len(part) <= _LARGEST]
    return [*sorted(parts, key=len), free]


def _slices(tree: Tree) -> list[list[int]]:
    """The codes under each child of the total."""
    return [_under(tree, child) for child in tree.children[tree.root]]


def _under(tree: Tree, code: str) -> list[int]:
    ranks = [tree.place[code]]
    for child in tree.children.get(code, ()):
        ranks += _under(tree, child)
    return ranks
