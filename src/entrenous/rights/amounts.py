"""Amounts of money: read as people write them, computed exactly, rounded once."""

import re
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Final

from entrenous.law import InvalidRequest

CENT: Final = Decimal("0.01")
MONTHS: Final = 12
LARGEST: Final = Decimal("10000000")
_SPACES = re.compile(r"[\s\u00a0\u202f]")
_AMOUNT = re.compile(r"[0-9]+(?:[.,][0-9]{1,2})?")


def read_amount(text: object, name: str) -> Decimal:
    """« 1 234,50 », « 1234.5 » or « 1234,50 € » in euros; InvalidRequest names the field.

    Never negative, at most two decimals; a dot and a comma together are not guessed at.
    """
    if not isinstance(text, str):
        raise InvalidRequest(f"Le champ « {name} » attend un montant entre guillemets.")
    plain = _SPACES.sub("", text).removesuffix("€")
    if not _AMOUNT.fullmatch(plain):
        raise InvalidRequest(
            f"Le champ « {name} » attend un montant positif en euros.", ("1234.50", "1 234,50")
        )
    amount = Decimal(plain.replace(",", "."))
    if amount > LARGEST:
        raise InvalidRequest(f"Le champ « {name} » dépasse dix millions d’euros : vérifiez-le.")
    return amount


def rounded(amount: Fraction | Decimal) -> Decimal:
    """To the cent, half up: the only rounding of a computation (00-decisions 34)."""
    return _as_decimal(amount, ROUND_HALF_UP)


def truncated(amount: Fraction | Decimal) -> Decimal:
    """To the cent below, as the CAF does for the RSA of a household (03-law §4.2)."""
    return _as_decimal(amount, ROUND_DOWN)


def written(amount: Decimal) -> str:
    """Two decimals, a dot: « 1234.50 »."""
    return f"{amount:.2f}"


def euros(amount: Decimal) -> str:
    """« 1 234,50 € », on one line: as a letter and a page write it."""
    said = f"{amount:,.2f}".replace(",", "\N{NO-BREAK SPACE}").replace(".", ",")
    return f"{said}\N{NO-BREAK SPACE}€"


def _as_decimal(amount: Fraction | Decimal, rounding: str) -> Decimal:
    exact = Fraction(amount)
    cents = exact * 100
    whole, rest = divmod(cents.numerator, cents.denominator)
    up = rounding == ROUND_HALF_UP and 2 * rest >= cents.denominator
    return (Decimal(whole + up) * CENT).quantize(CENT)
