"""The number and the code that open a person's space: made, printed, and read as they are typed.

The number is no secret: it says whose salt to use. The code is one of two: 20 characters and a
check character (100 bits), or eight French words to remember (104 bits, 00-decisions 24).
"""

import secrets
import unicodedata
from enum import StrEnum
from typing import Final

from entrenous.vault.phrases import SPOKEN_CODE_WORDS, new_phrase, word_list

ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
BODY: Final = 20
NUMBER_DIGITS: Final = 8
_GROUP: Final = 4
# x^5 + x^2 + 1: multiplying by x goes through the 31 non-zero values of five bits.
_POLYNOMIAL: Final = 0b100101
_LOOK_ALIKES: Final = str.maketrans({"O": "0", "I": "1", "L": "1", "U": "V"})
_LONGEST_CODE: Final = 24


class Sort(StrEnum):
    """What is handed over: a sheet, or words that leave nothing to carry."""

    SHEET = "sheet"
    WORDS = "words"


class Mistyped(ValueError):
    """Not a code as it was given: nothing was tried with it. `sort` is what it looks like."""

    def __init__(self, sort: Sort) -> None:
        super().__init__("this code was not typed as it was given")
        self.sort = sort


def new_number() -> str:
    """Seven random digits and a check digit."""
    body = "".join(secrets.choice("0123456789") for _ in range(NUMBER_DIGITS - 1))
    return body + _check_digit(body)


def shown_number(number: str) -> str:
    """The number in two groups of four, as it is printed."""
    return f"{number[:_GROUP]}\N{NO-BREAK SPACE}{number[_GROUP:]}"


def read_number(typed: str) -> str:
    """The eight digits of a typed number; ValueError when they are not those of a number."""
    wide = unicodedata.normalize("NFKC", typed).upper().translate(_LOOK_ALIKES)
    digits = "".join(c for c in wide if c.isalnum())
    is_number = len(digits) == NUMBER_DIGITS and digits.isascii() and digits.isdigit()
    if not is_number or digits[-1] != _check_digit(digits[:-1]):
        raise ValueError("this number was not typed as it was given")
    return digits


def new_code(sort: Sort) -> str:
    """A new code as it is handed over: shown once, stored nowhere."""
    if sort is Sort.WORDS:
        return new_phrase(SPOKEN_CODE_WORDS)
    body = "".join(secrets.choice(ALPHABET) for _ in range(BODY))
    return "-".join(body[i : i + _GROUP] for i in range(0, BODY, _GROUP)) + "-" + _check(body)


def read_code(typed: str) -> str:
    """What a typed code is derived from, or Mistyped.

    typed   a code: case, spaces and dashes do not matter, O reads 0, I and L read 1, U reads V;
            words: case, accents and what stands between them do not matter
    returns the 20 characters, or the eight words with one space between them
    """
    flat = _without_accents(typed)
    kept = "".join(c for c in flat if c.isalnum())
    has_digit = any(c.isdigit() for c in kept)
    if has_digit or len(kept) < _LONGEST_CODE:
        return _read_characters(kept)
    return _read_words(flat)


def _read_characters(kept: str) -> str:
    code = kept.upper().translate(_LOOK_ALIKES)
    body, check = code[:BODY], code[BODY:]
    is_written = all(c in ALPHABET for c in code)
    if not is_written or len(body) != BODY or check != _check(body):
        raise Mistyped(Sort.SHEET)
    return body


def _read_words(flat: str) -> str:
    words = "".join(c.lower() if c.isalpha() else " " for c in flat).split()
    known = set(word_list())
    if len(words) != SPOKEN_CODE_WORDS or any(word not in known for word in words):
        raise Mistyped(Sort.WORDS)
    return " ".join(words)


def _without_accents(typed: str) -> str:
    """NFKD without its marks, nor what telephones add unseen; ligatures in two letters."""
    opened = typed.replace("œ", "oe").replace("Œ", "OE").replace("æ", "ae").replace("Æ", "AE")
    split = unicodedata.normalize("NFKD", opened)
    return "".join(c for c in split if unicodedata.category(c) not in {"Mn", "Cf"})


def _check(body: str) -> str:
    """One character that changes with any single character, and with any two exchanged.

    A weighted sum over five-bit values: each place has its own power of x, none is used twice.
    """
    total = 0
    for character in body:
        total = (total ^ ALPHABET.index(character)) << 1
        total ^= _POLYNOMIAL if total >= len(ALPHABET) else 0
    return ALPHABET[total]


def _check_digit(body: str) -> str:
    """Luhn's: one wrong digit, or nearly any two neighbours exchanged, are noticed."""
    doubled = [int(d) * (2 if i % 2 == 0 else 1) for i, d in enumerate(reversed(body))]
    return str(-sum(sum(divmod(d, 10)) for d in doubled) % 10)
