"""What is typed becomes plain text, in whatever script."""

import pytest

from entrenous.letters.cleaning import clean_line, clean_text
from entrenous.letters.keeping import words_of


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("a\r\nb\rc\u2028d\u2029e\x85f", "a\nb\nc\nd\ne\nf"),
        ("\n\n a \t  b \n\n", "a b"),
        ("e\u0301te\u0301", "été"),
        ("a\u202eb\u2066c\u200ed", "abcd"),
        ("a\u00adb\u200bc\ufeffd", "abcd"),
        ("\x00a\x1bb\x7f", "ab"),
        ("a\ud800b\ue000c\uffffd", "abcd"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("👩\u200d👧 ❤️", "👩\u200d👧 ❤️"),
        ("12\u00a0000", "12\u00a0000"),
    ],
)
def test_only_what_shows_is_kept(typed, kept):
    assert clean_text(typed) == kept


def test_a_line_is_one_line():
    assert clean_line("a\n\n b\u2028c") == "a b c"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("01 99.00-12/34", ("0199001234",)),
        ("Érable, ÉRABLE", ("erable", "erable")),
        ("2 050,00 €", ("2050", "00")),
        ("l’été_2026", ("l", "ete", "2026")),
        ("م ح", ("م", "ح")),
        ("", ()),
    ],
)
def test_words_are_compared_without_case_accents_nor_spaces_in_numbers(text, words):
    assert words_of(text) == words
