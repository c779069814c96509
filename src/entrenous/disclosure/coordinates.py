"""Where each cell of each table stands: the same codes of the same figure are the same cell."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .errors import DisclosureError, quoted
from .periods import are_periods, months_of
from .trees import Tree


@dataclass(frozen=True)
class Placed:
    """A table as the joint system sees it: its figure, its trees, what holds for all of it.

    earlier  the rank of the release it was published in, None for what is asked now
    """

    title: str
    count: str
    trees: tuple[Tree, ...]
    scope: Mapping[str, str]
    persons: NDArray[np.float64]
    earlier: int | None = None

    def tree(self, name: str) -> Tree | None:
        """The hierarchy of a dimension; None where the table has it not."""
        return next((tree for tree in self.trees if tree.name == name), None)


def names_of(tables: Sequence[Placed]) -> tuple[str, ...]:
    """Every dimension and every scope, in a fixed order."""
    return tuple(
        sorted(
            {name for table in tables for name in (*table.scope, *(t.name for t in table.trees))}
        )
    )


def fixed_code(table: Placed, name: str, tables: Sequence[Placed]) -> str:
    """The code of a whole table in a dimension that is none of its columns.

    Its scope; else the total, when every table that has the dimension has the same.
    """
    if name in table.scope:
        return table.scope[name]
    roots = {tree.root for each in tables if (tree := each.tree(name))}
    roots |= {each.scope[name] for each in tables if name in each.scope}
    if len(roots) == 1 and any(each.tree(name) for each in tables):
        return roots.pop()
    known = ", ".join(f"{quoted(root)}" for root in sorted(roots))
    raise DisclosureError(
        f"tableau {quoted(table.title)}\u00a0: dites dans «\u00a0scope\u00a0» ce que vaut "
        f"{quoted(name)}, qui vaut ailleurs {known}."
    )


def keys(tables: Sequence[Placed]) -> list[NDArray[np.int64]]:
    """One number per cell of each table; equal numbers are the same cell."""
    names = names_of(tables)
    numbers: dict[tuple[str, str], int] = {}
    per_name = dict.fromkeys(names, 0)

    def number(name: str, code: str) -> int:
        if (name, code) not in numbers:
            numbers[name, code] = per_name[name]
            per_name[name] += 1
        return numbers[name, code]

    coded = [
        {name: [number(name, code) for code in _codes(table, name, tables)] for name in names}
        for table in tables
    ]
    counts = sorted({table.count for table in tables})
    return [
        _numbered(table, codes, names, per_name, counts.index(table.count))
        for table, codes in zip(tables, coded, strict=True)
    ]


def _codes(table: Placed, name: str, tables: Sequence[Placed]) -> tuple[str, ...]:
    tree = table.tree(name)
    return tree.codes if tree else (fixed_code(table, name, tables),)


def _numbered(
    table: Placed,
    codes: Mapping[str, list[int]],
    names: Sequence[str],
    per_name: Mapping[str, int],
    figure: int,
) -> NDArray[np.int64]:
    order = [tree.name for tree in table.trees]
    strides, stride = {}, 1
    for name in names:
        strides[name] = stride
        stride *= max(1, per_name[name])
    here = np.full((), figure * stride, np.int64)
    for name in names:
        if name not in order:
            here = here + codes[name][0] * strides[name]
    for name in order:
        here = np.add.outer(here, np.array(codes[name], np.int64) * strides[name])
    return here


def named_by_period(tree: Tree) -> Tree:
    """A calendar whose totals have names of their own (« Total ») gets the periods they hold.

    Else the « Total » of one quarter and that of the next would be taken for the same cell.
    """
    if not are_periods(tree.leaves):
        return tree
    new = {
        code: code if months_of(code) else "+".join(sorted(tree.leaves_under[code]))
        for code in tree.codes
    }
    return Tree(
        tree.name,
        tuple(new[code] for code in tree.codes),
        {new[p]: tuple(new[c] for c in children) for p, children in tree.children.items()},
        frozenset(new[code] for code in tree.non_additive),
    )
