"""The acts on a dossier: each on its page, checked before, harmless when sent twice."""

from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from entrenous.dossiers import households, sharing, support
from entrenous.dossiers.codes import Mode
from entrenous.dossiers.contents import (
    PersonCard,
    SharedExtract,
    SharedHousehold,
    ThreadEntry,
)  # fmt: skip
from entrenous.dossiers.models import Dossier, Household, SupportExtract
from entrenous.dossiers.thread import write_entry
from entrenous.journal.acts import Act
from entrenous.journal.models import Entry
from entrenous.keyring.models import Record
from tests.browsing import client_of
from tests.dossiers.opened import OPENED_ON, contents, dossier_of
from tests.people import House

DAY = "14 01 2026"
PAGES = (
    "more", "act_relay", "act_lend", "act_link", "act_merge",
)  # fmt: skip


def at(name: str, *args: object) -> str:
    return reverse(f"dossiers:{name}", args=args)


def check_then_do(client: Client, url: str, typed: dict[str, str]) -> Any:
    """Check first: nothing is written; then do it twice, as a double click would."""
    before = Entry.objects.exclude(act__in=(Act.DOSSIER_OPENED, Act.LIST_OPENED)).count()
    checked = client.post(url, typed | {"check": "1"})
    assert checked.status_code == 200, checked.content.decode()
    assert "Vérifiez avant" in checked.content.decode()
    after = Entry.objects.exclude(act__in=(Act.DOSSIER_OPENED, Act.LIST_OPENED)).count()
    assert before == after
    done = client.post(url, typed | {"do": "1"})
    assert done.status_code == 302, done.content.decode()
    again = client.post(url, typed | {"do": "1"})
    assert again.status_code == 302, again.content.decode()
    return done


@pytest.mark.parametrize("who", ["Alix", "Rachel", "Ines", "Lou", "Ada", "Max"])
@pytest.mark.parametrize("name", PAGES)
def test_without_the_key_no_act_exists(house: House, who: str, name: str) -> None:
    dossier = dossier_of(house, "Camille")
    client = client_of(house, who)
    assert client.get(at(name, dossier.pk)).status_code == 404
    if name != "more":
        assert client.post(at(name, dossier.pk), {"do": "1"}).status_code == 404


@pytest.mark.parametrize("name", PAGES)
def test_its_holder_finds_every_act(house: House, name: str) -> None:
    dossier = dossier_of(house, "Camille")
    assert client_of(house, "Camille").get(at(name, dossier.pk)).status_code == 200


def test_a_colleague_receives_the_key_and_gives_it_back(house: House) -> None:
    dossier, client = dossier_of(house, "Camille"), client_of(house, "Camille")
    alix = house.agents["Alix"]
    typed = {"colleague": str(alix.pk), "told": "yes", "told_on": ""}
    url = at("act_relay", dossier.pk)
    assert client.post(url, typed | {"check": "1"}).status_code == 422
    check_then_do(client, url, typed | {"told_on": DAY})
    hers = client_of(house, "Alix")
    assert hers.get(at("plan", dossier.pk)).status_code == 200
    assert hers.post(url, typed | {"do": "1"}).status_code == 404
    check_then_do(client, at("act_withdraw", dossier.pk, alix.pk), {})
    assert hers.get(at("plan", dossier.pk)).status_code == 404


