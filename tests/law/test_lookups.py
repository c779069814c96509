"""An amount or a deadline is exact on its day, or an error: never the last known one."""

from datetime import date
from decimal import Decimal

import pytest

from entrenous.law import (
    InvalidRequest,
    NotInForce,
    UnknownRule,
    amount_on,
    check_examples,
    due_on,
    national_base,
)

BASE = national_base()


def test_every_example_of_every_rule_holds():
    ran, failures = check_examples(BASE, BASE.everything())
    assert [failure.sentence() for failure in failures] == []
    assert ran >= len(BASE.rules)


def test_the_amount_is_the_decimal_written_in_the_file():
    rsa = BASE.get("rsa_personne_seule")
    assert amount_on(rsa, date(2026, 3, 31)) == Decimal("646.52")
    assert amount_on(rsa, date(2026, 4, 1)) == Decimal("651.69")


def test_after_the_last_known_day_nothing_is_guessed():
    with pytest.raises(NotInForce) as caught:
        amount_on(BASE.get("rsa_personne_seule"), date(2027, 4, 1))
    assert any("2027-03-31" in period for period in caught.value.known)


def test_an_unknown_key_names_the_known_ones():
    with pytest.raises(InvalidRequest) as caught:
        amount_on(BASE.get("aspa"), date(2026, 5, 4), "trio")
    assert caught.value.known == ("seul", "couple")


def test_a_deadline_is_not_an_amount_nor_the_reverse():
    with pytest.raises(InvalidRequest):
        amount_on(BASE.get("ame"), date(2026, 5, 4))
    with pytest.raises(InvalidRequest):
        due_on(BASE.get("aah"), date(2026, 5, 4))


def test_an_unknown_rule_names_the_known_ones():
    with pytest.raises(UnknownRule) as caught:
        BASE.get("horoscope")
    assert "huissier_exec" in caught.value.known


def test_no_amount_is_open_ended():
    amounts = [rule for rule in BASE.everything() if rule.kind == "amount"]
    assert amounts
    for rule in amounts:
        assert all(value.until_on for value in rule.values), rule.id
