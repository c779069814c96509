"""Decide, sign, write, send; tell the person; what the partner promised. One sentence each."""

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from entrenous.consents import actions as consents
from entrenous.gateway.codes import State
from entrenous.gateway.contents import EvidenceDemand, Promise, RequestLetter
from entrenous.gateway.models import ThirdPartyRequest
from entrenous.gateway.queries import OpenedRequest, open_request
from entrenous.journal.acts import Act
from entrenous.journal.models import Entry
from entrenous.keyring import models as keyring
from tests.browsing import client_of
from tests.consents.agreed import current, noted
from tests.gateway.copies import multiply
from tests.gateway.letters import BAILIFF, DEPUTY_MAYOR, LANDLORD, dossier_of, entered, legal_desk
from tests.people import House
from tests.web.gateway.desk import at, day, text

NO_TITLE = replace(BAILIFF, evidence=("ecrit",))
FAMILY_FUND = RequestLetter(
    "caf_aide", "letter", date(2026, 3, 2), "CAF des Trois-Rivières (fictive)",
    person_named="M. Rui Ferreira", asked=("budget", "sante"), evidence=("ecrit", "finalite"),
)  # fmt: skip
SENT = {"go": "send", "on": "aujourd’hui", "minutes": "15", "signatory": "Service social"}


def of(house: House, pk: UUID, who: str = "Camille") -> OpenedRequest:
    return open_request(house.keyring(who), pk)


def state(pk: UUID) -> State:
    return ThirdPartyRequest.objects.get(pk=pk).stands


def agreed(house: House, *items: str) -> Any:
    dossier = dossier_of(house)
    record = noted(house, dossier, current(items=items, requester="caf_aide"))
    return dossier, record


# --- the list ----------------------------------------------------------------------------------


def test_the_list_is_journaled_once_and_asks_as_much_whatever_its_length(house: House) -> None:
    client = client_of(house, "Camille")
    request = entered(house, DEPUTY_MAYOR)
    client.get(at("list"))
    before = Entry.objects.filter(act=Act.REGISTER_OPENED).count()
    with CaptureQueriesContext(
        connection,
    ) as few:
        assert "S. Delhoume-Fictif" in text(client.get(at("list")))
    assert Entry.objects.filter(act=Act.REGISTER_OPENED).count() == before + 1
    multiply(request, house.keyring("Camille"), 9)
    client.get(at("list"))
    with CaptureQueriesContext(connection) as many:
        assert "10 sollicitations" in text(client.get(at("list")))
    assert len(many) <= len(few) + 2
    assert len(many) <= 40


def test_it_is_filtered_by_state_and_searched_in_the_body_only(house: House) -> None:
    client = client_of(house, "Camille")
    entered(house, DEPUTY_MAYOR)
    assert "Aucune sollicitation ici" in text(client.get(at("list") + "?etat=a-signer"))
    assert "Delhoume" in text(client.get(at("list") + "?etat=a-faire"))
    assert "Delhoume" in text(client.post(at("search"), {"words": "situation financière"}))
    assert "Rien avec ces mots" in text(client.post(at("search"), {"words": "inconnu"}))
    empty = client.post(at("search"), {"words": " "})
    assert empty.status_code == 422
    assert "Écrivez au moins un mot" in text(empty)


def test_what_waits_is_on_ma_journee(house: House) -> None:
    client = client_of(house, "Camille")
    entered(house, replace(DEPUTY_MAYOR, deadline_claimed_on=timezone.localdate()))
    page = text(client.get("/ma-journee/", follow=True))
    if "S. Delhoume-Fictif" not in page:
        page = text(client.get("/", follow=True))
    assert "S. Delhoume-Fictif" in page
    assert "à répondre avant cette date" in page


# --- decide and sign ---------------------------------------------------------------------------


