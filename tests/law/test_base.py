"""The base itself: every line of the law table is there, sourced, and honest about its doubts."""

import re

import pytest

from entrenous.law import apply_initiative, load_directory, national_base, vocabulary
from entrenous.law.loading import RULES
from entrenous.law.typography import typeset

from .conftest import CASE

BASE = national_base()
RULES_OF = BASE.everything()
LINES = {
    "justice": "huissier_exec huissier_signif huissier_banque req_flag req_prelim req_cr"
    " perquisition cle_chiffrement police_tel soit_transmis temoin_penal temoin_civil"
    " pieces_civil attestation jde jaf jtutelles audition_opj secours",
    "partenaires": "ft_global ft_rsa ft_fraude caf_aide cdap secu_controle rsa_controle fisc"
    " bdf_surend banque mutuelle bailleur ccapex dsf prefet_exp siao dalo employeur medtrav"
    " medconseil pdp_appel maire_pcd clspd cddf elu ecole_pre relais crc igas ddd cnil dpo"
    " consultant insee chercheur hierarchie syndicat avocat_pers avocat_adv famille curateur"
    " tuteur journaliste prefecture_sejour comptable_public satd paiement_direct"
    " recouvrement_amiable",
    "personne": "acces_soi mineur heritier archives",
}
INITIATIVES = {
    "434-1",
    "434-3",
    "434-11",
    "223-6",
    "226-14 4°",
    "CPP 40 al. 2",
    "ip_crip",
    "signal_direct",
    "eval_ip",
    "majeur_vulnerable",
}


@pytest.mark.parametrize("chapter", LINES)
def test_every_line_of_the_table_has_its_rule(chapter):
    assert {rule.id for rule in RULES_OF if rule.chapter == chapter} == set(LINES[chapter].split())


def test_every_initiative_has_its_rule():
    assert {rule.id for rule in RULES_OF if rule.kind == "initiative"} == INITIATIVES


def test_an_identifier_names_its_file():
    files = {path.stem for path in RULES.rglob("*.toml")}
    assert {
        rule.id.replace(" al. 2", "").replace(" ", "-").strip("°").lower() for rule in RULES_OF
    } == files


def test_every_rule_is_complete_for_a_reader():
    for rule in RULES_OF:
        assert rule.basis, rule.id
        assert rule.examples, rule.id
        assert rule.article.ties, rule.id
        assert rule.question.endswith("?"), rule.id
        assert rule.reviewed == "", rule.id
        for case in rule.cases:
            assert case.gives or case.because.endswith("."), (rule.id, case.title)


def test_words_between_quotes_are_announced_as_quotations():
    for rule in RULES_OF:
        quoted = any("«" in tie.words for tie in rule.article.ties)
        blocks = rule.article.blocks
        announced = any("Seuls les mots entre guillemets" in block.text for block in blocks)
        cited = any(block.kind == "quote" for block in blocks)
        assert not quoted or announced or cited, rule.id


def test_every_code_of_the_vocabulary_serves():
    words = vocabulary()
    sources = "\n".join(path.read_text("utf-8") for path in RULES.rglob("*.toml"))
    used = set(re.findall(r"[a-z_]+", sources)) | {"phone", "email", "statistiques"}
    unused = {*words.items, *words.evidence, *words.facts} - used
    assert unused == set()


@pytest.mark.parametrize(
    ("rule", "facts", "employer", "status"),
    [
        ("223-6", {"danger_immediat"}, None, "must"),
        ("ip_crip", {"mineur_en_danger"}, "departement", "must"),
        ("ip_crip", {"mineur_en_danger"}, "carsat", "may"),
        ("ip_crip", set(), "departement", "no"),
        ("CPP 40 al. 2", set(), "carsat", "no"),
        ("434-3", {"mission_protection_enfance"}, None, "must"),
        ("434-3", set(), None, "may"),
    ],
)
def test_what_one_may_say_of_ones_own_initiative(rule, facts, employer, status):
    assert apply_initiative(BASE.get(rule), facts, employer).status == status


def test_an_initiative_that_no_case_fits_is_closed(tmp_path, write_local):
    only_danger = CASE + 'facts = ["danger_immediat"]'
    write_local("alerte", kind="initiative", body=only_danger)
    rule = load_directory(tmp_path).get("alerte")
    assert apply_initiative(rule, {"danger_immediat"}, None).status == "agreement"
    assert apply_initiative(rule, set(), None).status == "no"


def test_french_spacing_is_put_once():
    spaced = typeset("« Oui » : 15 000 € ; 80 % ? L’article 226-13 : rien.")
    assert spaced == (
        "«\u00a0Oui\u00a0»\u00a0: 15\u00a0000\u00a0€\u00a0; 80\u00a0%\u00a0? "
        "L’article 226-13\u00a0: rien."
    )
    assert typeset(spaced) == spaced
    assert typeset("https://exemple.invalid/a?b=c;d") == "https://exemple.invalid/a?b=c;d"
