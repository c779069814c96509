"""Each ground has its text, and each kind of writing is told or left out."""

import pytest

from entrenous.copies.codes import Asker, Ground
from entrenous.copies.grounds import grounds_for, texts_of
from entrenous.copies.shapes import is_answered_for
from entrenous.keyring.kinds import declared_kinds
from entrenous.law import national_base

BASE = national_base()


@pytest.mark.parametrize("ground", Ground)
def test_each_ground_has_its_texts_in_the_law_base(ground: Ground) -> None:
    texts = texts_of(ground, BASE)
    assert texts
    assert all(each.verification in ("V1", "V2", "S", "M") for each in texts)
    assert any(ground in grounds_for(asker) for asker in Asker)


def test_every_sealed_kind_is_told_or_left_out_with_a_reason() -> None:
    # The tests declare kinds of their own; a file is read as a file, in `items`.
    ours = [k for k in declared_kinds().values() if k.__module__.startswith("entrenous.")]
    assert [k.__name__ for k in ours if not is_answered_for(k)] == ["Document"]
    names = [kind.__name__ for kind in ours]
    assert len(names) == len(set(names)), "two kinds of one name would be told as one"
