"""The pages of the assessment: closed until opened, three boxes, a synthesis read together."""

import pytest
from django.urls import reverse

from entrenous.dossiers.codes import Carry
from entrenous.dossiers.contents import DomainAssessment, Synthesis
from tests.browsing import client_of
from tests.dossiers.opened import contents, dossier_of
from tests.people import House

PAGES = ("assessment", "synthesis", "synthesis_edit", "synthesis_print", "synthesis_sheet")


def at(name: str, *args: object) -> str:
    return reverse(f"dossiers:{name}", args=args)


@pytest.mark.parametrize("who", ["Alix", "Rachel", "Ines", "Lou", "Ada", "Max"])
@pytest.mark.parametrize("name", PAGES)
def test_without_the_key_the_assessment_does_not_exist(house: House, who: str, name: str) -> None:
    dossier = dossier_of(house, "Camille")
    assert client_of(house, who).get(at(name, dossier.pk)).status_code == 404


def test_nothing_is_opened_by_itself(house: House) -> None:
    dossier = dossier_of(house, "Camille")
    page = client_of(house, "Camille").get(at("assessment", dossier.pk)).content.decode()
    assert "Rien n’est ouvert" in page
    assert at("assessment_domain", dossier.pk, "health") in page


def test_health_not_discussed_is_a_whole_answer(house: House) -> None:
    dossier, client = dossier_of(house, "Camille"), client_of(house, "Camille")
    url = at("assessment_domain", dossier.pk, "health")
    assert client.post(url, {"not_discussed": "on"}).status_code == 302
    (kept,) = contents(house, "Camille", dossier, DomainAssessment)
    assert kept.not_discussed
    assert "pas abordé" in client.get(at("assessment", dossier.pk)).content.decode()


@pytest.mark.parametrize("typed", [{}, {"not_discussed": "on", "facts": "quittance du 3"}])
def test_an_empty_or_contradictory_domain_is_said(house: House, typed: dict[str, str]) -> None:
    url = at("assessment_domain", dossier_of(house, "Camille").pk, "housing")
    sent = client_of(house, "Camille").post(url, typed | {"version": ""})
    assert sent.status_code == 422
    assert "pas abordé" in sent.content.decode()
    assert typed.get("facts", "") in sent.content.decode()


def test_an_unknown_domain_is_not_a_page(house: House) -> None:
    url = at("assessment_domain", dossier_of(house, "Camille").pk, "astrology")
    assert client_of(house, "Camille").get(url).status_code == 404


def test_versions_are_kept_and_two_tabs_meet(house: House) -> None:
    dossier, client = dossier_of(house, "Camille"), client_of(house, "Camille")
    url = at("assessment_domain", dossier.pk, "housing")
    client.post(url, {"facts": "bail de 2019", "version": ""})
    client.post(url, {"facts": "bail de 2019, loyer 540 €", "version": "1"})
    late = client.post(url, {"facts": "bail perdu", "version": "1"})
    page = late.content.decode()
    assert late.status_code == 422
    assert "loyer 540" in page
    assert "bail perdu" in page
    client.post(url, {"facts": "bail perdu", "version": "2"})
    versions = client.get(at("assessment_versions", dossier.pk, "housing")).content.decode()
    assert versions.index("Version 3") < versions.index("Version 1")


def test_her_disagreement_is_beside_the_synthesis_and_on_paper(house: House) -> None:
    dossier, client = dossier_of(house, "Camille"), client_of(house, "Camille")
    typed = {"text": "Elle cherche un emploi.", "disagreement": "J’attends une réponse."}
    assert client.post(at("synthesis_edit", dossier.pk), typed).status_code == 302
    (kept,) = contents(house, "Camille", dossier, Synthesis)
    assert kept.disagreement == "J’attends une réponse."
    assert client.get(at("synthesis_sheet", dossier.pk)).url == at("synthesis_print", dossier.pk)
    neutral = client.post(at("synthesis_print", dossier.pk), {"carry": Carry.NEUTRAL.value})
    assert "qu’un papier neutre" in neutral.content.decode()
    full = client.post(at("synthesis_print", dossier.pk), {"carry": Carry.FULL.value})
    assert full.url == at("synthesis_sheet", dossier.pk)
    sheet = client.get(full.url).content.decode()
    assert "J’attends une réponse." in sheet
    assert "Sarr" not in sheet


def test_a_synthesis_longer_than_a_page_is_said_and_kept(house: House) -> None:
    long = "é" * 200_000
    url = at("synthesis_edit", dossier_of(house, "Camille").pk)
    sent = client_of(house, "Camille").post(url, {"text": long})
    assert sent.status_code == 422
    assert long in sent.content.decode()
