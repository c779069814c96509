"""The same questions to DuckDB and to Spark: Ibis expressions, and nothing else reads the store.

`cells` must give what `workload.measures.compute` gives, number for number (tests).
"""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from entrenous.workload.measures import Measure

if TYPE_CHECKING:
    import ibis.expr.types as ir
    from ibis.backends import BaseBackend

#: Stands for whoever the acts that name nobody are of.
NOBODY: Final = "?"
#: What one person or one worker may have done, of a cell: the columns of an answer.
COLUMNS: Final = ("persons", "units", "largest", "second", "agents")


def duckdb_facts(facts: Path, *, threads: int = 2) -> "ir.Table":
    """The store as a table, read by DuckDB. Empty stores have no table: FileNotFoundError."""
    import ibis  # noqa: PLC0415 - slow, and of the engine only

    if next(facts.glob("month=*/place=*/*.parquet"), None) is None:
        raise FileNotFoundError(facts)
    backend = ibis.duckdb.connect(threads=threads)
    pattern = str(facts / "month=*" / "place=*" / "*.parquet")
    return backend.read_parquet(pattern, hive_partitioning=True, hive_types_autocast=False)


def spark_facts(facts: Path, backend: "BaseBackend") -> "ir.Table":
    """The same table read by Spark, for a consolidation that one machine is too small for."""
    return backend.read_parquet(str(facts))


def within(table: "ir.Table", months: Sequence[str], place: str = "") -> "ir.Table":
    """The rows of some months, of the whole organisation or of one circonscription."""
    kept = table.filter(table.month.isin(list(months)))
    return kept.filter(kept.place == place) if place else kept


def taken(table: "ir.Table", measure: Measure) -> "ir.Table":
    """The rows of a measure."""
    kept = table.filter(table.act.isin(list(measure.acts)))
    if measure.doings:
        kept = kept.filter(kept.doing.isin(list(measure.doings)))
    if measure.outcomes:
        kept = kept.filter(kept.outcome.isin(list(measure.outcomes)))
    return kept


def cells(table: "ir.Table", measure: Measure, by: Iterable[str]) -> "ir.Table":
    """One row per crossing of `by`: distinct persons, units, largest contributions, agents.

    agents  distinct tokens of the largest month: tokens change every month
    """
    rows, keys = taken(table, measure), list(by)
    column = measure.unit if measure.unit in {"minutes", "days"} else "units"
    if measure.of_persons:
        # Acts tied to nobody are one contributor, whoever they are of: never less protected.
        named = rows.mutate(person=(rows.person == "").ifelse(NOBODY, rows.person))
        each = named.group_by([*keys, "person"]).agg(given=named[column].sum())
        behind = each.group_by(keys).agg(persons=each.count(), largest=each.given.max())
        ranked = _second(each, keys)
    else:
        behind = rows.group_by(keys).agg(persons=rows.count(), largest=rows[column].max())
        ranked = _second(rows.mutate(given=rows[column]), keys)
    units = rows.group_by(keys).agg(units=rows[column].sum())
    monthly = rows.filter(rows.agent != "").group_by([*keys, "month"])
    months = monthly.agg(each_month=rows.agent.nunique())
    agents = months.group_by(keys).agg(agents=months.each_month.max())
    found = units
    for part in (behind, ranked, agents):
        found = found.left_join(part, keys).drop([f"{key}_right" for key in keys])
    return found.fill_null(dict.fromkeys(("persons", "largest", "second", "agents"), 0))


def _second(each: "ir.Table", keys: list[str]) -> "ir.Table":
    """The second largest contribution of each cell; the largest again when two are equal."""
    import ibis  # noqa: PLC0415 - slow, and of the engine only

    order = ibis.window(group_by=keys, order_by=ibis.desc("given"))
    placed = each.mutate(at=ibis.row_number().over(order))
    return placed.filter(placed.at == 1).group_by(keys).agg(second=placed.given.max())


def persons_by_theme(table: "ir.Table") -> "ir.Table":
    """Distinct persons by place and theme: one person has several themes, these do not add up."""
    named = table.filter((table.person != "") & (table.themes != "NR"))
    each = named.select("person", "agent", "month", theme=named.themes.split("|").unnest())
    placed = _last_seen(table).select("person", "place")
    found = placed.join(each, "person")
    counted = found.group_by(["place", "theme"]).agg(persons=found.person.nunique())
    seen = found.filter(found.agent != "")
    monthly = seen.group_by(["place", "theme", "month"]).agg(each_month=seen.agent.nunique())
    most = monthly.group_by(["place", "theme"]).agg(agents=monthly.each_month.max())
    joined = counted.left_join(most, ["place", "theme"])
    return joined.drop(["place_right", "theme_right"]).fill_null({"agents": 0})


def _last_seen(table: "ir.Table") -> "ir.Table":
    """One row per person: the last month she was seen in."""
    import ibis  # noqa: PLC0415 - slow, and of the engine only

    named = table.filter(table.person != "")
    order = ibis.window(
        group_by="person", order_by=[ibis.desc("month"), "place", "secteur", "band", "household"]
    )
    last = named.mutate(at=ibis.row_number().over(order))
    return last.filter(last.at == 0)


def persons(table: "ir.Table", by: Iterable[str]) -> "ir.Table":
    """Distinct persons by crossing, each put once in each place by the last month she was seen.

    A person whose secteur or circonscription changed in the period is counted where she was last:
    places then add up. Traits are her last ones too.
    """
    keys = list(by)
    named = table.filter(table.person != "")
    last = _last_seen(table).select("person", *keys)
    agents = named.select("person", "agent", "month").distinct()
    both = last.join(agents.filter(agents.agent != ""), "person", how="left")
    found = last.group_by(keys).agg(persons=last.count())
    months = both.group_by([*keys, "month"]).agg(each_month=both.agent.nunique())
    most = months.group_by(keys).agg(agents=months.each_month.max())
    joined = found.left_join(most, keys).drop([f"{key}_right" for key in keys])
    return joined.fill_null({"agents": 0})