def test_to_follow_is_one_gesture_and_to_depart_needs_its_reason(house: House) -> None:
    dossier, _ = agreed(house, "budget")
    pk = entered(house, FAMILY_FUND, dossier=dossier).pk
    client = client_of(house, "Camille")
    page = text(client.get(at("decide", pk)))
    assert "Donner : c’est la proposition" in page
    assert "Gardé, quoi qu’on décide" in page
    kept = {"proposed": "budget", "item_budget": "keep"}
    refused = client.post(at("decide", pk), kept)
    assert refused.status_code == 422
    assert "Écrivez la raison de cet écart" in text(refused)
    client.post(at("decide", pk), kept | {"departure": "Elle préfère l’envoyer elle-même."})
    shown = text(client.get(at("show", pk)))
    assert "Elle préfère l’envoyer elle-même." in shown
    client.post(at("decide", pk), {"proposed": "budget", "item_budget": "give"})
    decision = of(house, pk).decision
    assert decision is not None
    assert (decision.content.follows, decision.content.give) == (True, ("budget",))


def test_an_agreement_withdrawn_meanwhile_stops_the_decision_and_says_it(house: House) -> None:
    dossier, record = agreed(house, "budget")
    pk = entered(house, FAMILY_FUND, dossier=dossier).pk
    client = client_of(house, "Camille")
    consents.withdraw(house.keyring("Camille"), dossier, record, on=timezone.localdate())
    answer = client.post(at("decide", pk), {"proposed": "budget", "item_budget": "give"})
    assert answer.status_code == 422
    assert "La proposition a changé" in text(answer)
    assert 'name="proposed" value=""' in text(answer)


def test_two_signatures_for_justice_a_lead_reads_and_signs(house: House) -> None:
    pk = entered(house, NO_TITLE).pk
    camille, ines = client_of(house, "Camille"), client_of(house, "Ines")
    camille.post(at("decide", pk), {"proposed": ""})
    assert state(pk) == State.TO_SIGN
    assert ines.get(at("sign", pk)).status_code == 404
    asked = camille.post(at("ask-signature", pk), {"to": ""})
    assert asked.status_code == 422
    camille.post(at("ask-signature", pk), {"to": str(house.agents["Ines"].pk)})
    assert "À signer" in text(ines.get(at("list")))
    page = text(ines.get(at("sign", pk)))
    assert "Signer cette décision" in page
    ines.post(at("sign", pk), {"version": "9"})
    assert state(pk) == State.TO_SIGN, "another version than the one that was read"
    ines.post(at("sign", pk), {"version": "1"})
    assert state(pk) == State.DECIDED
    assert ines.get(at("decide", pk)).status_code == 404
    assert ines.get(at("letter", pk, "refusal")).status_code == 404


# --- letters -----------------------------------------------------------------------------------


@pytest.mark.parametrize("known", [True, False])
def test_the_demand_of_evidence_is_the_same_for_someone_known(house: House, known: bool) -> None:
    """Her agreement would shorten the list: the letter is made without it."""
    dossier, _ = agreed(house, "budget") if known else (None, None)
    asked = replace(FAMILY_FUND, evidence=())
    pk = entered(house, asked, dossier=dossier).pk
    page = text(client_of(house, "Camille").get(at("letter", pk, "demand_evidence")))
    letter = page.partition('<article class="letter"')[2].partition("</article>")[0]
    assert "l’accord signé de la personne" in letter


