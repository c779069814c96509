"""Time two things in turn, A B A B …, and keep the ratio: a noisy machine spoils both alike."""

import gc
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Ratio:
    """One figure: what was measured, against what, and what was hoped for.

    ratio        median of the ratios of each pair; low and high, the extremes
    ours, theirs medians of what was measured and of its yardstick, in `unit`
    target       the ratio not to pass, or None
    """

    name: str
    yardstick: str
    ratio: float
    low: float
    high: float
    ours: float
    theirs: float
    unit: str = "ms"
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
    """CPU time of this process. Run both once to warm up, then in turn."""
    ours(), theirs()
    taken = [(_cpu_ms(ours), _cpu_ms(theirs)) for _ in range(pairs)]
    return paired(name, yardstick, taken, target=target)


def paired(
    name: str,
    yardstick: str,
    taken: Sequence[tuple[float, float]],
    *,
    unit: str = "ms",
    target: float | None = None,
) -> Ratio:
    """The figure of pairs (ours, theirs), each taken in one breath."""
    ratios = sorted(ours / theirs for ours, theirs in taken)
    mine, others = zip(*taken, strict=True)
    return Ratio(
        name,
        yardstick,
        ratio=statistics.median(ratios),
        low=ratios[0],
        high=ratios[-1],
        ours=statistics.median(mine),
        theirs=statistics.median(others),
        unit=unit,
        target=target,
    )


def _cpu_ms(run: Callable[[], object]) -> float:
    """Collect garbage before, never during."""
    gc.collect()
    gc.disable()
    try:
        start = time.process_time()
        run()
        return (time.process_time() - start) * 1000
    finally:
        gc.enable()
