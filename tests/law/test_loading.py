"""A rule nobody could review does not load; an organisation's rule never opens more."""

from datetime import date

import pytest

from entrenous.law import (
    InvalidRequest,
    NotInForce,
    Request,
    RuleRefused,
    answer,
    load_base,
    load_directory,
    national_base,
)

from .conftest import ARTICLE, BASIS, CASE

NO_CASE = CASE.replace("agreement", "no").replace(
    'requires = ["accord_signe"]\npermits = ["rendez_vous"]', 'because = "Rien."'
)
MAY = CASE.replace("agreement", "may").replace("accord_signe", "ecrit")
AMOUNT = """
[[value]]
from = 2026-01-01
until = 2026-12-31
amount = 12.5
source = "décision"
verification = "V1"
"""
DEADLINE = """
[[value]]
from = 2026-01-01
amount = 15
unit = "days"
source = "décision"
verification = "V1"
"""


def refusal(tmp_path):
    with pytest.raises(RuleRefused) as caught:
        load_directory(tmp_path)
    return caught.value.message


def test_a_sound_rule_loads(tmp_path, write_local):
    write_local("regie")
    assert load_directory(tmp_path).get("regie").status == "agreement"


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"basis": ""}, "aucune source"),
        ({"examples": ""}, "aucun exemple"),
        ({"article": None}, "aucun texte à côté"),
        ({"article": "rien"}, "un titre"),
        ({"article": ARTICLE.replace("où dans la règle", "place")}, "colonnes"),
        ({"article": ARTICLE.replace("| accord de la personne | `requires` |\n", "")}, "colonnes"),
        ({"article": ARTICLE.replace("`requires`", "`vibrations`")}, "partie de règle inconnue"),
        ({"article": ARTICLE.replace("accord de la personne", "")}, "deux cases"),
        ({"expect": "{}"}, "un exemple attend"),
        ({"example": "expect = 3", "expect": "3"}, "illisible"),
        ({"expect": "3"}, "une table"),
        ({"extra": 'status = "agreement"\ncouleur = "bleu"'}, "champs inconnus"),
        ({"extra": 'status = "peut-être"'}, "est inconnu"),
        ({"extra": 'status = "no"'}, "statut annoncé"),
        ({"extra": ""}, "statut annoncé absent"),
        ({"kind": "rumeur"}, "est inconnu"),
        ({"extra": 'status = "agreement"\nlabel2 = 1\nchecks = [1]'}, "liste de textes"),
        ({"extra": 'status = "agreement"\nexcludes = { yeux = "non" }'}, "élément exclu inconnu"),
        ({"extra": 'status = "agreement"\nexcludes = { sante = 1 }'}, "table de textes"),
        ({"extra": 'status = "agreement"\nexcludes = { rendez_vous = "x" }'}, "permis et exclu"),
        ({"extra": 'status = "agreement"\ndeadline = "jamais"'}, "délai inconnu"),
        ({"extra": 'status = "agreement"\nown_data = "oui"'}, "true ou false"),
        ({"extra": 'status = "agreement"\nuntil = "demain"'}, "une date"),
        ({"extra": 'status = "agreement"\nuntil = 2026-01-01T10:00:00'}, "une date"),
        ({"basis": BASIS.replace('text = "Convention locale"', 'text = ""')}, "un texte"),
        ({"basis": BASIS.replace("read_on = 2026-11-22", "")}, "« read_on » attend une date"),
        ({"basis": BASIS.replace('unverified = "convention locale, non relue"', "")}, "pas vérifi"),
        ({"basis": BASIS.replace('"M"', '"V1"')}, "pas vérifié"),
        ({"basis": BASIS.replace('"M"', '"V9"')}, "est inconnu"),
        ({"body": 'case = "toujours"\n', "basis": "", "extra": ""}, "liste de tables"),
        ({"body": ""}, "des cas"),
        ({"body": CASE + AMOUNT}, "des cas"),
        ({"body": CASE.replace("accord_signe", "parole")}, "preuve inconnue"),
        ({"body": CASE.replace("rendez_vous", "yeux")}, "inconnu dans « permits »"),
        ({"body": CASE.replace("rendez_vous", "")}, "inconnu dans"),
        ({"body": CASE.replace('permits = ["rendez_vous"]', "")}, "éléments et preuves"),
        ({"body": CASE.replace('requires = ["accord_signe"]', "")}, "éléments et preuves"),
        ({"body": CASE.replace("accord_signe", "accord_signe | ecrit")}, "sans accord ni mandat"),
        ({"body": CASE + 'uses = ["L1"]'}, "ne nomme aucune base"),
        ({"body": CASE + 'channels = ["phone"]'}, "inconnu dans « channels »"),
        (
            {"body": NO_CASE.replace('because = "Rien."', ""), "extra": 'status = "no"'},
            "sans raison",
        ),
        ({"body": NO_CASE + 'permits = ["sante"]', "extra": 'status = "no"'}, "est un NON"),
        ({"body": NO_CASE + CASE}, "jamais atteint"),
        ({"kind": "amount", "extra": "", "body": ""}, "des valeurs"),
        ({"kind": "amount", "extra": "", "body": CASE + AMOUNT}, "des valeurs"),
        ({"kind": "amount", "extra": "", "body": AMOUNT + AMOUNT}, "même jour"),
        (
            {"kind": "amount", "extra": "", "body": AMOUNT.replace("until = 2026-12-31", "")},
            "fin connue",
        ),
        ({"kind": "deadline", "extra": "", "body": DEADLINE + DEADLINE}, "même jour"),
        ({"kind": "amount", "extra": "", "body": AMOUNT + 'key = "x"'}, "clés sans valeur"),
        ({"kind": "amount", "extra": "", "body": AMOUNT.replace("12.5", "true")}, "un nombre"),
        (
            {"kind": "amount", "extra": "", "body": AMOUNT.replace("amount = 12.5", "")},
            "« amount »",
        ),
        ({"kind": "deadline", "extra": "", "body": DEADLINE.replace("15", "1.5")}, "nombre entier"),
        ({"kind": "deadline", "extra": "", "body": DEADLINE.replace("15", "-1")}, "nombre entier"),
        (
            {"kind": "deadline", "extra": "", "body": DEADLINE.replace('"days"', '"lunes"')},
            "inconnu",
        ),
        (
            {
                "kind": "deadline",
                "extra": "",
                "body": DEADLINE.replace(
                    'amount = 15\nunit = "days"', 'season_from = "11-31"\nseason_until = "03-31"'
                ),
            },
            "un mois et un jour",
        ),
    ],
)
def test_what_a_jurist_could_not_review_does_not_load(tmp_path, write_local, changes, said):
    write_local("regie", **changes)
    assert said.replace("« ", "«\u00a0").replace(" »", "\u00a0»") in refusal(tmp_path)


