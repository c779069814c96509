from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shamir_mnemonic import MnemonicError, combine_mnemonics

from entrenous.vault.quorum_shares import (
    Fault,
    Gathering,
    ShareRefused,
    read_share,
    read_words,
)
from entrenous.vault.recovery import make_and_split
from tests.vault.quorum_world import ENOUGH, RECOVERY, SHARES

BOX = RECOVERY.public.box
OTHER = make_and_split(needed=2, custodians=2)[1]

# SLIP-39's published vectors (passphrase TREZOR): 256 bits, two of two, two groups, bad checksum.
OF_256_BITS = (
    "theory painting academic academic armed sweater year military elder discuss acne wildlife "
    "boring employer fused large satoshi bundle carbon diagnose anatomy hamster leaves tracks "
    "paces beyond phantom capital marvel lips brave detect "
)
TWO_OF_THREE = [
    "shadow pistol academic always adequate wildlife fancy gross oasis cylinder mustang wrist "
    "rescue view short owner flip making coding armed",
    "shadow pistol academic acid actress prayer class unknown daughter sweater depict flip twice "
    "unkind craft early superior advocate guest smoking",
]
TWO_GROUPS = [
    "eraser senior beard romp adorn nuclear spill corner cradle style ancient family general "
    "leader ambition exchange unusual garlic promise voice",
    "eraser senior acrobat romp bishop medical gesture pumps secret alive ultimate quarter priest "
    "subject class dictate spew material endless market",
]


@pytest.mark.parametrize(
    ("shares", "secret"),
    [
        ([OF_256_BITS + "luck"], "989baf9dcaad5b10ca33dfd8cc75e424"
         "77025dce88ae83e75a230086a0e00e92"),
        (TWO_OF_THREE, "b43ceb7e57a0ea8766221624d01b0864"),
        (TWO_GROUPS, "7c3397a292a5941682d7a4ae2d898d11"),
    ],
    ids=["256 bits", "two of three", "two groups"],
)  # fmt: skip
def test_the_published_shares_are_joined(shares: list[str], secret: str) -> None:
    assert combine_mnemonics(shares, b"TREZOR").hex() == secret


@pytest.mark.parametrize(
    "shares",
    [[OF_256_BITS + "lunar"], TWO_OF_THREE[:1], TWO_GROUPS[:1], [*TWO_OF_THREE, TWO_GROUPS[0]]],
    ids=["checksum", "too few", "a group missing", "two splits"],
)
def test_the_published_refusals_are_refusals(shares: list[str]) -> None:
    with pytest.raises(MnemonicError):
        combine_mnemonics(shares, b"TREZOR")


def test_the_published_checksum_error_is_told_before_joining() -> None:
    assert read_share(OF_256_BITS + "luck").needed == 1
    assert refused(OF_256_BITS + "lunar") is Fault.ALTERED


@pytest.mark.parametrize("chosen", list(combinations(range(5), 3)))
def test_any_three_of_five_and_the_procedural_share_open(chosen: tuple[int, ...]) -> None:
    gathering = gathered(*(SHARES.custodians[i] for i in chosen), SHARES.procedural)
    assert gathering.is_enough()
    assert gathering.join(expected_box=BOX) == RECOVERY


def test_the_procedural_share_may_be_typed_first_and_a_fourth_custodian_is_checked() -> None:
    gathering = gathered(SHARES.procedural, *SHARES.custodians[:4])
    assert gathering.is_enough(more=1)
    assert gathering.join(expected_box=BOX) == RECOVERY


def test_a_share_is_read_with_four_letters_a_word_and_in_capitals() -> None:
    typed = "  ".join(word[:4].upper() for word in SHARES.procedural.split())
    assert read_share(typed).phrase == SHARES.procedural
    assert read_words("ACID") == "acid"


@pytest.mark.parametrize(
    ("typed", "places"), [("acid zzzz leaf", (2,)), ("a ac", (1, 2)), ("", ())]
)
def test_a_word_of_no_list_is_named_by_its_place(typed: str, places: tuple[int, ...]) -> None:
    if not places:
        assert read_words(typed) == ""
        return
    with pytest.raises(ShareRefused) as told:
        read_words(typed)
    assert (told.value.fault, told.value.words) == (Fault.UNKNOWN_WORD, places)


@given(st.integers(0, 32), st.integers(1, 1023))
def test_one_wrong_word_is_always_noticed(place: int, shift: int) -> None:
    from shamir_mnemonic.wordlist import WORDLIST

    words = SHARES.custodians[0].split()
    words[place] = WORDLIST[(WORDLIST.index(words[place]) + shift) % 1024]
    assert refused(" ".join(words)) is Fault.ALTERED


@given(st.integers(0, 31))
def test_two_words_exchanged_are_noticed(place: int) -> None:
    words = SHARES.custodians[0].split()
    words[place], words[place + 1] = words[place + 1], words[place]
    if words != SHARES.custodians[0].split():
        assert refused(" ".join(words)) is Fault.ALTERED


@given(st.integers(0, 32))
def test_a_missing_word_is_noticed(place: int) -> None:
    words = SHARES.custodians[0].split()
    assert refused(" ".join(words[:place] + words[place + 1 :])) is Fault.LENGTH


def test_the_same_share_twice_a_share_of_another_key_too_few_are_each_said() -> None:
    gathering = gathered(SHARES.custodians[0])
    for share, fault in [
        (SHARES.custodians[0], Fault.TWICE),
        (OTHER.custodians[0], Fault.OTHER_KEY),
        (OTHER.procedural, Fault.OTHER_KEY),
    ]:
        with pytest.raises(ShareRefused) as told:
            gathering.add(share)
        assert told.value.fault is fault
    assert join_refused(gathering) is Fault.TOO_FEW
    assert join_refused(gathered(*SHARES.custodians)) is Fault.NO_PROCEDURE
    assert join_refused(gathered(SHARES.procedural)) is Fault.TOO_FEW
    with pytest.raises(ShareRefused):
        gathered(SHARES.procedural, SHARES.procedural)


def test_whole_shares_of_another_organisation_are_refused() -> None:
    assert join_refused(gathered(*OTHER.custodians, OTHER.procedural)) is Fault.OTHER_KEY


def test_what_was_typed_is_let_go_and_never_shown() -> None:
    gathering = gathered(*ENOUGH)
    assert SHARES.custodians[1].split()[4] not in repr(gathering) + repr(read_share(ENOUGH[0]))
    gathering.forget()
    assert not gathering.custodians
    assert gathering.procedural is None


def gathered(*shares: str) -> Gathering:
    gathering = Gathering()
    for share in shares:
        gathering.add(share)
    return gathering


def refused(typed: str) -> Fault:
    with pytest.raises(ShareRefused) as told:
        read_share(typed)
    return told.value.fault


def join_refused(gathering: Gathering) -> Fault:
    with pytest.raises(ShareRefused) as told:
        gathering.join(expected_box=BOX)
    return told.value.fault
