"""The words of letters: every proof, every kind, every date has its own."""

from entrenous.law import vocabulary
from entrenous.letters import Kind
from entrenous.letters.words import EVIDENCE


def test_every_proof_has_its_words_for_a_letter():
    assert EVIDENCE.keys() == vocabulary().evidence.keys()


def test_every_kind_has_its_name():
    assert len({kind.label for kind in Kind}) == len(Kind)