def test_a_file_that_is_not_toml_is_named(tmp_path, write_local):
    write_local("regie").write_text("id = ", "utf-8")
    assert "regie.toml" in refusal(tmp_path)


def test_an_empty_folder_is_not_a_base(tmp_path):
    assert "Aucune règle" in refusal(tmp_path)


def test_two_rules_of_one_name_do_not_load(tmp_path, write_local):
    path = write_local("regie")
    for suffix in (".toml", ".md"):
        copy = path.with_name(f"autre{suffix}")
        copy.write_bytes(path.with_suffix(suffix).read_bytes())
    assert "en double" in refusal(tmp_path)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (CASE, MAY),
        (MAY.replace("ecrit", "ordonnance"), MAY.replace("rendez_vous", "sante")),
    ],
)
def test_a_proof_that_would_close_something_does_not_load(tmp_path, write_local, first, second):
    write_local("regie", extra='status = "may"', body=first + second)
    assert "ferait donner moins" in refusal(tmp_path)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ('employer = ["carsat"]', 'employer = ["departement"]'),
        ('channels = ["portal"]', 'channels = ["letter"]'),
        ('facts = ["danger_immediat"]', 'unless_facts = ["danger_immediat"]'),
        ('unless_facts = ["danger_immediat"]', 'facts = ["danger_immediat"]'),
    ],
)
def test_cases_that_exclude_each_other_may_differ(tmp_path, write_local, first, second):
    body = MAY + first + MAY.replace("rendez_vous", "sante") + second
    write_local("regie", extra='status = "may"', body=body, expect='{ due_on = "x" }')
    assert load_directory(tmp_path).get("regie").status == "may"


