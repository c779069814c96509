"""« Trouver un secteur »: one answer in one step, and where to go when it is not here."""

import pytest
from django.urls import reverse

from entrenous.agents.models import Commune, NeighbourService, Secteur, StreetRange
from entrenous.journal.models import Entry
from tests.browsing import client_of
from tests.people import House, build_house


def text_of(response: object) -> str:
    return response.content.decode()  # type: ignore[attr-defined,no-any-return]


@pytest.fixture
def street(house: House) -> StreetRange:
    return StreetRange.objects.create(
        secteur=house.secteur,
        commune="Saint-Orme",
        street="rue de la République",
        former="rue Impériale",
    )


def ask(house: House, street: str, commune: str = "St Orme", name: str = "Rachel") -> str:
    client = client_of(house, name)
    return text_of(client.post(reverse("territory:find"), {"street": street, "commune": commune}))


def neighbour(house: House, **more: str) -> NeighbourService:
    told = {"name": "MDS de Felletin (fictif)", "phone": "01 99 00 30 00"} | more
    return NeighbourService.objects.create(organisation=house.organisation, **told)


def test_only_the_desk_and_the_workers_find_secteurs(house: House) -> None:
    row = neighbour(house)
    addresses = [reverse("territory:find"), reverse("territory:hand-off", args=[row.pk])]
    for name, status in (("Rachel", 200), ("Camille", 200), ("Lou", 404), ("Ada", 404)):
        for address in addresses:
            assert client_of(house, name).get(address).status_code == status
    other = build_house("Ailleurs (fictif)")
    foreign = NeighbourService.objects.create(organisation=other.organisation, name="X")
    address = reverse("territory:hand-off", args=[foreign.pk])
    assert client_of(house, "Rachel").get(address).status_code == 404


@pytest.mark.usefixtures("street")
def test_an_address_said_in_short_gives_its_secteur_at_once(house: House) -> None:
    page = ask(house, "12 bis r. de la Rép")
    assert house.secteur.name in page
    assert "Vérifiez avec la personne" in page
    assert "s’appelle maintenant rue de la République" in ask(house, "3 rue Impériale")


@pytest.mark.usefixtures("street")
def test_two_secteurs_or_none_are_said(house: House) -> None:
    other = Secteur.objects.create(circonscription=house.circonscription, name="Secteur 08")
    StreetRange.objects.create(secteur=other, commune="Saint-Orme", street="rue de la République")
    page = ask(house, "3 rue de la République")
    assert "plusieurs secteurs" in page
    assert "Secteur 08" in page
    assert "Chez nous, mais dans aucun secteur" in ask(house, "3 impasse Perdue")


@pytest.mark.usefixtures("street")
def test_out_of_the_territory_the_right_service_is_given(house: House) -> None:
    assert "Aucun service voisin" in ask(house, "1 rue X", "Felletin")
    Commune.objects.create(insee="23079", name="Felletin", key="felletin")
    neighbour(house, department="23")
    neighbour(house, name="Partout (fictif)")
    page = ask(house, "1 rue X", "Felletin")
    assert "MDS de Felletin" in page
    assert "département 23" in page
    assert "Partout" not in page
    assert "Partout" in ask(house, "1 rue X", "Commune Inconnue")


def test_the_paper_says_where_to_go_and_never_who_comes(house: House) -> None:
    row = neighbour(house, hours="du lundi au vendredi, 9 h à 16 h")
    client = client_of(house, "Rachel")
    address = reverse("territory:hand-off", args=[row.pk])
    assert client.post(address, {}).status_code == 422
    said = {"told": "expected", "when": "lundi à 10 h, guichet 2"}
    paper = text_of(client.post(address, said))
    assert "guichet 2" in paper
    assert "vous y êtes attendu" in paper
    assert house.circonscription.name in paper
    neutral = text_of(client.post(address, said | {"neutral": "on"}))
    assert house.circonscription.name not in neutral
    assert "01 99 00 30 00" in neutral


def test_an_address_is_written_nowhere(house: House) -> None:
    before = Entry.objects.count()
    client = client_of(house, "Rachel")
    seen = Entry.objects.count()
    told = {"street": "9 rue Canari-Zèbre", "commune": "Saint-Orme"}
    answer = client.post(reverse("territory:find"), told)
    assert answer.status_code == 200
    assert Entry.objects.count() == seen >= before
    refused = client.post(reverse("territory:find"), told | {"commune": ""})
    assert refused.status_code == 422
    assert "9 rue Canari-Zèbre" in text_of(refused)
