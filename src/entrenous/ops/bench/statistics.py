"""What reading the store through Ibis costs, against bare DuckDB on the same files.

Ten million invented facts; ENTRENOUS_BENCH_FACTS asks for fewer. The same answers are required.
"""

import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from entrenous.ops.bench.pairing import Ratio, compare
from entrenous.statistics.engine import expressions
from entrenous.statistics.engine.store import Store

if TYPE_CHECKING:
    import duckdb

_FACTS: Final = 10_000_000
_TARGET: Final = 1.2
_PAIRS: Final = 5
_THREADS: Final = 2
#: Nine facts a person or so; ten places, twelve months, one row in ten without minutes.
_MADE: Final = """
copy (
  select
    'secteur-' || (i % 200) as secteur,
    ['thread.entry', 'demande.received', 'appointment.ended', 'writing.sent'][1 + i % 4] as act,
    ['interview', 'call', 'visit', 'letter', 'NR'][1 + (i // 7) % 5] as doing,
    ['office', 'phone', 'home', 'NR'][1 + (i // 3) % 4] as mode,
    'NR' as theme, 'NR' as themes, 'm30' as length, 'NR' as wait, 'NR' as outcome,
    cast(case when i % 10 = 0 then 0 else i % 90 end as integer) as minutes,
    cast(0 as integer) as days, cast(1 as integer) as units, cast(0 as tinyint) as aside,
    'p' || (hash(i) % {persons}) as person, 'a' || (hash(i + 1) % 900) as agent,
    'a26' as band, 'couple' as household,
    '2025-' || lpad(cast(1 + i % 12 as varchar), 2, '0') as month,
    'place-' || (i // 12 % 10) as place
  from range({facts}) facts(i)
) to '{folder}' (format parquet, partition_by (month, place), compression zstd)
"""
_GROUPED: Final = """
select place, act, mode, sum(units) as units, sum(minutes) as minutes
from read_parquet('{files}', hive_partitioning = true, hive_types_autocast = false)
group by place, act, mode
"""
_DISTINCT: Final = """
select place, act, count(distinct person) as persons
from read_parquet('{files}', hive_partitioning = true, hive_types_autocast = false)
where person <> '' group by place, act
"""


def measures() -> list[Ratio]:
    """A group-by and distinct persons, ours and bare; the number of facts is in the name."""
    import duckdb  # noqa: PLC0415 - slow, and of this bench only

    facts = int(os.environ.get("ENTRENOUS_BENCH_FACTS", _FACTS))
    with tempfile.TemporaryDirectory() as folder:
        store = Store(Path(folder), UUID(int=1))
        bare = duckdb.connect()
        bare.execute(f"set threads = {_THREADS}")
        bare.execute(_MADE.format(facts=facts, persons=max(1, facts // 9), folder=store.facts))
        return _compared(store, bare, f"{facts:,}".replace(",", " "))


def _compared(store: Store, bare: "duckdb.DuckDBPyConnection", said: str) -> list[Ratio]:
    table = expressions.duckdb_facts(store.facts, threads=_THREADS)
    files = str(store.facts / "month=*" / "place=*" / "*.parquet")

    def grouped() -> Any:
        asked = table.group_by(["place", "act", "mode"])
        return asked.agg(units=table.units.sum(), minutes=table.minutes.sum()).to_pyarrow()

    def persons() -> Any:
        named = table.filter(table.person != "")
        return named.group_by(["place", "act"]).agg(persons=named.person.nunique()).to_pyarrow()

    def run(query: str) -> Any:
        return bare.sql(query.format(files=files)).to_arrow_table()

    _demand_same(grouped(), run(_GROUPED))
    _demand_same(persons(), run(_DISTINCT))
    return [
        compare(f"{said} faits groupés par lieu, acte, mode (Ibis)", grouped,
                "DuckDB nu, les mêmes fichiers", lambda: run(_GROUPED),
                pairs=_PAIRS, target=_TARGET),
        compare(f"{said} faits, personnes distinctes (Ibis)", persons,
                "DuckDB nu, les mêmes fichiers", lambda: run(_DISTINCT),
                pairs=_PAIRS, target=_TARGET),
    ]  # fmt: skip


def _demand_same(ours: Any, theirs: Any) -> None:
    """A fast wrong answer is no answer."""
    mine, bare = ({tuple(row.values()) for row in each.to_pylist()} for each in (ours, theirs))
    if mine != bare:
        raise AssertionError("ibis and duckdb disagree")
