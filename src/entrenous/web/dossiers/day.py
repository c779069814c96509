"""What « Ma journée » shows: each kind of page adds its sections with `register`.

In the `ready` of a web application:

    from entrenous.web.dossiers import day
    day.register(provider)

where `provider(today: Day) -> list[Section]` reads its own tables and decrypts what its agent
holds. The names of her dossiers are already open: `today.names[dossier_id]`; so are the records of
the kinds it registers with, `register(provider, Kind)`: `today.readings[dossier_id]`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final
from uuid import UUID

from entrenous.keyring.records import Reading
from entrenous.web.common.access import AgentRequest

AT_A_GLANCE: Final = 12


@dataclass(frozen=True)
class Item:
    """One line: what, for whom, when. `action` is an address to POST to, with its button."""

    title: str
    url: str = ""
    detail: str = ""
    when: str = ""
    tone: str = ""
    action: str = ""
    action_label: str = ""


@dataclass(frozen=True)
class Section:
    """A titled list of lines. Sections without a line are not shown. Lower `order` comes first.

    0 appointments, 10 requests given to me, 20 call-backs and messages, 25 extracts lent, 30 late,
    31 due, 40 drafts
    The first AT_A_GLANCE lines are read at once, the rest is unfolded.
    """

    title: str
    icon: str
    items: list[Item] = field(default_factory=list)
    order: int = 50

    @property
    def first(self) -> list[Item]:
        """What is read at a glance."""
        return self.items[:AT_A_GLANCE]

    @property
    def rest(self) -> list[Item]:
        """What is unfolded on demand."""
        return self.items[AT_A_GLANCE:]


@dataclass(frozen=True)
class Day:
    """What a provider is given: the request, the day, the names of the agent's own dossiers.

    readings  what was opened in each: the kinds that providers registered with
    """

    request: AgentRequest
    on: date
    names: Mapping[UUID, str]
    readings: Mapping[UUID, Reading] = field(default_factory=dict)


Provider = Callable[[Day], list[Section]]
_providers: dict[Provider, tuple[type[Any], ...]] = {}


def register(provider: Provider, *kinds: type[Any]) -> None:
    """Add a provider, and the kinds of records that it reads in each dossier; twice is once."""
    _providers[provider] = kinds


def kinds() -> set[type[Any]]:
    """What providers read in the dossiers: opened once, with the names."""
    return {kind for asked in _providers.values() for kind in asked}


def sections(today: Day) -> list[Section]:
    """Every section that has something to say, in order."""
    found = [section for provider in _providers for section in provider(today)]
    return sorted((s for s in found if s.items), key=lambda s: s.order)
