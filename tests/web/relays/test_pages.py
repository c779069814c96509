"""The pages of orientations: prepared with the person, told, answered, taken back, printed."""

from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from entrenous.consents.contents import Agreement
from entrenous.dossiers import closing
from entrenous.dossiers.actions import open_dossier
from entrenous.dossiers.codes import Carry, EndingReason, Safety
from entrenous.dossiers.contents import ContactMeans, PersonCard
from entrenous.dossiers.models import Dossier
from entrenous.relays import actions
from entrenous.relays.codes import Stage, StepKind
from entrenous.relays.contents import Relay
from tests.browsing import client_of
from tests.dossiers.opened import contents, dossier_of
from tests.people import House
from tests.relays.prepared import PARTNER, day, prepared, relay, seen, sent

ONE = ("relay", "send", "hear", "withdraw", "close", "letter", "pdf", "docx", "print", "sheet")
ASKED = "un premier rendez-vous pour le logement"


def at(name: str, *args: object) -> str:
    return reverse(f"relays:{name}", args=args)


def said(shift: int = 0) -> str:
    return day(shift).strftime("%d %m %Y")


def typed(**changed: Any) -> dict[str, Any]:
    return {
        "once": str(uuid4()), "partner": PARTNER, "contact": "Mme Fictive",
        "phone": "01 99 00 12 34", "address": "4 rue Inventée", "asked": ASKED,
        "means": "letter", "read_on": said(),
        "signed": "paper", "tell_identite": "Awa SARR-FICTIF", "tell_besoins": "un toit",
    } | changed  # fmt: skip


def carrying(house: House, carry: Carry | None, **card: Any) -> Dossier:
    person = PersonCard(
        family_name="Sarr-Fictif", given_name="Awa", carry=carry, street="9 rue Cachée", **card
    )
    means = [ContactMeans("téléphone", "01 99 00 55 66", Safety.SAFE)]
    return open_dossier(house.keyring("Camille"), person, secteur=house.secteur, contacts=means)


def text(response: Any) -> str:
    return str(response.content.decode())


def opened(house: House, on: int = -3) -> tuple[Dossier, UUID, Client]:
    dossier = dossier_of(house, "Camille")
    return dossier, sent(house, dossier, on), client_of(house, "Camille")


def test_without_one_the_page_says_what_an_orientation_is(house: House) -> None:
    page = client_of(house, "Camille").get(at("list", dossier_of(house, "Camille").pk))
    assert page.status_code == 200
    assert "Aucune orientation en cours" in text(page)


@pytest.mark.parametrize("who", ["Alix", "Rachel", "Ines"])
def test_without_the_key_no_page_of_them_exists(house: House, who: str) -> None:
    dossier, record, _ = opened(house)
    client = client_of(house, who)
    for url in (at("list", dossier.pk), at("new", dossier.pk)):
        assert client.get(url).status_code == 404
    for name in ONE:
        assert client.get(at(name, dossier.pk, record)).status_code == 404


def test_another_dossiers_relay_is_not_found(house: House) -> None:
    _, record, client = opened(house)
    other = dossier_of(house, "Camille", "Portal-Fictif")
    for name in ONE[:-2]:
        assert client.get(at(name, other.pk, record)).status_code == 404


def test_prepared_in_one_page_read_over_then_kept_once(house: House) -> None:
    dossier, client = carrying(house, None), client_of(house, "Camille")
    url, sent_once = at("new", dossier.pk), typed()
    first = text(client.get(url))
    assert "01 99 00 55 66" in first  # a number that may be used without care
    check = client.post(url, sent_once | {"check": "1"})
    assert "Vérifiez avec la personne" in text(check)
    assert contents(house, "Camille", dossier, Relay) == []
    for _ in range(2):
        assert client.post(url, sent_once | {"do": "1"}).status_code == 302
    (kept,) = contents(house, "Camille", dossier, Relay)
    (agreement,) = contents(house, "Camille", dossier, Agreement)
    assert agreement.items == ("identite", "besoins")
    assert (agreement.partner, agreement.purpose) == (PARTNER, ASKED)
    assert [each.text for each in kept.told] == ["Awa SARR-FICTIF", "un toit"]
    assert kept.days == house.organisation.relay_days
    assert PARTNER in text(client.get(at("list", dossier.pk)))


