"""What is to be published: the tables, how their codes nest, and the rules they must pass."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

MARK: Final = "s"
#: The safe harbour of persons' figures: INSEE, fiscal data; by analogy here (docs/divulgation.md).
THRESHOLD: Final = 11
LOWEST_THRESHOLD: Final = 5
LEAST_AGENTS: Final = 3


@dataclass(frozen=True)
class Dimension:
    """One way of cutting a table.

    hierarchy     each parent and its children, {"Total": ("A", "B"), "A": ("a1", "a2")}; one root
    non_additive  parents whose children overlap (a person has several themes): such a total is
                  at least the largest of its children and at most their sum, and must be given
    """

    name: str
    hierarchy: Mapping[str, tuple[str, ...]]
    non_additive: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Cell:
    """What is counted at one crossing of codes; leaves, and totals where no sum gives them.

    codes    one per dimension, in the order of the table
    persons  distinct persons, never acts
    agents   distinct agents behind the cell; None in every cell of a table without agents
    value    an amount or a duration; then `largest` and `second`, its two largest contributions
    holder   who alone is behind the cell, when it is one contributor that other cells share
    """

    codes: tuple[str, ...]
    persons: int
    agents: int | None = None
    value: float | None = None
    largest: float | None = None
    second: float | None = None
    holder: str | None = None


@dataclass(frozen=True)
class Table:
    """A table to publish: every crossing of its codes is a cell, absent leaves count zero.

    count  what is counted; tables that count the same thing with the same codes are linked
    value  the name of the amount shown beside, or None
    scope  codes that hold for the whole table and are no column: {"periode": "2026-T1"}
    """

    title: str
    dimensions: tuple[Dimension, ...]
    cells: tuple[Cell, ...]
    count: str = "persons"
    value: str | None = None
    scope: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Parameters:
    """The rules of a release, and how much work may be spent on certifying it.

    threshold     persons; fewer (but one) is primary; also the width no interval may go under
    least_agents  agents; fewer behind a cell is primary
    dominance     share of a value held by one contributor above which the cell is primary
    within        share of a value within which nobody may estimate it (the p % rule)
    unanimous     share of a group held by one category above which it is flagged
    programs      linear programs that may be solved, None: after the size of the tables. Counted,
                  not timed: a slow machine gives the same verdict
    """

    threshold: int = THRESHOLD
    least_agents: int = LEAST_AGENTS
    dominance: float = 0.85
    within: float = 0.10
    unanimous: float = 0.95
    programs: int | None = None
