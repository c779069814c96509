"""The journal's chain, its Merkle root and its signed checkpoints, checkable far from the database.

Protocol EN1 §3.12. Chain: SHA-256; tree: RFC 6962; checkpoint: C2SP signed note; entries: RFC 8785.
"""

import base64
import hashlib
import itertools
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import reduce
from typing import Final

import rfc8785

from entrenous.vault.people import PublicKeys, SecretKeys
from entrenous.vault.primitives import NotOpened, verify

START: Final = bytes(32)
LABEL: Final = b"EN1j"
_ED25519: Final = b"\x01"
_HASH_BYTES: Final = 32


def canonical(entry: Mapping[str, str | int | None]) -> bytes:
    """The bytes of an entry, the same on every machine (RFC 8785; no float)."""
    return rfc8785.dumps(dict(entry))


def link(previous: bytes, entry: bytes) -> bytes:
    """The chain value after one more entry. `previous` is START for the first."""
    return hashlib.sha256(LABEL + len(entry).to_bytes(8, "big") + previous + entry).digest()


def merkle_root(leaves: Iterable[bytes]) -> bytes:
    """RFC 6962 §2.1 root of the entries' bytes."""
    tree = MerkleTree()
    for leaf in leaves:
        tree.add(leaf)
    return tree.root()


class MerkleTree:
    """A growing RFC 6962 tree: keeps only its perfect subtrees, about log2(size) hashes."""

    def __init__(self) -> None:
        self.size = 0
        self._subtrees: list[bytes] = []  # the largest first

    def add(self, leaf: bytes) -> None:
        """Append one leaf: as many merges as the size has trailing ones in binary."""
        top, size = hashlib.sha256(b"\x00" + leaf).digest(), self.size
        while size % 2:
            top, size = _node(self._subtrees.pop(), top), size // 2
        self._subtrees.append(top)
        self.size += 1

    def root(self) -> bytes:
        """The root now; the empty tree's is SHA-256 of nothing."""
        if not self._subtrees:
            return hashlib.sha256(b"").digest()
        return reduce(lambda right, left: _node(left, right), reversed(self._subtrees))


def _node(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\x01" + left + right).digest()


@dataclass(frozen=True)
class Checkpoint:
    """ "At this size the journal had this root": a signed note to print, mail or anchor."""

    origin: str
    size: int
    root: bytes
    chain: bytes

    def __post_init__(self) -> None:
        # C2SP signed-note: neither space nor plus in a name, or its own reader refuses the note.
        if not self.origin or "+" in self.origin or self.origin.split() != [self.origin]:
            raise ValueError("an origin is one word without a plus sign")
        if self.size < 0 or len(self.root) != _HASH_BYTES or len(self.chain) != _HASH_BYTES:
            raise ValueError("a checkpoint has a size and two hashes of 32 bytes")

    @property
    def text(self) -> str:
        """The signed part of the note."""
        return f"{self.origin}\n{self.size}\n{_b64(self.root)}\n{_b64(self.chain)}\n"

    def note(self, journal: SecretKeys) -> str:
        """The note with the journal's signature line."""
        signature = journal.sign(self.text.encode())
        key_id = _note_key_id(self.origin, journal.public)
        return f"{self.text}\n\N{EM DASH} {self.origin} {_b64(key_id + signature)}\n"

    @classmethod
    def read(cls, note: str, *, journal: PublicKeys) -> "Checkpoint":
        """Read a note and check its signature, or raise NotOpened.

        Other signature lines (a witness's) are left alone, as C2SP signed-note asks.
        """
        text, _, tail = note.rpartition("\n\n")
        try:
            origin, size, root, chain = text.split("\n")
            checkpoint = cls(origin, int(size), _unb64(root), _unb64(chain))
            signatures = [_unb64(line.split(" ")[2]) for line in _lines_of(origin, tail)]
        except (ValueError, IndexError):
            raise NotOpened from None
        if checkpoint.text != text + "\n":  # "007" and "7" would be two notes for one signature
            raise NotOpened
        key_id = _note_key_id(origin, journal)
        ours = [raw[4:] for raw in signatures if raw[:4] == key_id]
        if len(ours) != 1:
            raise NotOpened
        verify(journal.sign, checkpoint.text.encode(), ours[0])
        return checkpoint


class NotFaithful(NotOpened):
    """The journal is not the one that a checkpoint saw.

    held_until  size of the last checkpoint that fits; 0 when none does
    broken_at   size of the first that does not: the alteration is between the two
    """

    def __init__(self, held_until: int, broken_at: int) -> None:
        super().__init__()
        self.held_until = held_until
        self.broken_at = broken_at


def replay(entries: Iterable[bytes], checkpoints: Iterable[Checkpoint]) -> bytes:
    """Follow the chain over all entries and hold it against every checkpoint.

    entries      canonical bytes, in order
    checkpoints  already read with `Checkpoint.read`, from wherever they were kept
    returns      the chain value after the last entry
    raises       NotFaithful: an entry is missing, changed, or was chained again after the
                 fact; or two checkpoints of one size contradict each other
    """
    awaited = _by_size(checkpoints)
    chain, tree, held_until = START, MerkleTree(), 0
    for entry in itertools.chain([None], entries):
        if entry is not None:
            tree.add(entry)
            chain = link(chain, entry)
        for checkpoint in awaited.pop(tree.size, ()):
            if (checkpoint.chain, checkpoint.root) != (chain, tree.root()):
                raise NotFaithful(held_until, tree.size)
            held_until = tree.size
    if awaited:
        raise NotFaithful(held_until, min(awaited))
    return chain


def _by_size(checkpoints: Iterable[Checkpoint]) -> dict[int, list[Checkpoint]]:
    """All of each size: keeping one would hide the journal that was shown to someone else."""
    found: dict[int, list[Checkpoint]] = {}
    for checkpoint in checkpoints:
        found.setdefault(checkpoint.size, []).append(checkpoint)
    return found


def _lines_of(name: str, tail: str) -> list[str]:
    return [line for line in tail.split("\n") if line.startswith(f"\N{EM DASH} {name} ")]


def _note_key_id(name: str, keys: PublicKeys) -> bytes:
    return hashlib.sha256(name.encode() + b"\n" + _ED25519 + keys.sign).digest()[:4]


def _b64(raw: bytes) -> str:
    return base64.b64encode(raw).decode()


def _unb64(text: str) -> bytes:
    return base64.b64decode(text, validate=True)
