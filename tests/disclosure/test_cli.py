"""The commands as a statistician uses them: three exit codes, and a sentence for every mistake."""

import csv
import json
import os
from pathlib import Path
from typing import Any

import pytest

from entrenous.cli.main import main as entrenous
from entrenous.disclosure.cli import main

HEADER = "secteur,theme,persons,agents"
ROWS = [
    "a1,logement,40,4", "a1,budget,3,3", "a1,sante,25,4",
    "a2,logement,60,5", "a2,budget,22,4", "a2,sante,18,4",
    "b1,logement,35,4", "b1,budget,28,4", "b1,sante,31,3",
]  # fmt: skip
SPEC: dict[str, Any] = {
    "title": "Personnes reçues",
    "cells": "leaves.csv",
    "dimensions": [
        {"name": "secteur", "hierarchy": {"Total": ["A", "B"], "A": ["a1", "a2"], "B": ["b1"]}},
        {"name": "theme", "hierarchy": {"Tous": ["logement", "budget", "sante"]}},
    ],
    "count": "persons",
    "agents": "agents",
    "value": None,
    "threshold": 11,
    "history": [],
}


class Desk:
    """A folder with a request in it, and what the command answered."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder, self._capsys = folder, capsys
        self.write()

    def write(self, rows: list[str] | None = None, header: str = HEADER, **changes: Any) -> None:
        text = "\n".join([header, *(ROWS if rows is None else rows)]) + "\n"
        (self.folder / "leaves.csv").write_text(text, "utf-8")
        (self.folder / "spec.json").write_text(json.dumps(SPEC | changes), "utf-8")

    def run(self, *argv: str) -> tuple[int, Any]:
        code = main(argv)
        return code, json.loads(self._capsys.readouterr().out)

    def protect(self, out: str = "out", *options: str) -> tuple[int, Any]:
        return self.run(
            "protect", str(self.folder / "spec.json"), "--out", str(self.folder / out), *options
        )

    def read(self, name: str, out: str = "out") -> str:
        return (self.folder / out / name).read_text("utf-8")


@pytest.fixture
def desk(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Desk:
    return Desk(tmp_path, capsys)


def test_a_table_is_released_with_what_is_kept_inside(desk: Desk) -> None:
    code, said = desk.protect()
    assert (code, said["decision"]) == (0, "released")
    rows = list(csv.DictReader(desk.read("table.csv").splitlines()))
    assert len(rows) == 6 * 4
    seen = {(row["secteur"], row["theme"]): row["persons"] for row in rows}
    assert seen["a1", "budget"] == "s"
    assert seen["Total", "Tous"] == "262"
    audit = json.loads(desk.read("audit.json"))
    (kept,) = audit["withheld"]
    assert [each["codes"] for each in kept if each["reasons"] == ["persons"]] == [["a1", "budget"]]
    assert audit["parameters"]["threshold"] == 11
    assert len(audit["input_hash"]) == 64
    assert (desk.folder / "out" / "audit.json").stat().st_mode & 0o077 == 0


def test_nothing_that_is_published_says_which_cells_are_small(desk: Desk) -> None:
    desk.protect()
    assert set(desk.read("table.csv").replace("s", "").split("\n")[0].split(",")) >= {"ecteur"}
    published = desk.read("table.csv") + desk.read("hierarchies.json")
    assert "secondary" not in published
    assert "primary" not in published


def test_the_attacker_reads_the_published_files_only(desk: Desk) -> None:
    desk.protect()
    for name in ("audit.json", "ledger.json"):
        (desk.folder / "out" / name).unlink()
    code, said = desk.run("attack", str(desk.folder / "out"))
    assert code == 0
    found = {tuple(each["cell"].values()): each for each in said["cells"]}
    assert found["a1", "budget"]["width"] >= 11
    assert said["suppressed"] == desk.read("table.csv").count(",s\n")


def test_a_table_made_by_hand_is_attacked_too(desk: Desk) -> None:
    made = desk.folder / "made"
    made.mkdir()
    (made / "table.csv").write_text("secteur,persons\nTotal,30\na,27\nb,s\n", "utf-8")
    told = {"dimensions": [{"name": "secteur", "hierarchy": {"Total": ["a", "b"]}}]}
    (made / "demande.json").write_text(json.dumps(told), "utf-8")
    code, said = desk.run("attack", str(made))
    assert code == 0
    assert [(each["low"], each["high"]) for each in said["cells"]] == [(3.0, 3.0)]
    (made / "table.csv").write_text("secteur,persons\nTotal,30\na,30\nb,s\n", "utf-8")
    code, said = desk.run("attack", str(made))
    assert code == 2
    assert "ne s’additionne pas" in said["error"]


def test_a_refusal_writes_nothing_and_says_what_would_pass(desk: Desk) -> None:
    coarse = [{"name": "secteur", "hierarchy": {"Total": ["A", "B"]}}]
    desk.write(["A,12,3", "B,40,3"], "secteur,persons,agents", dimensions=coarse)
    assert desk.protect("first")[0] == 0
    finer = [{"name": "secteur", "hierarchy": {"Total": ["A", "B"], "A": ["a1", "a2"]}}]
    desk.write(["a1,9,3", "a2,3,3", "B,40,3", "A,12,3"], "secteur,persons,agents",
               dimensions=finer, history=["first"])  # fmt: skip
    code, said = desk.protect()
    assert (code, said["decision"]) == (3, "refused")
    assert "pas prouvées sûres" in said["reasons"][0]
    assert said["proposal"]["sentence"] == "retirer le dernier niveau de «\u00a0secteur\u00a0»."
    assert not (desk.folder / "out").exists()


@pytest.mark.parametrize(
    ("rows", "line", "column", "said"),
    [
        (["a1,logement,-4,3"], 2, "persons", "possible"),
        (["a1,logement,4 000 000 000 000,3"], 2, "persons", "possible"),
        (["a1,logement,douze,3"], 2, "persons", "nombre entier"),
        (["a1,logement,12.5,3"], 2, "persons", "nombre entier"),
        (["a1,logement,12,0"], 2, "agents", "aucun agent"),
        (["a1,logement,0,2"], 2, "persons", "personne"),
        (["a1,logement,12,3", "a9,logement,12,3"], 3, "secteur", "n’est pas un code"),
        (["a1,logement,12,3", "", "a1,logement,13,3"], 4, None, "déjà à la ligne 2"),
        (["a1,logement,12"], 2, None, "3 cases au lieu de 4"),
        ([], None, None, "vide"),
        (["a1,logement,0,0"], None, None, "vide"),
    ],
)
def test_a_bad_row_is_told_with_its_line_and_column(desk: Desk, rows, line, column, said) -> None:
    desk.write(rows)
    code, answer = desk.protect()
    assert code == 2
    assert (answer["line"], answer["column"]) == (line, column)
    assert said in answer["error"]
    assert not (desk.folder / "out").exists()


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"dimensions": [{"name": "secteur", "hierarchy": {"T": ["A"], "A": ["a1"], "B": ["a1"]}}]},
         "a deux parents"),
        ({"dimensions": [{"name": "secteur", "hierarchy": {"T": ["a1"], "U": ["a2"]}}]},
         "un seul code au sommet"),
        ({"dimensions": [{"name": "secteur", "hierarchy": {"T": ["a1"], "A": ["B"], "B": ["A"]}}]},
         "n’est pas relié au sommet"),
        ({"dimensions": []}, "une liste est attendue"),
        ({"threshold": 3}, "seuil"),
        ({"threshold": "onze"}, "nombre entier"),
        ({"cells": "absent.csv"}, "illisible"),
        ({"count": "personnes"}, "colonne absente"),
        ({"history": ["nulle-part"]}, "n’est pas une publication"),
        ({"seuil": 11}, "inconnu"),
    ],
)  # fmt: skip
def test_a_bad_request_is_told_in_a_sentence(desk: Desk, changes, said) -> None:
    desk.write(**changes)
    code, answer = desk.protect()
    assert code == 2
    assert said in answer["error"]
    assert not (desk.folder / "out").exists()


def test_a_request_that_is_not_json_is_told_with_its_line(desk: Desk) -> None:
    (desk.folder / "spec.json").write_text('{"title": "x",\n "cells": }', "utf-8")
    code, answer = desk.protect()
    assert (code, answer["line"]) == (2, 2)


def test_a_total_that_does_not_add_up_is_told(desk: Desk) -> None:
    desk.write([*ROWS, "A,logement,99,5"])
    code, answer = desk.protect()
    assert code == 2
    assert (answer["line"], answer["column"]) == (len(ROWS) + 2, "persons")
    assert "ne s’additionne pas" in answer["error"]
    assert "100 attendu" in answer["error"]


def test_a_semicolon_and_a_byte_order_mark_are_read(desk: Desk) -> None:
    text = "\ufeff" + "\r\n".join([HEADER, *ROWS]).replace(",", ";")
    (desk.folder / "leaves.csv").write_text(text, "utf-8")
    assert desk.protect()[0] == 0


def test_the_same_request_twice_writes_the_same_folder(desk: Desk) -> None:
    desk.protect()
    first = {path.name: path.read_bytes() for path in (desk.folder / "out").iterdir()}
    assert desk.protect()[0] == 0
    assert {path.name: path.read_bytes() for path in (desk.folder / "out").iterdir()} == first


def test_a_release_is_not_made_again_over_itself(desk: Desk) -> None:
    desk.protect()
    before = desk.read("table.csv")
    desk.write([*ROWS[:-1], "b1,sante,32,3"])
    code, answer = desk.protect()
    assert code == 2
    assert "ne se refait pas" in answer["error"]
    assert desk.read("table.csv") == before
    assert desk.protect("out", "--replace")[0] == 0
    assert desk.read("table.csv") != before


def test_a_failure_leaves_the_folder_as_it_was(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.protect()
    before = {path.name: path.read_bytes() for path in (desk.folder / "out").iterdir()}
    desk.write([*ROWS[:-1], "b1,sante,32,3"])
    replaced, calls = os.replace, []

    def full(source: Path, target: Path) -> None:
        calls.append(target)
        if len(calls) == 3:
            raise OSError(28, "No space left on device")
        replaced(source, target)

    monkeypatch.setattr(os, "replace", full)
    code, answer = desk.protect("out", "--replace")
    assert code == 2
    assert "écriture impossible" in answer["error"]
    assert {path.name: path.read_bytes() for path in (desk.folder / "out").iterdir()} == before
    assert sorted(path.name for path in desk.folder.iterdir()) == ["leaves.csv", "out", "spec.json"]


@pytest.mark.parametrize("name", ["table.csv", "audit.json", "hierarchies.json", "ledger.json"])
def test_a_history_changed_by_hand_is_refused(desk: Desk, name: str) -> None:
    desk.protect("first")
    path = desk.folder / "first" / name
    said = path.read_text("utf-8").replace("\n", "\n ", 1)
    path.write_text(said.replace('"earlier": []', '"earlier": ["0"]'), "utf-8")
    desk.write(history=["first"])
    code, answer = desk.protect()
    assert code == 2
    assert "modifié à la main" in answer["error"]
    assert not (desk.folder / "out").exists()


def test_a_history_with_a_release_missing_is_refused(desk: Desk) -> None:
    desk.protect("first")
    desk.write(history=["first"])
    assert desk.protect("second")[0] == 0
    desk.write(history=["second"])
    code, answer = desk.protect("third")
    assert code == 2
    assert "manque à l’historique" in answer["error"]
    desk.write(history=["first", "second"])
    assert desk.protect("third")[0] == 0


def test_a_sector_with_one_worker_alone_says_nothing_of_hers(desk: Desk) -> None:
    desk.write([*ROWS[:6], "b1,logement,350,1", "b1,budget,280,1", "b1,sante,310,1"])
    code, _ = desk.protect()
    assert code == 0
    rows = list(csv.DictReader(desk.read("table.csv").splitlines()))
    hers = [row["persons"] for row in rows if row["secteur"] in {"b1", "B"}]
    assert set(hers) == {"s"}
    assert any(row["persons"] == "s" for row in rows if row["secteur"] == "A"), "or subtraction"


def test_a_territory_that_changed_during_a_period_is_refused_with_what_to_do(desk: Desk) -> None:
    desk.write(scope={"periode": "2026"})
    assert desk.protect("first")[0] == 0
    drawn = {"name": "secteur", "hierarchy": {"Total": ["C", "D"], "C": ["c1"], "D": ["c2", "d1"]}}
    rows = [row.replace("b1,", "d1,").replace("a1,", "c1,").replace("a2,", "c2,") for row in ROWS]
    changed = {"dimensions": [drawn, SPEC["dimensions"][1]], "history": ["first"]}
    desk.write(rows, scope={"periode": "2026"}, **changed)
    code, said = desk.protect("second")
    assert (code, said.get("decision")) == (3, "refused"), said
    assert "Gardez l’ancien" in " ".join(said["reasons"])
    desk.write(rows, scope={"periode": "2027"}, **changed)
    assert desk.protect("second")[0] == 0


def test_two_linked_tables_are_released_together(desk: Desk) -> None:
    desk.write()
    by_sector = {key: SPEC[key] for key in ("title", "cells", "dimensions", "count", "agents")}
    zones = {"name": "secteur", "hierarchy": {"Total": ["X", "Y"], "X": ["a1", "b1"], "Y": ["a2"]}}
    other = by_sector | {"dimensions": [zones, SPEC["dimensions"][1]]}
    (desk.folder / "spec.json").write_text(json.dumps({"tables": [by_sector, other]}), "utf-8")
    code, said = desk.protect()
    assert code == 0
    assert {"table.csv", "table-2.csv"} <= set(said["files"])
    code, said = desk.run("attack", str(desk.folder / "out"))
    small = [each for each in said["cells"] if each["cell"] == {"secteur": "a1", "theme": "budget"}]
    assert len(small) == 2
    assert all(each["width"] >= 11 for each in small)


def test_the_command_is_one_of_entre_nous(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    assert entrenous(["disclosure", "protect"]) == 2
    assert "entrenous disclosure protect" in json.loads(capsys.readouterr().out)["error"]


def test_the_command_line_starts_without_the_solver() -> None:
    import subprocess
    import sys

    here = {"PYTHONPATH": str(Path(entrenous.__code__.co_filename).parents[2])}
    asked = "import entrenous.cli.main, entrenous.disclosure, sys; print('numpy' in sys.modules)"
    said = subprocess.run(
        [sys.executable, "-c", asked], capture_output=True, text=True, check=True, env=here
    )
    assert said.stdout.strip() == "False"
