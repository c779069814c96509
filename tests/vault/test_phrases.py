import pytest

from entrenous.vault import phrases


def test_a_phrase_is_drawn_from_the_list() -> None:
    drawn = phrases.new_phrase(phrases.SPOKEN_CODE_WORDS).split()
    assert len(drawn) == 8
    assert set(drawn) <= set(phrases.word_list())
    assert len(phrases.new_phrase().split()) == phrases.AGENT_WORDS


def test_two_phrases_differ() -> None:
    assert len({phrases.new_phrase() for _ in range(100)}) == 100


def test_no_word_comes_twice_in_a_phrase(monkeypatch: pytest.MonkeyPatch) -> None:
    few = phrases.word_list()[: phrases.SPOKEN_CODE_WORDS]
    monkeypatch.setattr(phrases, "word_list", lambda: few)
    for _ in range(20):
        assert sorted(phrases.new_phrase(phrases.SPOKEN_CODE_WORDS).split()) == [*few]


def test_a_list_of_another_size_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(phrases, "LIST_SIZE", 4)
    with pytest.raises(ValueError, match="word list"):
        phrases.word_list.__wrapped__()
