"""The administration: accounts, places, secteurs. It sees no person and opens no dossier."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from entrenous.agents.models import Agent, Circonscription, Secteur, StreetRange
from entrenous.journal.acts import Act
from entrenous.journal.models import Entry
from entrenous.keyring import invitations
from entrenous.keyring.certificates import is_certified
from tests.browsing import client_of
from tests.dossiers.files import open_samia
from tests.people import PHRASE, House, build_house

PLAIN = [
    "admin:accounts", "admin:account_new", "admin:organisation", "admin:place_new",
    "admin:secteurs", "admin:secteur_new", "admin:import", "admin:export", "admin:neighbours",
    "admin:neighbour_new", "admin:communes",
]  # fmt: skip


def text_of(response: object) -> str:
    return response.content.decode()  # type: ignore[attr-defined,no-any-return]


def addresses(house: House) -> list[str]:
    camille = house.agents["Camille"].pk
    return [
        *map(reverse, PLAIN),
        reverse("admin:account", args=[camille]),
        reverse("admin:invite", args=[camille]),
        reverse("admin:account_close", args=[camille]),
        reverse("admin:place", args=[house.circonscription.pk]),
        reverse("admin:secteur", args=[house.secteur.pk]),
    ]


NEW = {
    "given_name": "Nadia", "family_name": "Fictif", "login": "nadia.fictif", "phone": "",
    "rows": "2", "f0-kind": "reception", "f0-title": "", "f1-kind": "", "f1-where": "",
}  # fmt: skip


def test_only_the_administration_sees_these_pages(house: House) -> None:
    for name in ("Camille", "Rachel", "Ines", "Lou", "Max"):
        client = client_of(house, name)
        for address in addresses(house):
            assert client.get(address).status_code == 404, (name, address)
    client = client_of(house, "Ada")
    for address in addresses(house):
        assert client.get(address).status_code == 200, address


def test_objects_of_another_organisation_do_not_exist(house: House) -> None:
    other = build_house("Ailleurs (fictif)")
    client = client_of(house, "Ada")
    for name, pk in (
        ("admin:account", other.agents["Ines"].pk),
        ("admin:invite", other.agents["Ines"].pk),
        ("admin:account_close", other.agents["Ines"].pk),
        ("admin:place", other.circonscription.pk),
        ("admin:secteur", other.secteur.pk),
    ):
        assert client.get(reverse(name, args=[pk])).status_code == 404
        assert client.post(reverse(name, args=[pk])).status_code == 404


def test_an_account_is_created_with_its_functions_then_invited(house: House) -> None:
    client = client_of(house, "Ada")
    told = NEW | {"f0-where": f"c{house.circonscription.pk}"}
    answer = client.post(reverse("admin:account_new"), told)
    nadia = Agent.objects.get(login="nadia.fictif")
    assert answer["Location"] == reverse("admin:invite", args=[nadia.pk])
    assert nadia.circonscriptions_as("reception") == [house.circonscription]
    assert Entry.objects.filter(act=Act.ACCOUNT_CREATED, about=nadia.pk).exists()
    page = client.post(answer["Location"])
    agent, _ = invitations.accept(page.context["code"], PHRASE)
    assert agent == nadia
    assert page.context["code"] not in text_of(client.get(answer["Location"]))


def test_a_wrong_account_is_refused_and_nothing_typed_is_lost(house: House) -> None:
    client = client_of(house, "Ada")
    told = NEW | {"given_name": "", "f0-where": "", "phone": "01 99 00 11 22"}
    answer = client.post(reverse("admin:account_new"), told)
    assert answer.status_code == 422
    assert "Choisissez où" in text_of(answer)
    assert "01 99 00 11 22" in text_of(answer)
    assert not Agent.objects.filter(login="nadia.fictif").exists()
    lines_only = client.post(reverse("admin:account_new"), NEW | {"f0-where": ""})
    assert lines_only.status_code == 422
    assert "data-resume-erreurs" in text_of(lines_only)


def test_a_login_already_used_is_said(house: House) -> None:
    client = client_of(house, "Ada")
    told = NEW | {"login": house.agents["Camille"].login, "f0-kind": ""}
    answer = client.post(reverse("admin:account_new"), told)
    assert answer.status_code == 422
    assert "Choisissez-en un autre" in text_of(answer)


def test_one_more_line_of_function_keeps_what_was_typed(house: House) -> None:
    answer = client_of(house, "Ada").post(reverse("admin:account_new"), NEW | {"more": "1"})
    assert answer.status_code == 200
    assert "f2-kind" in text_of(answer)
    assert 'value="Nadia"' in text_of(answer)


def test_functions_are_changed_but_never_the_last_administrator(house: House) -> None:
    client, ada = client_of(house, "Ada"), house.agents["Ada"]
    told = NEW | {"login": ada.login, "f0-kind": "management", "f0-where": ""}
    refused = client.post(reverse("admin:account", args=[ada.pk]), told)
    assert refused.status_code == 422
    assert "administre les comptes" in text_of(refused)
    max_ = house.agents["Max"]
    told = NEW | {"login": max_.login, "f0-kind": "administrator", "f0-where": ""}
    assert client.post(reverse("admin:account", args=[max_.pk]), told).status_code == 302
    assert Agent.objects.get(pk=max_.pk).has_function("administrator")


def test_closing_says_how_many_dossiers_by_place_and_names_nobody(house: House) -> None:
    open_samia(house)
    client = client_of(house, "Ada")
    address = reverse("admin:account_close", args=[house.agents["Camille"].pk])
    page = text_of(client.get(address))
    assert "Val-des-Saules" in page
    assert "AMRANI" not in page.upper()
    refused = client.post(address)
    assert refused.status_code == 422
    assert Agent.objects.get(pk=house.agents["Camille"].pk).is_active


def test_closing_a_lone_member_of_a_group_is_refused_and_one_s_own_account_too(
    house: House,
) -> None:
    client = client_of(house, "Ada")
    lead = reverse("admin:account_close", args=[house.agents["Ines"].pk])
    assert "responsable" in text_of(client.post(lead))
    own = client.post(reverse("admin:account_close", args=[house.agents["Ada"].pk]))
    assert own.status_code == 422
    house.open_group("legal_desk", "Lou")
    lou = client.post(reverse("admin:account_close", args=[house.agents["Lou"].pk]))
    assert lou.status_code == 422
    assert "membre" in text_of(lou)


def test_an_account_without_anything_to_hand_over_is_closed(house: House) -> None:
    sacha = house.agents["Sacha"]
    answer = client_of(house, "Ada").post(reverse("admin:account_close", args=[sacha.pk]))
    assert answer.status_code == 302
    sacha.refresh_from_db()
    assert not sacha.is_active
    assert not is_certified(house.organisation.pk, sacha.pk)


def test_a_new_enrolment_says_what_is_lost_before(house: House) -> None:
    open_samia(house)
    client = client_of(house, "Ada")
    address = reverse("admin:invite", args=[house.agents["Camille"].pk])
    page = text_of(client.get(address))
    assert "verra 0" in page
    assert "1\N{NO-BREAK SPACE}dossier" in page
    assert client.post(address).context["code"]
    assert Entry.objects.filter(act=Act.ENROLMENT_RESET).exists()


def test_places_and_the_organisation_are_renamed_and_journaled(house: House) -> None:
    client = client_of(house, "Ada")
    before = Entry.objects.filter(act=Act.ORGANISATION_CHANGED).count()
    told = {"name": "Antenne nord", "address": "", "phone": "01 99 00 12 12"}
    assert client.post(reverse("admin:place_new"), told).status_code == 302
    again = client.post(reverse("admin:place_new"), told)
    assert again.status_code == 422
    assert "déjà pris" in text_of(again)
    assert Circonscription.objects.filter(name="Antenne nord").count() == 1
    shown = {
        "name": house.organisation.name,
        "unit_label": "territoire",
        "commune": "Valmeuse",
        "objection_days": "45",
        "relay_days": "7",
        "complaint_days": "21",
        "message_days": "2",
    }
    assert client.post(reverse("admin:organisation"), shown).status_code == 302
    house.organisation.refresh_from_db()
    assert (house.organisation.unit_label, house.organisation.commune) == ("territoire", "Valmeuse")
    assert house.organisation.objection_days == 45
    assert (house.organisation.relay_days, house.organisation.complaint_days) == (7, 21)
    assert house.organisation.message_days == 2
    too_short = client.post(reverse("admin:organisation"), shown | {"objection_days": "3"})
    assert too_short.status_code == 422
    assert "Quinze jours au moins" in text_of(too_short)
    assert Entry.objects.filter(act=Act.ORGANISATION_CHANGED).count() == before + 2


def test_a_secteur_is_made_and_its_streets_added_and_removed(house: House) -> None:
    client = client_of(house, "Ada")
    told = {"name": "Secteur 08", "place": str(house.circonscription.pk)}
    address = client.post(reverse("admin:secteur_new"), told)["Location"]
    row = Secteur.objects.get(name="Secteur 08")
    street = {"commune": "Chanteuil", "rue": "rue des Lilas", "cote": "pairs", "du": "2", "au": "8"}
    assert client.post(address, street).status_code == 302
    kept = StreetRange.objects.get(secteur=row)
    assert (kept.first, kept.last, kept.parity) == (2, 8, "even")
    assert client.post(reverse("admin:range_remove", args=[row.pk, kept.pk])).status_code == 302
    assert not StreetRange.objects.filter(secteur=row).exists()
    assert client.post(address, {"rename": "1", "s-name": "Secteur 07"}).status_code == 422


@pytest.mark.parametrize(
    ("street", "sentence"),
    [
        ({"commune": ""}, "Indiquez la commune"),
        ({"commune": "Chanteuil", "du": "3"}, "indiquez la rue"),
        ({"commune": "Chanteuil", "rue": "rue A", "du": "douze"}, "douze"),
        ({"commune": "Chanteuil", "rue": "rue A", "du": "9", "au": "3"}, "précéder"),
    ],
)
def test_a_wrong_street_is_refused_beside_its_field(
    house: House, street: dict[str, str], sentence: str
) -> None:
    address = reverse("admin:secteur", args=[house.secteur.pk])
    answer = client_of(house, "Ada").post(address, street)
    assert answer.status_code == 422
    assert sentence in text_of(answer)
    assert not StreetRange.objects.filter(secteur=house.secteur).exists()


def test_the_list_of_accounts_costs_the_same_for_more_colleagues(house: House) -> None:
    client = client_of(house, "Ada")
    with CaptureQueriesContext(connection) as few:
        client.get(reverse("admin:accounts"))
    for name in ("Un", "Deux", "Trois"):
        house.enrol(name, "reception")
    with CaptureQueriesContext(connection) as more:
        client.get(reverse("admin:accounts"))
    assert len(more) <= len(few)


def test_a_closed_account_can_be_found_again(house: House) -> None:
    client = client_of(house, "Ada")
    assert "Aucun compte fermé" in text_of(client.get(reverse("admin:accounts") + "?fermes"))
    client.post(reverse("admin:account_close", args=[house.agents["Sacha"].pk]))
    assert "Sacha" in text_of(client.get(reverse("admin:accounts") + "?fermes"))
