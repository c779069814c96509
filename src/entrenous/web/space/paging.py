"""Lists cut by their weight: a page stays light for an old telephone, whatever it says."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final, Generic, TypeVar

from django.utils.html import escape

T = TypeVar("T")
#: What the lines of one page may weigh, in bytes; the rest of a page is about as heavy again.
MOST_BYTES: Final = 25_000
_TAGS_BYTES: Final = 400


@dataclass(frozen=True)
class Sheet(Generic[T]):
    """One page of a list: its lines, its place, the places before and after it (0: none)."""

    lines: Sequence[T]
    number: int
    before: int
    after: int


def sheet(lines: Sequence[T], text_of: Callable[[T], str], asked: str | None) -> Sheet[T]:
    """The page asked for, or the first one for anything else; a line is never cut in two."""
    pages: list[list[T]] = [[]]
    weight = 0
    for line in lines:
        more = len(escape(text_of(line)).encode()) + _TAGS_BYTES
        if pages[-1] and weight + more > MOST_BYTES:
            pages.append([])
            weight = 0
        pages[-1].append(line)
        weight += more
    known = {str(n): n for n in range(1, len(pages) + 1)}
    number = known.get(asked or "", 1)
    after = number + 1 if number < len(pages) else 0
    return Sheet(pages[number - 1], number, number - 1, after)
