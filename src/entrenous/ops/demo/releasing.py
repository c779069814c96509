"""Make `figures.json` again, after a change of the measures: what the engine releases of the acts.

`python -m entrenous.ops.demo.releasing`. Half a minute; needs the engine's libraries.
"""

import json
import sys
import tempfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any, Final
from uuid import UUID

import msgspec

from entrenous.disclosure import Past, Refusal, protect
from entrenous.ops.demo.acts import invented, months
from entrenous.ops.demo.figures_file import FILE, PLACES, YEARS
from entrenous.statistics.codes import Kind
from entrenous.statistics.engine import expressions
from entrenous.statistics.engine.computing import published, tables_of
from entrenous.statistics.engine.store import Store
from entrenous.statistics.periods import months_of
from entrenous.statistics.shapes import shape_of

_ORGANISATION: Final = "departement"
_TODAY: Final = date(2026, 1, 15)
_MADE: Final = (Kind.ACTIVITY, Kind.MEANS, Kind.BILL)


def main() -> int:
    """Write the file. 1: the acts cannot be released as they are."""
    with tempfile.TemporaryDirectory() as folder:
        store = Store(Path(folder), UUID(int=1))
        store.stage("all", list(invented(months(_TODAY), PLACES, year=_TODAY.year)), [])
        store.settle("all")
        try:
            made = list(_released(store))
        except ValueError as refused:
            sys.stderr.write(f"{refused}\n")
            return 1
    raw = json.dumps(made, ensure_ascii=False, separators=(",", ":"))
    for rank, said in enumerate(YEARS, start=1):
        raw = raw.replace(f'"{_TODAY.year - rank}"', f'"{said}"')
    FILE.write_text(raw + "\n", "utf-8")
    return 0


def _released(store: Store) -> Iterator[dict[str, Any]]:
    history: list[Past] = []
    facts = expressions.duckdb_facts(store.facts)
    for rank in reversed(range(1, len(YEARS) + 1)):
        period = str(_TODAY.year - rank)
        for kind in _MADE:
            tables = tables_of(facts, shape_of(kind, _ORGANISATION), period, months_of(period))
            found = protect(tables, history=history)
            if isinstance(found, Refusal):
                raise ValueError(f"{kind} {period}: {found.reasons}")  # noqa: TRY004
            past = Past(found.tables, found.audit.withheld, "")
            history.append(Past(past.tables, past.withheld, str(len(history))))
            yield {
                "kind": kind.value,
                "period": period,
                "tables": [published(table) for table in found.tables],
                "past": msgspec.to_builtins(past),
            }


if __name__ == "__main__":
    sys.exit(main())
