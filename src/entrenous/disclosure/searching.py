"""The search: a first pattern, the attack, the repair, until nothing can be narrowed."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .attacking import Tell, certify
from .cleaning import clean_up
from .insiders import Insiders, hold_against
from .joint import Joint
from .layers import Extents
from .modular import Modular
from .outcome import Progress, Watch
from .parts import parts_of
from .programs import Budget, BudgetSpent
from .repairing import Repair
from .rows import Ranks

_ROUNDS = 20
_CLEANING_PIVOTS = 6_000
_CLEANING_PROGRAMS = 4_000


@dataclass(frozen=True)
class Pattern:
    """What is hidden, and the cells that are not certified (none: it may be published)."""

    suppressed: NDArray[np.bool_]
    extents: tuple[Extents, ...]
    unproven: Ranks
    is_spent: bool


def search(joint: Joint, insiders: Insiders, budget: Budget, watch: Watch | None) -> Pattern:
    """Find a pattern and prove it. Deterministic; ends with the budget at the latest."""
    suppressed = joint.suppressed.copy()
    extents = tuple(Extents.none(len(suppressed)) for _ in joint.layers)
    left = np.flatnonzero(joint.primary)
    try:
        _spread(joint, suppressed, budget, watch)
        left = _settle(joint, suppressed, extents, budget, watch)
        if len(left):
            return Pattern(suppressed, extents, left, is_spent=False)
        is_lighter = _tidy(joint, suppressed, budget, watch)
        tell = _telling("Ce que savent les personnes concernées", budget, watch)
        left = hold_against(joint, insiders, suppressed, budget, tell)
        if len(left):
            return Pattern(suppressed, extents, left, is_spent=False)
        if is_lighter:
            extents = tuple(Extents.none(len(suppressed)) for _ in joint.layers)
            left = _attack(joint, suppressed, extents, budget, watch)
    except BudgetSpent:
        return Pattern(suppressed, extents, left, is_spent=True)
    return Pattern(suppressed, extents, left, is_spent=False)


def _spread(
    joint: Joint, suppressed: NDArray[np.bool_], budget: Budget, watch: Watch | None
) -> None:
    tell = _telling("Premier tracé", budget, watch)
    passes = [Modular(layer, suppressed, joint.frozen, budget) for layer in joint.layers]
    changed = True
    while changed:
        hidden = [each.run(tell) for each in passes]
        changed = any(hidden) and len(passes) > 1


def _settle(
    joint: Joint,
    suppressed: NDArray[np.bool_],
    extents: Sequence[Extents],
    budget: Budget,
    watch: Watch | None,
) -> Ranks:
    """Attack, repair, again; what is left cannot be protected, whatever is hidden."""
    parts = parts_of(joint.grids, joint.ids, np.flatnonzero(~joint.frozen))
    repairs = [Repair(each, parts, suppressed, budget) for each in joint.layers]
    tell = _telling("Attaque", budget, watch)
    tell_repair = _telling("Réparation", budget, watch)
    left = np.zeros(0, np.int64)
    for _ in range(_ROUNDS):
        failed = [
            certify(layer, suppressed, parts, proven, budget=budget, tell=tell)
            for layer, proven in zip(joint.layers, extents, strict=True)
        ]
        left = np.unique(np.concatenate(failed))
        if not len(left):
            break
        for repair, cells, proven in zip(repairs, failed, extents, strict=True):
            if len(cells) and not repair.run(cells, proven, tell_repair):
                return left
    return left


def _attack(
    joint: Joint,
    suppressed: NDArray[np.bool_],
    extents: Sequence[Extents],
    budget: Budget,
    watch: Watch | None,
) -> Ranks:
    tell = _telling("Dernière attaque", budget, watch)
    parts = parts_of(joint.grids, joint.ids, np.flatnonzero(~joint.frozen))
    return np.unique(
        np.concatenate(
            [
                certify(layer, suppressed, parts, proven, budget=budget, tell=tell)
                for layer, proven in zip(joint.layers, extents, strict=True)
            ]
        )
    )


def _tidy(joint: Joint, suppressed: NDArray[np.bool_], budget: Budget, watch: Watch | None) -> bool:
    """Show again what protects nobody; True when something was, and the proofs are void."""
    before = int(suppressed.sum())
    share = budget.share(_CLEANING_PROGRAMS, _CLEANING_PIVOTS)
    free = suppressed & ~joint.primary & joint.asked
    tell = _telling("Allègement", share, watch)
    clean_up(joint.layers, suppressed, free, share, tell)
    budget.take(share)
    return int(suppressed.sum()) != before


def _telling(step: str, budget: Budget, watch: Watch | None) -> Tell:
    if watch is None:
        return _silent
    told: Callable[[Progress], None] = watch
    return lambda done, total: told(Progress(step, done, total, budget.spent))


def _silent(_done: int, _total: int) -> None:
    """Nobody watches."""
