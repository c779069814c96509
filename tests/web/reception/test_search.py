"""A search at the desk: known or not, and by whom followed; never why, never in an address."""

import pytest
from django.test import Client
from django.urls import reverse

from entrenous.keyring import groups, models
from tests.browsing import client_of
from tests.people import House
from tests.reception.test_directory import followed


@pytest.fixture
def desk(house: House) -> Client:
    return client_of(house, "Rachel")


def test_a_search_says_by_whom_and_never_why(house: House, desk: Client) -> None:
    followed(house, "Lefèvre", "Zoé", birth_year=1960)
    page = desk.post(reverse("reception:search"), {"name": "lefebvre zoe"}).content.decode()
    assert "LEFÈVRE Zoé" in page
    assert "suivie par Camille Fictif" in page
    assert "Secteur 07" in page
    assert "budget" not in page


def test_a_hit_gives_the_number_and_the_way_in_danger_to_who_may_ask(
    house: House, desk: Client
) -> None:
    dossier = followed(house, "Lefèvre", "Zoé", birth_year=1960)
    asked, typed = reverse("reception:search"), {"name": "lefevre zoe"}
    danger = f'href="{reverse("continuity:danger_home")}"'
    page = desk.post(asked, typed).content.decode()
    hit = page.split('class="personnes"')[1].split("</ul>")[0]
    assert f"Dossier {str(dossier.pk)[:8]}." in hit
    assert "dites ce numéro à la permanence" in hit
    assert danger not in hit
    house.enrol("Rose", "reception", "social_worker")
    for kind, member in (("reception", "Rachel"), ("duty", "Camille")):
        group = models.Group.objects.get(kind=kind)
        admission = groups.authorise(group, house.agents["Rose"], by=house.keyring("Ines"))
        groups.admit(admission, by=house.keyring(member))
    rose = client_of(house, "Rose").post(asked, typed).content.decode()
    hit = rose.split('class="personnes"')[1].split("</ul>")[0]
    assert danger in hit
    assert "dites ce numéro" not in hit


def test_a_name_is_never_in_an_address(desk: Client) -> None:
    assert desk.get(reverse("reception:search"), {"name": "lefevre"}).status_code == 405


def test_an_unknown_person_starts_a_request_with_the_name_typed(desk: Client) -> None:
    page = desk.post(reverse("reception:search"), {"name": "Sarr", "birth_year": "91"})
    assert "Pas connue du service sous ce nom" in page.content.decode()
    started = desk.post(
        reverse("reception:start"), {"family_name": "Sarr", "birth_year": "1991"}, follow=True
    )
    assert "Sarr" not in started.redirect_chain[0][0]
    form = started.context["form"]
    assert (form["family_name"].value(), form["birth_year"].value()) == ("Sarr", "1991")


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"name": ""}, "Tapez un nom"),
        ({"name": "Sarr", "birth_year": "2150"}, "n’est pas possible"),
        ({"name": "Sarr", "birth_year": "hier"}, "en quatre chiffres"),
    ],
)
def test_a_search_that_cannot_be_read_is_explained(
    desk: Client, typed: dict[str, str], told: str
) -> None:
    answer = desk.post(reverse("reception:search"), typed)
    assert answer.status_code == 422
    assert told in answer.content.decode()
