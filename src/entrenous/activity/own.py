"""Each agent's own count, sealed to herself: what she did, seen by nobody else, ranked by nobody.

One row per agent and month, rewritten at each act; kept for the current year and the one before.
"""

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from typing import Final

import msgspec

from entrenous.activity.codes import What
from entrenous.activity.contents import FactContent
from entrenous.activity.models import OwnMonth
from entrenous.keyring.opening import Keyring
from entrenous.vault.primitives import NotOpened, pad, unpad

#: Typed as a number at the end of the day: thirty calls are thirty, and not one.
_BY_NUMBER: Final = frozenset({What.DESK_COUNTED, What.ORDERED_CALLS})


@dataclass
class Tally:
    """One kind of act in a month: how many, for how many minutes, how many without minutes said."""

    count: int = 0
    minutes: int = 0
    unsaid: int = 0


@dataclass
class Own:
    """A month, by « act » or « act/doing »."""

    month: date
    acts: dict[str, Tally] = field(default_factory=dict)

    def add(self, fact: FactContent) -> None:
        """One fact more."""
        code = f"{fact.act.value}/{fact.doing}" if fact.doing else fact.act.value
        tally = self.acts.setdefault(code, Tally())
        number = fact.people or 1 if fact.act in _BY_NUMBER else 1
        tally.count += number
        if fact.minutes is None:
            tally.unsaid += number
        else:
            tally.minutes += fact.minutes


def add(facts: Iterable[FactContent], *, by: Keyring) -> None:
    """Add facts of this agent to her own count. Call it in the transaction of the acts."""
    found = list(facts)
    wanted = {fact.month for fact in found}
    rows = OwnMonth.objects.select_for_update().filter(agent=by.agent, month__in=wanted)
    known = {month: Own(month) for month in wanted} | {r.month: _read(r, by=by) for r in rows}
    for fact in found:
        known[fact.month].add(fact)
    OwnMonth.objects.bulk_create(
        [
            OwnMonth(
                agent=by.agent,
                month=month,
                box=by.secret.public.seal(pad(msgspec.json.encode(own))),
            )
            for month, own in known.items()
        ],
        update_conflicts=True,
        unique_fields=["agent", "month"],
        update_fields=["box"],
    )


def months(by: Keyring, *, since: date) -> list[Own]:
    """Her months from a day on, the latest first. VaultClosed."""
    _ = by.secret
    rows = OwnMonth.objects.filter(agent=by.agent, month__gte=since).order_by("-month")
    return [_read(row, by=by) for row in rows]


def forget(before: date) -> int:
    """Destroy the counts older than a month; returns how many."""
    return OwnMonth.objects.filter(month__lt=before).delete()[0]


def _read(row: OwnMonth, *, by: Keyring) -> Own:
    """An empty month when it was sealed to keys that she has no more."""
    with suppress(NotOpened):
        return msgspec.json.decode(unpad(by.secret.open(bytes(row.box))), type=Own)
    return Own(row.month)
