"""The kinds of sealed content: a frozen code, a compartment, a frozen dataclass.

Declared by each app in its `contents.py`; `records` seals and opens them.
"""

from collections.abc import Callable
from typing import Any, TypeVar

from entrenous.vault.containers import Compartment

T = TypeVar("T")
_KINDS: dict[int, type[Any]] = {}
_CODES: dict[type[Any], tuple[int, Compartment]] = {}


def sealed_kind(code: int, compartment: Compartment) -> Callable[[type[T]], type[T]]:
    """Declare a frozen dataclass as the content of a sealed record.

    code    frozen once used: it is inside every seal (00-decisions 15). 1 to 32,767
    raises  ValueError when the code is taken
    """

    def declare(cls: type[T]) -> type[T]:
        if code in _KINDS:
            raise ValueError(f"record kind {code} is taken by {_KINDS[code].__name__}")
        _KINDS[code] = cls
        _CODES[cls] = (code, compartment)
        return cls

    return declare


def declared_kinds() -> dict[int, type[Any]]:
    """Every declared kind: code -> dataclass. The canary tests go through all their fields."""
    return dict(_KINDS)


def code_of(cls: type[Any]) -> int:
    """The frozen code of a kind: rows of that kind can be counted without being opened."""
    return _CODES[cls][0]


def compartment_of(cls: type[Any]) -> Compartment:
    """The compartment where this kind of content lives."""
    return _CODES[cls][1]


def kind_of(code: int) -> type[Any]:
    """The kind of content of a code; KeyError for one that nobody declared."""
    return _KINDS[code]
