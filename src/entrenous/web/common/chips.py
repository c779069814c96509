"""A filter above a list: what « c-puce » shows."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Chip:
    """A filter by state: its address holds a code, never a word typed."""

    label: str
    href: str
    count: int
    here: bool
