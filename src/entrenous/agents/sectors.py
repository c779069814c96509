"""Which secteur an address belongs to, said at once and never guessed in silence.

A row names a commune, or one street of it, or some numbers of that street. A street's own rows
win over the row of the whole commune, which means "the rest of the commune".
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import islice
from typing import Final, Literal

from rapidfuzz import fuzz, process

from entrenous.agents.addresses import (
    Address,
    commune_key,
    house,
    read_address,
    street_key,
    up_to,
)
from entrenous.agents.street_names import recognised

Parity = Literal["all", "odd", "even"]

_WORTH_SUGGESTING: Final = 62.0
_SUGGESTIONS: Final = 3
_MOST_CONFLICTS: Final = 2_000
_ENDLESS: Final = 10**9
_HOUSES: Final = range(9)  # of one number: 12, 12 A, 12 bis…


@dataclass(frozen=True, slots=True)
class SectorRange:
    """One row. `first` and `last` are included; None means no bound. No street: the commune.

    former  the name the street had before: people still say it
    """

    secteur: str
    commune: str
    street: str = ""
    parity: Parity = "all"
    first: int | None = None
    last: int | None = None
    first_repeat: str = ""
    last_repeat: str = ""
    former: str = ""

    @property
    def low(self) -> int:
        """The first house, as `addresses.house` orders them."""
        return house(self.first or 0, self.first_repeat)

    @property
    def high(self) -> int:
        """The last house, or a number that no house has."""
        return _ENDLESS if self.last is None else up_to(self.last, self.last_repeat)

    def has(self, number: int, repeat: str = "") -> bool:
        """Whether this row takes that house of its street."""
        return self.on_side(number) and self.low <= house(number, repeat) <= self.high

    @property
    def restricted(self) -> bool:
        """True when only some numbers of the street are meant."""
        return self.parity != "all" or self.first is not None or self.last is not None

    def meets(self, other: "SectorRange") -> bool:
        """True when some house of their street is in both rows."""
        low, high = max(self.low, other.low), min(self.high, other.high)
        number = low // 10
        return (low <= high and self.on_side(number) and other.on_side(number)) or (
            (number + 1) * 10 <= high and self.on_side(number + 1) and other.on_side(number + 1)
        )

    def on_side(self, number: int) -> bool:
        """Whether this row takes the odd, or even, number."""
        return self.parity == "all" or (number % 2 == 1) == (self.parity == "odd")


class Outcome(StrEnum):
    """What reception can be told."""

    ONE = "one"
    SEVERAL = "several"
    NONE = "none"
    NUMBER_NEEDED = "number_needed"
    STREET_NEEDED = "street_needed"


@dataclass(frozen=True, slots=True)
class Resolution:
    """The answer for one address.

    `secteurs`: one for ONE, those in conflict for SEVERAL, the possible ones when something is
    needed, none for NONE. `street`: the street understood, as the map writes it, "" when none.
    `exact`: False when the street was recognised through a slip of the pen: show it, ask.
    `suggestions`: streets of the commune written nearly so. `commune_known`: tells a gap of the
    map (True) from a commune that is not ours (False). `former`: the name that the street had, when
    that one was said.
    """

    outcome: Outcome
    secteurs: tuple[str, ...] = ()
    street: str = ""
    exact: bool = True
    suggestions: tuple[str, ...] = ()
    commune_known: bool = True
    former: str = ""


@dataclass(frozen=True, slots=True)
class _Commune:
    """The rows of one commune: the rest (no street), and each street by its key.

    names   every name a street answers to, former ones included, and the streets it may be
    """

    rest: tuple[SectorRange, ...]
    streets: Mapping[str, tuple[SectorRange, ...]]
    names: Mapping[str, tuple[str, ...]]

    def everywhere(self) -> tuple[str, ...]:
        rows = [row for rows in self.streets.values() for row in rows]
        return _secteurs([*self.rest, *rows])


class SectorMap:
    """All the rows of an organisation, indexed: 30,000 rows answer in well under a millisecond."""

    def __init__(self, ranges: Iterable[SectorRange]) -> None:
        rest: defaultdict[str, list[SectorRange]] = defaultdict(list)
        streets: defaultdict[str, defaultdict[str, list[SectorRange]]]
        streets = defaultdict(lambda: defaultdict(list))
        for row in ranges:
            commune = commune_key(row.commune)
            if row.street:
                streets[commune][street_key(row.street)].append(row)
            else:
                rest[commune].append(row)
        self._communes = {
            commune: _Commune(
                tuple(rest[commune]),
                {key: tuple(rows) for key, rows in streets[commune].items()},
                _names(streets[commune]),
            )
            for commune in {*rest, *streets}
        }

    def resolve(self, street: str, commune: str) -> Resolution:
        """The secteur of what was typed; see `Resolution`. Never raises on odd input."""
        return self.resolve_address(read_address(street, commune))

    def resolve_address(self, address: Address) -> Resolution:
        """The same, from an address already read."""
        known = self._communes.get(address.commune)
        if known is None:
            return Resolution(Outcome.NONE, commune_known=False)
        if not address.street:
            return _without_street(known)
        said, exact = recognised(address.street, known.names)
        keys = list(dict.fromkeys(key for name in said for key in known.names[name]))
        if not keys:
            near = _suggestions(address.street, known)
            return _settled(_secteurs(known.rest), suggestions=near)
        if len(keys) > 1:
            rows = [row for key in keys for row in known.streets[key]]
            names = tuple(known.streets[key][0].street for key in keys)
            return Resolution(Outcome.STREET_NEEDED, _secteurs(rows), suggestions=names)
        found = _on_street(known.streets[keys[0]], known.rest, address, exact=exact)
        if keys[0] in said:
            return found
        return replace(found, former=_former_name(known.streets[keys[0]], said))

    def conflicts(self, most: int = _MOST_CONFLICTS) -> list[tuple[SectorRange, SectorRange]]:
        """Pairs of rows that give one address to two secteurs, for the administrator to mend.

        most  enough to know where to begin: a file that names one street 30,000 times ends too
        """
        groups = (
            rows
            for commune in self._communes.values()
            for rows in (commune.rest, *commune.streets.values())
        )
        return list(islice((pair for rows in groups for pair in _meetings(rows)), most))

    def gaps(self) -> list[SectorRange]:
        """What the map leaves without a secteur: a commune's other streets, a street's numbers.

        Each answer is a row of the map standing for its commune (no street) or for its street.
        """
        found: list[SectorRange] = []
        for commune in self._communes.values():
            if commune.rest:
                continue
            streets = list(commune.streets.values())
            found.append(replace(streets[0][0], street="", parity="all", first=None, last=None))
            found.extend(rows[0] for rows in streets if not _all_numbers_taken(rows))
        return found


def _names(streets: Mapping[str, Iterable[SectorRange]]) -> dict[str, tuple[str, ...]]:
    """A street's own name wins over the former name of another."""
    former: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for key, rows in streets.items():
        for row in rows:
            if row.former:
                former[street_key(row.former)][key] = None
    return {name: tuple(keys) for name, keys in former.items()} | {key: (key,) for key in streets}


