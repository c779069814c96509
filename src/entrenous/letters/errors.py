"""What keeps a letter from being made, said in French beside the field; never with a value."""

from entrenous.law.typography import typeset


class LetterError(Exception):
    """Base of this package's errors; `field` names the part of the form, `item` a code."""

    def __init__(self, message: str, *, field: str = "", item: str = "") -> None:
        self.message = typeset(message)
        super().__init__(self.message)
        self.field = field
        self.item = item


class LetterRefused(LetterError):
    """This letter may not be composed: it would say too much, or what is not so."""


class LetterUnprintable(LetterError):
    """The PDF has no font for a character; the .docx can always be made."""
