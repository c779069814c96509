"""Where each bar of a drawing stands: labels wrapped above their bar, nothing clipped."""

import textwrap
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from entrenous.web.statistics.reading import Line, Part

_LABEL_CHARS: Final = 58
_LINE: Final = 17
_BAR: Final = 12
_GAP: Final = 14


@dataclass(frozen=True)
class Words:
    """A line of a label."""

    said: str
    y: int


@dataclass(frozen=True)
class Bar:
    """One bar with its label above it and its number at its end."""

    line: "Line"
    at: int
    wrapped: tuple[Words, ...]
    bar_y: int
    number_x: int
    number_y: int


@dataclass(frozen=True)
class Drawing:
    """A whole drawing, `height` high."""

    title: str
    is_minutes: bool
    height: int
    bars: tuple[Bar, ...]


def drawing_of(part: "Part") -> Drawing:
    """The drawing of a table."""
    bars, at = [], 4
    for line in part.bars:
        said = textwrap.wrap(line.label, _LABEL_CHARS) or [line.label]
        words = tuple(Words(each, _LINE * rank - 4) for rank, each in enumerate(said, start=1))
        bar_y = _LINE * len(said) + 2
        bars.append(Bar(line, at, words, bar_y, line.width + 8, bar_y + _BAR - 1))
        at += bar_y + _BAR + _GAP
    return Drawing(part.title, part.is_minutes, max(at, _LINE), tuple(bars))
