"""One figure over all the cells: what it is, what must stay open, what has been proven open."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .rows import Floats, Ranks, Rows, Subtable

#: Numerical slack, as a share of what is asked.
SLACK = 1e-6
_STRETCH = 8.0


@dataclass(frozen=True)
class Layer:
    """Persons, or a value: one number per cell, the rows that bind it, the protection it needs.

    floor     the least an attacker knows a suppressed cell to be
    width     how wide his interval must stay
    up, down  how far above and below the true figure it must reach
    weight    the cost of hiding a cell
    is_whole  the attacker knows it is a whole number, and rounds his bounds inwards
    """

    name: str
    y: Floats
    floor: Floats
    width: Floats
    up: Floats
    down: Floats
    weight: Floats
    rows: Rows
    subtables: tuple[Subtable, ...]
    is_whole: bool = False

    @property
    def room(self) -> Floats:
        """How far each cell can go down."""
        return np.maximum(self.y - self.floor, 0.0)

    @property
    def cap(self) -> float:
        """How far up a displacement is let go: far above any need, so that programs are bounded."""
        return float(4 * self.y.max() + 1000 * max(1.0, self.width.max()))


@dataclass
class Extents:
    """How far each cell was moved, up and down, by tables nobody can tell from the true one."""

    high: Floats
    low: Floats

    @classmethod
    def none(cls, size: int) -> "Extents":
        """Nothing proven yet."""
        return cls(np.zeros(size), np.zeros(size))

    def extend(self, cells: Ranks, moved: Floats) -> None:
        """One more table: `moved` is what each of these cells moved by."""
        self.high[cells] = np.maximum(self.high[cells], moved)
        self.low[cells] = np.maximum(self.low[cells], -moved)

    def lacking(self, layer: Layer, cells: Ranks) -> NDArray[np.bool_]:
        """Which of these cells are not proven open enough."""
        high, low = self.high[cells], self.low[cells]
        if layer.is_whole:
            high, low = np.floor(high + SLACK), np.floor(low + SLACK)
        asked = layer.width[cells], layer.up[cells], layer.down[cells]
        had = high + low, high, low
        short = [have < want - SLACK * (1 + want) for have, want in zip(had, asked, strict=True)]
        return short[0] | short[1] | short[2]


def reach(moved: Floats, room: Floats, cap: float, rows: Rows, least: Floats) -> float:
    """By how much a displacement can be multiplied and stay within bounds."""
    down = moved < -SLACK
    limits = [_STRETCH]
    if down.any():
        limits.append(float(np.min(room[down] / -moved[down])))
    if (up := moved > SLACK).any():
        limits.append(float(np.min(cap / moved[up])))
    if not rows.is_equality.all():
        drawn = rows.dot(moved)
        tight = ~rows.is_equality & (drawn < -SLACK)
        if tight.any():
            limits.append(float(np.min(least[tight] / drawn[tight])))
    return min(limits)
