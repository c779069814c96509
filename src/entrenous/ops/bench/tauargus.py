"""`pytauargus` on a table of ours, in a process of its own; it is no dependency of ours.

`python -m entrenous.ops.bench.tauargus FILE RULE` prints its CPU seconds and what it hides.
"""

import importlib
import importlib.util
import json
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from entrenous.disclosure import Table

_RULE: Final = "FREQ(11,100)"
_SECONDS: Final = 600
_TOTAL: Final = "Total"
_HIDDEN: Final = ("U", "M")


@dataclass(frozen=True)
class Theirs:
    """What it took and what it hides, as codes of each cell."""

    seconds: float
    hidden: frozenset[tuple[str, ...]]


def is_installed() -> bool:
    """Whether it can be imported here."""
    return importlib.util.find_spec("pytauargus") is not None


def modular(table: Table) -> Theirs:
    """Its MOD on the same table, one row per person as it wants them."""
    said = {
        "dimensions": [[d.name, {p: list(c) for p, c in d.hierarchy.items()}]
                       for d in table.dimensions],
        "cells": [[list(cell.codes), cell.persons] for cell in table.cells],
    }  # fmt: skip
    with tempfile.NamedTemporaryFile("w", suffix=".json", encoding="utf-8") as asked:
        json.dump(said, asked)
        asked.flush()
        done = subprocess.run(  # noqa: S603 - this interpreter, this module
            [sys.executable, "-m", "entrenous.ops.bench.tauargus", asked.name, _RULE],
            capture_output=True,
            text=True,
            check=True,
            timeout=_SECONDS,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        )
    answer = json.loads(done.stdout.splitlines()[-1])
    return Theirs(answer["seconds"], frozenset(tuple(codes) for codes in answer["hidden"]))


def main(argv: list[str]) -> int:
    """Protect the table of a file and print what was hidden."""
    path, rule = argv
    said = json.loads(Path(path).read_text("utf-8"))
    names = [name for name, _ in said["dimensions"]]
    with tempfile.TemporaryDirectory() as folder:
        codes = {name: _code_list(Path(folder), name, below) for name, below in said["dimensions"]}
        rows = _persons(names, said["cells"])
        protect = importlib.import_module("pytauargus").protect
        start = time.process_time()
        done = protect(
            rows, names, response="n", safety_rules=rule, suppress="MOD(1)", hrc=codes,
            hierleadstring="@", totcode=_TOTAL, workdir=folder,
        )  # fmt: skip
        seconds = time.process_time() - start
        (table,) = done.tables
        hidden = [_named(row, said["dimensions"]) for row in table.rows if row["status"] in _HIDDEN]
    sys.stdout.write(json.dumps({"seconds": seconds, "hidden": hidden}) + "\n")
    return 0


def _code_list(folder: Path, name: str, below: dict[str, list[str]]) -> str:
    path, lines = folder / f"{name}.hrc", []
    waiting = [(code, 0) for code in reversed(below[next(iter(below))])]
    while waiting:
        code, depth = waiting.pop()
        lines.append("@" * depth + code)
        waiting += [(child, depth + 1) for child in reversed(below.get(code, []))]
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return str(path)


def _persons(names: list[str], cells: list[Any]) -> dict[str, list[Any]]:
    rows: dict[str, list[Any]] = {name: [] for name in names} | {"n": []}
    for codes, count in cells:
        for name, code in zip(names, codes, strict=True):
            rows[name] += [code] * count
        rows["n"] += [1] * count
    return rows


def _named(row: dict[str, Any], dimensions: list[Any]) -> list[str]:
    """The codes of a cell as we write them: our total has its own name."""
    return [
        next(iter(below)) if row[name] == _TOTAL else str(row[name]) for name, below in dimensions
    ]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
