"""The proposal of a request: the law as it stands today, for what is known today."""

from dataclasses import replace
from datetime import date

import pytest
from django.utils import timezone

from entrenous.agents.models import Organisation
from entrenous.consents import actions as consents
from entrenous.gateway.answering import record_letter
from entrenous.gateway.codes import UNKNOWN_REQUESTER
from entrenous.gateway.deciding import decide
from entrenous.gateway.errors import (
    ProposalChanged,
)
from entrenous.gateway.informing import inform
from entrenous.gateway.legal_desk import send_to_legal_desk
from entrenous.gateway.queries import open_request
from entrenous.gateway.verdicts import answer_of, propose
from entrenous.journal.acts import Act
from entrenous.journal.models import Entry
from tests.gateway.letters import (
    BAILIFF,
    DEPUTY_MAYOR,
    LANDLORD,
    POLICE,
    dossier_of,
    entered,
    legal_desk,
    sent,
)
from tests.gateway.test_deciding import TODAY, agree, protect
from tests.people import House

# --- the proposal ------------------------------------------------------------------------------


def test_the_proposal_is_the_law_s_and_says_the_same_of_someone_unknown(house: House) -> None:
    unknown, known = entered(house, BAILIFF), entered(house, BAILIFF, dossier=dossier_of(house))
    camille = house.keyring("Camille")
    first, second = propose(camille, unknown.pk), propose(camille, known.pk)
    assert first == second
    assert (first.rule, first.status, first.chapter) == ("huissier_exec", "must", "justice")
    assert first.give == ("adresse", "employeur")
    assert {k.item for k in first.withhold} == {"ressources", "composition_foyer", "telephone"}
    assert (first.signatures, first.answered_by) == (2, "institution")


def test_a_kept_proposal_gives_back_the_answer_that_letters_are_made_of(house: House) -> None:
    from entrenous.law import Request, answer, national_base

    request = entered(house, BAILIFF)
    rebuilt = answer_of(propose(house.keyring("Camille"), request.pk))
    expected = answer(
        national_base(),
        Request(
            BAILIFF.requester, "letter", BAILIFF.asked, BAILIFF.received_on,
            frozenset(BAILIFF.evidence), employer="departement",
            answered_on=timezone.localdate(),
        ),
    )  # fmt: skip
    assert rebuilt.as_json() == expected.as_json()
    assert (rebuilt.demands, rebuilt.case) == (expected.demands, expected.case)


def test_the_nature_of_the_employer_counts(house: House) -> None:
    request = entered(house, BAILIFF)
    Organisation.objects.filter(pk=house.organisation.pk).update(kind="carsat")
    house.organisation.refresh_from_db()
    assert propose(house.keyring("Camille"), request.pk).case.endswith("Carsat")


def test_an_executory_title_announced_and_not_shown_is_no_title(house: House) -> None:
    request = entered(house, replace(BAILIFF, evidence=("ecrit",)))
    verdict = propose(house.keyring("Camille"), request.pk)
    assert (verdict.give, verdict.missing) == ((), ("titre_executoire",))


def test_a_requisition_by_e_mail_from_an_address_nobody_checked_waits(house: House) -> None:
    evidence = tuple(e for e in POLICE.evidence if e != "identite_qualite")
    request = entered(house, replace(POLICE, channel="email", evidence=evidence))
    verdict = propose(house.keyring("Camille"), request.pk)
    assert verdict.give == ()
    assert "identite_qualite" in verdict.missing


def test_an_elected_employer_asks_by_another_door(house: House) -> None:
    request = entered(house, replace(DEPUTY_MAYOR, facts=("elu_employeur",)))
    assert propose(house.keyring("Camille"), request.pk).case == "Élu qui est aussi l’employeur"


def test_words_that_no_list_has_are_withheld_and_a_person_decides(house: House) -> None:
    request = entered(house, replace(LANDLORD, asked=(), asked_free="Sa religion ?"))
    verdict = propose(house.keyring("Camille"), request.pk)
    assert verdict.give == ()
    assert verdict.human_stop
    assert "aucune liste" in verdict.warnings[0]


def test_a_requester_that_no_rule_knows_gets_nothing(house: House) -> None:
    request = entered(house, replace(BAILIFF, requester=UNKNOWN_REQUESTER))
    verdict = propose(house.keyring("Camille"), request.pk)
    assert (verdict.rule, verdict.status, verdict.give) == (None, "no", ())
    assert verdict.human_stop


def test_a_letter_older_than_the_base_is_answered_by_nothing_and_says_so(house: House) -> None:
    request = entered(house, replace(BAILIFF, received_on=date(2019, 5, 2)))
    verdict = propose(house.keyring("Camille"), request.pk)
    assert (verdict.rule, verdict.give, verdict.status) == (None, (), "no")
    assert "aucune version connue" in verdict.warnings[0]


def test_a_deadline_already_past_is_said(house: House) -> None:
    letter = replace(BAILIFF, deadline_claimed_on=date(2025, 12, 1))
    verdict = propose(house.keyring("Camille"), entered(house, letter).pk)
    assert any("déjà passé" in warning for warning in verdict.warnings)
    assert verdict.give == ("adresse", "employeur")


