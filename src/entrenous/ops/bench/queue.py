"""Thirty readers at once: does the journal make them queue longer than a page takes?"""

import statistics
import threading
import time
from dataclasses import dataclass
from typing import Final

from django.db import connection, connections, transaction

from entrenous.journal import actions as journal
from entrenous.journal.acts import Act
from entrenous.journal.models import Entry
from entrenous.ops.bench.house import BenchHouse
from entrenous.ops.bench.pairing import Ratio

READERS: Final = 30
_ROUNDS: Final = 10


@dataclass(frozen=True)
class _Waits:
    """Wall milliseconds of each journal entry."""

    each: list[float]

    @property
    def median(self) -> float:
        return statistics.median(self.each)

    @property
    def worst(self) -> float:
        """The slowest but one in twenty."""
        return sorted(self.each)[int(len(self.each) * 0.95)]


def journaling(made: BenchHouse, *, page_ms: float) -> Ratio:
    """The wait of 30 readers who journal together, against the CPU time of one page."""
    before = Entry.objects.filter(organisation=made.organisation).count()
    together = _read_together(made, READERS)
    written = Entry.objects.filter(organisation=made.organisation).count() - before
    if written != READERS * _ROUNDS:
        raise AssertionError("an entry was lost or doubled")
    return Ratio(
        f"30 lectures inscrites ensemble au journal ({connection.vendor})",
        "le temps d’une page de dossier",
        ratio=together.worst / page_ms,
        low=together.median / page_ms,
        high=max(together.each) / page_ms,
        ours_ms=together.worst,
        theirs_ms=page_ms,
        target=1.0 if connection.vendor == "postgresql" else None,
    )


def _read_together(made: BenchHouse, readers: int) -> _Waits:
    waits: list[float] = []
    start = threading.Barrier(readers)

    def read() -> None:
        try:
            for _ in range(_ROUNDS):
                start.wait()
                began = time.perf_counter()
                with transaction.atomic():
                    journal.record(
                        Act.LIST_OPENED,
                        organisation=made.organisation.pk,
                        actor=made.worker.agent.pk,
                    )
                waits.append((time.perf_counter() - began) * 1000)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=read) for _ in range(readers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return _Waits(waits)
