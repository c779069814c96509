"""Prove that one entry is under a checkpoint without showing any other one (RFC 6962 §2.1.1).

A request to the custodians carries such a proof: they are far from the journal, without network.
"""

import hashlib
from collections.abc import Sequence

from entrenous.vault.primitives import NotOpened


def audit_path(leaves: Sequence[bytes], index: int) -> list[bytes]:
    """The hashes that lead from the leaf at `index` to the root, the nearest first.

    raises  ValueError: there is no such leaf
    """
    if not 0 <= index < len(leaves):
        raise ValueError("no such leaf")
    level = [_leaf(raw) for raw in leaves]
    path: list[bytes] = []
    while len(level) > 1:
        sibling = index ^ 1
        if sibling < len(level):
            path.append(level[sibling])
        level = [_joined(level[i : i + 2]) for i in range(0, len(level), 2)]
        index //= 2
    return path


def root_from(leaf: bytes, *, index: int, size: int, path: Sequence[bytes]) -> bytes:
    """The root of a tree of `size` leaves that has this leaf at `index`; NotOpened for no tree.

    source  RFC 9162 §2.1.3.2
    """
    if not 0 <= index < size:
        raise NotOpened
    root, place, last = _leaf(leaf), index, size - 1
    rest = list(path)
    while last:
        # The last node of a level of odd size has no sibling: it goes up as it is.
        if place % 2 or place != last:
            if not rest:
                raise NotOpened
            other = rest.pop(0)
            root = _node(other, root) if place % 2 else _node(root, other)
        place, last = place // 2, last // 2
    if rest:
        raise NotOpened
    return root


def _leaf(raw: bytes) -> bytes:
    return hashlib.sha256(b"\x00" + raw).digest()


def _node(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\x01" + left + right).digest()


def _joined(pair: Sequence[bytes]) -> bytes:
    return _node(*pair) if len(pair) > 1 else pair[0]
