"""Keep a vault open between two requests: open, idle lock, post PIN, close, expire.

Protocol EN1 §3.5, 00-decisions 23. The row is useless without the browser's second cookie, whose
secret is never stored; the absolute expiry is sealed inside. Three states: open, then after
20 minutes without a human request (or « Fermer le coffre ») only the post PIN, then the phrase.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import Enum, auto
from typing import Final
from uuid import UUID

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from entrenous.agents.keyfiles import registry_counter
from entrenous.agents.models import Agent
from entrenous.journal import actions as journal
from entrenous.journal.acts import Act
from entrenous.keyring import certificates, enrolment, models
from entrenous.keyring.sessions import session_hash
from entrenous.vault import unlocking as vault
from entrenous.vault.people import PublicKeys, SecretKeys
from entrenous.vault.primitives import NotOpened, fresh_key

ABSOLUTE: Final = timedelta(hours=10)
IDLE: Final = timedelta(minutes=20)
PIN_TRIES: Final = 5
# A clock put right by a few seconds closes nothing; one that jumps back does.
_DRIFT: Final = timedelta(minutes=1)
_TOUCH_EVERY: Final = timedelta(seconds=30)


class RegistryAltered(Exception):
    """The list of certified colleagues is not as it was signed: no vault opens on it."""


class WrongPin(Exception):
    """Not this agent's PIN. `left`: how many tries remain before the phrase is asked for."""

    def __init__(self, left: int) -> None:
        super().__init__("wrong post PIN")
        self.left = left


class Door(Enum):
    """What opens the vault again."""

    OPEN = auto()
    PIN = auto()
    PHRASE = auto()
    LOG_IN = auto()


@dataclass(frozen=True, repr=False)
class Found:
    """The state of one session's vault. `secret` only when open."""

    door: Door
    secret: SecretKeys | None = None
    closes_at: datetime | None = None


@dataclass(frozen=True, repr=False)
class Browser:
    """What a browser presents: its session, and its unlock cookie if it has one."""

    agent: Agent
    session_key: str
    cookie: bytes | None

    @property
    def hash(self) -> bytes:
        """The session as the database knows it."""
        return session_hash(self.session_key)


@transaction.atomic
def start(
    agent: Agent,
    secret: SecretKeys,
    *,
    session_key: str,
    life: timedelta = ABSOLUTE,
    quietly: bool = False,
) -> bytes:
    """Open the vault of a session; return the cookie's secret. Journaled unless `quietly`.

    life     how long the row may live: ten hours, or minutes between two log-in pages
    quietly  for the wait between the phrase and the second factor: nothing is open yet
    raises   RegistryAltered
    """
    _check_registry(agent.organisation_id)
    cookie, now = fresh_key(), timezone.now()
    here = session_hash(session_key)
    expires = int((now + life).timestamp())
    place = vault.UnlockPlace(agent.pk, expires, here)
    models.Unlock.objects.filter(session_hash=here).delete()
    models.Unlock.objects.create(
        id=vault.unlock_id(cookie),
        agent=agent,
        session_hash=here,
        expires=expires,
        seen_at=now,
        blob=vault.seal_unlock(secret, cookie=cookie, at=place),
        idle_blob=None if quietly else _idle_blob(agent, secret, cookie=cookie, at=place),
        is_pending=quietly,
    )
    if not quietly:
        _note(Act.VAULT_OPENED, agent)
    return cookie


def look(browser: Browser, *, human: bool) -> Found:
    """Tell how the vault of this session stands, and renew the idle clock if a human asks.

    A row past its absolute expiry, or whose clock makes no sense, is deleted.
    """
    row = _row(browser)
    if row is None:
        return Found(Door.LOG_IN)
    now = timezone.now()
    if _is_over(row, now):
        _forget(row)
        return Found(Door.LOG_IN)
    if row.blob is not None and _is_idle(row, now):
        _shut(row)
    secret = _open(row, browser)
    if secret is None:
        return Found(_next_door(row, browser))
    if human and now - row.seen_at > _TOUCH_EVERY:
        row.seen_at = now
        row.save(update_fields=["seen_at"])
    return Found(Door.OPEN, secret, min(row.seen_at + IDLE, _end_of(row)))


