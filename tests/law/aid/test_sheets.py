"""Local aid sheets: the vectors, what is outside the scale, and what a wrong sheet is told."""

import io
import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from entrenous.law import InvalidRequest, RuleRefused
from entrenous.law.aid import load_sheets, read_sheet, reckon
from entrenous.law.aid.cli import main
from entrenous.law.aid.reading import SHEETS

EXAMPLE = (SHEETS / "secours_exemple.toml").read_text("utf-8")
amounts = st.decimals(0, 5000, places=2)


@pytest.mark.parametrize(
    ("resources", "rent", "persons", "expected"),
    [
        (1184, 210, 3, ("9.27", False, 230)),
        (640, 90, 3, ("4.56", True, 230)),
        ("646.52", 251, 1, ("8.52", False, 160)),
        (630, 260, 1, ("7.67", True, 160)),
    ],
)
def test_the_vectors_that_were_read(
    resources: Any, rent: int, persons: int, expected: tuple[str, bool, int]
) -> None:
    said = {"ressources": Decimal(resources), "salaire_enfant": Decimal(0)}
    said["loyer_residuel"] = Decimal(rent)
    found = reckon(load_sheets()["secours_exemple"], said, persons=persons)
    assert (str(found.result), found.is_eligible, found.ceiling.maximum) == expected


def test_a_third_of_a_child_s_wage_counts_and_family_help_does_not() -> None:
    sheet = load_sheets()["secours_exemple"]
    said = {"ressources": Decimal(640), "loyer_residuel": Decimal(90)}
    without, with_wage = (
        reckon(sheet, said | {"salaire_enfant": Decimal(wage)}, persons=3) for wage in (0, 300)
    )
    assert with_wage.result - without.result == Decimal("1.11")  # 100 / 3 / 30
    assert any("rentrée scolaire" in each for each in sheet.exempt)
    assert any("enfant handicapé" in each for each in sheet.exempt)
    assert any("aide sociale à l’enfance" in each for each in sheet.exempt)


def test_the_scale_is_passed_by_fifty_two_cents() -> None:
    said = {"ressources": Decimal("646.52"), "loyer_residuel": Decimal(251)}
    found = reckon(
        load_sheets()["secours_exemple"], said | {"salaire_enfant": Decimal(0)}, persons=1
    )
    assert found.result - found.ceiling.limit == Decimal("0.52")


def test_outside_the_scale_the_commission_decides_and_nothing_is_refused() -> None:
    said = {code: Decimal(0) for code in ("salaire_enfant", "loyer_residuel")}
    found = reckon(
        load_sheets()["secours_exemple"], said | {"ressources": Decimal(9000)}, persons=1
    )
    assert found.as_json()["outcome"] == "commission"
    assert "refus" not in json.dumps(found.as_json(), ensure_ascii=False).lower()


def test_an_unknown_amount_is_not_zero() -> None:
    with pytest.raises(InvalidRequest, match="loyer"):
        reckon(load_sheets()["secours_exemple"], {"ressources": Decimal(1)}, persons=1)


@given(amounts, amounts, amounts, st.integers(1, 9))
def test_more_resources_never_open_what_less_closes(
    one: Decimal, other: Decimal, rent: Decimal, persons: int
) -> None:
    sheet = load_sheets()["secours_exemple"]
    low, high = (
        reckon(
            sheet,
            {"ressources": each, "salaire_enfant": Decimal(0), "loyer_residuel": rent},
            persons=persons,
        )
        for each in sorted([one, other])
    )
    assert low.result <= high.result
    assert low.is_eligible >= high.is_eligible


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        (("result = 4.56", "result = 4.57"), "les mêmes"),
        (('share = "1/3"', 'share = "un tiers"'), "share"),
        (("limit = 8\n", ""), "limit"),
        (("days = 30", "days = trente"), "line"),
        (('unit = "par', 'unité = "par'), "line"),
        (("per_person = true", "per_persons = true"), "secours.toml"),
        (("[[basis]]", "[[bases]]"), "bases"),
    ],
)
def test_a_wrong_sheet_is_refused_and_told_where(
    tmp_path: Path, wrong: tuple[str, str], told: str
) -> None:
    path = tmp_path / "secours.toml"
    path.write_text(EXAMPLE.replace(*wrong), "utf-8")
    with pytest.raises(RuleRefused, match=told):
        read_sheet(path)


def test_a_departement_writes_its_own_without_code(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Any
) -> None:
    (tmp_path / "fsl.toml").write_text(EXAMPLE.replace("secours_exemple", "fsl"), "utf-8")
    asked = {
        "sheet": "fsl",
        "persons": 3,
        "inputs": {"ressources": "640", "salaire_enfant": "0", "loyer_residuel": "90"},
        "on": "2026-01-15",
    }
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(json.dumps(asked).encode())))
    assert main(["compute", "--sheets", str(tmp_path)]) == 0
    said = json.loads(capsys.readouterr().out)
    assert (said["outcome"], said["result"]) == ("eligible_by_scale", "4.56")
    assert said["to_verify"] is True
    assert main(["check", "--sheets", str(tmp_path)]) == 0


@pytest.mark.parametrize(
    ("asked", "names"),
    [
        ({"sheet": "inconnue"}, "sheet"),
        ({"sheet": "secours_exemple", "persons": 0}, "persons"),
        ({"sheet": "secours_exemple", "persons": 1, "inputs": {"ressources": "-1"}}, "ressources"),
        ({"sheet": "secours_exemple", "persons": 1, "inputs": {}, "on": "hier"}, "on"),
        ({"fiche": "secours_exemple"}, "champs"),
    ],
)
def test_bad_input_is_said_and_exits_with_2(
    asked: Any, names: str, monkeypatch: pytest.MonkeyPatch, capsys: Any
) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(json.dumps(asked).encode())))
    assert main(["compute"]) == 2
    assert names in json.loads(capsys.readouterr().out)["error"]
