"""The yardsticks of the tables: the best choice is the best, and invented tables stay the same."""

from pathlib import Path

from entrenous.disclosure import Release, protect
from entrenous.ops.bench.counted_tables import flat, invented
from entrenous.ops.bench.optimum import best_cost, cost
from entrenous.ops.bench.tauargus import main


def test_nothing_that_protects_costs_less_than_the_best() -> None:
    table = flat(3, 3, seed=2)
    found = protect([table])
    assert isinstance(found, Release)
    best, ours = best_cost(table, 11), cost(found.tables[0], table)
    assert 0 < best <= ours + 1e-6
    assert ours <= 1.5 * best


def test_an_invented_table_is_the_same_each_time() -> None:
    assert invented((4, 3), (2, 1), 200) == invented((4, 3), (2, 1), 200)
    assert invented((4, 3), (2, 1), 200) != invented((4, 3), (2, 1), 200, seed=2)


def test_the_peer_is_asked_with_codes_of_one_length_and_its_total_is_ours(
    monkeypatch, tmp_path, capsys
) -> None:
    """τ-ARGUS aligns codes to the right: « l1 » beside « l10 » would not be found."""
    import json
    import sys
    import types

    asked: dict[str, object] = {}

    def stand_in(rows, names, **others):
        asked.update(
            rows=rows,
            names=names,
            codes=[Path(p).read_text("utf-8") for p in others["hrc"].values()],
        )
        row = {"d0": "Total", "d1": "l001", "status": "M"}
        return types.SimpleNamespace(tables=[types.SimpleNamespace(rows=[row])])

    monkeypatch.setitem(sys.modules, "pytauargus", types.SimpleNamespace(protect=stand_in))
    table = invented((4, 3), (2, 1), 20)
    said = {
        "dimensions": [[d.name, dict(d.hierarchy)] for d in table.dimensions],
        "cells": [[cell.codes, cell.persons] for cell in table.cells],
    }
    (tmp_path / "asked.json").write_text(json.dumps(said), "utf-8")
    assert main([str(tmp_path / "asked.json"), "FREQ(11,100)"]) == 0
    assert json.loads(capsys.readouterr().out)["hidden"] == [["T", "l001"]]
    assert len(asked["rows"]["n"]) == sum(cell.persons for cell in table.cells)
    assert asked["codes"][0].splitlines()[:3] == ["g000", "@l000", "@l001"]
