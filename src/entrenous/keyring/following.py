"""Satellites: containers that follow the whole key of another, as its parent says under seal.

A third-party request linked to a dossier has a container of its own; whoever receives or loses
the dossier's whole key receives or loses the request's. Both say so under seal: a writer of the
database who sets `Container.parent` makes no key travel and no page speak of someone else.
ADR 0011.
"""

from dataclasses import dataclass
from uuid import UUID

from entrenous.keyring import records
from entrenous.keyring.errors import Damaged, KeyNotHeld
from entrenous.keyring.heads import stored_heads, stored_rows
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


def parent_named_in(reading: Reading) -> UUID | None:
    """The container that this one follows, as its own seal says it."""
    said = reading.one(Follows)
    return UUID(said.content.parent) if said and said.content.parent else None


def named_in(parent: OpenContainer) -> list[OpenRecord[Satellite]]:
    """The satellites that a container names. Damaged: rows of the list are missing or altered."""
    rows = stored_rows(parent, [int(_PLACE)])
    reading = records.assemble(parent, rows, stored_heads(parent, [int(_PLACE)]), Satellite)
    if not reading.is_whole:
        raise Damaged
    return reading.of(Satellite)


def satellites_of(parent: OpenContainer, *, by: Keyring) -> list[OpenContainer]:
    """Lock and open the satellites that `by` holds whole, always in the same order.

    Call inside a transaction, before the first journal entry when one can.
    raises  Damaged: whoever leaves would keep a key that the list no longer names
    """
    if not parent.covers(Compartment.WHOLE):
        return []
    found = []
    for each in sorted(named_in(parent), key=lambda r: r.content.container):
        opened = _held(each, by=by)
        if opened is not None:
            found.append(opened)
    return found


def _held(named: OpenRecord[Satellite], *, by: Keyring) -> OpenContainer | None:
    try:
        opened = by.writing(UUID(named.content.container))
    except (KeyNotHeld, ValueError):
        return None
    return opened if opened.covers(Compartment.WHOLE) else None
