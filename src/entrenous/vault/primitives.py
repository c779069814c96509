"""The only module that speaks to libsodium: every other one is built on these dozen functions.

Protocol EN1 §3.0. Suite 0x01 is XChaCha20-Poly1305, X25519 sealed boxes, Ed25519, BLAKE2b.
"""

import hashlib
import os
from typing import NewType
from uuid import UUID

from nacl import bindings, exceptions

Sealed = NewType("Sealed", bytes)
Part = bytes | str | int | UUID

SUITE = b"\x01"
KEY_BYTES = 32
_NONCE_BYTES = bindings.crypto_aead_xchacha20poly1305_ietf_NPUBBYTES
_TAG_BYTES = bindings.crypto_aead_xchacha20poly1305_ietf_ABYTES
_BUCKETS = (256, 1024, 4096)
STREAM_HEADER_BYTES = bindings.crypto_secretstream_xchacha20poly1305_HEADERBYTES
STREAM_TAG_BYTES = bindings.crypto_secretstream_xchacha20poly1305_ABYTES
_MORE = bindings.crypto_secretstream_xchacha20poly1305_TAG_MESSAGE
_FINAL = bindings.crypto_secretstream_xchacha20poly1305_TAG_FINAL
# What libsodium raises when it refuses: PyNaCl lets through three families (EN1 §6).
_REFUSALS = (exceptions.CryptoError, ValueError, TypeError, RuntimeError)


class NotOpened(Exception):
    """Wrong key, wrong place, altered bytes or unknown suite: deliberately the same refusal."""


def enc(*parts: Part) -> bytes:
    """Join parts so that no two different lists give the same bytes.

    parts   bytes, str (UTF-8), int (8 bytes, unsigned) or UUID (16 bytes)
    returns each part behind its length in 4 bytes, big-endian
    source  EN1 §3.0
    """
    return b"".join(len(raw).to_bytes(4, "big") + raw for raw in map(_raw, parts))


def dec(joined: bytes, count: int) -> list[bytes]:
    """Split what `enc` joined. Raises NotOpened unless there are exactly `count` parts."""
    parts, rest = [], joined
    while rest:
        size = int.from_bytes(rest[:4], "big")
        if len(rest) < 4 + size:
            raise NotOpened
        parts.append(rest[4 : 4 + size])
        rest = rest[4 + size :]
    if len(parts) != count:
        raise NotOpened
    return parts


def _raw(part: Part) -> bytes:
    if isinstance(part, bytes):
        return part
    if isinstance(part, str):
        return part.encode()
    if isinstance(part, UUID):
        return part.bytes
    return part.to_bytes(8, "big")


def fresh_key() -> bytes:
    """32 bytes from the operating system's generator."""
    return os.urandom(KEY_BYTES)


def kdf(key: bytes, context: str, info: bytes = b"") -> bytes:
    """Derive a 32-byte key, one way. `context` is at most 16 bytes. Source: EN1 §3.0.

    raises  NotOpened: the key has not 32 bytes (an empty one would make a public "secret")
    """
    if len(key) != KEY_BYTES:
        raise NotOpened
    return hashlib.blake2b(info, key=key, person=_person(context), digest_size=32).digest()


def digest(context: str, *parts: Part) -> bytes:
    """Hash a list of parts to 32 bytes, separated from every other use by `context`."""
    return hashlib.blake2b(enc(*parts), person=_person(context), digest_size=32).digest()


def _person(context: str) -> bytes:
    raw = context.encode()
    if len(raw) > hashlib.blake2b.PERSON_SIZE:
        raise ValueError("a context has at most 16 bytes")
    return raw


def pad(clear: bytes) -> bytes:
    """Hide the length inside a bucket: 256, 1 024, then multiples of 4 096 bytes."""
    return bindings.sodium_pad(clear, _bucket(len(clear) + 1))


def unpad(padded: bytes) -> bytes:
    """Undo `pad`. Raises NotOpened when the padding is not one that `pad` makes.

    Written out because libsodium only reads the last block (a small record in a large bucket
    would pass) and costs more than the opening itself; authenticated bytes need no constant time.
    """
    marked = padded.rstrip(b"\0")
    clear = marked[:-1]
    if marked[-1:] != b"\x80" or _padded_size(len(clear)) != len(padded):
        raise NotOpened
    return clear


def _bucket(size: int) -> int:
    return next((bucket for bucket in _BUCKETS if size <= bucket), _BUCKETS[-1])