def test_a_letter_is_read_before_it_leaves_then_sealed_counted_and_printed_again(
    house: House,
) -> None:
    pk = entered(house, NO_TITLE).pk
    client = client_of(house, "Camille")
    url = at("letter", pk, "demand_evidence")
    checked = text(client.post(url, SENT | {"go": "check"}))
    assert "Lisez la lettre en entier" in checked
    assert "la référence du titre exécutoire" in checked
    wrong = client.post(url, SENT | {"minutes": "-3"})
    assert wrong.status_code == 422
    assert "de 0 à 1 440" in text(wrong)
    future = client.post(url, SENT | {"on": day(shift=4)})
    assert future.status_code == 422
    for form, begins in (("pdf", b"%PDF"), ("docx", b"PK")):
        answer = client.post(url, SENT | {"go": form})
        assert answer.content.startswith(begins)
        assert "no-store" in answer["Cache-Control"]
        assert answer["Content-Disposition"] == f'attachment; filename="lettre.{form}"'
    assert client.post(url, SENT).status_code == 302
    found = of(house, pk)
    assert state(pk) == State.WAITING_EVIDENCE
    assert "Ce qui manque est demandé" in text(client.get(at("show", pk)))
    assert len(found.reading.of(EvidenceDemand)) == 1
    assert found.line is not None
    assert found.line.minutes == 15
    again = client.get(at("sent", pk, found.letters[0].id))
    assert "la référence du titre exécutoire" in text(again)
    printed = client.post(at("sent", pk, found.letters[0].id), {"go": "pdf"})
    assert printed.content.startswith(b"%PDF")


def test_a_letter_says_where_it_is_made_the_legal_desk_from_the_seat(house: House) -> None:
    legal_desk(house)
    house.circonscription.commune, house.organisation.commune = "Saint-Orme", "Valmeuse"
    house.circonscription.save()
    house.organisation.save()
    pk = entered(house, NO_TITLE).pk
    url = at("letter", pk, "demand_evidence")
    assert "Saint-Orme, le" in text(client_of(house, "Camille").get(url))
    client_of(house, "Camille").post(at("transfer", pk), {"words": ""})
    assert "Valmeuse, le" in text(client_of(house, "Lou").get(url))


def test_a_limited_answer_wants_its_values_and_carries_nothing_else(house: House) -> None:
    dossier, _ = agreed(house, "budget")
    pk = entered(house, FAMILY_FUND, dossier=dossier).pk
    client = client_of(house, "Camille")
    client.post(at("decide", pk), {"proposed": "budget", "item_budget": "give"})
    url = at("letter", pk, "limited")
    empty = client.post(url, SENT | {"go": "check"})
    assert empty.status_code == 422
    assert "Écrivez « Budget »" in text(empty)
    full = SENT | {"value_budget": "Reste à vivre : 312 €"}
    checked = client.post(url, full | {"go": "check"})
    if checked.status_code == 422:
        pytest.fail(text(checked))
    early = client.post(url, full)
    if early.status_code == 422:
        assert "informée avant la réponse" in text(early)
        client.post(at("inform", pk), {"on": "aujourd’hui", "how": "En entretien"})
        early = client.post(url, full)
    assert early.status_code == 302
    assert state(pk) == State.ANSWERED
    tab = text(client.get(at("dossier", dossier.pk)))
    assert "Ce que la personne en lira" in tab
    assert "Budget" in tab


def test_a_letter_that_no_longer_fits_leads_back_to_the_request(house: House) -> None:
    client, pk = client_of(house, "Camille"), entered(house, DEPUTY_MAYOR).pk
    for kind in ("refusal", "limited", "acknowledge_withdrawal"):
        assert client.get(at("letter", pk, kind))["Location"] == at("show", pk)
    for kind in ("reminder", "inconnue"):
        assert client.get(at("letter", pk, kind)).status_code == 404


def test_the_person_may_answer_herself(house: House) -> None:
    pk = entered(house, LANDLORD).pk
    page = text(client_of(house, "Camille").get(at("letter", pk, "persons_own")))
    assert "Val-des-Saules" not in page.partition('<article class="letter"')[2]


# --- what goes with a request ------------------------------------------------------------------


