import pytest

from entrenous.vault.halves import open_with_halves, seal_in_halves
from entrenous.vault.primitives import NotOpened, enc

AD = enc("danger", "dossier 12")
CLEAR = b"rendez-vous jeudi 10 h"


def test_both_halves_open_together() -> None:
    made = seal_in_halves(CLEAR, ad=AD)
    assert open_with_halves(made.sealed, made.first, made.second, ad=AD) == CLEAR


def test_neither_half_opens_alone_nor_twice_nor_in_the_other_order() -> None:
    made = seal_in_halves(CLEAR, ad=AD)
    attempts = [
        (made.first, made.first), (made.second, made.second), (made.second, made.first),
        (made.first, bytes(32)), (bytes(32), made.second), (made.first, b""), (b"", made.second),
    ]  # fmt: skip
    for first, second in attempts:
        with pytest.raises(NotOpened):
            open_with_halves(made.sealed, first, second, ad=AD)


def test_halves_of_another_time_or_place_open_nothing() -> None:
    made, later = seal_in_halves(CLEAR, ad=AD), seal_in_halves(CLEAR, ad=AD)
    assert {made.first, made.second}.isdisjoint({later.first, later.second})
    with pytest.raises(NotOpened):
        open_with_halves(later.sealed, made.first, made.second, ad=AD)
    with pytest.raises(NotOpened):
        open_with_halves(made.sealed, made.first, made.second, ad=enc("danger", "dossier 13"))
