"""What cannot be seized, what a bank may charge, what a second file leaves to ask."""

from datetime import date

import pytest

from entrenous.law import NotInForce
from entrenous.rights import Standing, bank_fees, second_file, unseizable
from entrenous.rights.bank_fees import PROMISED

MAY_2026 = date(2026, 5, 4)
TOO_LATE = date(2030, 1, 1)


def standing(code: str) -> Standing:
    return next(each.standing for each in unseizable(MAY_2026) if each.code == code)


@pytest.mark.parametrize(
    "code", ["rsa", "aah", "prestations_familiales", "pension_alimentaire", "prime_activite", "ass"]
)
def test_what_feeds_a_household_is_kept(code: str) -> None:
    assert standing(code) is Standing.KEPT


@pytest.mark.parametrize("code", ["indemnites_journalieres", "chomage"])
def test_what_replaces_a_wage_is_seized_like_one(code: str) -> None:
    assert standing(code) is Standing.LIKE_A_WAGE


def test_what_an_old_sheet_says_of_the_aspa_is_a_doubt_never_a_certainty() -> None:
    assert standing("aspa") is Standing.DOUBTFUL


def test_each_line_names_the_text_of_the_base_that_its_source_names() -> None:
    found = {each.code: each.stated for each in unseizable(MAY_2026)}
    articles = {code: each.basis and each.basis.article for code, each in found.items()}
    assert articles["aah"] == "L821-5"
    assert articles["pension_alimentaire"] == "L112-2 3°"
    assert articles["chomage"] is None, "no article was read for it"
    assert not found["aah"].to_verify
    assert found["rsa"].to_verify


def test_every_cap_of_a_bank_is_marked_as_unverified() -> None:
    caps = bank_fees(MAY_2026)
    assert {each.key: each.says for each in caps}["intervention_operation"] == "8.00"
    assert all(each.to_verify for each in caps)
    assert {each.key for each in caps} >= PROMISED


def test_a_second_file_is_the_same_deadlines_and_open_questions() -> None:
    found = second_file(MAY_2026)
    assert {each.key: each.says for each in found.same}["plan"] == "7 ans"
    assert found.to_ask
    assert all(question.endswith("?") for question in found.to_ask)


@pytest.mark.parametrize("asked", [unseizable, bank_fees])
def test_a_day_outside_every_period_is_an_error(asked: object) -> None:
    with pytest.raises(NotInForce):
        asked(TOO_LATE)  # type: ignore[operator]
