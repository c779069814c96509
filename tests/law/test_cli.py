"""The command line as a script sees it: JSON in, JSON out, exit code 2 on anything unreadable."""

import io
import json
import os
import runpy
import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

import pytest

from entrenous.law.cli import main

SOURCES = Path(__file__).parents[2] / "src"
FIELDS = [
    "rule",
    "status",
    "give",
    "withhold",
    "missing",
    "answered_by",
    "inform",
    "due_on",
    "basis",
    "to_verify",
    "warnings",
]
LETTER = {
    "requester": "huissier_exec",
    "channel": "letter",
    "received_on": "2026-11-20",
    "asked": ["adresse", "telephone"],
    "evidence": ["ecrit", "titre_executoire"],
    "agreement": ["adresse"],
}


def law_process(*arguments, stdin=b""):
    """The command as a script runs it, in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "entrenous.law.cli", *arguments],
        input=stdin,
        capture_output=True,
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(SOURCES), "PYTHONIOENCODING": "utf-8"},
        check=False,
        timeout=120,
    )


def law(*arguments, stdin=b""):
    """The same command, in this process: for the long tables."""
    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err), pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        code = main(arguments)
    return subprocess.CompletedProcess(
        arguments, code, out.getvalue().encode(), err.getvalue().encode()
    )


def ask(**changes):
    question = {name: value for name, value in (LETTER | changes).items() if value is not ...}
    return law("answer", stdin=json.dumps(question).encode())


def answered(**changes):
    done = ask(**changes)
    assert done.returncode == 0, done.stdout
    return json.loads(done.stdout)


def refused(done):
    assert done.returncode == 2
    error = json.loads(done.stdout)
    assert set(error) == {"error", "known"}
    assert error["error"].endswith((".", "»."))
    assert done.stderr == b""
    return error


def test_the_question_of_the_contract_gets_the_fields_of_the_contract():
    found = answered()
    assert list(found) == FIELDS
    assert (found["rule"], found["status"]) == ("huissier_exec", "must")
    assert found["give"] == ["adresse"]
    assert [each["item"] for each in found["withhold"]] == ["telephone"]
    assert found["missing"] == []
    assert found["due_on"] is None
    assert found["to_verify"] is True
    for basis in found["basis"]:
        assert list(basis) == ["text", "article", "verification", "read_on", "url"]


def test_it_starts_without_django_nor_secret():
    code = "import sys; import entrenous.law.cli; sys.exit('django' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code], env={"PYTHONPATH": str(SOURCES)}, check=False
    )
    assert done.returncode == 0


def test_an_unknown_requester_is_a_human_decision_and_exit_0():
    found = answered(requester="office_des_rumeurs")
    assert (found["rule"], found["status"], found["give"]) == (None, "no", [])
    assert any("personne décide" in warning for warning in found["warnings"])


def test_an_initiative_is_never_answered_as_a_requester():
    found = answered(requester="ip_crip")
    assert (found["rule"], found["status"]) == (None, "no")
    assert any("initiative" in warning for warning in found["warnings"])


def test_a_letter_without_a_date_has_no_due_date():
    found = answered(
        requester="secu_controle",
        asked=["etat_paiements"],
        received_on=...,
        evidence=["ecrit", "article_cite", "identite_qualite", "agrement"],
    )
    assert found["give"] == ["etat_paiements"]
    assert found["due_on"] is None
    assert any("sans date de réception" in warning for warning in found["warnings"])


def test_a_deadline_already_past_is_said():
    found = answered(
        requester="ft_fraude",
        asked=["piece_listee"],
        received_on="2026-09-01",
        answered_on="2026-11-20",
        evidence=["ecrit", "agrement", "article_cite", "identite_qualite"],
    )
    assert found["due_on"] == "2026-10-01"
    assert any("dépassé" in warning for warning in found["warnings"])


def test_a_deadline_not_yet_past_is_not_said():
    found = answered(
        requester="acces_soi",
        asked=["notes"],
        answered_on="2026-11-21",
        evidence=["identite_qualite"],
    )
    assert not any("dépassé" in warning for warning in found["warnings"])


def test_a_title_mentioned_but_not_shown_is_missing():
    found = answered(evidence=["ecrit"])
    assert (found["status"], found["give"], found["missing"]) == ("no", [], ["titre_executoire"])
    assert any("saisie conservatoire" in warning for warning in found["warnings"])


def test_a_requisition_by_email_waits_for_an_identity():
    found = answered(
        requester="req_flag",
        channel="email",
        asked=["adresse"],
        evidence=["requisition_ecrite", "article_cite"],
    )
    assert (found["give"], found["missing"]) == ([], ["identite_qualite"])
    assert found["inform"] == "embargo"


def test_an_elected_employer_gains_nothing():
    found = answered(requester="elu", facts=["elu_employeur"], employer="commune_ccas")
    assert (found["status"], found["give"]) == ("no", [])
    assert any("L121-10" in warning for warning in found["warnings"])


def test_civil_service_articles_are_not_cited_for_a_carsat():
    question = {"requester": "hierarchie", "asked": ["fiche_decision"], "evidence": ["ecrit"]}
    carsat = answered(employer="carsat", **question)
    department = answered(employer="departement", **question)
    assert "L121-10" not in {basis["article"] for basis in carsat["basis"]}
    assert "L121-10" in {basis["article"] for basis in department["basis"]}


def test_a_decree_is_cited_only_from_its_day():
    question = {"requester": "ccapex", "asked": ["ressources"], "evidence": ["saisine_instructeur"]}
    before = answered(received_on="2026-01-15", **question)
    after = answered(received_on="2026-11-15", **question)
    assert len(after["basis"]) == len(before["basis"]) + 1


def test_nothing_ticked_is_answered_without_anything_given():
    found = answered(asked=[])
    assert (found["give"], found["withhold"]) == ([], [])
    assert any("Aucun élément coché" in warning for warning in found["warnings"])


def test_an_old_base_says_so():
    found = answered(requester="huissier_signif", received_on="2028-06-01")
    assert found["to_verify"] is True
    assert any("plus d’un an" in warning for warning in found["warnings"])


@pytest.mark.parametrize(
    ("changes", "known"),
    [
        ({"asked": ["couleur_des_yeux"]}, "adresse"),
        ({"evidence": ["parole_d_honneur"]}, "ecrit"),
        ({"agreement": ["tout"]}, "adresse"),
        ({"channel": "pigeon"}, "phone"),
        ({"facts": ["urgent"]}, "danger_immediat"),
        ({"employer": "mairie"}, "commune_ccas"),
        ({"received_on": "20/11/2026"}, None),
        ({"received_on": "2026-02-30"}, None),
        ({"received_on": "20261120"}, None),
        ({"received_on": 20261120}, None),
        ({"received_on": "1987-01-01"}, "depuis le 2025-01-01"),
        ({"answered_on": "2026-11-19"}, None),
        ({"requester": 7}, None),
        ({"requester": " "}, None),
        ({"requester": ...}, None),
        ({"channel": None}, None),
        ({"asked": "adresse"}, "adresse"),
        ({"asked": ["adresse", 3]}, "adresse"),
        ({"asked": ...}, "adresse"),
        ({"evidence": {"ecrit": True}}, "ecrit"),
        ({"surprise": 1}, "requester"),
        ({"rules_dir": "/nulle/part"}, None),
        ({"rules_dir": 3}, None),
    ],
)
def test_what_cannot_be_read_is_refused_with_what_is_known(changes, known):
    error = refused(ask(**changes))
    assert known is None or known in error["known"]


@pytest.mark.parametrize(
    "stdin",
    [
        b"",
        b"  \n",
        b"{",
        b"[1]",
        b'"huissier_exec"',
        b"null",
        b"\xff\xfe",
        b"NaN",
        b'{"requester": "elu", "requester": "police_tel"}',
        b"[" * 200_000,
        b"9" * 10_000,
        b"x" * 1_048_576,
        json.dumps(LETTER | {"requester": "a" * 1_048_576}).encode(),
    ],
    ids=lambda stdin: repr(stdin[:12]),
)
def test_what_is_not_one_question_is_refused(stdin):
    refused(law("answer", stdin=stdin))


def test_list_show_and_check_speak():
    listed = json.loads(law("list").stdout)
    assert {"id", "kind", "label", "status", "verification", "to_verify"} <= set(listed[0])
    assert next(line for line in listed if line["id"] == "aah")["status"] is None
    shown = json.loads(law("show", "226-14 4°").stdout)
    assert shown["basis"][0]["article"] == "226-14 4°"
    assert shown["article"]["ties"]
    deadline = json.loads(law("show", "dsf_entretien").stdout)
    assert deadline["values"][0]["content"]["amount"] == 15
    assert json.loads(law("show", "aah").stdout)["values"][0]["content"] == "1041.59"
    checked = law("check", "huissier_exec")
    assert checked.returncode == 0
    assert "tous justes" in checked.stdout.decode()


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("show",),
        ("show", "horoscope"),
        ("check", "horoscope"),
        ("book",),
        ("devine",),
        ("list", "--couleur"),
        ("--rules-dir", "/nulle/part", "list"),
        ("book", "--html", "/nulle/part/livre.html"),
    ],
)
def test_a_command_not_understood_is_refused(arguments):
    refused(law(*arguments))


def test_a_failed_example_exits_1(tmp_path, write_local, capsys):
    write_local("essai", expect='{ status = "must" }')
    assert main(["--rules-dir", str(tmp_path), "check", "essai"]) == 1
    shown = capsys.readouterr()
    assert "essai" in shown.err
    assert "1 exemple(s) en échec sur 1" in shown.out


def test_an_example_that_raises_is_a_failure_not_a_crash(tmp_path, write_local, capsys):
    write_local("essai", expect='{ status = "no" }', example="on = 1999-01-01")
    assert main(["--rules-dir", str(tmp_path), "check", "essai"]) == 1
    assert "attendu" in capsys.readouterr().err


def test_the_command_runs_as_a_process_too():
    done = law_process("answer", stdin=json.dumps(LETTER).encode())
    assert done.returncode == 0
    assert json.loads(done.stdout)["give"] == ["adresse"]
    refused(law_process("answer"))
    refused(law_process("devine"))
    refused(law_process("answer", stdin=b"x" * 1_048_576))
    helped = law_process("--help")
    assert helped.returncode == 0
    assert b"answer" in helped.stdout


def test_the_module_runs_as_a_script(monkeypatch, capsys):
    monkeypatch.delitem(sys.modules, "entrenous.law.cli")
    monkeypatch.setattr(sys, "argv", ["law", "show", "elu"])
    with pytest.raises(SystemExit) as ended:
        runpy.run_module("entrenous.law.cli", run_name="__main__")
    assert ended.value.code == 0
    assert '"elu"' in capsys.readouterr().out
