"""The pages of retention: whose they are, what they refuse with nothing lost, what stays."""

import re
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from entrenous.dossiers.models import Dossier
from entrenous.journal.acts import Act
from entrenous.journal.models import Entry
from entrenous.keyring import records
from entrenous.retention import deciding
from entrenous.retention.codes import Reason
from entrenous.retention.contents import KeptLonger
from entrenous.retention.models import Destruction, Kept, Terms
from tests.browsing import client_of
from tests.dossiers.opened import dossier_of
from tests.people import PHRASE, House
from tests.retention.old import TEXT, destroyed, lived, proposed

OF_A_DOSSIER = ("dossier", "keep", "propose")
OF_A_DESTRUCTION = ("destruction", "slip", "visa", "erase")
WHY = "Un recours devant le tribunal est en cours."


def at(name: str, *ids: UUID) -> str:
    return reverse(f"retention:{name}", args=ids)


def text(answer: Any) -> str:
    return re.sub(r"\s+", " ", answer.content.decode().replace("\xa0", " ").replace("’", "'"))


def typed(days: int) -> str:
    return (timezone.localdate() + timedelta(days=days)).strftime("%d %m %Y")


@pytest.fixture
def dossier(house: House) -> Dossier:
    return lived(house, file=False)


@pytest.fixture
def camille(house: House) -> Client:
    return client_of(house, "Camille")


@pytest.fixture
def ines(house: House) -> Client:
    return client_of(house, "Ines")


# --- whose pages ---------------------------------------------------------------------------------


@pytest.mark.parametrize("who", ["Alix", "Rachel", "Ines", "Lou", "Ada"])
def test_a_dossier_is_spoken_of_by_its_referente_alone(
    house: House, dossier: Dossier, who: str
) -> None:
    client = client_of(house, who)
    assert {client.get(at(name, dossier.pk)).status_code for name in OF_A_DOSSIER} == {404}
    assert client.post(at("propose", dossier.pk)).status_code == 404
    assert client.post(at("last_contact", dossier.pk)).status_code == 404
    assert not Destruction.objects.exists()


@pytest.mark.parametrize("who", ["Alix", "Rachel", "Ada", "Max"])
def test_a_destruction_is_not_the_matter_of_everyone(
    house: House, dossier: Dossier, who: str
) -> None:
    row, client = proposed(house, dossier), client_of(house, who)
    assert {client.get(at(name, row.pk)).status_code for name in OF_A_DESTRUCTION} == {404}
    assert client.post(at("withdraw", row.pk)).status_code == 404
    assert client.post(at("erase", row.pk), {"phrase": PHRASE}).status_code == 404
    assert Destruction.objects.pending().count() == 1


@pytest.mark.parametrize(("who", "status"), [("Ines", 200), ("Lou", 200), ("Camille", 404)])
def test_the_visa_and_the_confirmation_are_for_a_lead_or_the_legal_desk(
    house: House, dossier: Dossier, who: str, status: int
) -> None:
    row, client = proposed(house, dossier), client_of(house, who)
    assert client.get(at("visa", row.pk)).status_code == status
    assert client.get(at("erase", row.pk)).status_code == status


@pytest.mark.parametrize("who", ["Camille", "Ines", "Rachel"])
def test_terms_are_decided_by_the_legal_desk_or_the_administrator(house: House, who: str) -> None:
    typed_in = {"active_months": 36, "alert_months": 30}
    assert client_of(house, who).post(at("terms"), typed_in).status_code == 404
    assert not Terms.objects.exists()


# --- « Conservation » and « Ma journée » ----------------------------------------------------------


def test_with_nothing_near_its_term_the_page_says_when_something_comes(camille: Client) -> None:
    page = text(camille.get(at("home")))
    assert "Aucun terme proche" in page
    assert "21 mois après le dernier contact" in page
    assert "sans nouvelles" not in page
    assert "Conservation" not in text(camille.get("/"))


def test_with_nothing_proposed_a_lead_reads_it(ines: Client) -> None:
    assert "Personne ne propose de destruction" in text(ines.get(at("home")))


def test_her_ended_dossier_is_listed_by_name_and_told_once_in_her_day(
    house: House, dossier: Dossier, camille: Client
) -> None:
    page = text(camille.get(at("home")))
    assert "SARR-FICTIF" in page
    assert "terme atteint" in page
    assert "1 dossier terminé approche du terme de sa conservation" in text(camille.get("/"))
    assert "SARR-FICTIF" not in text(client_of(house, "Ines").get(at("home")))