def test_opening_the_dossier_to_propose_is_journaled_for_that_request(house: House) -> None:
    dossier = dossier_of(house)
    request = entered(house, BAILIFF, dossier=dossier)
    before = Entry.objects.filter(act=Act.DOSSIER_CONSULTED).count()
    propose(house.keyring("Camille"), request.pk)
    last = Entry.objects.filter(act=Act.DOSSIER_CONSULTED).latest("seq")
    assert (last.container, last.about) == (dossier.pk, request.pk)
    assert Entry.objects.filter(act=Act.DOSSIER_CONSULTED).count() == before + 1


def test_a_protected_person_stops_everything_that_finds_her(house: House) -> None:
    dossier = dossier_of(house)
    request = entered(house, BAILIFF, dossier=dossier)
    protect(house, dossier)
    verdict = propose(house.keyring("Camille"), request.pk)
    assert verdict.give == ()
    assert verdict.human_stop
    assert verdict.legal_may_give == ("adresse", "employeur")


def test_whoever_cannot_see_the_dossier_takes_its_person_for_protected(house: House) -> None:
    legal_desk(house)
    dossier = dossier_of(house, "Camille")
    request = entered(house, BAILIFF, dossier=dossier)
    send_to_legal_desk(house.keyring("Camille"), request.pk)
    assert propose(house.keyring("Lou"), request.pk).give == ("adresse", "employeur")
    protect(house, dossier)
    assert propose(house.keyring("Lou"), request.pk).give == ()


# --- the agreement -----------------------------------------------------------------------------


def test_an_agreement_gives_item_by_item_and_never_what_is_excluded(house: House) -> None:
    dossier = dossier_of(house)
    request = entered(house, LANDLORD, dossier=dossier)
    camille = house.keyring("Camille")
    assert propose(camille, request.pk).give == ()
    agree(house, dossier, "rendez_vous", "budget")
    verdict = propose(camille, request.pk)
    assert verdict.give == ("rendez_vous",)
    assert set(verdict.agreement) == {"rendez_vous", "budget"}
    assert {k.item: k.why for k in verdict.withhold}["budget"] == "excluded"


def test_a_withdrawal_stops_the_next_answer_even_once_it_is_decided(house: House) -> None:
    dossier = dossier_of(house)
    request = entered(house, LANDLORD, dossier=dossier)
    record, camille = agree(house, dossier, "rendez_vous"), house.keyring("Camille")
    decide(camille, request.pk, follows=True, give=("rendez_vous",))
    inform(camille, request.pk, on=TODAY, how="au téléphone")
    consents.withdraw(camille, dossier, record, on=TODAY)
    with pytest.raises(ProposalChanged):
        record_letter(camille, request.pk, sent("limited", items=("rendez_vous",)))
    with pytest.raises(ProposalChanged):
        decide(camille, request.pk, follows=True, give=("rendez_vous",))
    kept = open_request(camille, request.pk)
    assert kept.verdict is not None
    assert kept.verdict.content.give == ("rendez_vous",), "what was decided keeps its proposal"


def test_an_agreement_shown_with_the_letter_counts_for_someone_unknown_only(house: House) -> None:
    letter = replace(LANDLORD, evidence=("ecrit", "accord_signe"), agreed=("rendez_vous",))
    unknown = entered(house, letter)
    known = entered(house, letter, dossier=dossier_of(house))
    camille = house.keyring("Camille")
    assert propose(camille, unknown.pk).give == ("rendez_vous",)
    assert propose(camille, known.pk).give == (), "her own agreements are in her dossier"


def test_for_every_requester_what_the_legal_desk_may_add_is_only_what_was_held_back(
    house: House,
) -> None:
    """Every item of the law, every proof shown: what is excluded or opened by nothing stays so."""
    from entrenous.gateway.verdicts import Situation, compute
    from entrenous.law import national_base, vocabulary

    words = vocabulary()
    everything = tuple(i for i in words.items if i != "adresse_protegee")
    for rule in national_base().rules.values():
        if rule.kind != "requester":
            continue
        letter = replace(
            BAILIFF, requester=rule.id, received_on=date(2026, 3, 2), asked=everything,
            evidence=tuple(words.evidence),
        )  # fmt: skip
        agreed = Situation(agreement=frozenset(everything))
        free = compute(letter, agreed, organisation=house.organisation)
        shut = compute(
            letter, replace(agreed, facts=frozenset({"adresse_protegee"})),
            organisation=house.organisation,
        )  # fmt: skip
        why = {kept.item: kept.why for kept in shut.withhold}
        assert {why[item] for item in shut.legal_may_give} <= {"protected"}, rule.id
        assert set(shut.legal_may_give) | set(shut.give) == set(free.give), rule.id
        assert free.legal_may_give == (), rule.id
        if not rule.own_data:
            assert not set(shut.give) & words.locating, rule.id
