"""What comes out: a release with what is kept inside, or a refusal with what would pass."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from .model import Dimension, Parameters, Table


class Reason(StrEnum):
    """Why a cell is not shown. Kept inside: outside, every « s » is the same."""

    PERSONS = "persons"
    AGENTS = "agents"
    DOMINANCE = "dominance"
    ESTIMABLE = "estimable"
    EARLIER = "earlier"
    SECONDARY = "secondary"


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the work is, for a progress bar: `done` of `total` in the step under way."""

    step: str
    done: int
    total: int
    programs: int


Watch = Callable[[Progress], None]


@dataclass(frozen=True, slots=True)
class ShownCell:
    """A cell as it is published; persons and value are None where it says « s »."""

    codes: tuple[str, ...]
    persons: int | None
    value: float | None = None

    @property
    def is_suppressed(self) -> bool:
        """Whether the cell says « s »."""
        return self.persons is None


@dataclass(frozen=True)
class PublishedTable:
    """What anyone may have of a table: its codes and its cells, each crossing once."""

    title: str
    dimensions: tuple[Dimension, ...]
    cells: tuple[ShownCell, ...]
    count: str = "persons"
    value: str | None = None
    scope: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Withheld:
    """A suppressed cell as it is known inside, never published.

    low, high    what an attacker is proven unable to narrow: an interval inside his own
    width        what had to be left open, in persons; 0 for a secondary
    value_low…   the same of the value, when the table has one
    """

    codes: tuple[str, ...]
    reasons: tuple[Reason, ...]
    persons: int
    agents: int | None
    low: float
    high: float
    width: float
    value: float | None = None
    value_low: float | None = None
    value_high: float | None = None
    value_up: float = 0.0
    value_down: float = 0.0

    @property
    def is_primary(self) -> bool:
        """Whether the cell had to be hidden for itself."""
        return Reason.SECONDARY not in self.reasons


@dataclass(frozen=True)
class Audit:
    """What is kept inside with a release: which cells, why, how wide, how it was decided.

    withheld  per table, in the order of the release
    flags     French sentences for whoever signs: unanimous groups, figures already public
    """

    withheld: tuple[tuple[Withheld, ...], ...]
    parameters: Parameters
    programs: int
    input_hash: str
    flags: tuple[str, ...] = ()
    earlier: tuple[str, ...] = ()


@dataclass(frozen=True)
class Past:
    """An earlier release as the next one must know it; `digest` identifies it in the ledger."""

    tables: tuple[PublishedTable, ...]
    withheld: tuple[tuple[Withheld, ...], ...]
    digest: str


@dataclass(frozen=True)
class Release:
    """Tables that may be published, certified cell by cell."""

    tables: tuple[PublishedTable, ...]
    audit: Audit


@dataclass(frozen=True)
class Coarsening:
    """A coarser request that passes: what to remove, in French, and the tables it gives."""

    sentence: str
    tables: tuple[Table, ...]
    shown: int
    suppressed: int


@dataclass(frozen=True)
class Refusal:
    """Nothing may be published as asked: why, in French, and what would pass if anything does."""

    reasons: tuple[str, ...]
    proposal: Coarsening | None = None
    programs: int = 0


@dataclass(frozen=True, slots=True)
class Interval:
    """What an attacker knows of a suppressed cell; high is None when nothing bounds it."""

    table: int
    codes: tuple[str, ...]
    low: float
    high: float | None
    value_low: float | None = None
    value_high: float | None = None
