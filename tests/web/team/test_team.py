"""The lead's page: codes, days and means; one click to confide; never a name."""

import ast
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

import entrenous.web.team
from entrenous.continuity.codes import Scope
from entrenous.reception import actions
from entrenous.reception.models import Demande
from tests.browsing import client_of
from tests.continuity.planned import planned
from tests.dossiers.opened import dossier_of
from tests.people import House
from tests.reception.test_demandes import record

TEAM = "team:team"


def confide(house: House, demande: Demande, to: str, who: str = "Ines") -> object:
    where = reverse("team:attribute", args=[demande.pk])
    sent = {f"d{demande.pk.hex[:8]}-agent": str(house.agents[to].pk) if to else ""}
    return client_of(house, who).post(where, sent, follow=True)


@pytest.mark.parametrize("who", ["Camille", "Rachel", "Lou", "Ada", "Max"])
def test_the_page_is_for_leads(house: House, who: str) -> None:
    demande = record(house)
    assert client_of(house, who).get(reverse(TEAM)).status_code == 404
    assert confide(house, demande, "Alix", who).status_code == 404  # type: ignore[attr-defined]


def test_the_lead_sees_ticket_secteur_and_themes_and_no_name(house: House) -> None:
    demande = record(house)
    page = client_of(house, "Ines").get(reverse(TEAM)).content.decode()
    for shown in (demande.ticket, "Secteur 07", "énergie, eau, télécom", "Camille Fictif"):
        assert shown in page
    for hidden in ("Sarr", "Awa", "courant", "Tanneurs"):
        assert hidden not in page


def test_an_empty_page_says_so(house: House) -> None:
    page = client_of(house, "Ines").get(reverse(TEAM)).content.decode()
    assert "Rien n’attend" in page


def test_one_click_confides_and_the_key_follows(house: House) -> None:
    demande = record(house)
    house.enrol("Odile", "social_worker")
    page = confide(house, demande, "Odile").content.decode()  # type: ignore[attr-defined]
    assert "clé en cours de remise" in page
    assert actions.hand_over_pending(house.keyring("Rachel")) == 1
    page = client_of(house, "Ines").get(reverse(TEAM)).content.decode()
    assert "clé remise" in page


def test_nobody_chosen_is_said_beside_the_request(house: House) -> None:
    answer = confide(house, record(house), "")
    assert answer.status_code == 422  # type: ignore[attr-defined]
    assert "Choisissez à qui confier" in answer.content.decode()  # type: ignore[attr-defined]


def alone_in_the_secteur(house: House) -> str:
    """Camille is; what proposes her in the page's list."""
    for who in ("Alix", "Sacha"):
        house.agents[who].functions.update(secteur=None)
    return f'<option value="{house.agents["Camille"].pk}" selected>'


def test_the_worker_of_the_secteur_is_proposed_while_she_is_there(house: House) -> None:
    record(house)
    proposed = alone_in_the_secteur(house)
    assert proposed in client_of(house, "Ines").get(reverse(TEAM)).content.decode()
    planned(house, Scope.DATES, dossier_of(house, "Camille"), first=0, last=3)
    page = client_of(house, "Ines").get(reverse(TEAM)).content.decode()
    assert proposed not in page
    assert "Camille Fictif, pas là jusqu’au" in page


def test_an_absence_to_come_changes_nothing_today(house: House) -> None:
    record(house)
    proposed = alone_in_the_secteur(house)
    planned(house, Scope.DATES, dossier_of(house, "Camille"), first=1, last=3)
    page = client_of(house, "Ines").get(reverse(TEAM)).content.decode()
    assert proposed in page
    assert "pas là jusqu’au" not in page


def test_a_worker_without_certified_keys_is_explained(house: House) -> None:
    demande = record(house)
    house.enrol("Nadia", "social_worker", certified=False)
    answer = confide(house, demande, "Nadia")
    assert answer.status_code == 422  # type: ignore[attr-defined]
    assert "pas encore certifiées" in answer.content.decode()  # type: ignore[attr-defined]


def test_a_request_ended_meanwhile_is_said(house: House) -> None:
    demande = record(house)
    Demande.objects.filter(pk=demande.pk).update(status="closed")
    page = confide(house, demande, "Alix").content.decode()  # type: ignore[attr-defined]
    assert "plus rien à confier" in page


def test_a_key_already_handed_over_is_said(house: House) -> None:
    demande = record(house)
    confide(house, demande, "Alix")
    actions.hand_over_pending(house.keyring("Rachel"))
    answer = confide(house, demande, "Sacha")
    assert answer.status_code == 422  # type: ignore[attr-defined]
    assert "déjà remise" in answer.content.decode()  # type: ignore[attr-defined]


def test_the_page_costs_the_same_for_one_or_ten_requests(house: House) -> None:
    client = client_of(house, "Ines")
    record(house)
    client.get(reverse(TEAM))
    with CaptureQueriesContext(connection) as one:
        client.get(reverse(TEAM))
    for _ in range(9):
        record(house)
    client.get(reverse(TEAM))
    with CaptureQueriesContext(connection) as ten:
        client.get(reverse(TEAM))
    assert len(ten) <= len(one) + 2


def test_the_pages_of_the_team_cannot_name_a_sealed_model() -> None:
    folder = Path(str(entrenous.web.team.__file__)).parent
    named = {
        node.module
        for file in folder.glob("*.py")
        for node in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(node, ast.ImportFrom) and node.module
    }
    assert not {
        n for n in named if n.startswith(("entrenous.dossiers", "entrenous.keyring.records"))
    }