def test_a_form_that_tells_nothing_comes_back_whole(house: House) -> None:
    dossier, client = dossier_of(house, "Camille"), client_of(house, "Camille")
    empty = typed(tell_identite="", tell_besoins="", read_on="32 13 2026")
    back = client.post(at("new", dossier.pk), empty | {"check": "1"})
    assert back.status_code == 422
    for word in (PARTNER, "4 rue Inventée", "32 13 2026", "au moins une chose à dire"):
        assert word in text(back)


def test_corrected_it_keeps_what_was_typed(house: House) -> None:
    dossier, client = dossier_of(house, "Camille"), client_of(house, "Camille")
    back = text(client.post(at("new", dossier.pk), typed(tell_ressources="RSA") | {"correct": "1"}))
    for word in (ASKED, "un toit", "RSA"):
        assert word in back


def test_the_address_of_a_protected_person_does_not_leave(house: House) -> None:
    dossier = carrying(house, None, is_protected=True)
    client = client_of(house, "Camille")
    page = text(client.get(at("new", dossier.pk)))
    assert "L’adresse de la personne ne part pas" in page
    assert "tell_adresse" not in page
    assert "01 99 00 55 66" not in page
    told = typed(tell_besoins="Elle vit 9 RUE CACHEE", tell_adresse="9 rue Cachée")
    refused = client.post(at("new", dossier.pk), told | {"do": "1"})
    assert refused.status_code == 422
    assert "l’adresse de la personne ne part pas" in text(refused)
    assert contents(house, "Camille", dossier, Relay) == []


def test_an_ended_accompagnement_prepares_none(house: House) -> None:
    dossier, client = dossier_of(house, "Camille"), client_of(house, "Camille")
    by = house.keyring("Camille")
    closing.end(by, dossier, on=day(), reason=EndingReason.MUTUAL, summary="")
    assert client.get(at("new", dossier.pk)).status_code == 302
    assert "Préparer une orientation" not in text(client.get(at("list", dossier.pk)))


def test_the_letter_says_what_she_agreed_to_and_nothing_more(house: House) -> None:
    dossier = carrying(house, Carry.FULL, birth_year=1984)
    record = prepared(house, dossier)
    client = client_of(house, "Camille")
    for url in (at("letter", dossier.pk, record), at("send", dossier.pk, record)):
        letter = text(client.get(url))
        assert "parler de son logement" in letter
        for hers in ("9 rue Cachée", "1984", "01 99 00 55 66"):
            assert hers not in letter
    assert client.get(at("pdf", dossier.pk, record)).content[:5] == b"%PDF-"
    assert client.get(at("docx", dossier.pk, record)).content[:2] == b"PK"


def test_told_then_answered_then_over(house: House) -> None:
    dossier, client = dossier_of(house, "Camille"), client_of(house, "Camille")
    record = prepared(house, dossier)
    left = client.post(at("send", dossier.pk, record), {"on": said(-2), "words": ""})
    assert left.status_code == 302
    assert seen(house, dossier).stage is Stage.AWAITED
    nothing = client.post(at("hear", dossier.pk, record), {"on": said(), "words": "Oui, mardi"})
    assert nothing.status_code == 422
    assert "Oui, mardi" in text(nothing)
    answer = {"kind": "accepted", "on": said(), "words": "Oui, mardi", "note": "à suivre"}
    assert client.post(at("hear", dossier.pk, record), answer).status_code == 302
    page = text(client.get(at("relay", dossier.pk, record)))
    for word in ("acceptée", "Oui, mardi", "à suivre"):
        assert word in page