def test_a_withdrawn_request_is_answered_by_taking_note(house: House) -> None:
    client, pk = client_of(house, "Camille"), entered(house, DEPUTY_MAYOR).pk
    late = client.post(at("withdraw", pk), {"on": day(shift=2)})
    assert late.status_code == 422
    client.post(at("withdraw", pk), {"on": "aujourd’hui", "words": "Par téléphone"})
    assert state(pk) == State.WITHDRAWN
    page = text(client.get(at("show", pk)))
    assert "Le demandeur a retiré sa demande" in page
    assert "Prise d’acte" in page
    assert client.post(at("letter", pk, "acknowledge_withdrawal"), SENT).status_code == 302
    assert client.get(at("decide", pk))["Location"] == at("show", pk)


def test_time_and_information_are_noted_or_refused_beside_the_field(house: House) -> None:
    client, pk = client_of(house, "Camille"), entered(house, DEPUTY_MAYOR).pk
    assert client.post(at("minutes", pk), {"minutes": "abc"}).status_code == 422
    client.post(at("minutes", pk), {"minutes": "20"})
    assert "20 minutes jusqu’ici" in text(client.get(at("show", pk)))
    assert client.post(at("inform", pk), {"on": "", "not_told_because": ""}).status_code == 422
    both = {"on": "aujourd’hui", "not_told_because": "Un texte l’interdit"}
    assert "L’un ou l’autre" in text(client.post(at("inform", pk), both))
    client.post(at("inform", pk), {"on": "", "not_told_because": "Un texte l’interdit"})
    assert "Un texte l’interdit" in text(client.get(at("show", pk)))


def test_what_the_partner_announces_comes_or_is_reminded(house: House) -> None:
    client, pk = client_of(house, "Camille"), entered(house, LANDLORD).pk
    assert client.post(at("promises", pk), {"what": ""}).status_code == 422
    told = {"what": "Le plan d’apurement", "by_whom": "Gestion locative", "due_on": day()}
    client.post(at("promises", pk), told)
    record = of(house, pk).promises[0].id
    page = text(client.get(at("reminder", pk, record)))
    assert "Le plan d’apurement" in page
    assert client.post(at("reminder", pk, record), SENT).status_code == 302
    assert of(house, pk).promises[0].content.reminded_on == (timezone.localdate(),)
    client.post(at("kept", pk, record))
    assert of(house, pk).reading.of(Promise)[0].content.came_on == timezone.localdate()


def test_linked_to_the_wrong_dossier_it_is_detached_and_nothing_stays(house: House) -> None:
    dossier, client = dossier_of(house), client_of(house, "Camille")
    pk = entered(house, NO_TITLE).pk
    assert client.get(at("unlink", pk)).status_code == 404
    assert client.post(at("link", pk), {"dossier": ""}).status_code == 422
    client.post(at("link", pk), {"dossier": str(dossier.pk)})
    assert "M. Rui Ferreira" in text(client.get(at("dossier", dossier.pk)))
    client.post(at("unlink", pk))
    assert "Personne n’a rien demandé" in text(client.get(at("dossier", dossier.pk)))
    assert client_of(house, "Alix").get(at("dossier", dossier.pk)).status_code == 404


def test_without_a_legal_desk_a_transfer_says_so_and_keeps_the_words(house: House) -> None:
    client, pk = client_of(house, "Camille"), entered(house, BAILIFF).pk
    answer = client.post(at("transfer", pk), {"words": "Le titre est joint."})
    assert answer.status_code == 422
    assert "pas encore de clé certifiée" in text(answer)
    assert "Le titre est joint." in text(answer)
    legal_desk(house)
    client.post(at("transfer", pk), {"words": "Le titre est joint."})
    assert state(pk) == State.WITH_LEGAL_DESK


def test_a_damaged_request_leads_to_its_constat(house: House) -> None:
    client, pk = client_of(house, "Camille"), entered(house, DEPUTY_MAYOR).pk
    keyring.Record.objects.filter(container=pk, kind=200).delete()
    assert client.get(at("show", pk))["Location"] == at("constat", pk)
    assert "Ce qui manque" in text(client.get(at("constat", pk)))
    client.post(at("constat", pk))
    assert client.get(at("list")).status_code == 200
