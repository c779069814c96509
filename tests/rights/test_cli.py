"""The commands as a partner's program uses them: JSON in, JSON out, and 2 with a sentence."""

import io
import json
from typing import Any

import pytest

from entrenous.rights.cli import main


def run(monkeypatch: pytest.MonkeyPatch, capsys: Any, command: str, said: str) -> tuple[int, Any]:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(said.encode())))
    code = main([command])
    return code, json.loads(capsys.readouterr().out)


def test_seizable_answers_its_contract(monkeypatch: pytest.MonkeyPatch, capsys: Any) -> None:
    asked = (
        '{"net_monthly": "1500.00", "dependants": 1, "on": "2026-05-04",'
        ' "maintenance_claim": false}'
    )
    code, said = run(monkeypatch, capsys, "seizable", asked)
    assert code == 0
    assert (said["seizable"], said["left"], said["floor"]) == ("200.42", "1299.58", "651.69")
    assert said["table"] == "2026"
    assert [bracket["rate"] for bracket in said["brackets"]][:2] == ["1/20", "1/10"]
    assert said["to_verify"] is False
    assert {"R3252-2", "R3252-3"} <= {basis["article"] for basis in said["basis"]}


@pytest.mark.parametrize("written", ["1500.00", "1500,00", "1 500,00", "1\u202f500,00 €", "1500"])
def test_an_amount_is_understood_with_a_comma_or_a_space(
    monkeypatch: pytest.MonkeyPatch, capsys: Any, written: str
) -> None:
    asked = json.dumps({"net_monthly": written, "dependants": 1, "on": "2026-05-04"})
    code, said = run(monkeypatch, capsys, "seizable", asked)
    assert (code, said["seizable"]) == (0, "200.42")


def test_protected_balance_answers_its_contract(
    monkeypatch: pytest.MonkeyPatch, capsys: Any
) -> None:
    asked = '{"balance": "900.00", "on": "2026-05-04", "seized_within_month": false}'
    code, said = run(monkeypatch, capsys, "protected-balance", asked)
    assert code == 0
    assert (said["protected"], said["seizable"]) == ("651.69", "248.31")


def test_debt_capacity_adds_lines_up(monkeypatch: pytest.MonkeyPatch, capsys: Any) -> None:
    asked = json.dumps(
        {
            "resources": [{"label": "salaire", "amount": "1 020,00"}, "1030"],
            "charges": ["1873"],
            "household": {"adults": 2, "children": 1},
            "on": "2025-10-14",
        }
    )
    code, said = run(monkeypatch, capsys, "debt-capacity", asked)
    assert code == 0
    assert said["capacity"] == "177.00"
    assert said["bounds"]["resources_minus_rsa"] == "886.27"


@pytest.mark.parametrize(
    ("command", "asked", "key"),
    [
        ("rsa-floor", {"household": {"adults": 2, "children": 1}}, "amount"),
        ("unseizable", {}, "resources"),
        ("bank-fees", {}, "caps"),
        ("second-file", {}, "same"),
    ],
)
def test_what_depends_on_the_day_alone_is_a_command_too(
    monkeypatch: pytest.MonkeyPatch, capsys: Any, command: str, asked: dict[str, Any], key: str
) -> None:
    code, said = run(monkeypatch, capsys, command, json.dumps(asked | {"on": "2026-05-04"}))
    assert code == 0
    assert said[key]
    code, said = run(monkeypatch, capsys, command, json.dumps(asked))
    assert code == 2
    assert "on" in said["error"]


@pytest.mark.parametrize(
    ("command", "said", "names"),
    [
        ("seizable", '{"net_monthly": "-3", "on": "2026-05-04"}', "net_monthly"),
        ("seizable", '{"net_monthly": [], "on": "2026-05-04"}', "net_monthly"),
        ("seizable", '{"net_monthly": "1500", "dependants": -1, "on": "2026-05-04"}', "dependants"),
        (
            "seizable",
            '{"net_monthly": "1500", "on": "2026-05-04", "maintenance_claim": "non"}',
            "maintenance_claim",
        ),
        ("seizable", '{"net_monthly": "NaN", "on": "2026-05-04"}', "net_monthly"),
        ("seizable", '{"net_monthly": "1500", "on": "2026-02-30"}', "on"),
        ("protected-balance", '{"balance": "-1", "on": "2026-05-04"}', "balance"),
        ("protected-balance", '{"on": "2026-05-04"}', "balance"),
        (
            "debt-capacity",
            '{"resources": [{"label": "salaire"}], "charges": "1",'
            ' "household": {"adults": 1}, "on": "2026-05-04"}',
            "resources",
        ),
        (
            "debt-capacity",
            '{"resources": "1", "charges": "1", "household": 2, "on": "2026-05-04"}',
            "household",
        ),
        ("seizable", '{"net_monthly": 1500, "on": "2026-05-04"}', "net_monthly"),
        ("seizable", '{"net_monthly": "1.500,00", "on": "2026-05-04"}', "net_monthly"),
        ("seizable", '{"net_monthly": "1500", "on": "4 mai 2026"}', "on"),
        (
            "seizable",
            '{"net_monthly": "1500", "on": "2026-05-04", "dependants": 140}',
            "dependants",
        ),
        ("seizable", '{"net_monthly": "1500", "on": "2027-05-04"}', "aucune valeur connue"),
        ("seizable", '{"salaire": "1500"}', "salaire"),
        ("seizable", "[]", "objet JSON"),
        ("protected-balance", '{"balance": "900", "on": "2015-05-04"}', "aucune valeur connue"),
        (
            "debt-capacity",
            '{"resources": "1", "charges": "1", "household": {"adults": 3}, "on": "2026-05-04"}',
            "adultes",
        ),
        ("quotite", "{}", "Commande non comprise"),
    ],
)
def test_bad_input_is_said_and_exits_with_2(
    monkeypatch: pytest.MonkeyPatch, capsys: Any, command: str, said: str, names: str
) -> None:
    code, answer = run(monkeypatch, capsys, command, said)
    assert code == 2
    assert names in answer["error"]


@pytest.mark.parametrize("order", [["--jobs", "2", "/sources"], ["/sources", "--jobs", "2"]])
def test_the_number_of_jobs_is_said_before_or_after_the_folder(
    order: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[str, ...]] = []
    monkeypatch.setattr("entrenous.rights.cli.run", lambda *words: asked.append(words) or 0)
    assert main(["check-model", *order]) == 0
    assert asked == [("check-model", "2", "/sources")]
