"""The shares as custodians type them: read one by one, then joined, or told what is wrong.

Protocol EN1 §3.7. A share is never kept longer than the ceremony, and nothing here shows one.
"""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from shamir_mnemonic import MnemonicError
from shamir_mnemonic.share import Share
from shamir_mnemonic.wordlist import WORDLIST

from entrenous.vault.people import SecretKeys
from entrenous.vault.primitives import NotOpened
from entrenous.vault.recovery import join

# Four letters are enough to tell the words of SLIP-39 apart.
_PREFIX: Final = 4
_BY_PREFIX: Final = {word[:_PREFIX]: word for word in WORDLIST}
_CUSTODIANS, _PROCEDURAL = 0, 1
WORDS: Final = 33


class Fault(StrEnum):
    """Why a share, or all of them together, are refused. Codes for programs."""

    UNKNOWN_WORD = "mot_inconnu"
    LENGTH = "nombre_de_mots"
    ALTERED = "mot_faux"
    TWICE = "deux_fois"
    OTHER_KEY = "autre_cle"
    TOO_FEW = "trop_peu"
    NO_PROCEDURE = "sans_piece"


class ShareRefused(Exception):
    """A share cannot be used. `words` are the places, from 1, of the words that are in no list."""

    def __init__(self, fault: Fault, words: tuple[int, ...] = ()) -> None:
        super().__init__(fault.value)
        self.fault = fault
        self.words = words


@dataclass(frozen=True, repr=False)
class TypedShare:
    """One whole share: which split it belongs to, and which of its sheets it is."""

    phrase: str
    split: tuple[int, ...]
    is_procedural: bool
    number: int
    needed: int


def read_words(typed: str) -> str:
    """The words of a share, completed from their first four letters. ShareRefused."""
    words = typed.lower().split()
    whole = [_BY_PREFIX.get(word[:_PREFIX], "") for word in words]
    known = [full.startswith(word) and _is_enough(word, full)
             for word, full in zip(words, whole, strict=True)]  # fmt: skip
    unknown = tuple(i for i, ok in enumerate(known, start=1) if not ok)
    if unknown:
        raise ShareRefused(Fault.UNKNOWN_WORD, unknown)
    return " ".join(whole)


def _is_enough(word: str, full: str) -> bool:
    return bool(word) and (len(word) >= _PREFIX or word == full)


def read_share(typed: str) -> TypedShare:
    """Read one share: its words, its length, its checksum. ShareRefused."""
    phrase = read_words(typed)
    if len(phrase.split()) != WORDS:
        raise ShareRefused(Fault.LENGTH)
    try:
        share = Share.from_mnemonic(phrase)
    except (MnemonicError, ValueError, IndexError, KeyError):
        raise ShareRefused(Fault.ALTERED) from None
    split = (share.identifier, int(share.extendable), share.iteration_exponent,
             share.group_threshold, share.group_count)  # fmt: skip
    is_procedural = share.group_index == _PROCEDURAL
    return TypedShare(phrase, split, is_procedural, share.index + 1, share.member_threshold)


@dataclass(repr=False)
class Gathering:
    """The shares typed so far, around one table. Forgotten with `forget`."""

    custodians: dict[int, TypedShare] = field(default_factory=dict)
    procedural: TypedShare | None = None

    def add(self, typed: str) -> TypedShare:
        """Take one more share. ShareRefused: unreadable, typed twice, or of another key."""
        share = read_share(typed)
        first = self.procedural or next(iter(self.custodians.values()), None)
        if first is not None and first.split != share.split:
            raise ShareRefused(Fault.OTHER_KEY)
        if share.is_procedural:
            if self.procedural is not None:
                raise ShareRefused(Fault.TWICE)
            self.procedural = share
        elif share.number in self.custodians:
            raise ShareRefused(Fault.TWICE)
        else:
            self.custodians[share.number] = share
        return share

    @property
    def needed(self) -> int | None:
        """How many custodians' shares it takes, as the first of them says; None before it."""
        return next((share.needed for share in self.custodians.values()), None)

    def is_enough(self, *, more: int = 0) -> bool:
        """Tell whether the key can be rebuilt, with `more` custodians than it takes."""
        needed = self.needed
        return bool(
            needed and self.procedural is not None and len(self.custodians) >= needed + more
        )

    def join(self, *, expected_box: bytes) -> SecretKeys:
        """Rebuild the key from them all; each share beyond the needed ones is checked too.

        expected_box  the public key that the request names
        raises        ShareRefused: too few, no procedural share, or the shares of another key
        """
        needed = self.needed
        if needed is None or len(self.custodians) < needed:
            raise ShareRefused(Fault.TOO_FEW)
        if self.procedural is None:
            raise ShareRefused(Fault.NO_PROCEDURE)
        phrases = [share.phrase for share in self.custodians.values()]
        common = phrases[: needed - 1]
        try:
            keys = [
                join([*common, last, self.procedural.phrase], expected_box=expected_box)
                for last in phrases[needed - 1 :]
            ]
        except NotOpened:
            raise ShareRefused(Fault.OTHER_KEY) from None
        return keys[0]

    def forget(self) -> None:
        """Let the shares go. Python cannot promise to erase the bytes of a string."""
        self.custodians.clear()
        self.procedural = None
