"""Which cells must be hidden for themselves, and why: too few behind them, or one who weighs all.

Thresholds: 3 units and 85 % are INSEE's for enterprises, 11 persons for fiscal data
(docs/divulgation.md says what was read and what was not).
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .crossing import Grid, at_axis, told
from .errors import quoted
from .model import Parameters
from .outcome import Reason

Mask = NDArray[np.bool_]
_MOST_FLAGS = 200


@dataclass(frozen=True)
class Primaries:
    """One mask per reason, over the cells of a table."""

    masks: dict[Reason, Mask]

    @property
    def every(self) -> Mask:
        """Cells hidden for any reason of their own."""
        hidden: Mask = np.logical_or.reduce(list(self.masks.values()))
        return hidden

    @property
    def of_persons(self) -> Mask:
        """Cells whose number of persons itself must stay open."""
        return self.masks[Reason.PERSONS] | self.masks[Reason.AGENTS]


def primaries(grid: Grid, parameters: Parameters) -> Primaries:
    """The cells of a table that its figures alone forbid to show."""
    persons = grid.persons
    masks = {reason: np.zeros(grid.shape, bool) for reason in _ASKED}
    masks[Reason.PERSONS] = (persons > 0) & (persons < parameters.threshold)
    if grid.agents_low is not None:
        masks[Reason.AGENTS] = (persons > 0) & (grid.agents_low < parameters.least_agents)
    value, largest, second = grid.value, grid.largest, grid.second
    if value is not None and largest is not None and second is not None:
        masks[Reason.DOMINANCE] = (value > 0) & (largest > parameters.dominance * value)
        rest = value - largest - second
        masks[Reason.ESTIMABLE] = (value > 0) & (rest < parameters.within * largest)
    return Primaries(masks)


_ASKED = (Reason.PERSONS, Reason.AGENTS, Reason.DOMINANCE, Reason.ESTIMABLE)


def unanimous(grid: Grid, parameters: Parameters) -> list[str]:
    """Groups of which one category holds nearly all: shown, but whoever signs must look.

    Only groups of at least the threshold: below, nothing is shown anyway.
    """
    found: list[str] = []
    for axis, tree in enumerate(grid.trees):
        for parent, children in tree.children.items():
            if len(children) > 1:
                group = grid.persons[at_axis(axis, tree.place[parent])]
                for child in children:
                    held = grid.persons[at_axis(axis, tree.place[child])]
                    found += _flagged(
                        grid, axis, (parent, child), group=group, held=held, parameters=parameters
                    )
    return _shortened(found)


def _flagged(
    grid: Grid,
    axis: int,
    codes: tuple[str, str],
    *,
    group: NDArray[np.float64],
    held: NDArray[np.float64],
    parameters: Parameters,
) -> list[str]:
    parent, child = codes
    all_of_it = (group >= parameters.threshold) & (held >= parameters.unanimous * group)
    others = [tree for rank, tree in enumerate(grid.trees) if rank != axis]
    sentences = []
    for at in np.argwhere(np.atleast_1d(all_of_it)):
        where = [tree.codes[int(rank)] for tree, rank in zip(others, at, strict=False)]
        where.insert(axis, parent)
        sentences.append(
            f"{told(tuple(where))}\u00a0: {quoted(child)} réunit presque tout le groupe."
        )
    return sentences


def _shortened(found: list[str]) -> list[str]:
    if len(found) <= _MOST_FLAGS:
        return found
    return [*found[:_MOST_FLAGS], f"{len(found) - _MOST_FLAGS} autres groupes sont dans ce cas."]