def test_a_refusal_for_one_employer_only_must_be_reachable(tmp_path, write_local):
    behind = MAY + 'employer = ["carsat", "departement"]' + NO_CASE + 'employer = ["carsat"]'
    write_local("regie", extra='status = "may"', body=behind)
    assert "jamais atteint" in refusal(tmp_path)


def test_no_case_for_this_employer_is_a_no(tmp_path, write_local):
    write_local("regie", extra='status = "may"', body=MAY + 'employer = ["carsat"]')
    base = load_directory(tmp_path)
    asked = Request("regie", "letter", ("rendez_vous",), evidence=frozenset({"ecrit"}))
    found = answer(base, asked)
    assert (found.status, found.give) == ("no", ())
    assert any("employeur" in warning for warning in found.warnings)


# --- an organisation's own rules -------------------------------------------------


def local_refusal(tmp_path):
    with pytest.raises(RuleRefused) as caught:
        load_base(tmp_path)
    return caught.value.message


def ask(base, requester, asked, evidence, **more):
    return answer(
        base,
        Request(
            requester,
            "letter",
            tuple(asked.split()),
            date(2026, 11, 20),
            frozenset(evidence.split()),
            **more,
        ),
    )


def test_without_own_rules_the_base_is_the_national_one():
    assert load_base() is national_base()


def test_an_own_requester_answers_with_the_person_only(tmp_path, write_local):
    write_local("regie")
    base = load_base(tmp_path)
    agreed = frozenset({"rendez_vous"})
    assert ask(base, "regie", "rendez_vous", "ecrit").give == ()
    assert ask(base, "regie", "rendez_vous", "accord_signe", agreement=agreed).give == (
        "rendez_vous",
    )
    assert base.get("regie").chapter == "local"


def test_a_folder_that_does_not_exist_is_refused(tmp_path):
    assert "introuvable" in local_refusal(tmp_path / "rien")


def test_an_own_rule_does_not_open_a_no(tmp_path, write_local):
    write_local("employeur")
    assert "n’ouvre pas un NON" in local_refusal(tmp_path)


def test_an_own_rule_may_close_what_was_open_to_agreement(tmp_path, write_local):
    write_local("bailleur", extra='status = "no"', body=NO_CASE, expect='{ status = "no" }')
    assert load_base(tmp_path).get("bailleur").status == "no"


def test_an_own_rule_may_widen_an_agreement_but_not_an_exclusion(tmp_path, write_local):
    write_local("bailleur", body=CASE.replace("rendez_vous", "demarches"))
    found = ask(
        load_base(tmp_path),
        "bailleur",
        "demarches",
        "accord_signe",
        agreement=frozenset({"demarches"}),
    )
    assert found.give == ("demarches",)
    write_local("bailleur", body=CASE.replace("rendez_vous", "recit"))
    assert "élément exclu" in local_refusal(tmp_path)


