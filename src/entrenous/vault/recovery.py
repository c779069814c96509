"""The organisation's recovery key, made and split offline among custodians (SLIP-39).

Protocol EN1 §3.7: two groups, both needed: k of n custodians, and the procedural share.
The library is reference code, not constant time: for an offline machine only.
"""

from dataclasses import dataclass
from typing import Final

from shamir_mnemonic import MnemonicError, combine_mnemonics, generate_mnemonics
from shamir_mnemonic.share import Share

from entrenous.vault.people import SecretKeys
from entrenous.vault.primitives import KEY_BYTES, NotOpened, fresh_key, kdf

MOST_CUSTODIANS: Final = 16


@dataclass(frozen=True, repr=False)
class Shares:
    """What is printed: one phrase per custodian, and the procedural one. 33 words each."""

    custodians: tuple[str, ...]
    procedural: str


def recovery_keys(seed: bytes) -> SecretKeys:
    """The recovery key pair of a 32-byte seed."""
    if len(seed) != KEY_BYTES:
        raise NotOpened
    return SecretKeys(kdf(seed, "EN1 R box"), kdf(seed, "EN1 R sign"))


def make_and_split(*, needed: int, custodians: int) -> tuple[SecretKeys, Shares]:
    """Make a recovery key and split it: `needed` of `custodians`, plus the procedural share.

    raises  ValueError: fewer than 2 needed, or more needed than there are
    """
    if not 2 <= needed <= custodians <= MOST_CUSTODIANS:  # noqa: PLR2004 - one is no quorum
        raise ValueError("at least 2 custodians are needed, and at most 16 exist")
    seed = fresh_key()
    groups = generate_mnemonics(2, [(needed, custodians), (1, 1)], seed)
    return recovery_keys(seed), Shares(tuple(groups[0]), groups[1][0])


def join(shares: list[str], *, expected_box: bytes) -> SecretKeys:
    """Rebuild the key from typed shares, or raise NotOpened.

    expected_box  the public key the organisation uses: SLIP-39 alone would return
                  a wrong secret without a word
    """
    try:
        keys = recovery_keys(combine_mnemonics([_plain(share) for share in shares]))
    except (MnemonicError, ValueError, IndexError, KeyError):
        raise NotOpened from None
    if keys.public.box != expected_box:
        raise NotOpened
    return keys


def is_share(typed: str) -> bool:
    """Tell whether a typed share is whole: known words, right checksum. Any case, any spaces."""
    try:
        Share.from_mnemonic(_plain(typed))
    except (MnemonicError, ValueError, IndexError, KeyError):
        return False
    return True


def _plain(typed: str) -> str:
    return " ".join(typed.lower().split())
