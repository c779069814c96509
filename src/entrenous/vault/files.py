"""Seal a file as it arrives and open it again, whole or not at all (protocol EN1 §3.11).

A sealed file is a prefix then frames of one size, so that its length tells 64 KiB steps only:

    "EN1F"  suite  log2 of the clear bytes in a frame (16)  secretstream header (24 bytes)
    frame   64 KiB of the file, sealed (+ 17 bytes); in the last one the end is marked then padded

The key is random, used for this file only, and lives in a sealed record of its container.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO, Final
from uuid import UUID

from entrenous.vault.primitives import (
    STREAM_HEADER_BYTES,
    STREAM_TAG_BYTES,
    SUITE,
    NotOpened,
    OpeningStream,
    SealingStream,
    enc,
)

_CHUNK_LOG2: Final = 16
_MAGIC: Final = b"EN1F" + SUITE + bytes([_CHUNK_LOG2])
_END: Final = b"\x80"
CHUNK_BYTES: Final = 1 << _CHUNK_LOG2
FRAME_BYTES: Final = CHUNK_BYTES + STREAM_TAG_BYTES
PREFIX_BYTES: Final = len(_MAGIC) + STREAM_HEADER_BYTES


@dataclass(frozen=True)
class FilePlace:
    """Which file, of which organisation: in the associated data of the first frame."""

    organisation: UUID
    file: UUID

    def ad(self, prefix: bytes) -> bytes:
        """What the first frame is bound to; the frames that follow are bound to the one before."""
        return enc("file", self.organisation, self.file, prefix)


@dataclass(frozen=True)
class Measured:
    """What a clear file is: its size in bytes and its SHA-256."""

    size: int
    sha256: bytes


class FileSealer:
    """Seals one file: write `prefix`, then what `push` and `finish` return, in order.

    Keeps less than one frame in memory. `measured` is known once `finish` was called.
    """

    def __init__(self, at: FilePlace, *, key: bytes) -> None:
        self._stream = SealingStream(key)
        self.prefix = _MAGIC + self._stream.header
        self._ad = at.ad(self.prefix)
        self._waiting = b""
        self._hash = hashlib.sha256()
        self._size = 0

    def push(self, clear: bytes) -> bytes:
        """Seal the next bytes of the file; empty until a frame is full."""
        self._hash.update(clear)
        self._size += len(clear)
        waiting = self._waiting + clear
        whole = len(waiting) - len(waiting) % CHUNK_BYTES
        self._waiting = waiting[whole:]
        return b"".join(
            self._frame(waiting[at : at + CHUNK_BYTES]) for at in range(0, whole, CHUNK_BYTES)
        )

    def finish(self) -> bytes:
        """The last frame: what was waiting, the mark of the end, zeros up to one whole frame."""
        return self._frame((self._waiting + _END).ljust(CHUNK_BYTES, b"\0"), is_last=True)

    @property
    def measured(self) -> Measured:
        """Size and SHA-256 of what was pushed."""
        return Measured(self._size, self._hash.digest())

    def _frame(self, clear: bytes, *, is_last: bool = False) -> bytes:
        ad, self._ad = self._ad, b""
        return self._stream.push(clear, ad=ad, is_last=is_last)


def open_chunks(source: BinaryIO, at: FilePlace, *, key: bytes) -> Iterator[bytes]:
    """The clear bytes, frame after frame, each authentic; call `verify` before showing any.

    source  the sealed file, at its beginning; one frame is held at a time
    raises  NotOpened: another key or place, a frame altered, moved, doubled, missing or added,
            an end without its mark, anything after the end
    """
    prefix = source.read(PREFIX_BYTES)
    if not prefix.startswith(_MAGIC):
        raise NotOpened
    stream, ad, is_last = OpeningStream(key, prefix[len(_MAGIC) :]), at.ad(prefix), False
    while not is_last:
        clear, is_last = stream.pull(source.read(FRAME_BYTES), ad=ad)
        ad = b""
        yield _unmarked(clear) if is_last else clear
    if source.read(1):
        raise NotOpened


def verify(source: BinaryIO, at: FilePlace, *, key: bytes) -> Measured:
    """Open a whole file without keeping it, then put it back at its beginning; or NotOpened."""
    digest, size = hashlib.sha256(), 0
    for chunk in open_chunks(source, at, key=key):
        digest.update(chunk)
        size += len(chunk)
    source.seek(0)
    return Measured(size, digest.digest())


def sealed_size(size: int) -> int:
    """How many bytes a file of `size` clear bytes takes once sealed."""
    return PREFIX_BYTES + (size // CHUNK_BYTES + 1) * FRAME_BYTES


def frames_of(prefix: bytes, stored: int) -> int:
    """How many whole frames a stored file has, told without any key; NotOpened when it is cut.

    prefix  its first bytes. stored  its size in bytes. Only `verify` says that it is authentic
    """
    frames, rest = divmod(stored - PREFIX_BYTES, FRAME_BYTES)
    if not prefix.startswith(_MAGIC) or rest or frames < 1:
        raise NotOpened
    return frames


def _unmarked(last: bytes) -> bytes:
    marked = last.rstrip(b"\0")
    if not marked.endswith(_END):
        raise NotOpened
    return marked[:-1]