def _padded_size(clear_size: int) -> int:
    bucket = _bucket(clear_size + 1)
    return -(-(clear_size + 1) // bucket) * bucket


def seal(clear: bytes, *, key: bytes, ad: bytes) -> Sealed:
    """Seal bytes under a key for one place. Two seals of the same bytes differ.

    ad      what the place is (`enc(...)`); needed again to open, not stored
    returns suite byte, 24-byte nonce, ciphertext and tag
    source  EN1 §3.0
    """
    nonce = os.urandom(_NONCE_BYTES)
    body = bindings.crypto_aead_xchacha20poly1305_ietf_encrypt(clear, SUITE + ad, nonce, key)
    return Sealed(SUITE + nonce + body)


def open_sealed(blob: bytes, *, key: bytes, ad: bytes) -> bytes:
    """Return the clear bytes, whole and authentic, or raise NotOpened."""
    if blob[:1] != SUITE:
        raise NotOpened
    nonce, body = blob[1 : 1 + _NONCE_BYTES], blob[1 + _NONCE_BYTES :]
    try:
        return bindings.crypto_aead_xchacha20poly1305_ietf_decrypt(body, SUITE + ad, nonce, key)
    except _REFUSALS:
        raise NotOpened from None


def as_sealed(blob: bytes) -> Sealed:
    """Check the shape of sealed bytes (suite, length). Raises ValueError for anything else.

    Without the key nothing more can be checked: this is the last door before a column.
    """
    if blob[:1] != SUITE or len(blob) < 1 + _NONCE_BYTES + _TAG_BYTES:
        raise ValueError("these bytes are not sealed")
    return Sealed(blob)


class SealingStream:
    """Seals messages in an order that cannot change afterwards (secretstream). One key, one use."""

    __slots__ = ("_state", "header")

    def __init__(self, key: bytes) -> None:
        self._state = bindings.crypto_secretstream_xchacha20poly1305_state()
        self.header = bindings.crypto_secretstream_xchacha20poly1305_init_push(self._state, key)

    def push(self, clear: bytes, *, ad: bytes = b"", is_last: bool = False) -> bytes:
        """The next message, sealed: 17 bytes longer. Nothing follows the last one."""
        tag = _FINAL if is_last else _MORE
        return bindings.crypto_secretstream_xchacha20poly1305_push(self._state, clear, ad, tag)


class OpeningStream:
    """Opens, in their order, the messages of a `SealingStream`. NotOpened for any other."""

    __slots__ = ("_state",)

    def __init__(self, key: bytes, header: bytes) -> None:
        self._state = bindings.crypto_secretstream_xchacha20poly1305_state()
        try:
            bindings.crypto_secretstream_xchacha20poly1305_init_pull(self._state, header, key)
        except _REFUSALS:
            raise NotOpened from None

    def pull(self, sealed: bytes, *, ad: bytes = b"") -> tuple[bytes, bool]:
        """The next message and whether it is the last one, as it was sealed; or NotOpened."""
        try:
            clear, tag = bindings.crypto_secretstream_xchacha20poly1305_pull(
                self._state, sealed, ad
            )
        except _REFUSALS:
            raise NotOpened from None
        return clear, tag == _FINAL


def box_keypair(seed: bytes) -> tuple[bytes, bytes]:
    """X25519 (public, secret) from a 32-byte seed."""
    public, secret = bindings.crypto_box_seed_keypair(seed)
    return public, secret


def seal_to(public: bytes, clear: bytes) -> bytes:
    """Seal bytes so that only the holder of the secret half opens them (sealed box).

    raises  NotOpened: bytes that are no public key, or one that anybody could open
    """
    try:
        return SUITE + bindings.crypto_box_seal(clear, public)
    except _REFUSALS:
        raise NotOpened from None


def open_box(blob: bytes, *, public: bytes, secret: bytes) -> bytes:
    """Open a sealed box, or raise NotOpened. It says nothing of who sealed: see `grants`."""
    if blob[:1] != SUITE:
        raise NotOpened
    try:
        return bindings.crypto_box_seal_open(blob[1:], public, secret)
    except _REFUSALS:
        raise NotOpened from None


def sign_keypair(seed: bytes) -> tuple[bytes, bytes]:
    """Ed25519 (public, secret) from a 32-byte seed."""
    public, secret = bindings.crypto_sign_seed_keypair(seed)
    return public, secret


def sign(secret: bytes, message: bytes) -> bytes:
    """64-byte detached Ed25519 signature."""
    return bindings.crypto_sign(message, secret)[: bindings.crypto_sign_BYTES]


def verify(public: bytes, message: bytes, signature: bytes) -> None:
    """Return silently, or raise NotOpened: never a boolean that a caller may forget to read."""
    if len(signature) != bindings.crypto_sign_BYTES:
        raise NotOpened
    try:
        bindings.crypto_sign_open(signature + message, public)
    except _REFUSALS:
        raise NotOpened from None