@pytest.mark.parametrize(
    ("rule_id", "changes", "said"),
    [
        ("regie", {"extra": 'status = "may"', "body": MAY}, "est ACCORD ou NON"),
        ("regie", {"extra": 'status = "agreement"\nown_data = true'}, "un tiers demandeur"),
        ("plafond", {"kind": "amount", "extra": "", "body": AMOUNT}, "un tiers demandeur"),
        ("huissier_exec", {}, "restriction"),
        ("ame", {}, "n’ouvre pas un NON"),
        (
            "plus",
            {"kind": "restriction", "extra": 'restricts = "voyante"', "body": ""},
            "aucune règle",
        ),
        ("plus", {"kind": "restriction", "extra": 'restricts = "ame"', "body": ""}, "aucune règle"),
        (
            "plus",
            {"kind": "restriction", "extra": 'restricts = "dalo"', "body": ""},
            "rien d’autre",
        ),
        (
            "plus",
            {"kind": "restriction", "extra": 'restricts = "dalo"\nrequires = ["ecrit"]'},
            "rien d’autre",
        ),
    ],
)
def test_an_own_rule_that_opens_is_refused(tmp_path, write_local, rule_id, changes, said):
    write_local(rule_id, **changes)
    assert said in local_refusal(tmp_path)


def test_a_restriction_keeps_more_and_demands_more(tmp_path, write_local):
    write_local(
        "plus",
        kind="restriction",
        body="",
        extra='restricts = "huissier_exec"\nwithholds = ["tiers_debiteur"]\n'
        'requires = ["identite_qualite"]',
        example='asked = ["adresse"]\nevidence = ["ecrit", "titre_executoire"]',
        expect='{ give = [], missing = ["identite_qualite"] }',
    )
    base = load_base(tmp_path)
    shown = ask(base, "huissier_exec", "adresse tiers_debiteur", "ecrit titre_executoire")
    assert shown.missing == ("identite_qualite",)
    full = ask(
        base, "huissier_exec", "adresse tiers_debiteur", "ecrit titre_executoire identite_qualite"
    )
    assert full.give == ("adresse",)
    assert [each.why for each in full.withhold] == ["local"]
    assert any("avis juridique" in warning for warning in full.warnings)
    assert "Convention locale" in {basis.text for basis in full.basis}


def test_a_restriction_on_an_agreement_needs_no_legal_advice(tmp_path, write_local):
    write_local(
        "plus",
        kind="restriction",
        body="",
        extra='restricts = "bailleur"\nrequires = ["ecrit"]',
        expect='{ status = "x" }',
    )
    found = ask(load_base(tmp_path), "bailleur", "rendez_vous", "accord_signe")
    assert found.missing == ("ecrit",)
    assert not any("avis juridique" in warning for warning in found.warnings)


def test_a_restriction_binds_only_in_its_period(tmp_path, write_local):
    write_local(
        "plus",
        kind="restriction",
        body="",
        extra='restricts = "bailleur"\nrequires = ["ecrit"]\nuntil = 2026-06-30',
        expect='{ status = "x" }',
    )
    assert ask(load_base(tmp_path), "bailleur", "rendez_vous", "accord_signe").missing == ()


def test_a_rule_does_not_answer_outside_its_period(tmp_path, write_local):
    write_local("regie", extra='status = "agreement"\nuntil = 2026-06-30')
    base = load_base(tmp_path)
    with pytest.raises(NotInForce) as caught:
        ask(base, "regie", "rendez_vous", "ecrit")
    assert caught.value.known == ("du 2025-01-01 au 2026-06-30",)


def test_a_repealed_text_is_not_cited_when_the_date_is_unknown(tmp_path, write_local):
    repealed = BASIS.replace("Convention locale", "Ancienne convention") + "until = 2026-01-01\n"
    write_local("regie", basis=BASIS + repealed)
    found = answer(load_base(tmp_path), Request("regie", "letter", ("rendez_vous",)))
    assert [basis.text for basis in found.basis] == ["Convention locale"]


def test_a_case_cites_only_the_texts_it_uses(tmp_path, write_local):
    cited = BASIS + 'article = "3"\n' + BASIS + 'article = "4"\n'
    write_local("regie", basis=cited, body=CASE + 'uses = ["4"]\n')
    found = ask(load_base(tmp_path), "regie", "rendez_vous", "ecrit")
    assert [basis.name for basis in found.basis] == ["Convention locale, 4"]


def test_a_question_must_be_an_object():
    from entrenous.law import read_request

    with pytest.raises(InvalidRequest):
        read_request(["elu"])
