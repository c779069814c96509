"""The words of letters: every proof, every kind, every date has its own."""

from datetime import date

import pytest

from entrenous.law import vocabulary
from entrenous.letters import Kind
from entrenous.letters.words import EVIDENCE, french_date


def test_every_proof_has_its_words_for_a_letter():
    assert EVIDENCE.keys() == vocabulary().evidence.keys()


def test_every_kind_has_its_name():
    assert len({kind.label for kind in Kind}) == len(Kind)


@pytest.mark.parametrize(
    ("day", "written"),
    [(date(2026, 3, 1), "1er\u00a0mars 2026"), (date(2026, 12, 31), "31\u00a0décembre 2026")],
)
def test_a_date_reads_as_french(day, written):
    assert french_date(day) == written