def test_two_acknowledgements_from_two_tabs_change_nothing_twice(house: House) -> None:
    dossier, record, client = opened(house)
    answer = {"kind": "acknowledged", "on": said(-1), "words": "Bien reçue"}
    client.post(at("hear", dossier.pk, record), answer)
    again = client.post(at("hear", dossier.pk, record), answer)
    assert again.status_code == 422  # the choice is no longer offered
    assert len(seen(house, dossier).said.steps) == 2


def test_a_day_before_it_left_is_refused_beside_its_field(house: House) -> None:
    dossier, record, client = opened(house)
    answer = {"kind": "refused", "on": said(-9), "words": "Plus de place"}
    refused = client.post(at("hear", dossier.pk, record), answer)
    assert refused.status_code == 422
    assert "précède ce qui est déjà noté" in text(refused)
    assert "Plus de place" in text(refused)


def test_withdrawn_meanwhile_the_open_page_of_sending_sends_nothing(house: House) -> None:
    dossier, client = dossier_of(house, "Camille"), client_of(house, "Camille")
    record = prepared(house, dossier)
    assert client.get(at("send", dossier.pk, record)).status_code == 200
    actions.withdraw(house.keyring("Camille"), dossier, record, on=day())
    late = client.post(at("send", dossier.pk, record), {"on": said()}, follow=True)
    assert "Cette orientation est terminée" in text(late)
    assert seen(house, dossier).left == ()
    for name in ("letter", "pdf", "docx"):
        assert client.get(at(name, dossier.pk, record)).status_code == 302


def test_withdrawing_says_what_had_left_already(house: House) -> None:
    dossier, record, client = opened(house)
    before = text(client.get(at("withdraw", dossier.pk, record)))
    assert "ne peut pas être repris" in before
    assert "Awa SARR-FICTIF" in before
    client.post(at("withdraw", dossier.pk, record), {"on": said()})
    page = text(client.get(at("relay", dossier.pk, record)))
    assert "Accord retiré le" in page
    assert "ne peut pas être repris" in page


@pytest.mark.parametrize(
    ("carry", "expected"),
    [(None, 302), (Carry.NOTHING, 302), (Carry.NEUTRAL, 200), (Carry.FULL, 200)],
)
def test_her_sheet_prints_as_she_can_carry_it(
    house: House, carry: Carry | None, expected: int
) -> None:
    dossier = carrying(house, carry)
    record = prepared(house, dossier, relay(phone="01 99 00 12 34"))
    page = client_of(house, "Camille").get(at("sheet", dossier.pk, record))
    assert page.status_code == expected
    if carry is Carry.NEUTRAL:
        for named in (PARTNER, "Service social", "Awa", "logement", house.organisation.name):
            assert named not in text(page).partition("<main")[2]
        assert "01 99 00 12 34" in text(page)
    if carry is Carry.FULL:
        assert "parler de son logement" in text(page)


def test_what_nobody_answered_comes_back_in_the_day(house: House) -> None:
    dossier, record, client = opened(house, on=-15)
    day_page = text(client.get(reverse("dossiers:day")))
    assert f"Vous revient\N{NO-BREAK SPACE}: {PARTNER}" in day_page
    assert at("relay", dossier.pk, record) in day_page
    page = text(client.get(at("relay", dossier.pk, record)))
    assert "Pas de réponse" in page
    actions.hear(house.keyring("Camille"), dossier, record, StepKind.CAME_BACK, on=day())
    assert PARTNER not in text(client.get(reverse("dossiers:day")))


def test_the_day_lists_many_without_a_query_each(house: House) -> None:
    dossier, client = dossier_of(house, "Camille"), client_of(house, "Camille")
    sent(house, dossier, on=-15)
    with CaptureQueriesContext(connection) as few:
        client.get(reverse("dossiers:day"))
    for _ in range(3):
        sent(house, dossier, on=-15)
    with CaptureQueriesContext(connection) as many:
        client.get(reverse("dossiers:day"))
    assert len(many) <= len(few)
