"""How each kind of sealed content is told in a copy: its part, its title, its labelled texts.

Every kind declared by the program is either here or among those left out, with the reason: a test
holds the two lists against the declared kinds, so that nothing is silently left out. A kind that
nobody declared here is told all the same, field by field.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import Any, Final
from uuid import UUID

from entrenous.agents.coded import Coded
from entrenous.copies.codes import Category
from entrenous.law import vocabulary
from entrenous.law.typography import typeset
from entrenous.law.written_days import french_date

_NBSP: Final = "\N{NO-BREAK SPACE}"


@dataclass(frozen=True)
class Part:
    """A labelled text of an entry; masks name it by its place."""

    label: str
    text: str


@dataclass(frozen=True)
class Shape:
    """How one kind is told.

    law     codes of the vocabulary of the law base: one of them open is enough
    parts   (label, attribute) in the order of the page; an empty value is not told
    title   from the content, and never from a free text: a title is not masked
    day     the attribute that dates it; nothing: the day it was written
    hint    what to think of before giving it
    """

    category: Category
    law: tuple[str, ...]
    title: str | Callable[[Any], str]
    parts: tuple[tuple[str, str], ...]
    day: str = ""
    hint: str = ""
    has_versions: bool = False


_SHAPES: dict[str, Shape] = {}
_LEFT_OUT: dict[str, str] = {}


def tell(kind: str, shape: Shape) -> None:
    """Say how a kind is told; its name is that of its class."""
    _SHAPES[kind] = shape


def leave_out(kind: str, because: str) -> None:
    """Say that a kind is no writing about the person, and why."""
    _LEFT_OUT[kind] = because


def shape_of(content: Any) -> Shape | None:
    """How a content is told; None when its kind is left out."""
    name = type(content).__name__
    if name in _LEFT_OUT:
        return None
    return _SHAPES.get(name) or _any_shape(content)


def is_answered_for(kind: type[Any]) -> bool:
    """Tell whether someone decided how this kind is told, or why it is not."""
    return kind.__name__ in _SHAPES or kind.__name__ in _LEFT_OUT


def title_of(content: Any, shape: Shape) -> str:
    """The title of an entry."""
    title = shape.title(content) if callable(shape.title) else shape.title
    return typeset(title[:1].upper() + title[1:])


def day_of(content: Any, shape: Shape, written_on: date) -> date:
    """The day of an entry."""
    found = getattr(content, shape.day, None) if shape.day else None
    if isinstance(found, datetime):
        return found.date()
    return found if isinstance(found, date) else written_on


def parts_of(content: Any, shape: Shape) -> tuple[Part, ...]:
    """The labelled texts of an entry, without those that are empty."""
    told = ((label, words_of(getattr(content, name, None))) for label, name in shape.parts)
    return tuple(Part(typeset(label), text) for label, text in told if text)


def words_of(value: Any) -> str:
    """Any value in words: a day in French, a code by its label, a list a line each."""
    if value is None or value is False or value == "":
        return ""
    for kinds, told in _TOLD:
        if isinstance(value, kinds):
            return told(value)
    return ", ".join(_inside(value)) if is_dataclass(value) else str(value)


def _amount(value: Decimal) -> str:
    return f"{value:,.2f}".replace(",", _NBSP).replace(".", ",") + f"{_NBSP}€"


def _lines(values: Iterable[Any]) -> str:
    return "\n".join(words for each in values if (words := _inner(each)))


def _pairs(values: dict[str, Any]) -> str:
    return "\n".join(f"{_inner(key)} : {_inner(each)}" for key, each in values.items() if each)


def _inner(value: Any) -> str:
    """A value of a list: a code of the law base by its label."""
    words = words_of(value)
    return vocabulary().items.get(words, words)


#: In this order: a day with an hour is a day, a code is a text.
_TOLD: Final[tuple[tuple[Any, Callable[[Any], str]], ...]] = (
    (bool, lambda _: "oui"),
    (Coded, lambda code: code.label),
    (datetime, lambda at: french_date(at.date())),
    (date, french_date),
    (Decimal, _amount),
    (dict, _pairs),
    ((tuple, list, frozenset), _lines),
    (Enum, lambda each: str(each.value)),
)


def _inside(value: Any) -> Iterator[str]:
    for each in fields(value):
        said = getattr(value, each.name)
        if not isinstance(said, bytes | UUID) and (words := _inner(said)):
            yield words.replace("\n", ", ")


def _any_shape(content: Any) -> Shape:
    """What no one described: every field, under its own name."""
    named: Iterable[str] = (f.name for f in fields(content))
    told = tuple((name.replace("_", " ").capitalize(), name) for name in named)
    return Shape(Category.OTHER, ("notes",), "Autre écrit", told)
