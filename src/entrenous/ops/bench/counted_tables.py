"""Invented tables of persons for the measures: seeded, skewed as real ones are."""

from typing import Final

import numpy as np

from entrenous.disclosure import Cell, Dimension, Table

_SEED: Final = 1
_MARGIN_SHAPE: Final = 1.5
_LEAF_SHAPE: Final = 1.0
ROOT: Final = "T"


def invented(
    sizes: tuple[int, ...], groups: tuple[int, ...], persons: int, *, seed: int = _SEED
) -> Table:
    """A table with that many leaves and groups per dimension, and about that many persons.

    Poisson counts whose means are products of gamma margins and gamma leaves.
    """
    random = np.random.default_rng(seed)
    means = np.ones(sizes)
    for axis, size in enumerate(sizes):
        shape = [1] * len(sizes)
        shape[axis] = size
        means = means * random.gamma(_MARGIN_SHAPE, 1.0, size).reshape(shape)
    means *= random.gamma(_LEAF_SHAPE, 1.0, sizes)
    counts = random.poisson(means * persons / means.sum())
    dimensions = tuple(
        Dimension(f"d{axis}", _nested(size, groups[axis])) for axis, size in enumerate(sizes)
    )
    cells = tuple(
        Cell(tuple(f"l{rank:03}" for rank in at), int(counts[at]))
        for at in np.ndindex(*sizes)
        if counts[at]
    )
    return Table(f"{persons} personnes", dimensions, cells)


def _nested(size: int, groups: int) -> dict[str, tuple[str, ...]]:
    """A root, groups, leaves; codes of one length, as τ-ARGUS wants them."""
    shares = np.array_split(np.arange(size), groups)
    below = {ROOT: tuple(f"g{rank:03}" for rank in range(groups))}
    below |= {
        f"g{rank:03}": tuple(f"l{leaf:03}" for leaf in each) for rank, each in enumerate(shares)
    }
    return below


def flat(rows: int, columns: int, *, seed: int) -> Table:
    """A small table with totals and nothing else, for the best choice there is."""
    random = np.random.default_rng(seed)
    counts = random.poisson(random.gamma(1.0, 25.0, (rows, columns)))
    counts[0, 0] = max(1, counts[0, 0])
    dimensions = tuple(
        Dimension(name, {ROOT: tuple(f"{name}{rank}" for rank in range(size))})
        for name, size in (("r", rows), ("c", columns))
    )
    cells = tuple(
        Cell((f"r{row}", f"c{column}"), int(counts[row, column]))
        for row in range(rows)
        for column in range(columns)
    )
    return Table("petit", dimensions, cells)
