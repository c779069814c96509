"""Thirty readers at once: does the journal make them queue longer than a page takes?

Each reader is a process with its own connection, as the workers of a server are: threads of one
process would wait for its interpreter, which is not the journal's doing.
"""

import multiprocessing
import time
from collections.abc import Callable
from multiprocessing.connection import Connection
from multiprocessing.synchronize import Barrier
from typing import Final

from django.db import connection, connections
from django.db.backends.base.base import BaseDatabaseWrapper

from entrenous.journal.acts import Act
from entrenous.journal.models import Entry
from entrenous.ops.bench import pages
from entrenous.ops.bench.house import BenchHouse
from entrenous.ops.bench.pairing import Ratio, paired

READERS: Final = 30
_ROUNDS: Final = 15
_PATIENCE_SECONDS: Final = 120


# Kept by a child until it ends: closing what the parent has open would close it for both.
_inherited: list[BaseDatabaseWrapper] = []


def journaling(made: BenchHouse) -> Ratio:
    """The longest of 30 waits of a round, against one page asked alone just before that round."""
    shown = pages.show(made)
    before = _written(made)
    taken = rounds(made, lambda: shown.get(shown.page), readers=READERS, times=_ROUNDS)
    if _written(made) - before < READERS * _ROUNDS:
        raise AssertionError("an entry was lost")
    return paired(
        f"{READERS} lectures inscrites ensemble au journal, la plus longue ({connection.vendor})",
        "le temps d’une page de dossier, demandée seule juste avant",
        taken,
        target=1.0 if connection.vendor == "postgresql" else None,
    )


def _written(made: BenchHouse) -> int:
    return Entry.objects.filter(organisation=made.organisation).count()


def rounds(
    made: BenchHouse, page: Callable[[], None], *, readers: int, times: int
) -> list[tuple[float, float]]:
    """Milliseconds of the longest wait of each round, and of the page before it."""
    page()
    connections.close_all()
    forked = multiprocessing.get_context("fork")
    gate = forked.Barrier(readers + 1, timeout=_PATIENCE_SECONDS)
    pipes = [forked.Pipe(duplex=False) for _ in range(readers)]
    crowd = [forked.Process(target=_read, args=(made, times, gate, to)) for _, to in pipes]
    for reader in crowd:
        reader.start()
    taken = []
    try:
        for _ in range(times):
            alone = _ms(page)
            gate.wait()
            taken.append((max(answer.recv() for answer, _ in pipes), alone))
    except BaseException:
        gate.abort()
        raise
    finally:
        for reader in crowd:
            reader.join()
    return taken


def _read(made: BenchHouse, times: int, gate: Barrier, to: Connection) -> None:
    """One reader: journals as `Keyring.open` does, each time the gate lets all of them go."""

    def read() -> None:
        made.worker.note(Act.LIST_OPENED)

    _inherited.append(connections["default"])
    connections["default"] = connections.create_connection("default")
    read()
    for _ in range(times):
        gate.wait()
        to.send(_ms(read))
    connections.close_all()


def _ms(run: Callable[[], None]) -> float:
    began = time.perf_counter()
    run()
    return (time.perf_counter() - began) * 1000
