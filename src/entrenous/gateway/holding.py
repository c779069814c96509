"""Hold a request for an act: its keys, its row locked, what it says. Dossier first, then request.

The same order everywhere, so that two acts never wait for each other.
"""

from collections.abc import Collection
from dataclasses import dataclass
from typing import TypeVar
from uuid import UUID

from django.utils import timezone

from entrenous.agents.models import Function
from entrenous.dossiers.models import Dossier
from entrenous.gateway.codes import ENDED, State
from entrenous.gateway.errors import WrongState
from entrenous.gateway.models import ThirdPartyRequest
from entrenous.keyring import records
from entrenous.keyring.errors import KeyNotHeld
from entrenous.keyring.following import parent_named_in
from entrenous.keyring.opening import Keyring, OpenContainer
from entrenous.keyring.records import Reading
from entrenous.vault.containers import Compartment

T = TypeVar("T")


@dataclass(frozen=True)
class Held:
    """A request that `by` may write to: the row, the keys, and what was read with them."""

    row: ThirdPartyRequest
    opened: OpenContainer
    reading: Reading

    def the(self, kind: type[T]) -> T:
        """The record that every request has. KeyNotHeld: not with these keys."""
        found = self.reading.one(kind)
        if found is None:
            raise KeyNotHeld
        return found.content

    def last(self, kind: type[T]) -> T | None:
        """The latest record of a kind, or None."""
        found = self.reading.of(kind)
        return found[-1].content if found else None

    @property
    def dossier(self) -> Dossier | None:
        """The dossier it is about, as its own seal says it."""
        named = parent_named_in(self.reading)
        return Dossier.objects.filter(pk=named).first() if named else None


def hold(
    by: Keyring,
    request: UUID,
    *,
    states: Collection[State] = (),
    with_dossier: bool = False,
    part: Compartment = Compartment.REQUESTS,
) -> Held:
    """Lock a request for a write, inside a transaction; its dossier before it when asked.

    states  where it must stand; WrongState otherwise. Empty: anywhere
    part    the compartment without which it is as if it did not exist
    raises  KeyNotHeld: no key of that part; WrongState; VaultClosed
    """
    if with_dossier:
        _lock_dossier(by, request)
    opened = by.writing(request)
    if not opened.covers(part):
        raise KeyNotHeld
    row = ThirdPartyRequest.objects.select_related("circonscription").get(pk=request)
    if states and row.state not in states:
        raise WrongState
    return Held(row, opened, records.read(opened))


def keep(held: Held, content: object, *, by: Keyring) -> None:
    """Write what a request has once: the first time, or as a new version. Damaged."""
    known = held.reading.one(type(content))
    records.write(held.opened, content, by=by, record=known.id if known else None)


def move(row: ThirdPartyRequest, state: State) -> None:
    """Put a request where it now stands; an ended one keeps the day it ended."""
    today = timezone.localdate()
    was_ended = row.state in ENDED
    row.state, row.touched_on = state, today
    if state not in ENDED:
        row.closed_on = None
    elif not was_ended:
        row.closed_on = today
    row.save()


def demand_legal_desk(by: Keyring) -> None:
    """Raise KeyNotHeld for an agent who is not of the legal desk; VaultClosed."""
    _ = by.secret
    if not by.agent.has_function(Function.Kind.LEGAL_DESK):
        raise KeyNotHeld


def _lock_dossier(by: Keyring, request: UUID) -> None:
    row = ThirdPartyRequest.objects.filter(pk=request).select_related("container").first()
    parent = row.container.parent_id if row else None
    if parent is not None and by.holds(parent):
        by.writing(parent)
