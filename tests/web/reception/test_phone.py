"""The telephone card: nothing is given to a caller, and what is said comes from the law base."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Page, expect

from entrenous.law import RuleBase, national_base, vocabulary
from entrenous.letters.words import EVIDENCE
from entrenous.web.reception import calls
from tests.browsing import client_of, sign_in
from tests.ground.browser import Site
from tests.people import House, full_house
from tests.web.protect.test_in_a_browser import look

TODAY = date(2026, 11, 22)
PAGES = ("phone", "phone-danger", "phone-call-back", "phone-card")


def called(slug: str, base: RuleBase | None = None) -> calls.Call:
    caller = calls.caller_named(slug)
    assert caller is not None
    return calls.call(base or national_base(), caller, employer="departement", today=TODAY)


@pytest.mark.parametrize("caller", calls.CALLERS, ids=lambda caller: caller.slug)
def test_nothing_is_given_to_whoever_calls_not_even_that_someone_is_known(caller) -> None:
    found = called(caller.slug)
    assert found.shown.give == ()
    kept = [i for part in (*found.shown.not_yet, *found.shown.withhold) for i in part.items]
    assert vocabulary().items["connu_du_service"] in kept
    assert any("ni confirmer ni infirmer" in sentence for sentence in found.to_say)
    assert any("rien n’est dit" in sentence for sentence in found.warnings)
    assert not any("«" in sentence for sentence in found.to_say)


def test_the_sentences_are_those_of_the_rules() -> None:
    (police,) = called("police").to_say
    assert "réquisition écrite au service juridique" in police
    assert EVIDENCE["titre_executoire"] in called("commissaire").to_say[-1]
    assert "service juridique" in called("commissaire").to_say[-1]
    assert "elle peut prendre rendez-vous" in called("elu").to_say[1]
    assert "répondre elle-même" in called("bailleur").to_say[-1]


def test_a_rule_that_changes_changes_the_card() -> None:
    base = national_base()
    rule = base.rules["huissier_exec"]
    cases = tuple(replace(case, requires=(("ordonnance",),)) for case in rule.cases)
    changed = RuleBase({**base.rules, rule.id: replace(rule, cases=cases)})
    assert EVIDENCE["ordonnance"] in called("commissaire", changed).to_say[-1]
    assert EVIDENCE["titre_executoire"] not in called("commissaire", changed).to_say[-1]


def test_in_danger_one_acts_then_says_only_what_lets_help_come() -> None:
    found = calls.rescue(national_base(), employer="departement", today=TODAY)
    assert found.must_act.startswith("Il faut agir")
    assert any("15" in each for each in found.call_first)
    assert found.may_say == ("identité", "adresse")
    assert any("rappel" in each for each in found.wanted)
    assert "décision humaine" in found.protected


def test_a_call_back_opens_only_what_an_agreement_opens() -> None:
    found = calls.call_backs(national_base(), employer="departement", today=TODAY)
    opened = {row.requester: row.items for row in found}
    assert opened["Bailleur social ou privé"] == ("rendez-vous proposés ou honorés",)
    assert not [name for name in opened if "Police" in name or "Commissaire" in name]
    known = vocabulary().items["connu_du_service"]
    assert not [row for row in found if known in row.items]


@pytest.mark.django_db
def test_the_card_is_for_those_who_answer_the_telephone(house: House) -> None:
    for who, status in {"Rachel": 200, "Camille": 200, "Ines": 200, "Lou": 200, "Ada": 404}.items():
        client = client_of(house, who)
        for name in PAGES:
            assert client.get(reverse(f"reception:{name}")).status_code == status, (who, name)
        url = reverse("reception:phone-caller", args=["police"])
        assert client.get(url).status_code == status
    assert Client().get(reverse("reception:phone")).status_code == 302


@pytest.mark.django_db
def test_a_kind_of_caller_that_does_not_exist_is_a_page_that_does_not_exist(house: House) -> None:
    url = reverse("reception:phone-caller", args=["voisin-du-dessus"])
    assert client_of(house, "Rachel").get(url).status_code == 404


@pytest.mark.django_db
def test_no_rule_for_a_call_back_is_said(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(calls, "call_backs", lambda *_a, **_k: ())
    page = client_of(house, "Rachel").get(reverse("reception:phone-call-back"))
    assert "Aucun rappel ne s’ouvre" in page.content.decode()


@pytest.mark.django_db
def test_the_card_to_print_has_everyone(house: House) -> None:
    page = client_of(house, "Rachel").get(reverse("reception:phone-card")).content.decode()
    for caller in calls.CALLERS:
        assert caller.title in page
    assert len(re.findall("«\u00a0", page)) >= len(calls.CALLERS)


def test_reception_reads_the_sentence_aloud(
    site: Site, page: Page, axe: Callable[..., None], shot: Callable[[Page, str], Path]
) -> None:
    house = full_house()
    sign_in(page, site, house, "Rachel")
    page.goto(site.url + "/accueil/")
    page.get_by_role("link", name="Au téléphone").click()
    look(page, axe, shot, "telephone")
    page.get_by_role("link", name="Un commissaire de justice").click()
    expect(page.get_by_role("figure")).to_contain_text("ni confirmer ni infirmer")
    look(page, axe, shot, "tel-commissaire")
    page.get_by_role("link", name="Agir d’abord").click()
    look(page, axe, shot, "tel-danger")
    page.goto(site.url + "/accueil/telephone/rappel/")
    look(page, axe, shot, "tel-rappel")
    page.goto(site.url + "/accueil/telephone/carte/")
    look(page, axe, shot, "tel-carte")
