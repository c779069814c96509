"""The keys of an actor (agent, group, recovery): public halves, secret halves, fingerprint."""

from dataclasses import dataclass, field
from typing import Self

from entrenous.vault.primitives import (
    KEY_BYTES,
    NotOpened,
    box_keypair,
    digest,
    fresh_key,
    kdf,
    open_box,
    seal_to,
    sign,
    sign_keypair,
)


@dataclass(frozen=True)
class PublicKeys:
    """The public halves: `box` to seal to, `sign` to verify. 32 bytes each."""

    box: bytes
    sign: bytes

    def fingerprint(self) -> str:
        """Eight groups of five digits to read aloud and compare, face to face (133 bits)."""
        raw = digest("EN1 print", self.box, self.sign)
        groups = (int.from_bytes(raw[i : i + 4], "big") % 100_000 for i in range(0, 32, 4))
        return " ".join(f"{group:05d}" for group in groups)

    def seal(self, clear: bytes) -> bytes:
        """Seal bytes to this actor alone."""
        return seal_to(self.box, clear)


@dataclass(frozen=True, repr=False)
class SecretKeys:
    """Both secret halves, from two 32-byte seeds. Lives for one request, never in a cache."""

    box_seed: bytes
    sign_seed: bytes
    public: PublicKeys = field(init=False, compare=False)
    _box_secret: bytes = field(init=False, compare=False)
    _sign_secret: bytes = field(init=False, compare=False)

    def __post_init__(self) -> None:
        box_public, box_secret = box_keypair(self.box_seed)
        sign_public, sign_secret = sign_keypair(self.sign_seed)
        object.__setattr__(self, "public", PublicKeys(box_public, sign_public))
        object.__setattr__(self, "_box_secret", box_secret)
        object.__setattr__(self, "_sign_secret", sign_secret)

    @classmethod
    def generate(cls) -> Self:
        """New keys, from the operating system's generator."""
        return cls(fresh_key(), fresh_key())

    @classmethod
    def read(cls, raw: bytes) -> Self:
        """Rebuild from what `bytes()` gave; NotOpened for any other length."""
        if len(raw) != 2 * KEY_BYTES:
            raise NotOpened
        return cls(raw[:KEY_BYTES], raw[KEY_BYTES:])

    def __bytes__(self) -> bytes:
        return self.box_seed + self.sign_seed

    def open(self, blob: bytes) -> bytes:
        """Open what was sealed to `public`, or raise NotOpened."""
        return open_box(blob, public=self.public.box, secret=self._box_secret)

    def sign(self, message: bytes) -> bytes:
        """64-byte signature."""
        return sign(self._sign_secret, message)

    def subkey(self, context: str) -> bytes:
        """A symmetric key of this actor's own (carnet, preferences)."""
        return kdf(self.box_seed, context)
