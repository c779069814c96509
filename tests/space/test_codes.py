"""What is handed over, and how it is read back: kindly, but never as another code."""

import itertools
import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from entrenous.space import codes
from entrenous.space.codes import ALPHABET, BODY, Mistyped, Sort
from entrenous.vault.phrases import word_list

bodies = st.text(ALPHABET, min_size=BODY, max_size=BODY)
KNOWN = "7K2MQ4XJ9TBC0RZN5WHD"


def printed(body: str) -> str:
    groups = [body[i : i + 4] for i in range(0, BODY, 4)]
    return "-".join([*groups, codes._check(body)])


def test_a_code_is_five_groups_of_four_and_a_check_character() -> None:
    code = codes.new_code(Sort.SHEET)
    assert [len(group) for group in code.split("-")] == [4, 4, 4, 4, 4, 1]
    assert set(code) <= set(ALPHABET + "-")
    assert codes.read_code(code) == code.replace("-", "")[:BODY]


def test_the_check_character_of_a_known_code_does_not_change() -> None:
    """Printed sheets are kept for years: another rule would refuse them."""
    assert printed(KNOWN) == "7K2M-Q4XJ-9TBC-0RZN-5WHD-Y"


@given(bodies)
def test_case_spaces_and_dashes_do_not_matter(body: str) -> None:
    code = printed(body)
    for typed in (code.lower(), code.replace("-", ""), code.replace("-", " "), f" {code}\n"):
        assert codes.read_code(typed) == body
    assert codes.read_code(code.replace("-", "–")) == body
    assert codes.read_code("\u200b".join(code)) == body


@given(bodies)
def test_letters_that_look_like_digits_are_read_as_digits(body: str) -> None:
    code = printed(body)
    assert codes.read_code(code.replace("0", "O").replace("1", "l")) == body
    assert codes.read_code(code.replace("0", "o").replace("1", "I").replace("V", "u")) == body


@given(bodies, st.integers(0, BODY), st.sampled_from(ALPHABET))
def test_one_wrong_character_is_always_noticed(body: str, place: int, other: str) -> None:
    whole = body + codes._check(body)
    if whole[place] == other:
        return
    with pytest.raises(Mistyped):
        codes.read_code(whole[:place] + other + whole[place + 1 :])


def test_any_two_characters_exchanged_are_noticed() -> None:
    whole = KNOWN + codes._check(KNOWN)
    for a, b in itertools.combinations(range(len(whole)), 2):
        if whole[a] == whole[b]:
            continue
        signs = list(whole)
        signs[a], signs[b] = signs[b], signs[a]
        with pytest.raises(Mistyped):
            codes.read_code("".join(signs))


@pytest.mark.parametrize("typed", ["", "   ", "-", "7K2M", KNOWN, KNOWN + "55", "é" * 21, "⅓" * 21])
def test_what_is_no_code_is_refused(typed: str) -> None:
    with pytest.raises(Mistyped) as refused:
        codes.read_code(typed)
    assert refused.value.sort is Sort.SHEET


def test_eight_words_are_read_with_accents_case_and_commas() -> None:
    words = codes.new_code(Sort.WORDS)
    assert len(set(words.split())) == 8
    assert codes.read_code(words) == words
    assert codes.read_code(words.upper().replace(" ", ", ")) == words
    accented = words.replace("e", "é").replace("c", "ç").replace("i", "ï")
    assert codes.read_code(accented) == words
    assert codes.read_code(words.replace(" ", "-") + ".") == words


@pytest.mark.parametrize("change", ["missing", "extra", "unknown"])
def test_seven_nine_or_unknown_words_are_refused(change: str) -> None:
    words = list(word_list()[100:900:100])
    wrong = {
        "missing": words[:7],
        "extra": [*words, words[0]],
        "unknown": [*words[:7], "zzyzzy"],
    }[change]
    with pytest.raises(Mistyped) as refused:
        codes.read_code(" ".join(wrong))
    assert refused.value.sort is Sort.WORDS


def test_no_eight_words_are_short_enough_to_be_taken_for_characters() -> None:
    assert 8 * min(map(len, word_list())) > BODY + 1


@given(st.text(max_size=400))
def test_whatever_is_typed_is_read_or_refused(typed: str) -> None:
    for read in (codes.read_code, codes.read_number):
        try:
            assert read(typed)
        except ValueError:
            continue


def test_a_number_is_eight_digits_with_a_check_digit() -> None:
    number = codes.new_number()
    assert len(number) == 8
    assert set(number) <= set(string.digits)
    shown = codes.shown_number(number)
    assert codes.read_number(shown) == number
    assert codes.read_number(shown.replace("0", "O").replace("1", "l")) == number
    for place in range(8):
        wrong = str((int(number[place]) + 1) % 10)
        with pytest.raises(ValueError, match="number"):
            codes.read_number(number[:place] + wrong + number[place + 1 :])
