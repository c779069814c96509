"""The relations between cells, as sparse rows: what adds up, and what only lies between."""

import itertools
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .crossing import at_axis
from .trees import Tree

Floats = NDArray[np.float64]
Ranks = NDArray[np.int64]


@dataclass(frozen=True)
class Rows:
    """Sparse rows over cells: row r is `cols[start[r]:start[r + 1]]` with its coefficients.

    A displacement d keeps what is published true when `row · d` is zero on an equality, and at
    least `least(y)` elsewhere.
    """

    start: Ranks
    cols: Ranks
    coefs: Floats
    is_equality: NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.is_equality)

    def dot(self, values: Floats) -> Floats:
        """Each row times a value per cell."""
        if not len(self):
            return np.zeros(0)
        return np.add.reduceat(self.coefs * values[self.cols], self.start[:-1])

    def least(self, values: Floats) -> Floats:
        """The lower bound of each row for a displacement of `values`; the upper is 0 or none."""
        return np.where(self.is_equality, 0.0, np.minimum(0.0, -self.dot(values)))

    def within(self, chosen: NDArray[np.bool_]) -> tuple["Rows", Ranks]:
        """The same rows over the chosen cells only, and which rows are left."""
        kept = chosen[self.cols]
        of_row = np.repeat(np.arange(len(self)), np.diff(self.start))[kept]
        sizes = np.bincount(of_row, minlength=len(self))
        left = np.flatnonzero(sizes)
        start = np.concatenate([[0], np.cumsum(sizes[left])])
        rows = Rows(start, self.cols[kept], self.coefs[kept], self.is_equality[left])
        return rows, left


def joined(parts: Iterable[Rows]) -> Rows:
    """All these rows, one after the other."""
    parts = list(parts)
    sizes = np.concatenate([np.diff(part.start) for part in parts] or [np.zeros(0, np.int64)])
    return Rows(
        np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64),
        np.concatenate([part.cols for part in parts] or [np.zeros(0, np.int64)]),
        np.concatenate([part.coefs for part in parts] or [np.zeros(0)]),
        np.concatenate([part.is_equality for part in parts] or [np.zeros(0, bool)]),
    )


def relation(members: Ranks, *, adds_up: bool) -> Rows:
    """`members`: one line per relation, the parent first. Adds up, or max ≤ parent ≤ sum."""
    count, width = members.shape
    coefs = np.full((count, width), -1.0)
    coefs[:, 0] = 1.0
    whole = _regular(members, coefs if adds_up else -coefs, is_equality=adds_up)
    if adds_up:
        return whole
    apart = [
        _regular(members[:, [0, child]], np.tile([1.0, -1.0], (count, 1)), is_equality=False)
        for child in range(1, width)
    ]
    return joined([whole, *apart])


def _regular(members: Ranks, coefs: Floats, *, is_equality: bool) -> Rows:
    count, width = members.shape
    return Rows(
        np.arange(count + 1, dtype=np.int64) * width,
        members.ravel().astype(np.int64),
        coefs.ravel(),
        np.full(count, is_equality),
    )


def rows_of(ids: Ranks, trees: tuple[Tree, ...]) -> Rows:
    """Every relation of a table whose cells have these ranks."""
    return joined(
        relation(_lines(ids, axis, tree, parent), adds_up=parent not in tree.non_additive)
        for axis, tree in enumerate(trees)
        for parent in tree.parents
    )


def _lines(ids: Ranks, axis: int, tree: Tree, parent: str) -> Ranks:
    ranks = [tree.place[code] for code in (parent, *tree.children[parent])]
    return np.moveaxis(ids[at_axis(axis, ranks)], axis, -1).reshape(-1, len(ranks))


@dataclass(frozen=True)
class Subtable:
    """One parent per dimension and its children: the smallest table that adds up."""

    cells: Ranks
    rows: Rows


def subtables(ids: Ranks, trees: tuple[Tree, ...]) -> list[Subtable]:
    """All of them, the most aggregated first."""
    picked = itertools.product(*(range(len(tree.parents)) for tree in trees))
    return [
        _subtable(ids, trees, [tree.parents[at] for tree, at in zip(trees, ranks, strict=True)])
        for ranks in sorted(picked, key=sum)
    ]


def _subtable(ids: Ranks, trees: tuple[Tree, ...], parents: list[str]) -> Subtable:
    ranks = [
        [tree.place[parent], *(tree.place[child] for child in tree.children[parent])]
        for tree, parent in zip(trees, parents, strict=True)
    ]
    block = ids[np.ix_(*ranks)]
    rows = joined(
        relation(
            np.moveaxis(block, axis, -1).reshape(-1, block.shape[axis]),
            adds_up=parent not in tree.non_additive,
        )
        for axis, (tree, parent) in enumerate(zip(trees, parents, strict=True))
    )
    return Subtable(block.ravel(), rows)
