"""Put keys back in restored rows: those that were held that day, and are still held since.

The two sets may be of two days. What was taken back in between stays so, whichever is the older:
a box comes back only if the set of content had it and the set of keys has it.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from entrenous.ops.backup.parts import HELD, SHORT

_Row = dict[str, Any]
_GRANT: Final = "keyring.Grant"


@dataclass
class Merged:
    """What became of the keys.

    back     boxes that were put back
    gone     boxes of that day that the set of keys has not: taken back, erased, or renewed since
    later    grants made since, added
    renewed  containers whose key was renewed between the two sets: they do not open
    erased   containers of that day that no key opens any more
    """

    back: int = 0
    gone: int = 0
    later: list[_Row] = field(default_factory=list)
    renewed: int = 0
    erased: int = 0


class Keys:
    """The set of keys, in memory, as the set of content asks for it."""

    def __init__(self, rows: dict[str, Iterator[_Row]], *, is_later: bool) -> None:
        self._is_later = is_later
        self._held: dict[str, dict[tuple[Any, ...], _Row]] = {
            label: {_name(label, row): row for row in rows.get(label, ())} for label in _NAMES
        }
        self._asked: set[tuple[Any, ...]] = set()
        self._epochs: dict[str, int] = {}
        self._lost: dict[str, int] = {}
        self.merged = Merged()

    def container(self, row: _Row) -> None:
        """Note a restored container, before its grants come."""
        if row["erased_on"] is None:
            self._epochs[row["id"]] = row["epoch"]

    def filled(self, label: str, row: _Row) -> _Row:
        """A restored row with what the set of keys has of it, or without."""
        blank = [name for name in _COLUMNS[label] if row[name] == HELD]
        if not blank:
            return row
        name = _name(label, row)
        found = self._held[label].get(name, {})
        if label == _GRANT:
            self._count(name, row, found=bool(found))
        return row | {column: found.get(column) for column in blank}

    def _count(self, name: tuple[Any, ...], row: _Row, *, found: bool) -> None:
        self._asked.add(name)
        if found:
            self.merged.back += 1
        else:
            self.merged.gone += 1
            container = row["container_id"]
            self._lost[container] = self._lost.get(container, 0) + 1

    def settle(self) -> Merged:
        """Once every row came: the grants made since, and which containers do not open."""
        merged, latest, open_now = self.merged, dict[str, int](), set[str]()
        for name, row in self._held[_GRANT].items():
            container, epoch = row["container_id"], row["epoch"]
            latest[container] = max(latest.get(container, 0), epoch)
            if epoch != self._epochs.get(container):
                continue
            open_now.add(container)
            if self._is_later and name not in self._asked:
                merged.later.append(row)
        for container in self._lost.keys() & self._epochs.keys():
            if container not in open_now:
                was_renewed = latest.get(container, 0) > self._epochs[container]
                merged.renewed += was_renewed
                merged.erased += not was_renewed
        return merged


_NAMES: Final[dict[str, tuple[str, ...]]] = {
    _GRANT: ("container_id", "epoch", "recipient", "box_hash"),
    "keyring.Epoch": ("container_id", "number", "signature"),
    "continuity.DangerAccess": ("container_id",),
    "slips.Slip": ("id",),
}
_COLUMNS: Final = {label: short.columns for label, short in SHORT.items() if short.columns}


def _name(label: str, row: _Row) -> tuple[Any, ...]:
    """How a row is known again, whatever its number: by what is signed."""
    return tuple(row[column] for column in _NAMES[label])


def wants(row: _Row, there: dict[str, set[str]]) -> bool:
    """Tell whether a short-lived row still has what it belongs to."""
    return all(
        row.get(column) is None or str(row[column]) in ids
        for column, ids in there.items()
        if column in row
    )
