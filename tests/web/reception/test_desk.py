"""The desk: who may come, a request noted in a minute, nothing lost."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from entrenous.agents.models import Secteur, StreetRange
from entrenous.dossiers.codes import Carry, Theme
from entrenous.dossiers.contents import ReceptionMessage
from entrenous.journal.acts import Act
from entrenous.journal.models import Entry
from entrenous.keyring import drafts, models, records
from entrenous.reception import queries
from entrenous.reception.codes import Urgency
from entrenous.reception.models import Appointment, Demande, Directory
from tests.altered import altered
from tests.browsing import client_of
from tests.people import House
from tests.reception.test_demandes import record
from tests.reception.test_directory import followed

TYPED = {
    "channel": "walk_in",
    "origin": "person",
    "family_name": "Sarr-Lemoine",
    "given_name": "Awa",
    "birth_year": "1991",
    "commune": "St Orme",
    "street": "3 bis r. des Tanneurs",
    "words": "On m’a baissé le courant, le chauffage ne tient plus.",
    "themes": ["ENE", "ENF"],
    "signs": ["energy"],
    "urgency_action": "duty",
    "contact": "+33 1 99 00 11 22",
    "safety": "no_message",
    "carry": "full",
    "decision": "duty",
}


@pytest.fixture
def desk(house: House) -> Client:
    StreetRange.objects.create(
        secteur=house.secteur, commune="Saint-Orme", street="rue des Tanneurs"
    )
    return client_of(house, "Rachel")


def send(client: Client, **changes: object) -> object:
    url = reverse("reception:arrival", args=[uuid4()])
    return client.post(url, {**TYPED, **changes})


@pytest.mark.parametrize("who", ["Camille", "Ines", "Lou", "Ada", "Max"])
def test_the_desk_is_for_reception(house: House, who: str) -> None:
    client = client_of(house, who)
    assert client.get(reverse("reception:desk")).status_code == 404
    assert client.post(reverse("reception:search"), {"name": "x"}).status_code == 404


@pytest.mark.parametrize("who", ["Ines", "Lou", "Ada", "Max"])
def test_requests_and_agendas_are_for_reception_and_workers(house: House, who: str) -> None:
    demande = record(house)
    client = client_of(house, who)
    for name in ("demande", "receipt"):
        assert client.get(reverse(f"reception:{name}", args=[demande.pk])).status_code == 404
    assert client.get(reverse("reception:agenda")).status_code == 404
    assert client.get(reverse("reception:arrival", args=[uuid4()])).status_code == 404


def test_an_empty_desk_says_what_to_do(desk: Client) -> None:
    page = desk.get(reverse("reception:desk")).content.decode()
    assert "Personne n’attend" in page
    assert reverse("reception:start") in page


@pytest.mark.parametrize(
    "typed", ["+44 20 7946 0958", "0032 2 555 01 02", "115", "awa@exemple.invalid"]
)
def test_a_number_of_elsewhere_or_an_address_is_kept_as_it_is_said(
    house: House, desk: Client, typed: str
) -> None:
    send(desk, contact=typed)
    opened = queries.open_demande(Demande.objects.get().pk, by=house.keyring("Camille"))
    assert opened.identity.contact == typed


def test_a_request_is_recorded_with_its_secteur_found_at_once(house: House, desk: Client) -> None:
    answer = send(desk)
    demande = Demande.objects.get()
    assert answer.status_code == 302  # type: ignore[attr-defined]
    assert (demande.secteur, demande.level) == (house.secteur, Urgency.TODAY)
    opened = queries.open_demande(demande.pk, by=house.keyring("Camille"))
    assert opened.identity.contact == "01 99 00 11 22"
    assert opened.identity.carry is Carry.FULL
    assert opened.themes.themes == (Theme.ENE, Theme.ENF)


def test_someone_who_refuses_everything_is_recorded_all_the_same(desk: Client) -> None:
    url = reverse("reception:arrival", args=[uuid4()])
    sent = {"channel": "phone", "decision": "no_suite", "no_suite": "withdrawn"}
    page = desk.post(url, sent, follow=True).content.decode()
    assert "Personne sans nom" in page
    assert Demande.objects.get().status == "closed"


def test_an_address_in_no_secteur_is_never_lost(desk: Client) -> None:
    send(desk, commune="Saint-Orme", street="rue Inconnue")
    send(desk, commune="Ailleurs", street="1 rue X")
    assert list(Demande.objects.values_list("secteur", flat=True)) == [None, None]


def test_a_street_on_two_secteurs_is_chosen(house: House, desk: Client) -> None:
    other = Secteur.objects.create(circonscription=house.circonscription, name="Secteur 08")
    StreetRange.objects.create(secteur=other, commune="Saint-Orme", street="rue des Tanneurs")
    refused = send(desk)
    assert refused.status_code == 422  # type: ignore[attr-defined]
    page = refused.content.decode()  # type: ignore[attr-defined]
    assert "plusieurs secteurs" in page
    assert "On m’a baissé le courant" in page
    send(desk, secteur=str(other.pk))
    assert Demande.objects.get().secteur == other
    send(desk, secteur="later")
    assert Demande.objects.filter(secteur=None).count() == 1


def test_a_secteur_that_the_address_outdated_is_forgotten(house: House, desk: Client) -> None:
    other = Secteur.objects.create(circonscription=house.circonscription, name="Secteur 08")
    send(desk, secteur=str(other.pk))
    assert Demande.objects.get().secteur == house.secteur


def test_the_secteur_is_shown_while_one_types(house: House, desk: Client) -> None:
    page = desk.post(reverse("reception:secteur"), TYPED).content.decode()
    assert "Secteur 07" in page
    assert "Camille Fictif" in page
    assert "<html" not in page


def test_without_javascript_the_secteur_is_found_and_nothing_is_lost(desk: Client) -> None:
    url = reverse("reception:arrival", args=[uuid4()])
    page = desk.post(url, {**TYPED, "find_secteur": "1"}, follow=True).content.decode()
    assert "Secteur 07" in page
    assert "On m’a baissé le courant" in page
    assert not Demande.objects.exists()


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"decision": ""}, "Choisissez ce qui est décidé."),
        ({"decision": "appointment"}, "Choisissez avec qui."),
        ({"decision": "other_service"}, "Indiquez le service"),
        ({"decision": "no_suite"}, "Choisissez la raison."),
        ({"themes": ["LOG", "BUD", "ENE", "ADM"]}, "trois thèmes au plus"),
        ({"safety": "rule"}, "Précisez quand et comment"),
        ({"birth_year": "3"}, "en quatre chiffres"),
        ({"words": "a" * 6000}, "caractères"),
        ({"channel": "smoke"}, "Choisissez une réponse"),
        ({"contact": "01 99 00 1"}, "n’a pas dix chiffres"),
        ({"contact": "01 99 00 11 22 3"}, "avec son indicatif"),
    ],
)
def test_what_cannot_be_kept_is_explained_and_nothing_is_lost(
    desk: Client, changes: dict[str, object], told: str
) -> None:
    answer = send(desk, **changes)
    page = answer.content.decode()  # type: ignore[attr-defined]
    assert answer.status_code == 422  # type: ignore[attr-defined]
    assert told in page
    assert "Sarr-Lemoine" in page
    assert not Demande.objects.exists()


@pytest.mark.parametrize(
    ("moment", "told"),
    [
        ({"on": "1 1 2020", "at": "9 h"}, "déjà passé"),
        ({"on": "1 1 2050", "at": "9 h"}, "plus de deux ans"),
        ({"on": "31 2 2027", "at": "9 h"}, "n’existe pas"),
        ({"on": "28 3 2027", "at": "2 h 30"}, "change d’heure"),
        ({"on": "1 3 2027", "at": "25 h"}, "n’existe pas"),
        ({"on": "1 3 2027", "at": "9 h", "minutes": "0"}, "5 à 480"),
    ],
)
def test_an_impossible_moment_is_refused_with_a_sentence(
    house: House, desk: Client, moment: dict[str, str], told: str
) -> None:
    worker = str(house.agents["Camille"].pk)
    answer = send(desk, decision="appointment", worker=worker, **moment)
    assert answer.status_code == 422  # type: ignore[attr-defined]
    assert told in answer.content.decode()  # type: ignore[attr-defined]
    assert not Demande.objects.exists()


def test_a_double_booking_says_when_she_is_free(house: House, desk: Client) -> None:
    worker = str(house.agents["Camille"].pk)
    slot = {"decision": "appointment", "worker": worker, "on": "1 3 2027", "at": "9 h"}
    send(desk, **slot)
    refused = send(desk, **{**slot, "at": "9 h 30"})
    assert refused.status_code == 422  # type: ignore[attr-defined]
    assert (
        "Camille Fictif a déjà quelque chose de 9\xa0h à 9\xa0h\xa045" in refused.content.decode()
    )  # type: ignore[attr-defined]
    assert Appointment.objects.count() == Demande.objects.count() == 1


def test_two_clicks_on_save_make_one_request(desk: Client) -> None:
    url = reverse("reception:arrival", args=[uuid4()])
    desk.post(url, TYPED)
    desk.post(url, TYPED)
    assert Demande.objects.count() == 1


def test_another_container_cannot_be_taken_for_a_request(house: House, desk: Client) -> None:
    dossier = followed(house, "Lefèvre", "Zoé")
    url = reverse("reception:arrival", args=[dossier.pk])
    assert desk.post(url, TYPED).status_code == 404


def test_a_closed_vault_keeps_what_was_typed(house: House, desk: Client) -> None:
    chosen = uuid4()
    url = reverse("reception:arrival", args=[chosen])
    locked = client_of(house, "Rachel", locked=True)
    assert locked.post(url, TYPED).status_code == 302
    row = models.Draft.objects.get(agent=house.agents["Rachel"])
    typed = drafts.open_draft(row, house.secrets["Rachel"])
    assert typed is not None
    assert typed.fields["words"] == [TYPED["words"]]
    page = desk.get(url).content.decode()
    assert "On m’a baissé le courant" in page


def test_several_drafts_are_open_at_once_and_one_can_be_given_up(
    house: House, desk: Client
) -> None:
    first, second = uuid4(), uuid4()
    for chosen in (first, second):
        drafts.save(house.agents["Rachel"], "reception:arrival", chosen, {"words": "x"})
    page = desk.get(reverse("reception:desk")).content.decode()
    assert page.count("Reprendre <span") == 2
    desk.post(reverse("reception:discard", args=[first]))
    page = desk.get(reverse("reception:desk")).content.decode()
    assert page.count("Reprendre <span") == 1


def test_violence_is_never_proposed_at_reception(desk: Client) -> None:
    page = desk.get(reverse("reception:arrival", args=[uuid4()])).content.decode()
    assert 'value="VIO"' not in page
    assert 'value="SEP"' in page


def test_the_sign_ticked_is_not_kept_anywhere(house: House, desk: Client) -> None:
    send(desk, signs=["life"])
    demande = Demande.objects.get()
    opened = queries.open_demande(demande.pk, by=house.keyring("Rachel"))
    assert demande.level is Urgency.NOW
    assert "life" not in repr(opened) + str(Demande.objects.values().get())


def test_a_message_reaches_the_one_who_follows_her(house: House, desk: Client) -> None:
    dossier = followed(house, "Lefèvre", "Zoé")
    url = reverse("reception:message", args=[dossier.pk])
    assert desk.post(url, {"text": ""}).status_code == 422
    desk.post(url, {"text": "Passe jeudi avec la facture."})
    opened = house.keyring("Camille").open(dossier.pk, Act.DOSSIER_OPENED)
    left = records.read(opened).one(ReceptionMessage)
    assert left is not None
    assert left.content.text == "Passe jeudi avec la facture."


def test_a_protected_dossier_takes_no_message_from_reception(house: House, desk: Client) -> None:
    dossier = followed(house, "Cachée", "Une", is_protected=True)
    for name in ("message", "appointment"):
        assert desk.get(reverse(f"reception:{name}", args=[dossier.pk])).status_code == 404


def test_the_queue_costs_the_same_for_one_or_ten(house: House, desk: Client) -> None:
    url = reverse("reception:desk")
    record(house)
    desk.get(url)
    with CaptureQueriesContext(connection) as one:
        desk.get(url)
    for _ in range(9):
        record(house)
    desk.get(url)
    with CaptureQueriesContext(connection) as ten:
        page = desk.get(url).content.decode()
    assert "10\xa0attendent" in page
    assert len(ten) <= len(one) + 2


def test_a_receipt_follows_what_she_can_carry(house: House, desk: Client) -> None:
    send(desk, carry="nothing", words="a")
    send(desk, carry="neutral", words="b")
    send(desk, carry="full", words="c")
    nothing, neutral, full = Demande.objects.order_by("received_at")
    assert desk.get(reverse("reception:receipt", args=[nothing.pk])).status_code == 404
    slip = desk.get(reverse("reception:receipt", args=[neutral.pk])).content.decode()
    sheet = slip[slip.index("<main") :]
    for named in ("service", "social", "Val-des-Saules", "Awa", house.organisation.name):
        assert named not in sheet
    assert (
        "Val-des-Saules" in desk.get(reverse("reception:receipt", args=[full.pk])).content.decode()
    )


def test_what_is_past_midnight_leaves_the_queue_when_it_is_over(house: House, desk: Client) -> None:
    from entrenous.reception.actions import Suite
    from entrenous.reception.codes import Decision

    done = record(house, Suite(Decision.ANSWERED))
    assert done.ticket in desk.get(reverse("reception:desk")).content.decode()
    yesterday = timezone.localdate() - timedelta(days=1)
    Demande.objects.filter(pk=done.pk).update(received_on=yesterday)
    assert done.ticket not in desk.get(reverse("reception:desk")).content.decode()


def test_a_damaged_directory_is_said_and_cards_wait_for_its_constat(
    house: House, desk: Client
) -> None:
    followed(house, "Lefèvre", "Zoé")
    desk.get(reverse("reception:desk"))
    directory = Directory.objects.get().pk
    row = models.Record.objects.filter(container_id=directory).latest("pk")
    models.Record.objects.filter(pk=row.pk).update(blob=altered(row.blob))
    followed(house, "Ourcival", "Bastien")
    page = desk.get(reverse("reception:desk"))
    address = reverse("reception:directory-constat", args=[house.circonscription.pk])
    assert address in page.content.decode()
    said = desk.get(address).content.decode()
    assert "les cartes" in said
    assert client_of(house, "Camille").get(address).status_code == 404
    desk.post(address)
    assert Entry.objects.filter(act=Act.CONSTAT, container=directory).exists()
    found = desk.post(reverse("reception:search"), {"name": "Ourcival"}).content.decode()
    assert "OURCIVAL Bastien" in found
    lost = desk.post(reverse("reception:search"), {"name": "Lefèvre"}).content.decode()
    assert "Une personne connue peut ne pas être trouvée" in lost
