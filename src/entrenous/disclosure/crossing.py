"""A table as arrays: every crossing of its codes, its totals computed where they can be."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .errors import DisclosureError, quoted
from .model import Cell, Table
from .trees import Tree, tree_of

Floats = NDArray[np.float64]
_TOLERANCE = 1e-6


@dataclass(frozen=True)
class Grid:
    """One array per figure, one axis per dimension, in the order of the codes of its tree.

    agents_low, agents_high  distinct agents are known between these two, unless a row says how many
    largest, second          the two largest contributions to `value`, at least
    """

    table: Table
    trees: tuple[Tree, ...]
    persons: Floats
    agents_low: Floats | None
    agents_high: Floats | None
    value: Floats | None
    largest: Floats | None
    second: Floats | None
    holders: dict[tuple[int, ...], str]

    @property
    def shape(self) -> tuple[int, ...]:
        """How many codes per dimension."""
        return self.persons.shape

    def codes(self, rank: int) -> tuple[str, ...]:
        """The codes of the cell of that rank."""
        found = np.unravel_index(rank, self.shape)
        return tuple(t.codes[int(at)] for t, at in zip(self.trees, found, strict=True))


def cross(table: Table) -> Grid:
    """Every cell of a table. DisclosureError: a code, a figure or a total that cannot be."""
    if not table.dimensions:
        raise DisclosureError(f"tableau {quoted(table.title)}\u00a0: aucune dimension.")
    if not any(cell.persons for cell in table.cells):
        raise DisclosureError(f"tableau {quoted(table.title)}\u00a0: il est vide.")
    trees = tuple(tree_of(each) for each in table.dimensions)
    if len({tree.name for tree in trees}) != len(trees):
        raise DisclosureError("deux dimensions d’un tableau portent le même nom.")
    places = _places(table, trees)
    with_agents = any(cell.agents is not None for cell in table.cells)
    low, high = _between(places, trees, "persons")
    few, many = _between(places, trees, "agents") if with_agents else (None, None)
    value, first, second = (
        _amounts(places, trees) if table.value is not None else (None, None, None)
    )
    holders = {at: cell.holder for at, cell in places.items() if cell.holder is not None}
    _demand_known(table, trees, low, high)
    return Grid(table, trees, low, few, many, value, first, second, holders)


def _places(table: Table, trees: tuple[Tree, ...]) -> dict[tuple[int, ...], Cell]:
    found: dict[tuple[int, ...], Cell] = {}
    for cell in table.cells:
        if len(cell.codes) != len(trees):
            raise DisclosureError(f"{told(cell.codes)}\u00a0: un code par dimension est attendu.")
        for tree, code in zip(trees, cell.codes, strict=True):
            if code not in tree.place:
                raise DisclosureError(
                    f"{quoted(code)} n’est pas un code de la hiérarchie {quoted(tree.name)}."
                )
        at = tuple(tree.place[code] for tree, code in zip(trees, cell.codes, strict=True))
        if at in found:
            raise DisclosureError(f"{told(cell.codes)} est compté deux fois.")
        _demand_sensible(table, cell)
        found[at] = cell
    return found


def _demand_sensible(table: Table, cell: Cell) -> None:
    if cell.persons < 0 or (cell.agents or 0) < 0 or (cell.value or 0) < 0:
        raise DisclosureError(f"{told(cell.codes)}\u00a0: un nombre négatif ne compte personne.")
    if cell.persons and cell.agents == 0:
        raise DisclosureError(f"{told(cell.codes)}\u00a0: des personnes, et aucun agent derrière.")
    if not cell.persons and (cell.agents or cell.value):
        raise DisclosureError(f"{told(cell.codes)}\u00a0: personne, et pourtant un autre chiffre.")
    if table.value is not None and cell.persons:
        _demand_contributions(cell)


def _demand_contributions(cell: Cell) -> None:
    value, largest, second = cell.value, cell.largest, cell.second
    if value is None or largest is None or second is None:
        raise DisclosureError(
            f"{told(cell.codes)}\u00a0: donnez la valeur et ses deux plus fortes contributions."
        )
    if not 0 <= second <= largest or largest + second > value + _TOLERANCE:
        raise DisclosureError(f"{told(cell.codes)}\u00a0: les contributions dépassent la valeur.")


def steps(trees: tuple[Tree, ...]) -> Iterator[tuple[int, Tree, str]]:
    """(axis, tree, parent) in an order that computes totals: overlapping dimensions first."""
    axes = sorted(range(len(trees)), key=lambda axis: not trees[axis].non_additive)
    for axis in axes:
        for parent in reversed(trees[axis].parents):
            yield axis, trees[axis], parent


def at_axis(axis: int, ranks: int | list[int]) -> tuple[slice | int | list[int], ...]:
    """An index that takes `ranks` along one axis and everything along those before."""
    return (*(slice(None),) * axis, ranks)


def _between(
    places: dict[tuple[int, ...], Cell], trees: tuple[Tree, ...], figure: str
) -> tuple[Floats, Floats]:
    """The least and the most a figure can be in each cell; equal where it is known."""
    shape = tuple(len(tree.codes) for tree in trees)
    told_here = np.full(shape, np.nan)
    for at, cell in places.items():
        known = getattr(cell, figure)
        if known is not None:
            told_here[at] = known
        elif figure == "agents" and cell.persons == 0:
            told_here[at] = 0
    low = np.where(np.isnan(told_here), 0.0, told_here)
    if figure == "agents":
        _demand_agents(places)
    high = low.copy()
    done: set[int] = set()
    for axis, tree, parent in steps(trees):
        done.add(axis)
        ranks = [tree.place[child] for child in tree.children[parent]]
        below = at_axis(axis, ranks)
        overlaps = figure == "agents" or parent in tree.non_additive
        least = low[below].max(axis=axis) if overlaps else low[below].sum(axis=axis)
        most = high[below].sum(axis=axis)
        here = at_axis(axis, tree.place[parent])
        given = told_here[here]
        checked = np.where(_ready(trees, axis, done), given, np.nan)
        _demand_adds_up(checked, (least, most), trees, axis=axis, parent=parent, figure=figure)
        low[here] = np.where(np.isnan(given), least, given)
        high[here] = np.where(np.isnan(given), most, given)
    return low, high


def _ready(trees: tuple[Tree, ...], axis: int, done: set[int]) -> NDArray[np.bool_]:
    """Where the other codes of a total are leaves, or totals already computed."""
    ready = np.ones((), bool)
    for rank, tree in enumerate(trees):
        if rank != axis:
            here = [rank in done or code not in tree.children for code in tree.codes]
            ready = np.multiply.outer(ready, np.array(here))
    return ready


def _demand_agents(places: dict[tuple[int, ...], Cell]) -> None:
    for cell in places.values():
        if cell.agents is None and cell.persons:
            raise DisclosureError(f"{told(cell.codes)}\u00a0: dites combien d’agents.")


def _demand_adds_up(
    given: Floats,
    between: tuple[Floats, Floats],
    trees: tuple[Tree, ...],
    *,
    axis: int,
    parent: str,
    figure: str,
) -> None:
    least, most = between
    slack = _TOLERANCE * np.maximum(1, most)
    wrong = ~np.isnan(given) & ((given < least - slack) | (given > most + slack))
    if not wrong.any():
        return
    at = np.argwhere(np.atleast_1d(wrong))[0]
    others = [tree for rank, tree in enumerate(trees) if rank != axis]
    codes = [tree.codes[int(i)] for tree, i in zip(others, at, strict=False)]
    codes.insert(axis, parent)
    wanted = _range(np.atleast_1d(least)[tuple(at)], np.atleast_1d(most)[tuple(at)])
    raise DisclosureError(
        f"{told(tuple(codes))} ne s’additionne pas\u00a0: "
        f"{np.atleast_1d(given)[tuple(at)]:g} écrit, {wanted} attendu.",
        codes=tuple(codes),
        figure=figure,
    )


def _range(least: float, most: float) -> str:
    return f"{least:g}" if least == most else f"de {least:g} à {most:g}"


def _amounts(
    places: dict[tuple[int, ...], Cell], trees: tuple[Tree, ...]
) -> tuple[Floats, Floats, Floats]:
    """Value and its two largest contributions; contributors are apart where persons add up."""
    value, high = _between(places, trees, "value")
    if (high - value > _TOLERANCE * np.maximum(1, high)).any():
        at = np.argwhere(high - value > _TOLERANCE)[0]
        raise _unknown(tuple(t.codes[int(i)] for t, i in zip(trees, at, strict=True)), "la valeur")
    largest, second = np.zeros(value.shape), np.zeros(value.shape)
    known = np.zeros(value.shape, bool)
    for at, cell in places.items():
        largest[at], second[at], known[at] = cell.largest or 0, cell.second or 0, True
    for axis, tree, parent in steps(trees):
        below = at_axis(axis, [tree.place[child] for child in tree.children[parent]])
        here = at_axis(axis, tree.place[parent])
        if parent in tree.non_additive:
            first, next_one = largest[below].sum(axis=axis), second[below].sum(axis=axis)
        else:
            both = np.sort(np.concatenate([largest[below], second[below]], axis=axis), axis=axis)
            first, next_one = both.take(-1, axis=axis), both.take(-2, axis=axis)
        first = np.minimum(first, value[here])
        largest[here] = np.where(known[here], largest[here], first)
        second[here] = np.where(
            known[here], second[here], np.minimum(next_one, value[here] - first)
        )
    return value, largest, second


def _demand_known(table: Table, trees: tuple[Tree, ...], low: Floats, high: Floats) -> None:
    unknown = np.argwhere(low != high)
    if len(unknown):
        codes = tuple(t.codes[int(i)] for t, i in zip(trees, unknown[0], strict=True))
        raise _unknown(codes, table.count)


def _unknown(codes: tuple[str, ...], figure: str) -> DisclosureError:
    return DisclosureError(
        f"{told(codes)}\u00a0: ce total ne s’additionne pas, donnez une ligne avec {figure}."
    )


def told(codes: tuple[str, ...]) -> str:
    """A cell as a sentence names it."""
    return f"«\u00a0{' × '.join(codes)}\u00a0»"
