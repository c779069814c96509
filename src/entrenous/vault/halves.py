"""Seal something so that two halves of a key, held apart, open it together and neither alone.

Used for what two agents may read together when someone is in danger: no single key opens it, so
there is no back door to keep shut.
"""

from typing import NamedTuple

from entrenous.vault.primitives import (
    KEY_BYTES,
    NotOpened,
    Sealed,
    digest,
    fresh_key,
    open_sealed,
    seal,
)


class Halves(NamedTuple):
    """Two halves, each 32 random bytes, and what they seal together."""

    first: bytes
    second: bytes
    sealed: Sealed


def seal_in_halves(clear: bytes, *, ad: bytes, halves: tuple[bytes, bytes] | None = None) -> Halves:
    """Seal bytes under a key that only both halves give.

    ad      what the place is; needed again to open
    halves  those of before, while they are in use; drawn afresh otherwise
    """
    first, second = halves or (fresh_key(), fresh_key())
    return Halves(first, second, seal(clear, key=_joined(first, second), ad=ad))


def open_with_halves(blob: bytes, first: bytes, second: bytes, *, ad: bytes) -> bytes:
    """What was sealed. NotOpened: a half is missing, wrong or of another time."""
    if len(first) != KEY_BYTES or len(second) != KEY_BYTES:
        raise NotOpened
    return open_sealed(blob, key=_joined(first, second), ad=ad)


def _joined(first: bytes, second: bytes) -> bytes:
    """Hashed together: one half says nothing of the key, whatever the other is."""
    return digest("EN1 halves", first, second)
