"""What may not be published one after the other: periods that overlap, territories redrawn."""

from collections.abc import Iterable, Sequence

from .coordinates import Placed, names_of
from .errors import quoted
from .periods import are_periods, months_of, overlap


def conflicts(tables: Sequence[Placed]) -> list[str]:
    """French sentences, one per way in which two of these tables could be subtracted."""
    groups = _related(tables)
    return [*_overlaps(tables), *(each for group in groups for each in _redrawn(group))]


# --- calendars ------------------------------------------------------------------------------------


def _overlaps(tables: Sequence[Placed]) -> list[str]:
    return [sentence for name in names_of(tables) for sentence in _overlaps_of(name, tables)]


def _overlaps_of(name: str, tables: Sequence[Placed]) -> list[str]:
    below = _below(name, tables)
    codes = {*below, *(child for kids in below.values() for each in kids for child in each)}
    codes |= {table.scope[name] for table in tables if name in table.scope}
    atoms = sorted(code for code in codes if code not in below and months_of(code) is not None)
    found = [
        f"{quoted(name)}\u00a0: {quoted(one)} et {quoted(other)} se recouvrent. "
        "Une période cumulée, glissante ou refaite se soustrait de la précédente\u00a0: publiez "
        "des périodes disjointes, emboîtées dans la hiérarchie."
        for rank, one in enumerate(atoms)
        for other in atoms[rank + 1 :]
        if overlap(one, other)
    ]
    return found + [
        f"{quoted(name)}\u00a0: {quoted(parent)} n’est pas faite exactement de "
        f"{', '.join(quoted(child) for child in children)}."
        for parent, kids in below.items()
        for children in kids
        if not _tiles(parent, children)
    ]


def _tiles(parent: str, children: Sequence[str]) -> bool:
    months = months_of(parent)
    if months is None or not are_periods(children):
        return True
    covered = sorted(month for child in children for month in months_of(child) or ())
    return covered == list(months)


def _below(name: str, tables: Sequence[Placed]) -> dict[str, set[tuple[str, ...]]]:
    found: dict[str, set[tuple[str, ...]]] = {}
    for table in tables:
        tree = table.tree(name)
        for parent, children in (tree.children if tree else {}).items():
            found.setdefault(parent, set()).add(tuple(sorted(children)))
    return found


# --- territories and other cuts -------------------------------------------------------------------


def _related(tables: Sequence[Placed]) -> list[list[Placed]]:
    """Tables of the same figure grouped by whether their periods meet, step by step."""
    groups: list[list[Placed]] = []
    for table in tables:
        near = [group for group in groups if any(_meet(table, each) for each in group)]
        groups = [group for group in groups if group not in near]
        groups.append([table, *(each for group in near for each in group)])
    return groups


def _meet(one: Placed, other: Placed) -> bool:
    if one.count != other.count:
        return False
    return all(
        _whole_meets(_whole(one, name), _whole(other, name)) for name in names_of((one, other))
    )


def _whole(table: Placed, name: str) -> tuple[str, ...]:
    """The periods a table covers in a dimension; empty when it says none."""
    tree = table.tree(name)
    if tree is None:
        scope = table.scope.get(name)
        return (scope,) if scope is not None and are_periods((scope,)) else ()
    told = (tree.root,) if months_of(tree.root) is not None else tree.leaves
    return told if are_periods(told) else ()


def _whole_meets(one: Iterable[str], other: Sequence[str]) -> bool:
    pairs = [(first, second) for first in one for second in other]
    return not pairs or any(overlap(first, second) for first, second in pairs)


def _redrawn(tables: Sequence[Placed]) -> list[str]:
    found = []
    for name in names_of(tables):
        below = _below(name, tables)
        for code, kids in sorted(below.items()):
            grounds = {_ground(children, below) for children in kids}
            if len(grounds) > 1 and months_of(code) is None:
                found.append(
                    f"{quoted(name)}\u00a0: {quoted(code)} n’est pas découpé comme "
                    "dans une publication déjà faite, et les deux découpages se soustraient. "
                    "Gardez l’ancien, ou donnez les parties communes aux deux."
                )
    return found


def _ground(
    children: Sequence[str], below: dict[str, set[tuple[str, ...]]], depth: int = 0
) -> frozenset[str]:
    """What a code is made of in the end, after every hierarchy known."""
    found: set[str] = set()
    for child in children:
        kids = below.get(child)
        if kids and depth < len(below):
            found |= _ground(min(kids, key=lambda each: (-len(each), each)), below, depth + 1)
        else:
            found.add(child)
    return frozenset(found)
