from itertools import combinations

import pytest
from shamir_mnemonic import generate_mnemonics

from entrenous.vault.primitives import NotOpened
from entrenous.vault.recovery import is_share, join, make_and_split, recovery_keys

KEYS, SHARES = make_and_split(needed=2, custodians=3)
BOX = KEYS.public.box
PAIR = [*SHARES.custodians[:2], SHARES.procedural]


@pytest.mark.parametrize("chosen", list(combinations(SHARES.custodians, 2)))
def test_enough_custodians_and_the_procedural_share_rebuild_the_key(
    chosen: tuple[str, ...],
) -> None:
    assert join([*chosen, SHARES.procedural], expected_box=BOX) == KEYS


def test_a_share_may_be_typed_in_capitals_and_with_spaces() -> None:
    typed = [f"  {share.upper().replace(' ', '   ')}\n" for share in PAIR]
    assert all(is_share(share) for share in typed)
    assert join(typed, expected_box=BOX) == KEYS


@pytest.mark.parametrize(
    "shares",
    [
        [],
        list(SHARES.custodians),
        list(SHARES.custodians[:2]),
        [SHARES.custodians[0], SHARES.procedural],
        [SHARES.procedural],
        [SHARES.custodians[0]] * 2 + [SHARES.procedural],
        [*PAIR[:2], "des mots inconnus"],
        [""],
    ],
    ids=["none", "custodians alone", "without procedure", "too few", "procedure alone",
         "one twice", "unknown words", "empty"],
)  # fmt: skip
def test_fewer_or_other_shares_rebuild_nothing(shares: list[str]) -> None:
    with pytest.raises(NotOpened):
        join(shares, expected_box=BOX)


def test_shares_of_another_key_are_refused_whatever_they_rebuild() -> None:
    other, shares = make_and_split(needed=2, custodians=2)
    with pytest.raises(NotOpened):
        join([*shares.custodians, shares.procedural], expected_box=BOX)
    with pytest.raises(NotOpened):
        join([SHARES.custodians[0], shares.custodians[0], SHARES.procedural], expected_box=BOX)
    assert other != KEYS


def test_a_secret_of_another_length_is_no_recovery_key() -> None:
    short = generate_mnemonics(1, [(1, 1)], bytes(16))[0]
    with pytest.raises(NotOpened):
        join(short, expected_box=BOX)
    with pytest.raises(NotOpened):
        recovery_keys(bytes(16))


def test_one_wrong_word_is_noticed_in_its_share() -> None:
    words = SHARES.procedural.split()
    words[4] = "zero" if words[4] != "zero" else "acid"
    assert not is_share(" ".join(words))
    assert not is_share("")
    assert not is_share(" ".join(words[:-1]))


@pytest.mark.parametrize(("needed", "custodians"), [(1, 3), (4, 3), (0, 0), (2, 17), (-1, 5)])
def test_a_quorum_that_protects_nobody_is_refused(needed: int, custodians: int) -> None:
    with pytest.raises(ValueError, match="custodians"):
        make_and_split(needed=needed, custodians=custodians)


def test_what_is_sealed_to_the_recovery_key_opens_with_the_joined_one() -> None:
    blob = KEYS.public.seal(b"clair")
    assert join(PAIR, expected_box=BOX).open(blob) == b"clair"