def take_pending(browser: Browser) -> SecretKeys:
    """What `start(quietly=True)` kept for the second factor; NotOpened if gone."""
    row = models.Unlock.objects.filter(
        session_hash=browser.hash, agent=browser.agent, is_pending=True
    ).first()
    secret = _open(row, browser) if row and not _is_over(row, timezone.now()) else None
    if secret is None:
        raise NotOpened
    return secret


def drop_pending(browser: Browser) -> None:
    """Forget what waited for the second factor."""
    models.Unlock.objects.filter(session_hash=browser.hash, is_pending=True).delete()


def shut(browser: Browser) -> None:
    """« Fermer le coffre »: the keys leave at once; the PIN opens again."""
    row = _row(browser)
    if row is not None:
        _shut(row)


def reopen_with_pin(browser: Browser, pin: str) -> SecretKeys:
    """Open an idle vault again. The try is counted before it is made.

    raises  WrongPin (left = 0: the phrase is asked for from now on), RegistryAltered
    """
    row = _row(browser)
    if row is None or _is_over(row, timezone.now()) or not _count_try(row):
        raise WrongPin(0)
    try:
        key = vault.pin_key(pin, salt=bytes(enrolment.current_row(browser.agent).pin_salt))
        secret = vault.open_idle(
            bytes(row.idle_blob or b""),
            cookie=browser.cookie or b"",
            pin=key,
            at=_place(row, browser),
        )
    except (NotOpened, ValueError):
        raise WrongPin(_left(row)) from None
    _reopen(row, browser, secret)
    return secret


def reopen_with_phrase(browser: Browser, secret: SecretKeys) -> bytes:
    """Open the vault of a session again, after five wrong PINs or without its cookie.

    secret  what the phrase opened. Returns a new cookie; the absolute limit does not move
    """
    row = _row(browser)
    if row is None:
        raise NotOpened
    left = _end_of(row) - timezone.now()
    return start(browser.agent, secret, session_key=browser.session_key, life=left)


def end(browser: Browser) -> None:
    """Log-out: nothing of this session remains."""
    row = _row(browser)
    if row is not None:
        _forget(row)


def end_everywhere(agent: Agent, *, but: str = "") -> int:
    """Close every session of an agent, but the one whose key is given. Returns how many."""
    rows = models.Unlock.objects.filter(agent=agent)
    if but:
        rows = rows.exclude(session_hash=session_hash(but))
    found = list(rows)
    for row in found:
        _forget(row)
    return len(found)


def sessions_of(agent: Agent) -> list[models.Unlock]:
    """Where an agent is logged in now, the latest first."""
    alive = models.Unlock.objects.filter(agent=agent, is_pending=False)
    return list(alive.filter(expires__gt=int(timezone.now().timestamp())).order_by("-seen_at"))


def has_pin(agent: Agent) -> bool:
    """Tell whether the agent chose a post PIN."""
    return models.AgentKeys.objects.filter(
        agent=agent, is_current=True, pin_sealed__isnull=False
    ).exists()


def set_pin(agent: Agent, pin: str) -> None:
    """Keep the PIN's stretched key sealed to its owner. ValueError unless six digits.

    It serves from the next log-in on; `refresh_idle` makes it serve in this session.
    """
    row = enrolment.current_row(agent)
    stretched = vault.pin_key(pin, salt=bytes(row.pin_salt))
    row.pin_sealed = PublicKeys(bytes(row.box), bytes(row.sign)).seal(stretched)
    row.save(update_fields=["pin_sealed"])


def refresh_idle(browser: Browser, secret: SecretKeys) -> None:
    """Make the session's idle lock answer to the PIN of today."""
    row = _row(browser)
    if row is not None and browser.cookie:
        row.idle_blob = _idle_blob(
            browser.agent, secret, cookie=browser.cookie, at=_place(row, browser)
        )
        row.save(update_fields=["idle_blob"])


def purge() -> None:
    """Shut idle vaults, delete expired rows and sessions. Any request, and a command, call it."""
    now = timezone.now()
    idle = Q(seen_at__lt=now - IDLE) | Q(seen_at__gt=now + _DRIFT)
    for row in models.Unlock.objects.filter(idle, blob__isnull=False):
        _shut(row)
    seconds, longest = int(now.timestamp()), int((ABSOLUTE + _DRIFT).total_seconds())
    over = Q(expires__lte=seconds) | Q(expires__gt=seconds + longest)
    for row in models.Unlock.objects.filter(over):
        _forget(row)
    models.Session.objects.filter(expire_date__lt=now).delete()


