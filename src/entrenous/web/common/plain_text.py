"""What is typed, made safe to keep and to show without changing what was meant."""

import unicodedata
from typing import Final

# Marks that reverse the reading order of what follows: a name could be shown as another.
_BIDI_OVERRIDES: Final = frozenset(map(chr, [*range(0x202A, 0x202F), *range(0x2066, 0x206A)]))
_KEPT_CONTROLS: Final = frozenset("\n\t")


def clean(text: str) -> str:
    """Compose accents (NFC), use \\n, drop controls and reading-order overrides.

    Emoji, their joiners, right-to-left letters and their plain marks are kept.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return unicodedata.normalize("NFC", "".join(filter(_is_kept, text)))


def clean_line(text: str) -> str:
    """The same, on one line: every run of blanks becomes one space."""
    return " ".join(clean(text).split())


def _is_kept(character: str) -> bool:
    if character in _KEPT_CONTROLS:
        return True
    if character in _BIDI_OVERRIDES:
        return False
    return unicodedata.category(character) not in {"Cc", "Cs"}


def thousands(number: int) -> str:
    """« 100 000 », with a space that does not break."""
    return f"{number:,}".replace(",", "\N{NO-BREAK SPACE}")
