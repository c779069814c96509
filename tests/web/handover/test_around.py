"""What comes to a colleague, and what a departure would leave without anyone."""

from django.urls import reverse

from entrenous.handover import sheets
from entrenous.handover.codes import NotTold
from entrenous.handover.contents import HandoverNotes, HandoverSheet
from entrenous.handover.models import HandedDossier
from tests.browsing import client_of
from tests.dossiers.opened import contents, dossier_of
from tests.gateway.letters import DEPUTY_MAYOR, entered
from tests.handover.handing import passed_on, prepared
from tests.people import House
from tests.web.handover.test_pages import at, plain

# --- received -----------------------------------------------------------------------------


def test_what_comes_is_in_the_day_with_its_sheet_until_it_is_read(house: House) -> None:
    first, second = (dossier_of(house, "Camille", f"Sarr-Fictif-{n}") for n in range(2))
    said = HandoverSheet("Préfère le matin.")
    sheets.keep(house.keyring("Camille"), first, said, HandoverNotes("Vers la sœur."),
                based_on=(0, 0))  # fmt: skip
    client = client_of(house, "Alix")
    assert "Rien de nouveau" in plain(client.get(at("received")))
    passed_on(house, first, second)
    assert "2 dossiers vous sont confiés" in plain(client.get(reverse("dossiers:day")))
    page = plain(client.get(at("received")))
    for words in ("SARR-FICTIF-0", "Préfère le matin.", "Vers la sœur.", "à prévenir d’abord"):
        assert words in page
    assert "1 dossier est venu sans fiche" in page
    client.post(at("received"), {"dossier": str(first.pk)})
    page = plain(client.get(at("received")))
    assert "1 fiche déjà lue" in page
    assert "1 dossier vous est confié" in plain(client.get(reverse("dossiers:day")))
    assert contents(house, "Alix", second, HandoverNotes)[0].not_told == NotTold.NO_TIME


def test_one_reads_what_came_to_oneself_only(house: House) -> None:
    dossier = dossier_of(house, "Camille")
    passed_on(house, dossier)
    sacha = client_of(house, "Sacha")
    assert "Rien de nouveau" in plain(sacha.get(at("received")))
    sacha.post(at("received"), {"dossier": str(dossier.pk)})
    assert HandedDossier.objects.get().acknowledged_at is None


def test_a_handover_that_was_interrupted_is_in_the_day(house: House) -> None:
    prepared(house, [dossier_of(house, "Camille")])
    page = plain(client_of(house, "Camille").get(reverse("dossiers:day")))
    assert "Transmission en cours vers Alix Fictif" in page


# --- departure -----------------------------------------------------------------------------


def test_a_lead_sees_numbers_without_names(house: House) -> None:
    dossier = dossier_of(house, "Camille")
    lead = client_of(house, "Ines")
    page = plain(lead.get(at("departure", house.agents["Camille"].pk)))
    assert f">{str(dossier.pk)[:8]}<" in page
    assert "SARR" not in page
    assert "Sarr" not in page
    passed_on(house, dossier)
    page = plain(lead.get(at("departure", house.agents["Camille"].pk)))
    assert "Rien ne retient ce départ" in page
    for name in ("Camille", "Ada", "Lou"):
        other = client_of(house, name)
        assert other.get(at("departure", house.agents["Camille"].pk)).status_code == 404


def test_the_administration_sees_counts_and_whom_to_turn_to(house: House) -> None:
    dossier = dossier_of(house, "Camille")
    client, camille = client_of(house, "Ada"), house.agents["Camille"]
    url = reverse("admin:account_close", args=[camille.pk])
    page = plain(client.get(url))
    assert "1 dossier n’aurait plus personne" in page
    assert "Ines Fictif" in page
    assert "SARR" not in page
    assert str(dossier.pk)[:8] not in page
    assert client.post(url).status_code == 422
    passed_on(house, dossier)
    assert client.post(url).status_code == 302


def test_the_workers_own_page_leads_to_the_handover(house: House) -> None:
    dossier_of(house, "Camille")
    entered(house, DEPUTY_MAYOR)
    page = plain(client_of(house, "Camille").get(reverse("keys:holders")))
    assert at("choose") in page
    assert "1 sollicitation n’a que vous" in page
    page = plain(client_of(house, "Ines").get(reverse("keys:holders")))
    assert "Vous êtes la dernière personne de 1 groupe" in page
    assert at("choose") not in page
