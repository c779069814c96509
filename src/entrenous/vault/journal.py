"""The journal's chain, its Merkle root and its signed checkpoints, checkable far from the database.

Protocol EN1 §3.12. Chain: SHA-256; tree: RFC 6962; checkpoint: C2SP signed note; entries: RFC 8785.
"""

import base64
import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import rfc8785

from entrenous.vault.people import PublicKeys, SecretKeys
from entrenous.vault.primitives import NotOpened, verify

START: Final = bytes(32)
_ED25519: Final = b"\x01"


def canonical(entry: Mapping[str, str | int | None]) -> bytes:
    """The bytes of an entry, the same on every machine (RFC 8785; no float)."""
    return rfc8785.dumps(dict(entry))


def link(previous: bytes, entry: bytes) -> bytes:
    """The chain value after one more entry. `previous` is START for the first."""
    return hashlib.sha256(
        b"EN1j" + len(entry).to_bytes(8, "big") + previous + entry
    ).digest()


def merkle_root(leaves: Sequence[bytes]) -> bytes:
    """RFC 6962 §2.1 root of the entries' bytes."""
    if not leaves:
        return hashlib.sha256(b"").digest()
    level = [hashlib.sha256(b"\x00" + leaf).digest() for leaf in leaves]
    while len(level) > 1:
        paired = [
            hashlib.sha256(b"\x01" + level[i] + level[i + 1]).digest()
            for i in range(0, len(level) - 1, 2)
        ]
        level = paired + ([level[-1]] if len(level) % 2 else [])
    return level[0]


@dataclass(frozen=True)
class Checkpoint:
    """ "At this size the journal had this root": a signed note to print, mail or anchor."""

    origin: str
    size: int
    root: bytes
    chain: bytes

    @property
    def text(self) -> str:
        """The signed part of the note."""
        return f"{self.origin}\n{self.size}\n{_b64(self.root)}\n{_b64(self.chain)}\n"

    def note(self, journal: SecretKeys) -> str:
        """The note with the journal's signature line."""
        signature = journal.sign(self.text.encode())
        key_id = _note_key_id(self.origin, journal.public)
        return f"{self.text}\n— {self.origin} {_b64(key_id + signature)}\n"

    @classmethod
    def read(cls, note: str, *, journal: PublicKeys) -> "Checkpoint":
        """Read a note and check its signature, or raise NotOpened."""
        try:
            text, _, tail = note.partition("\n\n")
            origin, size, root, chain = text.split("\n")
            mark, name, signed = tail.rstrip("\n").split(" ")
            checkpoint = cls(origin, int(size), _unb64(root), _unb64(chain))
            raw = _unb64(signed)
        except ValueError:
            raise NotOpened from None
        if mark != "—" or name != origin or raw[:4] != _note_key_id(origin, journal):
            raise NotOpened
        verify(journal.sign, checkpoint.text.encode(), raw[4:])
        return checkpoint


def replay(entries: Iterable[bytes], checkpoints: Iterable[Checkpoint]) -> bytes:
    """Follow the chain over all entries and hold it against every checkpoint.

    entries      canonical bytes, in order
    checkpoints  already read with `Checkpoint.read`, from wherever they were kept
    returns      the chain value after the last entry
    raises       NotOpened: an entry is missing, changed, or was chained again after the fact
    """
    expected = {c.size: c for c in checkpoints}
    chain, leaves = START, list[bytes]()
    _hold(expected.pop(0, None), leaves, chain)
    for entry in entries:
        leaves.append(entry)
        chain = link(chain, entry)
        _hold(expected.pop(len(leaves), None), leaves, chain)
    if expected:
        raise NotOpened
    return chain


def _hold(checkpoint: Checkpoint | None, leaves: Sequence[bytes], chain: bytes) -> None:
    if checkpoint and (
        checkpoint.chain != chain or checkpoint.root != merkle_root(leaves)
    ):
        raise NotOpened


def _note_key_id(name: str, keys: PublicKeys) -> bytes:
    return hashlib.sha256(name.encode() + b"\n" + _ED25519 + keys.sign).digest()[:4]


def _b64(raw: bytes) -> str:
    return base64.b64encode(raw).decode()


def _unb64(text: str) -> bytes:
    return base64.b64decode(text, validate=True)
