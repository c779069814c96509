"""Sentences, marks and what becomes of them: nothing of a text is lost on the way."""

from hypothesis import given
from hypothesis import strategies as st

from entrenous.dossiers.codes import Voice
from entrenous.dossiers.contents import Passage
from entrenous.dossiers.passages import (
    MOST_SENTENCES,
    carry_over,
    join,
    marked,
    sentences,
    voice_of,
)

TEXT = "Reçue à 10 h. « J’ai froid ! » dit-elle. Je la sens lasse.\n\nSa sœur appelle."


def test_a_text_is_cut_in_sentences() -> None:
    assert [p.text for p in sentences(TEXT)] == [
        "Reçue à 10 h.", "« J’ai froid ! » dit-elle.", "Je la sens lasse.", "Sa sœur appelle.",
    ]  # fmt: skip


@given(st.text(max_size=400))
def test_sentences_hold_every_letter_once_and_in_order(text: str) -> None:
    pieces = sentences(text)
    assert "".join("".join(p.text.split()) for p in pieces) == "".join(text.split())
    assert all(text[p.start : p.end] == p.text for p in pieces)


def test_a_very_long_text_has_a_bounded_number_of_pieces() -> None:
    assert len(sentences("Oui. " * 20_000)) <= MOST_SENTENCES


@given(
    st.text(max_size=80),
    st.lists(
        st.builds(Passage, st.integers(-5, 90), st.integers(-5, 90), st.sampled_from(Voice)),
        max_size=6,
    ),
)
def test_marked_pieces_give_the_text_back(text: str, passages: list[Passage]) -> None:
    assert "".join(p.text for p in marked(text, passages)) == text


def test_neighbours_of_one_voice_are_one_passage() -> None:
    one, two, three, four = sentences(TEXT)
    found = join([(one, Voice.FACTS), (two, Voice.PERSON), (three, Voice.PERSON), (four, None)])
    assert found == (
        Passage(one.start, one.end, Voice.FACTS), Passage(two.start, three.end, Voice.PERSON),
    )  # fmt: skip
    assert [voice_of(p, found) for p in sentences(TEXT)] == [
        Voice.FACTS, Voice.PERSON, Voice.PERSON, None,
    ]  # fmt: skip


def test_a_mark_follows_its_words_and_goes_with_them() -> None:
    one, two, *_ = sentences(TEXT)
    marks = join([(one, Voice.FACTS), (two, Voice.PERSON)])
    fresh = "Ajout. « J’ai froid ! » dit-elle."
    assert [fresh[p.start : p.end] for p in carry_over(TEXT, marks, fresh)] == [
        "« J’ai froid ! » dit-elle."
    ]