def test_an_accompagnement_without_news_is_listed_with_the_way_to_its_end(
    house: House, camille: Client
) -> None:
    quiet = dossier_of(house, "Camille", "Diop-Fictif")
    Dossier.objects.filter(pk=quiet.pk).update(touched_on=date(2024, 1, 31))
    assert "1 accompagnement sans nouvelles" in text(camille.get("/"))
    page = text(camille.get(at("home")))
    assert "Accompagnements sans nouvelles" in page
    assert "DIOP-FICTIF" in page
    assert "dernier écrit le 31 janvier 2024" in page
    assert reverse("endings:ending", args=[quiet.pk]) in page
    assert "DIOP-FICTIF" not in text(client_of(house, "Alix").get(at("home")))


def test_a_longer_list_does_not_ask_for_more(
    house: House, dossier: Dossier, camille: Client, django_assert_max_num_queries: Any
) -> None:
    def another() -> None:
        lived(house, file=False)
        quiet = dossier_of(house, "Camille")
        Dossier.objects.filter(pk=quiet.pk).update(touched_on=date(2024, 1, 31))

    another()
    camille.get(at("home"))
    with django_assert_max_num_queries(60) as one:
        camille.get(at("home"))
    asked = len(one)  # read now: the log of queries is emptied by the next request
    assert asked > 10
    another()
    another()
    camille.get(at("home"))  # the headers just signed are checked once, then noted
    with django_assert_max_num_queries(asked):
        page = text(camille.get(at("home")))
    assert page.count("SARR-FICTIF") >= 7


# --- terms ---------------------------------------------------------------------------------------


def test_terms_refused_keep_what_was_typed(house: House) -> None:
    answer = client_of(house, "Lou").post(
        at("terms"), {"active_months": "18", "alert_months": "19", "needs_visa": "on"}
    )
    assert answer.status_code == 422
    assert "L'alerte vient avant le terme" in text(answer)
    assert 'value="18"' in text(answer)
    assert 'value="19"' in text(answer)
    assert not Terms.objects.exists()


def test_terms_are_kept_and_say_what_is_recommended(house: House) -> None:
    ada = client_of(house, "Ada")
    assert "24 mois en base active" in text(ada.get(at("terms")))
    answer = ada.post(at("terms"), {"active_months": "36", "alert_months": "30"})
    assert answer.status_code == 302
    kept = Terms.objects.get()
    assert (kept.active_months, kept.alert_months, kept.needs_visa) == (36, 30, False)
    ada.post(at("terms"), {"active_months": "24", "alert_months": "21", "needs_visa": "on"})
    kept = Terms.objects.get()
    assert (kept.active_months, kept.alert_months, kept.needs_visa) == (24, 21, True)


def test_a_length_that_is_no_number_is_said_in_months(house: House) -> None:
    answer = client_of(house, "Ada").post(at("terms"), {"active_months": "deux ans"})
    assert answer.status_code == 422
    assert "Écrivez un nombre de mois, par exemple 24." in text(answer)


# --- one dossier ----------------------------------------------------------------------------------


def test_nobody_reaches_these_pages_before_the_end(house: House, camille: Client) -> None:
    going_on = dossier_of(house, "Camille")
    assert {camille.get(at(name, going_on.pk)).status_code for name in OF_A_DOSSIER} == {404}


def test_reading_the_last_contact_is_journaled_and_keeps_its_day_alone(
    dossier: Dossier, camille: Client
) -> None:
    before = Entry.objects.filter(act=Act.DOSSIER_OPENED.value).count()
    assert camille.post(at("last_contact", dossier.pk)).status_code == 302
    assert Entry.objects.filter(act=Act.DOSSIER_OPENED.value).count() == before + 1
    assert Kept.objects.get().last_contact_on
    assert TEXT not in text(camille.get(at("dossier", dossier.pk)))


@pytest.mark.parametrize(
    ("until", "said"),
    [(-1, "Ce jour est passé"), (3 * 365, "deux ans au plus")],
)
def test_a_day_refused_keeps_the_reason_typed(
    dossier: Dossier, camille: Client, until: int, said: str
) -> None:
    answer = camille.post(at("keep", dossier.pk), {"until": typed(until), "why": WHY})
    assert answer.status_code == 422
    assert said in text(answer)
    assert WHY in text(answer)
    assert typed(until) in text(answer)
    assert not Kept.objects.exists()


def test_kept_longer_the_reason_is_sealed_and_the_destruction_waits(
    house: House, dossier: Dossier, camille: Client
) -> None:
    answer = camille.post(at("keep", dossier.pk), {"until": typed(60), "why": WHY})
    assert answer.status_code == 302
    opened = house.keyring("Camille").open(dossier.pk, Act.DOSSIER_OPENED)
    (said,) = records.read(opened, KeptLonger).records
    assert said.content.why == WHY
    refused = camille.post(at("propose", dossier.pk))
    assert refused.status_code == 422
    assert "gardé plus longtemps, pour une raison écrite" in text(refused)
    assert WHY not in text(refused)
    assert not Destruction.objects.exists()


