"""Slow down whoever tries phrases, without letting anyone keep a colleague out.

Failures are counted by keyed hashes: never the typed name, never an address. A browser where
the agent already logged in has a count of its own, so that others' failures do not delay it.
00-decisions 25.
"""

import ipaddress
import math
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from entrenous.agents.models import Agent
from entrenous.keyring import models
from entrenous.keyring.server_key import server_key
from entrenous.vault.primitives import enc, kdf

_FORGET_AFTER: Final = timedelta(minutes=15)
_BROWSER_DAYS: Final = 180


@dataclass(frozen=True)
class Pace:
    """How many failures are free, and the longest wait once the wait has doubled enough."""

    free: int
    longest_seconds: int


ACCOUNT_HERE: Final = Pace(free=3, longest_seconds=60)
ACCOUNT_ANYWHERE: Final = Pace(free=10, longest_seconds=15)
NETWORK: Final = Pace(free=30, longest_seconds=30)
FACTOR: Final = Pace(free=3, longest_seconds=900)
READINGS: Final = Pace(free=60, longest_seconds=900)
SPACE: Final = Pace(free=5, longest_seconds=60)
# All spaces together: what a flood may spend of the machine, never long enough to keep anyone out.
SPACES: Final = Pace(free=100, longest_seconds=2)
_SHARED: Final = (NETWORK, SPACES)


@dataclass(frozen=True)
class Counter:
    """One thing that is counted, by its keyed hash."""

    key: bytes
    pace: Pace


@dataclass(frozen=True)
class Visitor:
    """Where an attempt comes from: its address, and the token its browser keeps."""

    address: str
    token: str


def counters(login: str, visitor: Visitor) -> list[Counter]:
    """What an attempt on an account is counted under."""
    folded, network = login.strip().casefold(), network_of(visitor.address)
    mark = _mark(folded, visitor.token)
    if visitor.token and models.KnownBrowser.objects.filter(mark=mark).exists():
        return [Counter(_key("known", folded, mark.hex()), ACCOUNT_HERE)]
    return [
        Counter(_key("here", folded, network), ACCOUNT_HERE),
        Counter(_key("account", folded), ACCOUNT_ANYWHERE),
        Counter(_key("network", network), NETWORK),
    ]


def factor_counter(agent: Agent) -> list[Counter]:
    """Codes of a second factor: only someone who has the phrase gets there."""
    return [Counter(_key("factor", str(agent.pk)), FACTOR)]


def space_counters(number: str, visitor: Visitor) -> list[Counter]:
    """What an attempt on a person's space is counted under: her number, the network, all.

    number  empty for eight words, which name nobody else than whom they open
    """
    return [
        *([Counter(_key("space", number), SPACE)] if number else []),
        Counter(_key("space network", network_of(visitor.address)), NETWORK),
        Counter(_key("spaces"), SPACES),
    ]


def invitation_counter(visitor: Visitor) -> list[Counter]:
    """Invitation codes tried from one network."""
    return [Counter(_key("invitation", network_of(visitor.address)), NETWORK)]


def token_counter(visitor: Visitor) -> list[Counter]:
    """Tokens of platforms tried from one network."""
    return [Counter(_key("token", network_of(visitor.address)), NETWORK)]


def address_counter(visitor: Visitor) -> list[Counter]:
    """Secret addresses tried from one network."""
    return [Counter(_key("address", network_of(visitor.address)), NETWORK)]


def readings_counter(address: str) -> list[Counter]:
    """Readings of one secret address, wherever they come from: each is counted as a try."""
    return [Counter(_key("readings", address), READINGS)]


def wait_seconds(counted: list[Counter]) -> int:
    """How long this attempt must wait; 0 if it may be made now. Waiting is not counted."""
    now = timezone.now()
    rows = {bytes(r.key): r for r in _rows(counted)}
    return max((_wait(rows[c.key], c.pace, now) for c in counted if c.key in rows), default=0)


def failed(counted: list[Counter]) -> None:
    """Count one failure."""
    now = timezone.now()
    with transaction.atomic():
        rows = {bytes(r.key): r for r in _rows(counted).select_for_update()}
        for counter in counted:
            row = rows.get(counter.key)
            count = 0 if row is None or _is_old(row, now) else row.count
            models.FailedTry.objects.update_or_create(
                key=counter.key, defaults={"count": count + 1, "last_at": now}
            )


def succeeded(counted: list[Counter]) -> None:
    """Forget the failures of this account; those that are counted for everyone stay."""
    keys = [c.key for c in counted if not any(c.pace is pace for pace in _SHARED)]
    models.FailedTry.objects.filter(key__in=keys).delete()


def remember_browser(agent: Agent, token: str) -> None:
    """This browser is where the agent logs in: `token` is the one it keeps from now on."""
    if token:
        models.KnownBrowser.objects.update_or_create(
            mark=_mark(agent.login.strip().casefold(), token),
            defaults={"agent": agent, "seen_on": timezone.localdate()},
        )


def purge() -> None:
    """Delete counts that no longer delay anyone, and browsers not seen for six months."""
    now = timezone.now()
    models.FailedTry.objects.filter(last_at__lt=now - _FORGET_AFTER).delete()
    limit = timezone.localdate() - timedelta(days=_BROWSER_DAYS)
    models.KnownBrowser.objects.filter(seen_on__lt=limit).delete()


def network_of(address: str) -> str:
    """The /24 (or /48) an address belongs to; one network for addresses that cannot be read."""
    try:
        read = ipaddress.ip_address(address)
    except ValueError:
        return "unknown"
    bits = 24 if read.version == 4 else 48  # noqa: PLR2004  # IPv4
    return str(ipaddress.ip_network(f"{read}/{bits}", strict=False))


def _rows(counted: list[Counter]) -> QuerySet[models.FailedTry]:
    return models.FailedTry.objects.filter(key__in=[c.key for c in counted])


def _wait(row: models.FailedTry, pace: Pace, now: datetime) -> int:
    if _is_old(row, now) or row.count < pace.free:
        return 0
    delay: int = min(1 << min(row.count - pace.free, 16), pace.longest_seconds)
    since = max((now - row.last_at).total_seconds(), 0.0)
    return max(0, math.ceil(delay - since))


def _is_old(row: models.FailedTry, now: datetime) -> bool:
    """Long past, or in the future: a clock that went back makes nobody wait."""
    return not timedelta(0) <= now - row.last_at <= _FORGET_AFTER


def _key(*parts: str) -> bytes:
    return kdf(server_key(), "EN1 failed try", enc(*parts))


def _mark(login: str, token: str) -> bytes:
    return kdf(server_key(), "EN1 browser", enc(login, token))