def _former_name(rows: Iterable[SectorRange], said: Iterable[str]) -> str:
    names = set(said)
    return next((r.former for r in rows if r.former and street_key(r.former) in names), "")


def _meetings(rows: Iterable[SectorRange]) -> Iterator[tuple[SectorRange, SectorRange]]:
    """The rows of one street in the order of its houses: each meets only those that follow it."""
    ordered = sorted(rows, key=lambda row: (row.low, row.high))
    for at, one in enumerate(ordered):
        for other in ordered[at + 1 :]:
            if other.low > one.high:
                break
            if one.secteur != other.secteur and one.meets(other):
                yield one, other


def _secteurs(rows: Iterable[SectorRange]) -> tuple[str, ...]:
    return tuple(sorted({row.secteur for row in rows}))


def _settled(
    secteurs: tuple[str, ...],
    *,
    street: str = "",
    exact: bool = True,
    suggestions: tuple[str, ...] = (),
) -> Resolution:
    outcome = {0: Outcome.NONE, 1: Outcome.ONE}.get(len(secteurs), Outcome.SEVERAL)
    return Resolution(outcome, secteurs, street, exact, suggestions)


def _without_street(commune: _Commune) -> Resolution:
    possible = commune.everywhere()
    if not commune.streets:
        return _settled(possible)
    if len(possible) == 1 and commune.rest:
        return _settled(possible)
    return Resolution(Outcome.STREET_NEEDED, possible)


def _on_street(
    rows: tuple[SectorRange, ...], rest: tuple[SectorRange, ...], address: Address, *, exact: bool
) -> Resolution:
    label = rows[0].street
    number = address.number
    if number is not None:
        hit = _secteurs(row for row in rows if row.has(number, address.repeat))
        return _settled(hit or _secteurs(rest), street=label, exact=exact)
    if not any(row.restricted for row in rows):
        return _settled(_secteurs(rows), street=label, exact=exact)
    possible = _secteurs(rows) if _all_numbers_taken(rows) else _secteurs([*rows, *rest])
    if len(possible) == 1 and (rest or _all_numbers_taken(rows)):
        return _settled(possible, street=label, exact=exact)
    return Resolution(Outcome.NUMBER_NEEDED, possible, label, exact)


def _all_numbers_taken(rows: tuple[SectorRange, ...]) -> bool:
    """True when no house of the street falls outside the rows."""
    edges = {1, 2}
    for row in rows:
        for bound in (row.first, row.last):
            if bound is not None:
                edges.update(range(max(1, bound - 2), bound + 3))
    edges.update({max(edges) + 1, max(edges) + 2})
    return all(
        any(row.on_side(number) and row.low <= number * 10 + rank <= row.high for row in rows)
        for number in edges
        for rank in _HOUSES
    )


def _suggestions(key: str, known: _Commune) -> tuple[str, ...]:
    near = process.extract(
        key,
        list(known.names),
        scorer=fuzz.WRatio,
        limit=_SUGGESTIONS,
        score_cutoff=_WORTH_SUGGESTING,
    )
    found = (
        known.streets[street][0].street for other, _, _ in near for street in known.names[other]
    )
    return tuple(dict.fromkeys(found))