def test_an_extract_is_lent_read_and_taken_back(house: House) -> None:
    dossier, client = dossier_of(house, "Camille"), client_of(house, "Camille")
    entry = ThreadEntry(OPENED_ON, Mode.PHONE, text="Le bailleur menace.", decided="Écrire.")
    written = write_entry(house.keyring("Camille"), dossier, entry)
    url, lead = at("act_lend", dossier.pk), client_of(house, "Ines")
    filled = client.post(url, {"source": str(written.record), "fill": "1"}).content.decode()
    assert "Le bailleur menace." in filled
    assert "Décidé : Écrire." in filled
    typed = {
        "title": "Bailleur", "text": "Le bailleur menace.", "question": "Que répondre ?",
        "colleague": str(house.agents["Ines"].pk), "days": "7", "once": str(uuid4()),
    }  # fmt: skip
    check_then_do(client, url, typed)
    lent = SupportExtract.objects.get()
    assert "Camille Fictif" in lead.get(at("extracts")).content.decode()
    assert "Que répondre" in lead.get(at("extract", lent.pk)).content.decode()
    assert Entry.objects.filter(container=dossier.pk, act=Act.SUPPORT_READ).count() == 1
    for who in ("Alix", "Camille", "Rachel"):
        assert client_of(house, who).get(at("extract", lent.pk)).status_code == 404
    check_then_do(client, at("act_take_back", dossier.pk, lent.pk), {})
    assert lead.get(at("extract", lent.pk)).status_code == 404


def test_an_extract_lent_to_a_colleague_is_in_her_day_until_it_is_taken_back(
    house: House,
) -> None:
    dossier, alix = dossier_of(house, "Camille"), client_of(house, "Alix")
    assert "Extrait prêté par" not in alix.get(at("day")).content.decode()
    extract = SharedExtract("Que répondre", "au bailleur")
    camille = house.keyring("Camille")
    lent = support.lend(camille, dossier, extract, to=house.agents["Alix"])
    day = alix.get(at("day")).content.decode()
    assert "Extrait prêté par Camille Fictif" in day
    assert at("extract", lent.pk) in day
    assert "Que répondre" not in day
    assert at("extract", lent.pk) not in client_of(house, "Sacha").get(at("day")).content.decode()
    support.take_back(camille, lent)
    assert "Extrait prêté par" not in alix.get(at("day")).content.decode()


def test_no_extract_is_an_empty_page_and_reception_has_none(house: House) -> None:
    page = client_of(house, "Ines").get(at("extracts"))
    assert "Aucun extrait ne vous est prêté" in page.content.decode()
    assert client_of(house, "Rachel").get(at("extracts")).status_code == 404


def test_an_extract_of_another_dossier_is_not_found(house: House) -> None:
    dossier, other = dossier_of(house, "Camille"), dossier_of(house, "Camille", "Portal-Fictif")
    lent = support.lend(
        house.keyring("Camille"), other, SharedExtract("a", "b"), to=house.agents["Ines"]
    )
    client = client_of(house, "Camille")
    assert client.get(at("act_take_back", dossier.pk, lent.pk)).status_code == 404


def couple(house: House) -> tuple[Dossier, Dossier]:
    return dossier_of(house, "Camille"), dossier_of(house, "Camille", "Ferreira-Fictif")


def test_a_household_is_linked_changed_and_separated(house: House) -> None:
    (hers, his), client = couple(house), client_of(house, "Camille")
    typed = {"other": str(his.pk), "composition": "un couple, un enfant", "agreed_on": DAY}
    check_then_do(client, at("act_link", hers.pk), typed)
    assert "un couple, un enfant" in client.get(at("household", his.pk)).content.decode()
    fresh = {"composition": "un couple, deux enfants", "agreed_on": DAY, "version": "1"}
    check_then_do(client, at("act_change_shared", his.pk), fresh)
    late = client.post(
        at("act_change_shared", hers.pk), fresh | {"composition": "autre", "do": "1"}
    )
    assert late.status_code == 422
    assert "deux enfants" in late.content.decode()
    check_then_do(client, at("act_separate", hers.pk), {})
    for dossier in (hers, his):
        (kept,) = contents(house, "Camille", dossier, SharedHousehold)
        assert kept.composition == "un couple, deux enfants"
        assert Dossier.objects.get(pk=dossier.pk).household_id is None


