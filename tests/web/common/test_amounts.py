"""Money as people type it: read exactly, refused with a sentence, shown again as it was typed."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from entrenous.web.common.amounts import AmountField

FIELD = AmountField(required=False)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("1 234,50", "1234.50"),
        ("1234.5", "1234.5"),
        ("1 234,50 €", "1234.50"),
        ("1\u202f234 euros", "1234"),
        ("0", "0"),
        ("800 €", "800"),
    ],
)
def test_what_people_write_is_read(typed: str, read: str) -> None:
    assert FIELD.clean(typed) == Decimal(read)


@pytest.mark.parametrize("typed", ["", "   ", "€", None])
def test_nothing_is_unknown_never_zero(typed: str | None) -> None:
    assert FIELD.clean(typed) is None


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("mille", "unreadable"),
        ("1.234,50", "unreadable"),
        ("12,345", "unreadable"),
        ("-3", "negative"),
        ("− 3,50 €", "negative"),
        ("12 000 000", "large"),
    ],
)
def test_what_cannot_be_read_says_what_to_write(typed: str, code: str) -> None:
    with pytest.raises(ValidationError) as refused:
        FIELD.clean(typed)
    assert refused.value.code == code


@pytest.mark.parametrize(("amount", "shown"), [("1234.50", "1 234,50"), ("800.00", "800")])
def test_an_amount_is_shown_as_it_would_be_typed(amount: str, shown: str) -> None:
    assert FIELD.prepare_value(Decimal(amount)) == shown
    assert not FIELD.has_changed(Decimal(amount), shown)
