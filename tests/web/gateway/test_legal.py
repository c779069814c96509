"""The legal desk: transferred letters, cards, deferred information, rules, articles, the export."""

from dataclasses import replace
from uuid import UUID

from django.db import connection
from django.test.utils import CaptureQueriesContext

from entrenous.dossiers.actions import change_card
from entrenous.dossiers.contents import PersonCard
from entrenous.gateway.codes import State
from entrenous.gateway.legal_desk import send_to_legal_desk
from entrenous.gateway.models import ConfirmedArticle, ThirdPartyRequest
from entrenous.journal.acts import Act
from entrenous.journal.models import Entry
from tests.browsing import client_of
from tests.gateway.letters import BAILIFF, POLICE, dossier_of, entered, legal_desk
from tests.people import House
from tests.web.gateway.desk import at, day, text

POLICE_NAMED = replace(POLICE, requester_name="OPJ Fictif-Requérant")


def transferred(house: House, dossier: object = None) -> UUID:
    pk = entered(house, BAILIFF, dossier=dossier).pk
    send_to_legal_desk(house.keyring("Camille"), pk, "Titre joint.")
    return pk


def test_everything_is_empty_and_says_so_at_first(house: House) -> None:
    client = client_of(house, "Lou")
    assert "Rien n’est transmis" in text(client.get(at("legal")))
    assert "Le registre est vide" in text(client.get(at("register")))
    assert "Aucune information différée" in text(client.get(at("embargoes")))
    assert "n’a pas de règle propre" in text(client.get(at("rules")))


def test_what_is_transferred_is_read_and_may_be_given_back(house: House) -> None:
    legal_desk(house)
    pk, client = transferred(house), client_of(house, "Lou")
    assert "Me R. Vasselin" in text(client.get(at("legal")))
    page = text(client.get(at("show", pk)))
    assert "Titre joint." in page
    assert "/dossiers/" not in page
    assert "Vous répondez pour l’institution" in page
    assert client.post(at("hand-back", pk), {"words": ""}).status_code == 422
    client.post(at("hand-back", pk), {"words": "À vous de répondre."})
    assert ThirdPartyRequest.objects.get(pk=pk).state == State.RECEIVED
    assert client_of(house, "Camille").get(at("hand-back", pk)).status_code == 404


def test_the_card_is_journaled_and_a_protected_address_stops_everything(house: House) -> None:
    legal_desk(house)
    dossier = dossier_of(house)
    pk, client = transferred(house, dossier), client_of(house, "Lou")
    assert "3 rue du Puits" in text(client.get(at("card", pk)))
    assert Entry.objects.filter(act=Act.CARD_READ, container=dossier.pk, about=pk).count() == 1
    hidden = PersonCard(family_name="Ferreira", street="3 rue du Puits", is_protected=True)
    change_card(house.keyring("Camille"), dossier, hidden, based_on=1)
    stopped = text(client.get(at("card", pk)))
    assert "Arrêtez-vous" in stopped
    assert "rue du Puits" not in stopped
    deciding = text(client.get(at("decide", pk)))
    assert "Garder : c’est la proposition" in deciding
    beyond = {"proposed": "", "item_adresse": "give", "item_employeur": "keep"}
    answer = client.post(at("decide", pk), beyond)
    assert "Écrivez la raison de cet écart" in text(answer)
    other = entered(house, replace(BAILIFF, reference="2")).pk
    send_to_legal_desk(house.keyring("Camille"), other)
    unknown = text(client.get(at("card", other)))
    assert unknown.count("Arrêtez-vous") == stopped.count("Arrêtez-vous"), "the same page"


def test_a_card_is_searched_by_its_name_in_the_body_only(house: House) -> None:
    legal_desk(house)
    dossier_of(house)
    client = client_of(house, "Lou")
    found = client.post(at("cards"), {"family_name": "ferreira"})
    assert "3 rue du Puits" in text(found)
    none = text(client.post(at("cards"), {"family_name": "Inconnue"}))
    assert "Cela ne dit pas que la personne est inconnue" in none
    assert client.post(at("cards"), {"family_name": ""}).status_code == 422
    for number in range(4):
        dossier_of(house, family_name=f"Autre-Fictif{number}")
    with CaptureQueriesContext(connection) as asked:
        client.post(at("cards"), {"family_name": "Inconnue"})
    assert len(asked) <= 45


