"""Clean-up: show again each hidden cell whose secrecy protects nobody, the largest first."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from .attacking import Tell
from .layers import Layer
from .programs import Budget, BudgetSpent
from .proofs import Proof
from .rows import Ranks

#: Beyond this many hidden cells the pattern is left as it is.
MOST_HIDDEN = 4_000


def clean_up(
    layers: Sequence[Layer],
    suppressed: NDArray[np.bool_],
    secondary: NDArray[np.bool_],
    budget: Budget,
    tell: Tell,
) -> None:
    """Release what can be, in place; stops with the budget, leaving a pattern that holds."""
    hidden = np.flatnonzero(suppressed & (layers[0].y > 0))
    if len(hidden) > MOST_HIDDEN:
        return
    try:
        proofs = [_established(layer, hidden, budget) for layer in layers]
        if not all(proofs):
            return
        order = [int(c) for c in np.flatnonzero(secondary & suppressed)]
        order.sort(key=lambda cell: (-layers[0].y[cell], cell))
        alone = _Alone(layers[0], suppressed, secondary)
        for done, cell in enumerate(order):
            tell(done, len(order))
            near = alone.beside(cell)
            if near is not None and _released(cell, near, proofs, hidden):
                suppressed[cell] = False
    except BudgetSpent:
        return


def _established(layer: Layer, hidden: Ranks, budget: Budget) -> Proof | None:
    proof = Proof(layer, hidden, budget)
    return proof if proof.establish() else None


def _released(cell: int, near: Ranks, proofs: Sequence[Proof | None], hidden: Ranks) -> bool:
    at = np.searchsorted(hidden, np.array([cell]))
    tried: list[Proof] = []
    for proof in proofs:
        if proof is None:
            return False
        tried.append(proof)
        if not proof.without(at, near):
            for each in tried:
                each.undo(at)
            return False
    return True


class _Alone:
    """Says without a program when showing a cell would leave a primary alone in its row."""

    def __init__(
        self, layer: Layer, suppressed: NDArray[np.bool_], secondary: NDArray[np.bool_]
    ) -> None:
        rows, self._suppressed = layer.rows, suppressed
        self._primary = suppressed & ~secondary
        self._rows = rows
        of_row = np.repeat(np.arange(len(rows)), np.diff(rows.start))
        order = np.argsort(rows.cols, kind="stable")
        self._of_row = of_row[order]
        self._first = np.searchsorted(rows.cols[order], np.arange(len(layer.y) + 1))

    def beside(self, cell: int) -> Ranks | None:
        """The hidden cells of the rows of a cell; None when one of them would be given away."""
        rows, found = self._rows, [np.zeros(0, np.int64)]
        for row in self._of_row[self._first[cell] : self._first[cell + 1]]:
            members = rows.cols[rows.start[row] : rows.start[row + 1]]
            others = members[self._suppressed[members] & (members != cell)]
            if rows.is_equality[row] and len(others) == 1 and self._primary[others[0]]:
                return None
            found.append(others)
        return np.concatenate(found)
