"""The list phrases are drawn from: it is a format, since changing it changes what was promised."""

import hashlib
import re
from importlib import resources

import pytest

RAW = resources.files("entrenous.vault").joinpath("words.txt").read_bytes()
WORDS = RAW.decode("ascii").splitlines()
PINNED = "8153218702e59afa9eefb90812dcdef4a7e1c7176807c7d48781e5a10fb8ab54"


def test_the_list_is_the_pinned_one() -> None:
    assert hashlib.sha256(RAW).hexdigest() == PINNED


def test_the_list_holds_8192_different_words_so_that_a_word_is_worth_13_bits() -> None:
    assert len(WORDS) == len(set(WORDS)) == 2**13


def test_every_word_is_four_to_eight_plain_letters() -> None:
    assert [word for word in WORDS if not re.fullmatch(r"[a-z]{4,8}", word)] == []


def test_the_list_is_sorted_and_ends_with_one_newline() -> None:
    assert sorted(WORDS) == WORDS
    assert RAW.endswith(b"\n")
    assert not RAW.endswith(b"\n\n")


@pytest.mark.parametrize("ending", ["s", "e", "x", "es"])
def test_no_word_is_another_one_with_a_silent_ending(ending: str) -> None:
    known = set(WORDS)
    assert [word for word in WORDS if word + ending in known] == []


@pytest.mark.parametrize(
    "unwanted",
    ["mort", "viol", "tuer", "sang", "sexe", "juif", "arabe", "dieu", "cancer", "malade", "prison"],
)
def test_no_word_a_person_in_distress_should_be_handed(unwanted: str) -> None:
    assert unwanted not in WORDS
