"""From a number and a code to the person's keys: the same words and time for every refusal."""

from dataclasses import dataclass
from typing import Final

from entrenous.keyring import certificates, slots, throttling
from entrenous.keyring.throttling import Visitor
from entrenous.space import making
from entrenous.space.models import Space
from entrenous.vault import login
from entrenous.vault.people import PublicKeys, SecretKeys
from entrenous.vault.primitives import NotOpened

# Of the machine's four: agents always find two, whatever is tried here.
_SLOTS: Final = 2


class NotEntered(Exception):
    """Unknown number, wrong code, code taken back, discreet space: deliberately the same."""


class Wait(Exception):
    """Too many tries, or too many people at this moment: nothing was tried."""

    def __init__(self, seconds: int) -> None:
        super().__init__("not tried")
        self.seconds = seconds


class Unavailable(Exception):
    """The list of keys is not as it was signed: no space opens on it."""


@dataclass(frozen=True, repr=False)
class Entered:
    """Whose space, and her keys."""

    space: Space
    secret: SecretKeys


def enter(number: str, code: str, visitor: Visitor) -> Entered:
    """Open a space with what `codes` read of a number and a code. One derivation in each case.

    number  empty for eight words: they are enough
    raises  NotEntered, Wait, Unavailable
    source  04-seal §3.8
    """
    counted = throttling.space_counters(number, visitor)
    if wait := throttling.wait_seconds(counted):
        raise Wait(wait)
    spaces = Space.objects.select_related("dossier__container").filter(state=Space.State.OPEN)
    named = {"number": number} if number else {"lookup": making.lookup(code)}
    space = spaces.filter(**named).first()
    try:
        with slots.taken(among=_SLOTS):
            secret = _open(space, code)
    except slots.NoSlot as full:
        raise Wait(full.retry_after) from None
    except NotOpened:
        throttling.failed(counted)
        raise NotEntered from None
    if space is None:
        raise NotEntered
    throttling.succeeded(counted)
    _check_registry(space)
    return Entered(space, secret)


def _open(space: Space | None, code: str) -> SecretKeys:
    if space is None or space.wrapped is None:
        login.derive(code, salt=bytes(login.SALT_BYTES), cost=making.cost())
        raise NotOpened
    cost = login.Cost(space.passes, space.memory_kib)
    keys = login.derive(code, salt=bytes(space.salt), cost=cost)
    public = PublicKeys(bytes(space.box), bytes(space.sign))
    return login.unwrap(bytes(space.wrapped), kek=keys.kek, uid=space.person, public=public)


def _check_registry(space: Space) -> None:
    try:
        certificates.check_registry(space.dossier.container.organisation_id)
    except NotOpened:
        raise Unavailable from None
