"""From a phrase to keys: one Argon2id, two subkeys, and the wrapping of an agent's secret keys.

Protocol EN1 §3.1. The server stores a verifier and a committed wrap; neither opens anything alone.
"""

import hmac
import secrets
import unicodedata
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from nacl import pwhash

from entrenous.vault.people import PublicKeys, SecretKeys
from entrenous.vault.primitives import KEY_BYTES, NotOpened, digest, enc, kdf
from entrenous.vault.primitives import open_sealed as _open
from entrenous.vault.primitives import seal as _seal

SALT_BYTES: Final = pwhash.argon2id.SALTBYTES
_CROCKFORD: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_CHECK_CLASSES: Final = 1_021  # the largest prime that two characters can write
_CODE_CHARS: Final = 26
_APOSTROPHES: Final = str.maketrans(dict.fromkeys("\u2018\u2019\u02bc", "'"))
_LOOK_ALIKES: Final = str.maketrans({"O": "0", "I": "1", "L": "1", "U": "V"})


@dataclass(frozen=True)
class Cost:
    """What one guess of the phrase costs: passes and memory (KiB). One lane."""

    passes: int
    memory_kib: int

    def reaches(self, floor: "Cost") -> bool:
        """Tell whether this cost is at least `floor` in both dimensions."""
        return self.passes >= floor.passes and self.memory_kib >= floor.memory_kib


RECOMMENDED: Final = Cost(passes=3, memory_kib=131_072)
FLOOR: Final = Cost(passes=3, memory_kib=65_536)


@dataclass(frozen=True, repr=False)
class LoginKeys:
    """What a phrase gives: `auth` proves it, `kek` opens the wrapped keys. Never stored."""

    auth: bytes
    kek: bytes


def derive(phrase: str, *, salt: bytes, cost: Cost) -> LoginKeys:
    """Turn a phrase into its two subkeys. The only slow function of the package.

    phrase  read without regard to case, accents' encoding, or the spaces between words
    salt    16 bytes, of this agent only
    source  EN1 §3.1, Argon2id RFC 9106 with one lane
    """
    root = pwhash.argon2id.kdf(
        KEY_BYTES,
        normal_phrase(phrase).encode(),
        salt,
        opslimit=cost.passes,
        memlimit=cost.memory_kib * 1024,
    )
    return LoginKeys(auth=kdf(root, "EN1 auth"), kek=kdf(root, "EN1 kek"))


def normal_phrase(phrase: str) -> str:
    """The phrase as it is derived: NFKC, lower case, one space between words.

    Hyphens of all sorts are spaces, curled apostrophes are straight, invisible marks (soft
    hyphen, byte order mark) are dropped: telephones and word processors put them unasked.
    """
    visible = "".join(c for c in phrase if unicodedata.category(c) != "Cf")
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", visible).casefold())
    spaced = (" " if unicodedata.category(c) == "Pd" else c for c in folded)
    return " ".join("".join(spaced).translate(_APOSTROPHES).split())


def verifier(keys: LoginKeys) -> bytes:
    """What the database may hold to recognise the phrase."""
    return digest("EN1 verif", keys.auth)


def proves(keys: LoginKeys, stored: bytes) -> bool:
    """Compare with a stored verifier, in constant time."""
    return hmac.compare_digest(verifier(keys), stored)


def wrap(secret: SecretKeys, *, kek: bytes, uid: UUID) -> bytes:
    """Wrap an agent's keys, with a commitment that forbids testing many phrases at once.

    source  EN1 §3.1 (XChaCha20-Poly1305 does not commit to its key)
    """
    sealed = _seal(bytes(secret), key=kek, ad=_wrap_place(uid, secret.public))
    return digest("EN1 commit", kek) + sealed


def unwrap(wrapped: bytes, *, kek: bytes, uid: UUID, public: PublicKeys) -> SecretKeys:
    """Open what `wrap` made; NotOpened for another key, another agent or other public keys."""
    commitment, sealed = wrapped[:32], wrapped[32:]
    if not hmac.compare_digest(commitment, digest("EN1 commit", kek)):
        raise NotOpened
    secret = SecretKeys.read(_open(sealed, key=kek, ad=_wrap_place(uid, public)))
    if secret.public != public:
        raise NotOpened
    return secret


def _wrap_place(uid: UUID, public: PublicKeys) -> bytes:
    return enc("usk", uid, public.box, public.sign)


def new_recovery_code() -> str:
    """130 random bits in Crockford's base 32 and two check characters, in groups of four."""
    body = "".join(secrets.choice(_CROCKFORD) for _ in range(_CODE_CHARS))
    code = body + _check(body)
    return "-".join(code[i : i + 4] for i in range(0, len(code), 4))


def read_recovery_code(typed: str) -> str:
    """Return the 26 characters of a typed code; ValueError when the check does not fit.

    typed   groups, spaces and case do not matter; O reads 0, I and L read 1, U reads V
    """
    code = "".join(c for c in typed.upper().translate(_LOOK_ALIKES) if c.isalnum())
    body, check = code[:_CODE_CHARS], code[_CODE_CHARS:]
    if len(body) != _CODE_CHARS or any(c not in _CROCKFORD for c in code) or check != _check(body):
        raise ValueError("this recovery code was not typed as it was printed")
    return body


def _check(body: str) -> str:
    number = 0
    for place, character in enumerate(body, start=1):
        number = (number * 32 + _CROCKFORD.index(character) + place) % _CHECK_CLASSES
    return _CROCKFORD[number // 32] + _CROCKFORD[number % 32]


def recovery_kek(code: str) -> bytes:
    """The wrapping key of a recovery sheet. 130 random bits need no slow derivation."""
    return kdf(digest("EN1 sheet", read_recovery_code(code)), "EN1 rk")
