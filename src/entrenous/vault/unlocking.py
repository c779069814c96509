"""The row that keeps a vault open between two requests, useless without the browser's cookie.

Protocol EN1 §3.5, 00-decisions 23. The cookie's secret is never stored; the expiry is sealed.
"""

from dataclasses import dataclass
from typing import Final
from uuid import UUID

from nacl import pwhash

from entrenous.vault.people import SecretKeys
from entrenous.vault.primitives import KEY_BYTES, Sealed, enc, kdf, open_sealed, seal

PIN_DIGITS: Final = 6
_PIN_PASSES: Final = 2
_PIN_MEMORY: Final = 19 * 1024 * 1024


@dataclass(frozen=True)
class UnlockPlace:
    """Whose vault, until when (absolute, Unix seconds), in which session (hash of its key)."""

    agent: UUID
    expires: int
    session_hash: bytes


def unlock_id(cookie: bytes) -> bytes:
    """The id of the row, which tells nothing of the cookie."""
    return kdf(cookie, "EN1 unlock id")


def seal_unlock(secret: SecretKeys, *, cookie: bytes, at: UnlockPlace) -> Sealed:
    """Seal an agent's keys for the browser that holds `cookie`."""
    return seal(
        bytes(secret),
        key=kdf(cookie, "EN1 unlock key"),
        ad=_place("unlock", cookie, at),
    )


def open_unlock(blob: bytes, *, cookie: bytes, at: UnlockPlace) -> SecretKeys:
    """Open the row, or NotOpened: another browser, another session, a prolonged expiry."""
    key = kdf(cookie, "EN1 unlock key")
    return SecretKeys.read(open_sealed(blob, key=key, ad=_place("unlock", cookie, at)))


def pin_key(pin: str, *, salt: bytes) -> bytes:
    """Stretch a six-digit post PIN. It never protects alone: the cookie's 256 bits are mixed in."""
    if len(pin) != PIN_DIGITS or not (pin.isascii() and pin.isdigit()):
        raise ValueError("a post PIN has six digits")
    return pwhash.argon2id.kdf(
        KEY_BYTES, pin.encode(), salt, opslimit=_PIN_PASSES, memlimit=_PIN_MEMORY
    )


def seal_idle(secret: SecretKeys, *, cookie: bytes, pin: bytes, at: UnlockPlace) -> Sealed:
    """Seal the keys a second time, for the return after an idle lock. `pin` is a `pin_key`."""
    return seal(bytes(secret), key=_idle_key(cookie, pin), ad=_place("idle", cookie, at))


def open_idle(blob: bytes, *, cookie: bytes, pin: bytes, at: UnlockPlace) -> SecretKeys:
    """Open with the browser's cookie and the PIN together, or NotOpened."""
    return SecretKeys.read(
        open_sealed(blob, key=_idle_key(cookie, pin), ad=_place("idle", cookie, at))
    )


def _idle_key(cookie: bytes, pin: bytes) -> bytes:
    return kdf(cookie, "EN1 idle key", pin)


def _place(use: str, cookie: bytes, at: UnlockPlace) -> bytes:
    return enc(use, unlock_id(cookie), at.agent, at.expires, at.session_hash)
