"""A code with its French words: the base of every short list, from accounts to dossiers."""

from enum import StrEnum
from typing import Self


class Coded(StrEnum):
    """A code with the French words a colleague would use."""

    label: str

    def __new__(cls, code: str, label: str = "") -> Self:
        member = str.__new__(cls, code)
        member._value_ = code
        member.label = label
        return member

    @classmethod
    def choices(cls) -> list[tuple[str, str]]:
        """For a form."""
        return [(member.value, member.label) for member in cls]
