"""`deadlines list` documents every fact; `deadlines compute` answers or says what it expects."""

import io
import json
from typing import Any

import pytest

from entrenous.law.deadlines.cli import main

ASKED = {
    "expulsion": {"bail", "commandement_payer", "assignation", "audience", "commandement_quitter"},
    "dsf": {"saisine_prefet", "audience"},
    "dalo": {"accuse_reception", "decision", "agglomeration_300k", "outre_mer"},
    "daho": {"accuse_reception", "decision", "agglomeration_300k", "outre_mer"},
    "surendettement": {"depot", "recevabilite"},
    "saisie_remuneration": {"commandement"},
    "essai_encadre": {"debut"},
    "crpe": {"debut", "duree_mois"},
    "masp": {"signature", "duree_mois"},
    "evaluation_ip": {"reception"},
    "acces_dossier": {"demande"},
    "recours": {"nature", "notification"},
    "domiciliation": {"attribution"},
}


def run(
    monkeypatch: pytest.MonkeyPatch, capsys: Any, command: str, said: str = ""
) -> tuple[int, Any]:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(said.encode())))
    code = main([command])
    return code, json.loads(capsys.readouterr().out)


def test_the_list_documents_every_procedure_and_fact(
    monkeypatch: pytest.MonkeyPatch, capsys: Any
) -> None:
    code, said = run(monkeypatch, capsys, "list")
    assert code == 0
    told = {each["procedure"]: {fact["code"] for fact in each["facts"]} for each in said}
    assert all(facts <= told[procedure] for procedure, facts in ASKED.items())
    assert all(each["label"] and fact["label"] for each in said for fact in each["facts"])


ONE = {"date": "2026-03-02", "flag": True, "months": 8}


def test_each_fact_alone_gives_the_dates_that_the_list_says_or_the_list_says_why_not(
    monkeypatch: pytest.MonkeyPatch, capsys: Any
) -> None:
    _, listed = run(monkeypatch, capsys, "list")
    for procedure in listed:
        choices = {fact["code"]: fact.get("choices", {}) for fact in procedure["facts"]}
        natures = [{"nature": each} for each in choices.get("nature", ())] or [{}]
        for fact in procedure["facts"]:
            said = ONE.get(fact["type"], next(iter(choices[fact["code"]]), None))
            asked = {"procedure": procedure["procedure"], "facts": {fact["code"]: said}}
            for nature in natures if fact["type"] == "date" else [{}]:
                more = asked | {"facts": asked["facts"] | nature}
                code, found = run(monkeypatch, capsys, "compute", json.dumps(more))
                assert code == 0
                assert {each["code"] for each in found} <= set(fact["dates"])
                assert bool(found) is bool(fact["dates"]), fact["code"]
            assert fact["dates"] or fact["why"]


def test_compute_answers_its_contract(monkeypatch: pytest.MonkeyPatch, capsys: Any) -> None:
    asked = {
        "procedure": "expulsion",
        "facts": {
            "commandement_payer": "2025-11-18",
            "bail": "2019-05-02",
            "audience": "2026-04-16",
        },
    }
    code, said = run(monkeypatch, capsys, "compute", json.dumps(asked))
    assert code == 0
    first = {"code", "label", "on", "rule", "article", "verification", "steps"}
    assert all(set(due) == first for due in said)
    assert [due["on"] for due in said] == sorted(due["on"] for due in said)


@pytest.mark.parametrize(
    ("said", "names"),
    [
        ("", "vide"),
        ("[]", "objet JSON"),
        ('{"procedure": "divorce"}', "procedure"),
        ('{"procedure": "dsf", "faits": {}}', "faits"),
        ('{"procedure": "dsf", "facts": {"audience": "16/04/2026"}}', "audience"),
        ('{"procedure": "dsf", "facts": {"audience": "2026-02-30"}}', "audience"),
        ('{"procedure": "dsf", "facts": {"juge": "2026-02-20"}}', "juge"),
        ('{"procedure": "dalo", "facts": {"outre_mer": "oui"}}', "outre_mer"),
        ('{"procedure": "crpe", "facts": {"debut": "2026-01-05", "duree_mois": 0}}', "duree_mois"),
        ('{"procedure": "recours", "facts": {"nature": "divorce"}}', "nature"),
        ('{"procedure": "dsf", "facts": {"audience": "2019-04-16"}}', "aucune valeur connue"),
    ],
)
def test_bad_input_is_said_and_exits_with_2(
    monkeypatch: pytest.MonkeyPatch, capsys: Any, said: str, names: str
) -> None:
    code, answer = run(monkeypatch, capsys, "compute", said)
    assert code == 2
    assert names in answer["error"]


def test_an_unknown_command_is_said(monkeypatch: pytest.MonkeyPatch, capsys: Any) -> None:
    code, answer = run(monkeypatch, capsys, "calculer")
    assert code == 2
    assert answer["known"] == ["list", "compute"]
