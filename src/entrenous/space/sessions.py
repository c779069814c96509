"""A person's open space between two requests: two cookies, ten idle minutes, one hour at most.

As for agents (04-seal §3.5) the row is useless without the cookies, and its end is sealed inside.
Nothing here is shared with an agent's session: other cookies, another table, other keys.

    keyring = sessions.look(sid, key)       # None: show the way in
    opened = keyring.open()                 # journaled, then records.read(opened, …)
    opened = keyring.writing()              # her own compartment, inside transaction.atomic
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from entrenous.journal.acts import Act
from entrenous.space.keys import PersonKeyring
from entrenous.space.models import Space, SpaceSession
from entrenous.vault import unlocking as vault
from entrenous.vault.people import SecretKeys
from entrenous.vault.primitives import NotOpened, digest, fresh_key

IDLE: Final = timedelta(minutes=10)
ABSOLUTE: Final = timedelta(hours=1)
# A clock put right by a few seconds closes nothing; one that jumps back does.
_DRIFT: Final = timedelta(minutes=1)


@dataclass(frozen=True, repr=False)
class Cookies:
    """What the browser holds and the database does not: which row, and what opens it."""

    sid: bytes
    key: bytes


@transaction.atomic
def start(space: Space, secret: SecretKeys) -> Cookies:
    """Open a person's space in one browser; return its two cookies. Journaled."""
    cookies, now = Cookies(fresh_key(), fresh_key()), timezone.now()
    row = _row_id(cookies.sid)
    expires = int((now + ABSOLUTE).timestamp())
    at = vault.UnlockPlace(space.person, expires, row)
    blob = vault.seal_unlock(secret, cookie=cookies.key, at=at)
    SpaceSession.objects.create(id=row, space=space, expires=expires, seen_at=now, blob=blob)
    PersonKeyring(space, secret, now).note(Act.SPACE_ENTERED)
    return cookies


def look(cookies: Cookies) -> PersonKeyring | None:
    """The person's keys for this request, or None; her idle clock starts again.

    A space that is discreet or closed has no session, whatever its row says.
    """
    rows = SpaceSession.objects.select_related("space__dossier__container")
    row = rows.filter(pk=_row_id(cookies.sid)).first()
    if row is None:
        return None
    now = timezone.now()
    secret = _open(row, cookies)
    if secret is None:
        return None
    if _is_over(row, now) or row.space.state != Space.State.OPEN:
        row.delete()
        return None
    row.seen_at = now
    row.save(update_fields=["seen_at"])
    end_on = datetime.fromtimestamp(row.expires, UTC)
    return PersonKeyring(row.space, secret, min(now + IDLE, end_on))


def end(cookies: Cookies) -> None:
    """Leave: nothing of this session remains."""
    SpaceSession.objects.filter(pk=_row_id(cookies.sid)).delete()


def end_all(space: Space) -> None:
    """Close a space in every browser, at once."""
    space.sessions.all().delete()


def purge() -> None:
    """Delete the sessions that are over. Any visit to the way in, and a command, call it."""
    now = timezone.now()
    seconds = int(now.timestamp())
    over = Q(expires__lte=seconds) | Q(seen_at__lt=now - IDLE) | Q(seen_at__gt=now + _DRIFT)
    SpaceSession.objects.filter(over).delete()


def _row_id(sid: bytes) -> bytes:
    return digest("EN1 space id", sid)


def _open(row: SpaceSession, cookies: Cookies) -> SecretKeys | None:
    at = vault.UnlockPlace(row.space.person, row.expires, bytes(row.pk))
    try:
        return vault.open_unlock(bytes(row.blob), cookie=cookies.key, at=at)
    except NotOpened:
        return None


def _is_over(row: SpaceSession, now: datetime) -> bool:
    left = row.expires - now.timestamp()
    is_idle = not -_DRIFT <= now - row.seen_at <= IDLE
    return is_idle or not 0 < left <= (ABSOLUTE + _DRIFT).total_seconds()
