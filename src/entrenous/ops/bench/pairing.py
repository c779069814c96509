"""Time two things in turn, A B A B …, and keep the ratio: a noisy machine spoils both alike."""

import gc
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Ratio:
    """One figure: what was measured, against what, and what was hoped for.

    ratio     median of the ratios of each pair, CPU time of this process
    ours_ms   median CPU milliseconds of ours; theirs_ms, of the yardstick
    target    the ratio not to pass, or None
    """

    name: str
    yardstick: str
    ratio: float
    low: float
    high: float
    ours_ms: float
    theirs_ms: float
    target: float | None = None

    @property
    def is_met(self) -> bool | None:
        """Tell whether the target is met; None without a target."""
        return None if self.target is None else self.ratio <= self.target


def compare(
    name: str,
    ours: Callable[[], object],
    yardstick: str,
    theirs: Callable[[], object],
    *,
    pairs: int = 15,
    target: float | None = None,
) -> Ratio:
    """Run both once to warm up, then in turn; collect garbage between, never during."""
    ours(), theirs()
    mine, others = [], []
    for _ in range(pairs):
        mine.append(_cpu(ours))
        others.append(_cpu(theirs))
    ratios = sorted(a / b for a, b in zip(mine, others, strict=True))
    return Ratio(
        name,
        yardstick,
        ratio=statistics.median(ratios),
        low=ratios[0],
        high=ratios[-1],
        ours_ms=statistics.median(mine) * 1000,
        theirs_ms=statistics.median(others) * 1000,
        target=target,
    )


def _cpu(run: Callable[[], object]) -> float:
    gc.collect()
    gc.disable()
    try:
        start = time.process_time()
        run()
        return time.process_time() - start
    finally:
        gc.enable()