def test_proposing_says_numbers_first_and_erases_nothing(dossier: Dossier, camille: Client) -> None:
    page = text(camille.get(at("propose", dossier.pk)))
    assert "écrits scellés, versions comprises" in page
    assert "SARR-FICTIF" not in page.upper()
    row_of = camille.post(at("propose", dossier.pk))
    row = Destruction.objects.get()
    assert row_of.headers["Location"] == at("destruction", row.pk)
    assert Dossier.objects.filter(pk=dossier.pk).exists()
    again = camille.post(at("propose", dossier.pk))
    assert again.status_code == 302
    assert Destruction.objects.count() == 1


# --- one destruction ------------------------------------------------------------------------------


def test_a_visa_refused_keeps_what_was_typed(house: House, dossier: Dossier, ines: Client) -> None:
    row = deciding.propose(house.keyring("Camille"), dossier)
    sent = {"archivist": "Archives (fictif)", "number": "", "on": typed(2)}
    answer = ines.post(at("visa", row.pk), sent)
    assert answer.status_code == 422
    page = text(answer)
    assert "Écrivez le numéro porté sur le bordereau visé" in page
    assert "Archives (fictif)" in page
    assert typed(2) in page
    row.refresh_from_db()
    assert row.visa_on is None


def test_without_the_visa_the_confirmation_says_what_is_missing(
    house: House, dossier: Dossier, ines: Client
) -> None:
    row = deciding.propose(house.keyring("Camille"), dossier)
    assert "pas encore inscrit" in text(ines.get(at("destruction", row.pk)))
    answer = ines.post(at("erase", row.pk), {"phrase": PHRASE})
    assert answer.status_code == 422
    assert Reason.VISA.label.replace("’", "'") in text(answer)
    assert Dossier.objects.filter(pk=dossier.pk).exists()


def test_a_wrong_phrase_erases_nothing(house: House, dossier: Dossier, ines: Client) -> None:
    row = proposed(house, dossier)
    for phrase in ("", "une autre phrase que la sienne"):
        answer = ines.post(at("erase", row.pk), {"phrase": phrase})
        assert answer.status_code == 422
        assert "une autre phrase" not in text(answer)
    assert Dossier.objects.filter(pk=dossier.pk).exists()
    assert Destruction.objects.pending().count() == 1


def test_confirmed_with_her_phrase_it_is_erased_and_its_certificate_names_nobody(
    house: House, dossier: Dossier, ines: Client, camille: Client
) -> None:
    row, number = proposed(house, dossier), dossier.pk
    assert ines.get(at("certificate", row.pk)).status_code == 404, "nothing is attested before"
    answer = ines.post(at("erase", row.pk), {"phrase": PHRASE})
    assert answer.status_code == 302
    assert not Dossier.objects.filter(pk=number).exists()
    for client in (ines, camille):
        page = text(client.get(at("certificate", row.pk)))
        assert str(number) in page
        assert "ADF-2026-12" in page
        assert "Ines Fictif" in page
        assert "SARR-FICTIF" not in page.upper()
    until = timezone.localdate() + timedelta(days=35)
    assert str(until.year) in page
    assert camille.get(reverse("dossiers:dossier", args=[number])).status_code == 404
    assert camille.get(at("dossier", number)).status_code == 404
    assert "Destructions faites" in text(camille.get(at("home")))


def test_the_slip_for_the_archivist_names_nobody(
    house: House, dossier: Dossier, camille: Client
) -> None:
    row = deciding.propose(house.keyring("Camille"), dossier)
    page = text(camille.get(at("slip", row.pk)))
    assert str(dossier.pk) in page
    assert "SARR-FICTIF" not in page.upper()


def test_withdrawn_the_dossier_stays_and_a_second_time_is_told(
    house: House, dossier: Dossier, camille: Client, ines: Client
) -> None:
    row = proposed(house, dossier)
    assert camille.post(at("withdraw", row.pk)).status_code == 302
    assert "Proposition retirée" in text(camille.get(at("destruction", row.pk)))
    again = text(ines.post(at("withdraw", row.pk), follow=True))
    assert Reason.OVER.label.replace("’", "'") in again
    assert Dossier.objects.filter(pk=dossier.pk).exists()
    assert ines.post(at("erase", row.pk), {"phrase": PHRASE}).status_code == 422
    assert ines.post(at("visa", row.pk), {
        "archivist": "Archives (fictif)", "number": "1", "on": typed(-1),
    }).status_code == 422  # fmt: skip
    assert Dossier.objects.filter(pk=dossier.pk).exists()


def test_what_was_destroyed_is_not_withdrawn(
    house: House, dossier: Dossier, camille: Client
) -> None:
    row = destroyed(house, dossier)
    camille.post(at("withdraw", row.pk))
    row.refresh_from_db()
    assert row.withdrawn_on is None
    assert "Effacé le" in text(camille.get(at("destruction", row.pk)))
