"""Second factors that need no script: codes of an application (TOTP), codes printed once.

Secrets are sealed under the server's key file, so that a copy of the database gives none.
Security keys are in `passkeys`. Source: RFC 6238; 00-decisions 23.
"""

import hmac
import json
import secrets
import time
from typing import Final

import pyotp
from django.db import transaction

from entrenous.agents.models import Agent
from entrenous.journal import actions as journal
from entrenous.journal.acts import Act
from entrenous.keyring import models
from entrenous.keyring.server_key import server_key
from entrenous.vault.primitives import NotOpened, Sealed, digest, enc, kdf, open_sealed, seal

Kind = models.SecondFactor.Kind
PASSKEY: Final = "passkey"
CODES: Final = 10
STEP_SECONDS: Final = 30
_CODE_ALPHABET: Final = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
_CODE_CHARS: Final = 8
_TOTP_DIGITS: Final = 6
_DRIFT_STEPS: Final = (0, -1, 1)


class LastFactor(Exception):
    """The only second factor left: another one must be added first."""


def methods(agent: Agent) -> set[str]:
    """What the agent can use today: values of Kind, and PASSKEY."""
    found = set(agent.second_factors.values_list("kind", flat=True))
    if agent.passkeys.exists():
        found.add(PASSKEY)
    return found


def new_totp_secret() -> str:
    """A secret to show once (base 32, 160 bits)."""
    return pyotp.random_base32()


def totp_uri(agent: Agent, secret: str) -> str:
    """What the QR code says to the application."""
    return pyotp.TOTP(secret).provisioning_uri(name=agent.login, issuer_name="Entre Nous")


def new_codes() -> list[str]:
    """Ten codes to print, 39 bits each: « ABCD-2345 »."""
    return ["-".join((_random(4), _random(_CODE_CHARS - 4))) for _ in range(CODES)]


def keep_totp(agent: Agent, secret: str, typed: str) -> bool:
    """Keep a secret once its first code was typed back. Returns whether it fits."""
    step = _step_of(secret, typed)
    if step is None:
        return False
    _keep(agent, Kind.TOTP, secret.encode(), last_step=step)
    return True


def keep_codes(agent: Agent, codes: list[str], typed: str) -> bool:
    """Keep printed codes once one was typed back, which stays usable. Returns whether it fits."""
    if _folded(typed) not in map(_folded, codes):
        return False
    _keep(agent, Kind.CODES, _hashed(codes))
    return True


def passes(agent: Agent, typed: str) -> bool:
    """Check a code of either kind. It passes once: seen over a shoulder, it is worth nothing."""
    bare = _folded(typed)
    if len(bare) == _TOTP_DIGITS and bare.isascii() and bare.isdigit():
        return _passes_totp(agent, bare)
    return _passes_printed(agent, bare)


def codes_left(agent: Agent) -> int:
    """How many printed codes remain."""
    row = agent.second_factors.filter(kind=Kind.CODES).first()
    return len(_read_codes(row)) if row else 0


@transaction.atomic
def remove(agent: Agent, kind: str) -> None:
    """Give up one kind of second factor; LastFactor if no other is left."""
    if methods(agent) <= {kind}:
        raise LastFactor
    if kind == PASSKEY:
        agent.passkeys.all().delete()
    else:
        agent.second_factors.filter(kind=kind).delete()
    note_change(agent)


@transaction.atomic
def forget_all(agent: Agent) -> None:
    """Before a new enrolment, or when the recovery sheet stood in for a lost factor."""
    agent.second_factors.all().delete()
    agent.passkeys.all().delete()
    note_change(agent)


def note_change(agent: Agent) -> None:
    """Journal that the second factors of an agent changed."""
    journal.record(
        Act.FACTOR_CHANGED, organisation=agent.organisation_id, actor=agent.pk, about=agent.pk
    )


def hold(agent: Agent, use: str, clear: bytes) -> str:
    """Seal what must wait for a page to come back, for the session: hexadecimal."""
    return seal(clear, key=_sealing_key(), ad=_place(agent, f"wait {use}")).hex()


def held(agent: Agent, use: str, waiting: str) -> bytes | None:
    """Open what `hold` sealed for this agent and use, or None."""
    try:
        sealed = bytes.fromhex(waiting)
        return open_sealed(sealed, key=_sealing_key(), ad=_place(agent, f"wait {use}"))
    except (NotOpened, ValueError):
        return None


@transaction.atomic
def _keep(agent: Agent, kind: str, secret: bytes, *, last_step: int = 0) -> None:
    models.SecondFactor.objects.update_or_create(
        agent=agent,
        kind=kind,
        defaults={"secret": _seal(agent, kind, secret), "last_step": last_step},
    )
    note_change(agent)


def _passes_totp(agent: Agent, typed: str) -> bool:
    row = agent.second_factors.filter(kind=Kind.TOTP).first()
    step = _step_of(_open(row).decode(), typed) if row else None
    if row is None or step is None:
        return False
    # Two requests with one code: the second finds the step already used.
    unused = models.SecondFactor.objects.filter(pk=row.pk, last_step__lt=step)
    return bool(unused.update(last_step=step))


def _passes_printed(agent: Agent, typed: str) -> bool:
    row = agent.second_factors.filter(kind=Kind.CODES).first()
    if row is None:
        return False
    kept, said = _read_codes(row), _hash(typed)
    if not any(hmac.compare_digest(said, known) for known in kept):
        return False
    left = json.dumps([known for known in kept if known != said]).encode()
    untouched = models.SecondFactor.objects.filter(pk=row.pk, last_step=row.last_step)
    fresh = _seal(agent, Kind.CODES, left)
    return bool(untouched.update(secret=fresh, last_step=row.last_step + 1))


def _step_of(secret: str, typed: str) -> int | None:
    """The 30-second step whose code was typed, a minute and a half wide, or None."""
    bare, now = _folded(typed), int(time.time()) // STEP_SECONDS
    totp = pyotp.TOTP(secret)
    for drift in _DRIFT_STEPS:
        if hmac.compare_digest(totp.generate_otp(now + drift), bare):
            return now + drift
    return None


def _folded(typed: str) -> str:
    return "".join(c for c in typed.upper() if c.isascii() and c.isalnum())


def _random(count: int) -> str:
    return "".join(secrets.choice(_CODE_ALPHABET) for _ in range(count))


def _hashed(codes: list[str]) -> bytes:
    return json.dumps([_hash(_folded(code)) for code in codes]).encode()


def _hash(folded: str) -> str:
    return digest("EN1 printed", folded).hex()


def _read_codes(row: models.SecondFactor) -> list[str]:
    return [str(known) for known in json.loads(_open(row))]


def _open(row: models.SecondFactor) -> bytes:
    """The clear secret of a row; NotOpened if it was moved to another agent or altered."""
    return open_sealed(bytes(row.secret), key=_sealing_key(), ad=_place(row.agent, row.kind))


def _seal(agent: Agent, kind: str, clear: bytes) -> Sealed:
    return seal(clear, key=_sealing_key(), ad=_place(agent, kind))


def _sealing_key() -> bytes:
    return kdf(server_key(), "EN1 factor")


def _place(agent: Agent, kind: str) -> bytes:
    return enc("factor", agent.pk, kind)
