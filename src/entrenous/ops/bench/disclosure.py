"""What protecting a table costs and hides: ours, τ-ARGUS where it is installed, and the best.

Every release is attacked: a figure of it that our attacker narrows under the width is counted.
"""

import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from entrenous.disclosure import (
    Cell,
    Coarsening,
    Dimension,
    Past,
    PublishedTable,
    Refusal,
    Release,
    ShownCell,
    Table,
    attack,
    protect,
)
from entrenous.ops.bench import tauargus
from entrenous.ops.bench.counted_tables import flat, invented
from entrenous.ops.bench.optimum import best_cost, cost
from entrenous.ops.bench.pairing import Ratio, paired

_WIDTH: Final = 11
_SLACK: Final = 1e-6
_MEDIUM: Final = ((20, 12, 5), (5, 4, 2))
_LARGE: Final = ((100, 50, 6), (10, 8, 2))
_SMALL_TABLES: Final = 6
_SECONDS_ALLOWED: Final = 150.0


@dataclass(frozen=True)
class Ours:
    """One decision, and the CPU seconds of this process that it took."""

    found: Release | Refusal
    seconds: float

    @property
    def release(self) -> Release:
        """What was released; a refusal stops the measure."""
        return _release_of(self.found)


def measures() -> list[Ratio]:
    """Tables of 3 536 cells, small ones against the best, a year after its quarters."""
    tables = [invented(*_MEDIUM, persons) for persons in (60_000, 20_000)]
    ours = [_protected(table) for table in tables]
    found = [
        *(_unproven(table, each) for table, each in zip(tables, ours, strict=True)),
        _against_the_best(),
        _year_after_quarters(),
    ]
    if tauargus.is_installed():
        found += _against_tauargus(tables[0], ours[0])
    else:
        sys.stderr.write("pytauargus n’est pas installé : mesuré sans lui.\n")
    return found


def large_measures() -> list[Ratio]:
    """Tables of 58 941 cells: minutes of calculation, only when asked for."""
    found = []
    for persons in (2_000_000, 400_000):
        table = invented(*_LARGE, persons)
        ours = _protected(table)
        found.append(
            paired(
                f"58 941 cases, {persons} personnes : {_told(ours.found)}",
                "cent cinquante secondes de processeur",
                [(ours.seconds, _SECONDS_ALLOWED)],
                unit="s",
                target=1.0,
            )
        )
    return found


def _told(found: Release | Refusal) -> str:
    if isinstance(found, Release):
        kept = found.audit.withheld[0]
        primary = sum(each.is_primary for each in kept)
        return f"publié, {primary} à protéger, {len(kept) - primary} cachées en plus"
    coarser = found.proposal
    would = f" ; {coarser.sentence}" if isinstance(coarser, Coarsening) else ""
    return f"refusé après {found.programs} programmes{would}"


def _protected(table: Table) -> Ours:
    start = time.process_time()
    found = protect([table])
    return Ours(found, time.process_time() - start)


def _secondary(release: Release) -> int:
    return sum(not each.is_primary for table in release.audit.withheld for each in table)


def _narrowed(table: PublishedTable, primary: frozenset[tuple[str, ...]]) -> int:
    """How many of these cells the attacker encloses in less than the width."""
    return sum(
        each.high is not None and each.high - each.low < _WIDTH - _SLACK
        for each in attack([table])
        if each.codes in primary
    )


def _primary(release: Release) -> frozenset[tuple[str, ...]]:
    return frozenset(each.codes for each in release.audit.withheld[0] if each.is_primary)


def _unproven(table: Table, ours: Ours) -> Ratio:
    (shown,) = ours.release.tables
    primary = _primary(ours.release)
    return paired(
        f"cases enfermées par l’attaquant, {table.title} "
        f"({_secondary(ours.release)} cachées en plus, {ours.seconds:.1f} s)",
        "toutes les cases à protéger",
        [(_narrowed(shown, primary), len(primary))],
        unit="cases",
        target=0.0,
    )


def _against_tauargus(table: Table, ours: Ours) -> list[Ratio]:
    theirs = tauargus.modular(table)
    (shown,) = ours.release.tables
    primary = _primary(ours.release)
    as_theirs = replace(
        shown,
        cells=tuple(ShownCell(codes, None if codes in theirs.hidden else persons)
                    for codes, persons in _everything(table)),
    )  # fmt: skip
    peer = "τ-ARGUS (pytauargus MOD, FREQ(11,100)), même tableau"
    return [
        paired("temps de calcul, 3 536 cases", peer, [(ours.seconds, theirs.seconds)],
               unit="s", target=1.0),
        paired("cases cachées en plus, 3 536 cases", peer,
               [(_secondary(ours.release), len(theirs.hidden - primary))],
               unit="cases", target=1.25),
        paired("cases enfermées dans moins de 11 personnes", peer,
               [(_narrowed(shown, primary), max(1, _narrowed(as_theirs, primary)))],
               unit="cases", target=0.0),
    ]  # fmt: skip


def _everything(table: Table) -> Iterator[tuple[tuple[str, ...], int]]:
    """Every crossing of a table with its true figure."""
    from entrenous.disclosure.crossing import cross  # noqa: PLC0415 - numpy, once measured

    grid = cross(table)
    for rank, persons in enumerate(grid.persons.ravel()):
        yield grid.codes(rank), int(persons)


def _against_the_best() -> Ratio:
    """Cost of what is hidden, small tables of six rows and five columns."""
    tables = [flat(6, 5, seed=seed) for seed in range(1, _SMALL_TABLES + 1)]
    taken = []
    for table in tables:
        (shown,) = _protected(table).release.tables
        taken.append((cost(shown, table), best_cost(table, _WIDTH)))
    return paired(
        "coût de ce qui est caché, six tableaux de 6 × 5",
        "le meilleur choix possible (programme en nombres entiers)",
        taken,
        unit="coût",
        target=1.15,
    )


# --- a year after its quarters --------------------------------------------------------------------


def _year_after_quarters() -> Ratio:
    """Cells hidden in all: four quarters published, then the year; or the year planned at once."""
    quarters = [f"2026-T{rank}" for rank in range(1, 5)]
    tables = [
        replace(invented((12, 6), (4, 2), 4_000, seed=seed), scope={"periode": quarter})
        for seed, quarter in enumerate(quarters, start=1)
    ]
    history: list[Past] = []
    for rank, table in enumerate(tables):
        done = _decided([table], history)
        history.append(Past(done.tables, done.audit.withheld, str(rank)))
    year = _year(tables, quarters)
    after, planned = _decided([year], history), _decided([year], [])
    return paired(
        "cases cachées, l’année publiée après ses trimestres",
        "l’année décidée en une fois",
        [(_hidden(after.tables), _hidden(planned.tables))],
        unit="cases",
        target=1.5,
    )


def _year(tables: Sequence[Table], quarters: Sequence[str]) -> Table:
    cells = tuple(
        Cell((*cell.codes, quarter), cell.persons)
        for table, quarter in zip(tables, quarters, strict=True)
        for cell in table.cells
    )
    year = Dimension("periode", {"2026": tuple(quarters)})
    return Table("année", (*tables[0].dimensions, year), cells)


def _decided(tables: Sequence[Table], history: Sequence[Past]) -> Release:
    return _release_of(protect(tables, history=history))


def _release_of(found: Release | Refusal) -> Release:
    if isinstance(found, Release):
        return found
    raise RuntimeError("refused")


def _hidden(tables: Sequence[PublishedTable]) -> int:
    return sum(cell.is_suppressed for table in tables for cell in table.cells)
