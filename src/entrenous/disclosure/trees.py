"""A hierarchy, checked: one root, each code under one parent, no code left hanging."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from .errors import DisclosureError, quoted
from .model import Dimension


@dataclass(frozen=True)
class Tree:
    """The codes of a dimension from the root down; parents come before their children."""

    name: str
    codes: tuple[str, ...]
    children: Mapping[str, tuple[str, ...]]
    non_additive: frozenset[str]

    @property
    def root(self) -> str:
        """The code of the total."""
        return self.codes[0]

    @cached_property
    def place(self) -> dict[str, int]:
        """The rank of each code."""
        return {code: rank for rank, code in enumerate(self.codes)}

    @cached_property
    def leaves(self) -> tuple[str, ...]:
        """The codes without children."""
        return tuple(code for code in self.codes if code not in self.children)

    @cached_property
    def parents(self) -> tuple[str, ...]:
        """The codes that have children, the root first."""
        return tuple(code for code in self.codes if code in self.children)

    @cached_property
    def leaves_under(self) -> dict[str, frozenset[str]]:
        """The leaves of each code; a leaf has itself."""
        under: dict[str, frozenset[str]] = {}
        for code in reversed(self.codes):
            below = [under[child] for child in self.children.get(code, ())]
            under[code] = frozenset().union(*below) if below else frozenset((code,))
        return under

    @cached_property
    def last_level(self) -> tuple[str, ...]:
        """The parents whose children are all leaves: what a coarser table would cut."""
        return tuple(
            parent
            for parent in self.parents
            if all(child not in self.children for child in self.children[parent])
        )


def tree_of(dimension: Dimension) -> Tree:
    """Check a hierarchy and order its codes. DisclosureError says which code is wrong."""
    name, below = dimension.name, dimension.hierarchy
    if not below:
        raise _refused(name, "elle n’a aucun code")
    above = _parents(name, below)
    roots = [code for code in below if code not in above]
    if len(roots) != 1:
        found = ", ".join(quoted(code) for code in roots) or "aucun"
        raise _refused(name, f"il faut un seul code au sommet, trouvé\u00a0: {found}")
    codes = _downwards(roots[0], below)
    if len(codes) != len(above) + 1:
        lost = min(set(above) - set(codes))
        raise _refused(name, f"{quoted(lost)} n’est pas relié au sommet")
    if unknown := sorted(dimension.non_additive - set(below)):
        raise _refused(name, f"{quoted(unknown[0])} n’est pas un total, il n’a pas d’enfant")
    ordered = {parent: tuple(below[parent]) for parent in codes if parent in below}
    return Tree(name, codes, ordered, dimension.non_additive)


def _parents(name: str, below: Mapping[str, tuple[str, ...]]) -> dict[str, str]:
    found: dict[str, str] = {}
    for parent, children in below.items():
        if not children:
            raise _refused(name, f"{quoted(parent)} n’a aucun enfant\u00a0: retirez-le")
        for child in children:
            if child in found:
                raise _refused(name, _twice(child, found[child], parent))
            found[child] = parent
    return found


def _downwards(root: str, below: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    found = [root]
    for code in found:
        found.extend(below.get(code, ()))
    return tuple(found)


def _twice(child: str, first: str, second: str) -> str:
    if first == second:
        return f"{quoted(child)} est écrit deux fois sous {quoted(first)}"
    return f"{quoted(child)} a deux parents, {quoted(first)} et {quoted(second)}"


def _refused(name: str, why: str) -> DisclosureError:
    return DisclosureError(f"hiérarchie {quoted(name)}\u00a0: {why}.")
