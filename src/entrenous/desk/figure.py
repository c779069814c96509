"""One figure of the team, shown only when it says nothing of an agent nor of a person."""

from dataclasses import dataclass, field
from typing import Final
from uuid import UUID

MIN_AGENTS: Final = 3
MIN_PERSONS: Final = 11
HIDDEN: Final = "non montré"


@dataclass
class Figure:
    """One figure, and who contributed to it.

    is_typed  a bare count, of nobody in particular
    persons   of whom it is, when one person may be counted several times
    """

    label: str
    number: int = 0
    minutes: int = 0
    agents: set[UUID] = field(default_factory=set)
    is_typed: bool = False
    persons: set[UUID] | None = None

    def add(self, agent: UUID | None, number: int = 1, minutes: int | None = None) -> None:
        """Count once more."""
        self.number += number
        self.minutes += minutes or 0
        if agent is not None:
            self.agents.add(agent)

    @property
    def is_shown(self) -> bool:
        """Tell whether it says nothing of an agent, nor of a person."""
        if self.number == 0 and self.is_typed:
            return True
        people = self.number if self.persons is None else len(self.persons)
        enough = self.is_typed or people >= MIN_PERSONS
        return enough and len(self.agents) >= MIN_AGENTS

    @property
    def shown(self) -> str:
        """The number, or « non montré »."""
        return str(self.number) if self.is_shown else HIDDEN