def _row(browser: Browser) -> models.Unlock | None:
    rows = models.Unlock.objects.filter(session_hash=browser.hash, agent=browser.agent)
    return rows.filter(is_pending=False).first()


def _place(row: models.Unlock, browser: Browser) -> vault.UnlockPlace:
    return vault.UnlockPlace(browser.agent.pk, row.expires, browser.hash)


def _open(row: models.Unlock, browser: Browser) -> SecretKeys | None:
    if row.blob is None or not browser.cookie:
        return None
    try:
        return vault.open_unlock(bytes(row.blob), cookie=browser.cookie, at=_place(row, browser))
    except NotOpened:
        return None


def _next_door(row: models.Unlock, browser: Browser) -> Door:
    known = browser.cookie is not None and _is_cookie_of(row, browser.cookie)
    usable = known and row.idle_blob is not None and row.pin_tries < PIN_TRIES
    return Door.PIN if usable else Door.PHRASE


def _is_cookie_of(row: models.Unlock, cookie: bytes) -> bool:
    try:
        return vault.unlock_id(cookie) == bytes(row.id)
    except NotOpened:
        return False


def _end_of(row: models.Unlock) -> datetime:
    return datetime.fromtimestamp(row.expires, UTC)


def _is_over(row: models.Unlock, now: datetime) -> bool:
    """Past its end, or so far from it that the clock went back."""
    left = row.expires - now.timestamp()
    return not 0 < left <= (ABSOLUTE + _DRIFT).total_seconds()


def _is_idle(row: models.Unlock, now: datetime) -> bool:
    return not -_DRIFT <= now - row.seen_at <= IDLE


def _shut(row: models.Unlock) -> None:
    with transaction.atomic():
        was_open = models.Unlock.objects.filter(pk=row.pk, blob__isnull=False).update(blob=None)
        if was_open and not row.is_pending:
            _note(Act.VAULT_CLOSED, row.agent)
    row.blob = None


def _forget(row: models.Unlock) -> None:
    """Delete the row and its session: whoever holds the cookies must log in."""
    with transaction.atomic():
        _shut(row)
        models.Unlock.objects.filter(pk=row.pk).delete()
        models.Session.objects.filter(session_key=bytes(row.session_hash).hex()).delete()


def _count_try(row: models.Unlock) -> bool:
    """Count a try at the PIN before it is made, so that none is free; the last one burns it."""
    counted = models.Unlock.objects.filter(pk=row.pk, pin_tries__lt=PIN_TRIES)
    return bool(counted.update(pin_tries=F("pin_tries") + 1))


def _left(row: models.Unlock) -> int:
    row.refresh_from_db(fields=["pin_tries"])
    left = PIN_TRIES - row.pin_tries
    if left <= 0:
        models.Unlock.objects.filter(pk=row.pk).update(idle_blob=None)
    return max(left, 0)


def _reopen(row: models.Unlock, browser: Browser, secret: SecretKeys) -> None:
    _check_registry(browser.agent.organisation_id)
    with transaction.atomic():
        row.blob = vault.seal_unlock(secret, cookie=browser.cookie or b"", at=_place(row, browser))
        row.pin_tries, row.seen_at = 0, timezone.now()
        row.save(update_fields=["blob", "pin_tries", "seen_at"])
        _note(Act.VAULT_OPENED, browser.agent)


def _idle_blob(
    agent: Agent, secret: SecretKeys, *, cookie: bytes, at: vault.UnlockPlace
) -> bytes | None:
    sealed = enrolment.current_row(agent).pin_sealed
    if sealed is None:
        return None
    try:
        return vault.seal_idle(secret, cookie=cookie, pin=secret.open(bytes(sealed)), at=at)
    except NotOpened:
        return None


def _check_registry(organisation: UUID) -> None:
    try:
        certificates.check_registry(organisation)
    except NotOpened:
        raise RegistryAltered from None
    except models.RegistryHead.DoesNotExist:
        # Only the set-up's first lead comes before the first certificate.
        if registry_counter(organisation):
            raise RegistryAltered from None


def _note(act: Act, agent: Agent) -> None:
    journal.record(act, organisation=agent.organisation_id, actor=agent.pk, about=agent.pk)