def test_deferred_information_is_lifted_with_a_day_and_a_reason(house: House) -> None:
    legal_desk(house)
    dossier = dossier_of(house)
    pk = entered(house, POLICE_NAMED, dossier=dossier).pk
    client = client_of(house, "Lou")
    listed = text(client.get(at("embargoes")))
    assert at("lift", pk) in listed
    assert "Fictif-Requérant" not in listed, "the register holds no name"
    camille = client_of(house, "Camille")
    assert "1 information différée" in text(camille.get(at("dossier", dossier.pk)))
    told = camille.post(at("inform", pk), {"on": "aujourd’hui"})
    assert told.status_code == 422
    assert "le service juridique la lève d’abord" in text(told)
    refused = client.post(at("lift", pk), {"lifted_on": day(shift=3), "reason": ""})
    assert refused.status_code == 422
    assert "Écrivez pourquoi la personne peut maintenant être informée" in text(refused)
    before = client.post(at("lift", pk), {"lifted_on": "01 01 2026", "reason": "Enquête close"})
    assert "précède l’arrivée de la lettre" in text(before)
    assert "Enquête close" in text(before)
    client.post(at("lift", pk), {"lifted_on": "aujourd’hui", "reason": "Enquête close"})
    assert "Aucune information différée" in text(client.get(at("embargoes")))
    assert client.get(at("lift", pk))["Location"] == at("embargoes")
    assert camille.get(at("lift", pk)).status_code == 404


def test_the_register_counts_by_kind_of_requester_and_leaves_without_a_name(house: House) -> None:
    legal_desk(house)
    entered(house, BAILIFF)
    entered(house, POLICE_NAMED)
    client = client_of(house, "Lou")
    page = text(client.get(at("register")))
    assert "Partenaire ou prestataire" in page
    assert "Commissaire de justice" in page
    for shown in ("L152-1", "à vérifier", "pas encore", "différée"):
        assert shown in page, shown
    chosen = client.get(at("register") + "?demandeur=huissier_exec").context["lines"]
    assert [each["line"].requester for each in chosen] == ["huissier_exec"]
    answer = client.post(at("export"), {})
    assert answer["Content-Type"].startswith("text/csv")
    assert "no-store" in answer["Cache-Control"]
    lines = answer.content.decode().splitlines()
    assert len(lines) == 3
    for name in ("Vasselin", "Requérant", "Ferreira", "Sarr"):
        assert name not in answer.content.decode()
        assert name not in page
    kept = client.post(at("export"), {"since_on": "01 02 2026"})
    assert len(kept.content.decode().splitlines()) == 2
    wrong = client.post(at("export"), {"since_on": "02 02 2026", "until_on": "01 02 2026"})
    assert wrong.status_code == 422
    assert "précède la première" in text(wrong)


def test_the_base_is_read_rule_by_rule_with_what_is_not_verified(house: House) -> None:
    client = client_of(house, "Lou")
    assert "Commissaire de justice" in text(client.get(at("rules")))
    page = text(client.get(at("rule", "huissier_exec")))
    assert "L152-1" in page
    assert "Jamais donné" in page or "Ses cas" in page
    assert "à vérifier" in page
    assert client.get(at("rule", "inconnue")).status_code == 404


def test_an_article_is_confirmed_by_name_and_day_then_doubted(house: House) -> None:
    client = client_of(house, "Lou")
    article = {"text": "Code des procédures civiles d’exécution", "article": "L152-1"}
    client.post(at("confirm"), article)
    row = ConfirmedArticle.objects.get()
    assert row.confirmed_by == house.agents["Lou"]
    page = text(client.get(at("articles")))
    assert "Confirmé par Lou Fictif" in page
    client.post(at("confirm"), article | {"doubt": "1"})
    assert not ConfirmedArticle.objects.exists()
    assert client.post(at("confirm"), {"text": "Code inventé", "article": "1"}).status_code == 404
    assert client.post(at("confirm"), {}).status_code == 404


def test_a_lead_or_a_worker_finds_none_of_these_pages(house: House) -> None:
    for who in ("Camille", "Ines", "Rachel"):
        client = client_of(house, who)
        for name in ("legal", "register", "cards", "embargoes", "rules", "articles"):
            assert client.get(at(name)).status_code == 404, (who, name)
