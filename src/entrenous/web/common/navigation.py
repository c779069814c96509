"""The list at the left of every page: each kind of page brings its own items in `nav.py`."""

from dataclasses import dataclass, replace
from functools import cache
from importlib import import_module
from typing import Final, Protocol, cast

from django.http import HttpRequest

# In the order of the screen. The first line of an agent is where her day opens.
ROOMS: Final = (
    "entrenous.web.dossiers.nav",
    "entrenous.web.procedures.nav",
    "entrenous.web.team.nav",
    "entrenous.web.admin.nav",
    "entrenous.web.continuity.nav",
    "entrenous.web.reception.nav",
    "entrenous.web.territory.nav",
    "entrenous.web.slips.nav",
    "entrenous.web.gateway.nav",
    "entrenous.web.collective.nav",
    "entrenous.web.continuity.danger_nav",
    "entrenous.web.minimum.nav",
    "entrenous.web.statistics.nav",
    "entrenous.web.complaints.nav",
    "entrenous.web.keys.nav",
    "entrenous.web.custody.nav",
    "entrenous.web.retention.nav",
)


@dataclass(frozen=True)
class NavItem:
    """One line of the navigation. `count_words` says aloud what the count counts.

    `current`: "page" (this very page), "true" (a page under it), "" (elsewhere),
    None to let the address decide.
    """

    url: str
    label: str
    icon: str
    count: int | None = None
    count_words: str = ""
    current: str | None = None


class Room(Protocol):
    """What a `nav.py` exposes."""

    def items(self, request: HttpRequest) -> list[NavItem]: ...


def build(request: HttpRequest) -> list[NavItem]:
    """Every item this agent has, with at most one marked as current."""
    found = [item for room in _rooms() for item in room.items(request)]
    return mark_current(found, request.path)


def mark_current(items: list[NavItem], path: str) -> list[NavItem]:
    """Mark the item with the longest address that begins `path`."""
    is_decided = any(item.current for item in items)
    open_ones = [i for i in items if i.current is None and _is_under(path, i.url)]
    nearest = None if is_decided else max(open_ones, key=lambda i: len(i.url), default=None)
    return [
        item
        if item.current is not None
        else replace(item, current=_mark(item, path) if item is nearest else "")
        for item in items
    ]


def _is_under(path: str, url: str) -> bool:
    return path == url or (url != "/" and path.startswith(url.rstrip("/") + "/"))


def _mark(item: NavItem, path: str) -> str:
    return "page" if item.url == path else "true"


@cache
def _rooms() -> tuple[Room, ...]:
    return tuple(cast("Room", import_module(name)) for name in ROOMS)
