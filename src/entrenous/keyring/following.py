"""Satellites: containers that follow the whole key of another, as its parent says under seal.

A third-party request linked to a dossier has a container of its own; whoever receives or loses
the dossier's whole key receives or loses the request's. Both say so under seal: a writer of the
database who sets `Container.parent` makes no key travel and no page speak of someone else.
ADR 0011.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from entrenous.keyring import records
from entrenous.keyring.errors import Damaged, KeyNotHeld
from entrenous.keyring.heads import rows_and_heads
from entrenous.keyring.kinds import sealed_kind
from entrenous.keyring.opening import Keyring, OpenContainer
from entrenous.keyring.records import OpenRecord, Reading
from entrenous.vault.containers import Compartment

_PLACE = Compartment.MEANS


@sealed_kind(150, _PLACE)
@dataclass(frozen=True)
class Satellite:
    """One container that follows this one."""

    container: str


@sealed_kind(151, Compartment.REQUESTS)
@dataclass(frozen=True)
class Follows:
    """Which container this one follows, for those who hold a part of it; empty for none."""

    parent: str = ""


@sealed_kind(152, _PLACE)
@dataclass(frozen=True)
class SharedPart:
    """The container of what this one shares with another: its keys follow both, and neither."""

    container: str


def parent_named_in(reading: Reading) -> UUID | None:
    """The container that this one follows, as its own seal says it."""
    said = reading.one(Follows)
    return UUID(said.content.parent) if said and said.content.parent else None


def named_in(parent: OpenContainer) -> list[OpenRecord[Satellite]]:
    """The satellites that a container names. Damaged: rows of the list are missing or altered."""
    return _named_in_all([parent])


def satellites_of(parent: OpenContainer, *, by: Keyring) -> list[OpenContainer]:
    """`satellites_of_all` of one."""
    return satellites_of_all([parent], by=by)


def satellites_of_all(parents: Iterable[OpenContainer], *, by: Keyring) -> list[OpenContainer]:
    """Lock and open the satellites that `by` holds whole, always in the same order.

    Call inside a transaction, before the first journal entry when one can.
    raises  Damaged: whoever leaves would keep a key that the list no longer names
    """
    named = _named_in_all([p for p in parents if p.covers(Compartment.WHOLE)])
    held = (_held(each, by=by) for each in sorted(named, key=lambda r: r.content.container))
    return [opened for opened in held if opened is not None]


def _named_in_all(parents: Sequence[OpenContainer]) -> list[OpenRecord[Satellite]]:
    """Two queries for any number: 300 dossiers may be handed over at once."""
    rows, heads = rows_and_heads(parents, _PLACE)
    found: list[OpenRecord[Satellite]] = []
    for parent in parents:
        reading = records.assemble(parent, rows[parent.id], heads[parent.id], Satellite)
        if not reading.is_whole:
            raise Damaged
        found += reading.of(Satellite)
    return found


def _held(named: OpenRecord[Satellite], *, by: Keyring) -> OpenContainer | None:
    try:
        opened = by.writing(UUID(named.content.container))
    except (KeyNotHeld, ValueError):
        return None
    return opened if opened.covers(Compartment.WHOLE) else None