def test_a_damaged_household_leads_to_the_constat_of_the_dossier(house: House) -> None:
    (hers, his), client = couple(house), client_of(house, "Camille")
    shared = SharedHousehold("un couple", "", OPENED_ON)
    household = households.link(house.keyring("Camille"), hers, his, shared)
    Record.objects.filter(container_id=household.pk).delete()
    assert at("constat", hers.pk) in client.get(at("household", hers.pk)).content.decode()
    fresh = {"composition": "un couple", "agreed_on": DAY, "version": "1", "do": "1"}
    said = client.get(at("constat", hers.pk)).content.decode()
    assert "ce qui est partagé avec le foyer" in said
    assert client.post(at("constat", hers.pk)).status_code == 302
    assert Entry.objects.filter(act=Act.CONSTAT, container=household.pk).exists()
    check_then_do(client, at("act_separate", hers.pk), {})
    assert contents(house, "Camille", his, SharedHousehold) == []
    assert client.post(at("act_change_shared", hers.pk), fresh).status_code == 302


def test_before_a_separation_the_page_says_what_each_keeps_and_who_reads_what(house: House) -> None:
    (hers, his), client = couple(house), client_of(house, "Camille")
    camille, alix = house.keyring("Camille"), house.agents["Alix"]
    households.link(camille, hers, his, SharedHousehold("un couple", "un trois-pièces", OPENED_ON))
    for dossier in (hers, his):
        sharing.add_co_holder(camille, dossier, alix, told_on=None)
    page = client.get(at("act_separate", hers.pk)).content.decode()
    for word in ("un trois-pièces", "FERREIRA-FICTIF", "Une même collègue tient les deux dossiers"):
        assert word in page
    assert Dossier.objects.get(pk=hers.pk).household_id is not None


def test_a_spouse_in_another_hands_is_separated_by_one_holder(house: House) -> None:
    hers, his = couple(house)
    camille = house.keyring("Camille")
    shared = SharedHousehold("un couple", "", OPENED_ON)
    household = households.link(camille, hers, his, shared)
    sharing.transfer(camille, his, house.agents["Alix"])
    alix, client = client_of(house, "Alix"), client_of(house, "Camille")
    assert "un couple" in alix.get(at("household", his.pk)).content.decode()
    before = client.get(at("act_separate", hers.pk)).content.decode()
    assert "FERREIRA-FICTIF" not in before  # a dossier that she does not hold has no name here
    assert "renouvelée sans vous" in before
    assert client.post(at("act_separate", hers.pk), {"do": "1"}).url
    assert contents(house, "Camille", hers, SharedHousehold) == [shared]
    assert not house.keyring("Camille").holds(household.pk)
    page = alix.get(reverse("dossiers:dossier", args=[his.pk])).content.decode()
    assert "s’est séparé" in page
    assert contents(house, "Alix", his, SharedHousehold) == [shared]
    assert Household.objects.get(pk=household.pk).dossiers.count() == 0


def test_a_duplicate_is_joined_and_disappears(house: House) -> None:
    (kept, double), client = couple(house), client_of(house, "Camille")
    entry = ThreadEntry(OPENED_ON, Mode.PHONE, text="dans le double")
    write_entry(house.keyring("Camille"), double, entry)
    check_then_do(client, at("act_merge", kept.pk), {"other": str(double.pk)})
    assert contents(house, "Camille", kept, ThreadEntry)[0].text == "dans le double"
    assert contents(house, "Camille", kept, PersonCard)[0].family_name == "Sarr-Fictif"
    assert client.get(at("plan", double.pk)).status_code == 404


def test_a_dossier_alone_can_neither_be_linked_nor_joined(house: House) -> None:
    dossier, client = dossier_of(house, "Camille"), client_of(house, "Camille")
    for name in ("act_link", "act_merge"):
        page = client.get(at(name, dossier.pk)).content.decode()
        assert "Vous n’avez pas d’autre dossier" in page


def test_someone_elses_dossier_cannot_be_named(house: House) -> None:
    mine, other = dossier_of(house, "Camille"), dossier_of(house, "Alix", "Portal-Fictif")
    dossier_of(house, "Camille", "Ferreira-Fictif")
    sent = client_of(house, "Camille").post(
        at("act_merge", mine.pk), {"other": str(other.pk), "do": "1"}
    )
    assert sent.status_code == 422
    assert "Choisissez une réponse de la liste." in sent.content.decode()
