"""Who asks: every requester of the base is under exactly one answer that a person would give."""

from collections import Counter
from dataclasses import replace

import pytest

from entrenous.gateway.codes import UNKNOWN_REQUESTER
from entrenous.law import RuleBase, national_base
from entrenous.web.asking import relevance
from entrenous.web.asking.groups import (
    GROUPS,
    OTHER,
    group_named,
    group_of,
    requester_label,
    requester_rules,
    requesters,
)


def test_every_requester_of_the_base_is_in_exactly_one_group() -> None:
    counted = Counter(rule for group in GROUPS for rule in group.rules)
    assert {rule.id for rule in requester_rules(national_base())} == set(counted)
    assert set(counted.values()) == {1}


def test_the_groups_are_those_a_person_thinks_of() -> None:
    assert [group.label for group in GROUPS] == [
        "La justice, la police",
        "Un commissaire de justice, un créancier",
        "Le logement",
        "Une caisse, l’État, le département",
        "Un employeur, l’emploi, la santé au travail",
        "L’école, la mairie, un élu",
        "Une banque, une mutuelle",
        "Un contrôle, un consultant, notre direction",
        "Un proche, un avocat, un mandataire",
        "Autre",
    ]


def test_a_rule_of_the_organisation_s_own_falls_in_a_group_too() -> None:
    base = national_base()
    own = replace(base.rules["journaliste"], id="club_sportif", chapter="local", label="Un club")
    wider = RuleBase({**base.rules, own.id: own})
    other = group_named(OTHER)
    assert other is not None
    assert group_of("club_sportif") is other
    assert ("club_sportif", "Un club") in requesters(wider, other)
    offered = Counter(c for group in GROUPS for c, _ in requesters(wider, group))
    del offered[UNKNOWN_REQUESTER]
    assert set(offered) == {rule.id for rule in requester_rules(wider)}
    assert set(offered.values()) == {1}


def test_no_group_is_a_dead_end() -> None:
    for group in GROUPS:
        assert requesters(national_base(), group)[-1][0] == UNKNOWN_REQUESTER


def test_the_remarks_of_the_base_s_authors_are_not_shown() -> None:
    base = national_base()
    assert requester_label(base, "satd") == "Saisie administrative à tiers détenteur"
    assert requester_label(base, "elu") == "Élu, cabinet"
    shown = [requester_label(base, rule.id) for rule in requester_rules(base)]
    assert not [label for label in shown if "ajout" in label or "à vérifier" in label]


@pytest.mark.parametrize("rule", requester_rules(national_base()), ids=lambda rule: rule.id)
def test_what_a_rule_speaks_of_is_asked_first(rule) -> None:
    base = national_base()
    items, proofs = relevance.items_for(rule), relevance.evidence_for(base, rule, "letter")
    assert {i for case in rule.cases for i in case.permits} <= set(items.first)
    assert {c for case in rule.cases for group in case.requires for c in group} <= set(proofs.first)
    for ranked in (items, proofs):
        assert len({*ranked.first, *ranked.others}) == len([*ranked.first, *ranked.others])
    facts = set(relevance.facts_for(rule, ["adresse"]))
    of_cases = {f for case in rule.cases for f in (*case.facts, *case.unless_facts)}
    assert facts - {"adresse_protegee"} == of_cases - {"adresse_protegee"}


def test_a_protected_address_is_asked_about_only_when_it_changes_something() -> None:
    rule = national_base().rules["bailleur"]
    assert relevance.facts_for(rule, ["budget"]) == ()
    assert relevance.facts_for(rule, ["rendez_vous"]) == ("adresse_protegee",)
    assert relevance.facts_for(national_base().rules["acces_soi"], ["adresse"]) == ()
    assert relevance.facts_for(None, ["adresse"]) == ()
