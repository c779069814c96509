"""Every number that Ibis gives is the number that plain Python gives, on DuckDB and on Spark."""

import importlib.util
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from entrenous.statistics.engine import expressions
from entrenous.statistics.engine.store import Store
from entrenous.workload.measures import TABLES, compute
from tests.statistics import acts


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[Any]]:
    """A store of six hundred acts, and the acts."""
    store = Store(tmp_path_factory.mktemp("store"), UUID(int=7))
    given = acts.rows(600)
    store.stage("one", given[:300], [UUID(int=1)])
    store.settle("one")
    store.stage("two", given[300:], [UUID(int=2)])
    store.settle("two")
    return store.facts, given


def answers(table: Any, measures: Any) -> dict[str, Any]:
    return {
        m.code: {
            (row["place"], row[m.cut]): (row["units"], row["persons"], row["agents"])
            for row in expressions.cells(table, m, ("place", m.cut)).to_pyarrow().to_pylist()
        }
        for m in measures
    }


def test_duckdb_gives_the_numbers_of_plain_python(filled: tuple[Path, list[Any]]) -> None:
    facts, given = filled
    found = answers(expressions.duckdb_facts(facts), TABLES[::4])
    for measure in TABLES[::4]:
        expected = {
            (c.place, c.code): (c.units, c.contributors, c.agents) for c in compute(measure, given)
        }
        assert found[measure.code] == expected
        assert expected


def test_a_person_who_moved_is_counted_once_where_she_was_last(
    filled: tuple[Path, list[Any]],
) -> None:
    facts, given = filled
    table = expressions.duckdb_facts(facts)
    found = expressions.persons(table, ("place",)).to_pyarrow().to_pylist()
    assert sum(row["persons"] for row in found) == len({r.person for r in given if r.person})


@pytest.mark.skipif(
    importlib.util.find_spec("pyspark") is None,
    reason="pyspark is an optional extra: Spark is compared with DuckDB where it is installed",
)
@pytest.mark.filterwarnings("ignore")  # Spark's and its client's own: nothing here can mend them
def test_spark_gives_the_numbers_of_duckdb(filled: tuple[Path, list[Any]]) -> None:
    import ibis
    from pyspark.sql import SparkSession

    session = (
        SparkSession.builder.master("local[2]")
        .config("spark.sql.sources.partitionColumnTypeInference.enabled", "false")
        .getOrCreate()
    )
    try:
        spark = expressions.spark_facts(filled[0], ibis.pyspark.connect(session))
        assert answers(spark, TABLES) == answers(expressions.duckdb_facts(filled[0]), TABLES)
    finally:
        session.stop()
