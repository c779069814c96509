"""The pages of a handover: who may, what is asked, what stays typed, where it goes on from."""

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from entrenous.agents.models import Secteur
from entrenous.dossiers import sharing
from entrenous.dossiers.actions import open_dossier
from entrenous.dossiers.codes import Doer
from entrenous.dossiers.contents import PersonCard, PlanAction
from entrenous.dossiers.models import Dossier
from entrenous.handover import transferring
from entrenous.handover.contents import HandoverSheet
from entrenous.handover.models import Batch, HandedDossier
from entrenous.journal.acts import Act
from entrenous.journal.models import Entry
from entrenous.keyring import models
from entrenous.plans import actions as plans
from tests.altered import altered
from tests.browsing import client_of
from tests.dossiers.opened import OPENED_ON, contents, dossier_of
from tests.handover.handing import prepared
from tests.people import PHRASE, House

SAID = {
    "to_know": "Préfère le matin.", "says_herself": "La séparation.", "promises": "Rappeler la CAF",
    "next_dates": "", "together_on": "", "for_colleague": "Passer par la sœur.", "told": "talk",
    "told_on": "10 02 2026", "not_told_because": "", "version": "0", "notes_version": "0",
}  # fmt: skip


def at(name: str, *args: object) -> str:
    return reverse(f"handover:{name}", args=args)


def plain(answer: Any) -> str:
    return str(answer.content.decode().replace("\N{NO-BREAK SPACE}", " ").replace("&nbsp;", " "))


def chosen(house: House, client: Client, *dossiers: Any, to: str = "Alix") -> str:
    """Choose dossiers one by one; the address of the batch."""
    typed = {"colleague": str(house.agents[to].pk), "which": "some",
             "dossiers": [str(d.pk) for d in dossiers]}  # fmt: skip
    answer = client.post(at("choose"), typed)
    assert answer.status_code == 302, plain(answer)
    return str(answer["Location"])


# --- the sheet -----------------------------------------------------------------------------


def test_a_sheet_is_proposed_written_and_read(house: House) -> None:
    dossier, client = dossier_of(house, "Camille"), client_of(house, "Camille")
    camille = house.keyring("Camille")
    objective = plans.add_objective(camille, dossier, "Payer l’énergie")
    due = timezone.localdate()
    action = PlanAction(str(objective), "Déposer le FSL", Doer.SERVICE, due_on=due)
    plans.keep_action(camille, dossier, action)
    assert "Pas encore de fiche" in plain(client.get(at("sheet", dossier.pk)))
    page = plain(client.get(at("write", dossier.pk)))
    assert page.count("Déposer le FSL") == 2, "as a promise, and as a date"
    assert client.post(at("write", dossier.pk), SAID)["Location"] == at("sheet", dossier.pk)
    page = plain(client.get(at("sheet", dossier.pk)))
    for said in ("Préfère le matin.", "La séparation.", "Rappeler la CAF", "de vive voix"):
        assert said in page
    assert contents(house, "Camille", dossier, HandoverSheet)[0].to_know == "Préfère le matin."


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"told_on": ""}, "Indiquez le jour où vous le lui avez dit."),
        ({"told": "other", "told_on": ""}, "Écrivez en quelques mots"),
        ({"together_on": "32 13 2026"}, "Cette date n’existe pas"),
        ({"told": "nobody"}, "Choisissez une réponse de la liste."),
    ],
)
def test_a_mistake_is_said_and_nothing_is_lost(
    house: House, wrong: dict[str, str], said: str
) -> None:
    dossier, client = dossier_of(house, "Camille"), client_of(house, "Camille")
    answer = client.post(at("write", dossier.pk), SAID | wrong)
    assert answer.status_code == 422
    assert said in plain(answer)
    assert "Passer par la sœur." in plain(answer)
    assert contents(house, "Camille", dossier, HandoverSheet) == []


def test_another_window_is_shown_and_what_was_typed_kept(house: House) -> None:
    dossier, client = dossier_of(house, "Camille"), client_of(house, "Camille")
    client.post(at("write", dossier.pk), SAID)
    answer = client.post(at("write", dossier.pk), SAID | {"to_know": "Autre chose."})
    assert answer.status_code == 422
    page = plain(answer)
    assert "Préfère le matin." in page
    assert "Autre chose." in page
    assert re.search(r'name="version"\s+value="1"', page)


def test_a_damaged_dossier_waits_for_its_constat(house: House) -> None:
    dossier, client = dossier_of(house, "Camille"), client_of(house, "Camille")
    client.post(at("write", dossier.pk), SAID)
    row = models.Record.objects.get(container_id=dossier.pk, kind=340)
    models.Record.objects.filter(pk=row.pk).update(blob=altered(row.blob))
    answer = client.post(at("write", dossier.pk), SAID)
    assert answer.status_code == 422
    assert "constat" in plain(answer)


def test_holders_read_it_only_its_referente_writes_it(house: House) -> None:
    dossier = dossier_of(house, "Camille")
    camille = house.keyring("Camille")
    sharing.add_co_holder(camille, dossier, house.agents["Alix"], told_on=OPENED_ON)
    relais = client_of(house, "Alix")
    assert relais.get(at("sheet", dossier.pk)).status_code == 200
    for name in ("write", "choose_one"):
        assert relais.get(at(name, dossier.pk)).status_code == 404
    assert relais.post(at("take_over", dossier.pk)).status_code == 404
    assert client_of(house, "Sacha").get(at("sheet", dossier.pk)).status_code == 404


def test_on_paper_her_part_only_if_she_can_carry_it(house: House) -> None:
    dossier, client = dossier_of(house, "Camille"), client_of(house, "Camille")
    assert client.get(at("paper", dossier.pk))["Location"] == at("sheet", dossier.pk)
    client.post(at("write", dossier.pk), SAID)
    assert client.get(at("paper", dossier.pk))["Location"] == at("print", dossier.pk)
    answer = client.post(at("print", dossier.pk), {"carry": "full"})
    assert answer["Location"] == at("paper", dossier.pk)
    page = plain(client.get(at("paper", dossier.pk)))
    assert "Préfère le matin." in page
    assert "Passer par la sœur." not in page
    assert Entry.objects.filter(act=Act.PRINTED, container=dossier.pk).exists()


def test_a_relais_takes_over_from_a_closed_account(house: House) -> None:
    dossier = dossier_of(house, "Camille")
    sharing.add_co_holder(
        house.keyring("Camille"), dossier, house.agents["Alix"], told_on=OPENED_ON
    )
    camille = house.agents["Camille"]
    camille.is_active = False
    camille.save(update_fields=["is_active"])
    client = client_of(house, "Alix")
    assert "Devenir la personne référente" in plain(client.get(at("sheet", dossier.pk)))
    client.post(at("take_over", dossier.pk))
    dossier.refresh_from_db()
    assert dossier.referent == house.agents["Alix"]
    assert client.get(at("choose_one", dossier.pk)).status_code == 200


# --- the choice -----------------------------------------------------------------------------


def test_nothing_to_pass_on_is_said_plainly(house: House) -> None:
    page = plain(client_of(house, "Camille").get(at("choose")))
    assert "Aucun dossier à transmettre" in page


def elsewhere(house: House) -> Dossier:
    """A dossier of hers in another secteur."""
    other = Secteur.objects.create(circonscription=house.circonscription, name="Secteur 08")
    card = PersonCard(family_name="Là-Fictif", given_name="Awa")
    return open_dossier(house.keyring("Camille"), card, secteur=other, on=OPENED_ON)


def test_all_by_secteur_or_one_by_one(house: House) -> None:
    here, there = dossier_of(house, "Camille", "Ici-Fictif"), elsewhere(house)
    other = there.secteur
    client, to = client_of(house, "Camille"), str(house.agents["Alix"].pk)

    def lines() -> set[Any]:
        return set(HandedDossier.objects.values_list("dossier", flat=True))

    client.post(at("choose"), {"colleague": to, "which": "secteurs", "secteurs": [str(other.pk)]})
    assert lines() == {there.pk}
    client.post(at("choose"), {"colleague": to, "which": "all"})
    assert lines() == {here.pk, there.pk}
    assert Batch.objects.count() == 1
    sacha = str(house.agents["Sacha"].pk)
    client.post(at("choose"), {"colleague": sacha, "which": "some", "dossiers": [str(here.pk)]})
    assert dict(HandedDossier.objects.values_list("dossier", "batch__incoming__given_name")) == {
        here.pk: "Sacha", there.pk: "Alix",
    }  # fmt: skip


def test_a_colleague_who_is_not_certified_is_refused_with_a_sentence(house: House) -> None:
    dossier, client = dossier_of(house, "Camille"), client_of(house, "Camille")
    newcomer = house.enrol("Nadia", "social_worker", certified=False)
    assert "clés non certifiées" in plain(client.get(at("choose")))
    typed = {"colleague": str(newcomer.pk), "which": "some", "dossiers": [str(dossier.pk)]}
    answer = client.post(at("choose"), typed)
    assert answer.status_code == 422
    assert "ne sont pas certifiées : rien ne peut lui être remis" in plain(answer)
    assert re.search(rf'value="{dossier.pk}"[^>]*checked', plain(answer))
    assert not Batch.objects.exists()


def test_a_choice_left_empty_is_said_beside_its_field(house: House) -> None:
    dossier_of(house, "Camille")
    elsewhere(house)
    client, to = client_of(house, "Camille"), str(house.agents["Alix"].pk)
    for typed, said in (
        ({}, "Choisissez une personne."), ({"which": "some"}, "Cochez au moins un dossier."),
        ({"which": "secteurs"}, "Cochez au moins un secteur."),
    ):  # fmt: skip
        answer = client.post(at("choose"), {"colleague": to if typed else ""} | typed)
        assert answer.status_code == 422
        assert said in plain(answer)


# --- start, steps -----------------------------------------------------------------------------


def test_a_phrase_is_asked_again_before_the_first_key(house: House) -> None:
    dossier, client = dossier_of(house, "Camille"), client_of(house, "Camille")
    url = chosen(house, client, dossier)
    start = f"{url}commencer/"
    assert "1 personne n’est pas prévenue" in plain(client.get(start))
    for typed in ({}, {"phrase": PHRASE}, {"untold": "on", "phrase": "une autre phrase"}):
        assert client.post(start, typed).status_code == 422
    assert Batch.objects.get().started_at is None
    client.post(f"{url}suite/")
    dossier.refresh_from_db()
    assert dossier.referent == house.agents["Camille"], "a step before the start does nothing"
    assert client.post(start, {"untold": "on", "phrase": PHRASE})["Location"] == url
    assert client.get(start)["Location"] == url
    assert not models.Draft.objects.exists()


def test_step_by_step_without_a_script(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(transferring.advance, "__kwdefaults__", {"seconds": 0})
    dossiers = [dossier_of(house, "Camille", f"Sarr-Fictif-{n}") for n in range(3)]
    client = client_of(house, "Camille")
    url = chosen(house, client, *dossiers)
    client.post(f"{url}commencer/", {"untold": "on", "phrase": PHRASE})
    page, seen = plain(client.get(url)), []
    while "Continuer" in page or "Transmettre</" in page:
        page = plain(client.post(f"{url}suite/"))
        seen.append(re.findall(r'max="3"\s+value="(\d)"', page))
    assert seen == [["1"], ["2"], []]
    assert "3 dossiers transmis à Alix Fictif" in page
    assert "Sarr-Fictif" not in page
    again = plain(client.post(f"{url}suite/"))
    assert "3 dossiers transmis" in again, "a second click is answered kindly"
    for dossier in dossiers:
        for name in ("sheet", "write", "choose_one", "print", "paper"):
            assert client.get(at(name, dossier.pk)).status_code == 404
        assert client.get(reverse("dossiers:dossier", args=[dossier.pk])).status_code == 404


def test_with_a_script_the_page_asks_for_the_next_step_itself(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(transferring.advance, "__kwdefaults__", {"seconds": 0})
    dossiers = [dossier_of(house, "Camille", f"Sarr-Fictif-{n}") for n in range(2)]
    batch = prepared(house, dossiers)
    client = client_of(house, "Camille")
    part = plain(client.post(at("step", batch.pk), headers={"HX-Request": "true"}))
    assert "<html" not in part
    assert f'hx-post="{at("step_on", batch.pk)}"' in part
    last = plain(client.post(at("step_on", batch.pk), headers={"HX-Request": "true"}))
    assert "2 dossiers transmis" in last
    assert "hx-post" not in last


def test_a_batch_left_to_itself_lets_the_vault_close(house: House) -> None:
    batch = prepared(house, [dossier_of(house, "Camille")])
    client = client_of(house, "Camille")
    models.Unlock.objects.update(seen_at="2020-01-01T00:00:00Z")
    assert client.post(at("step_on", batch.pk)).status_code == 204
    assert client.post(at("step", batch.pk))["Location"].startswith("/coffre/")


def test_what_fails_is_named_with_its_reason_and_tried_again(house: House) -> None:
    good, bad = (dossier_of(house, "Camille", f"Sarr-Fictif-{n}") for n in range(2))
    batch, client = prepared(house, [good, bad]), client_of(house, "Camille")
    row = models.Record.objects.filter(container_id=bad.pk).earliest("pk")
    models.Record.objects.filter(pk=row.pk).update(blob=altered(row.blob))
    page = plain(client.post(at("step", batch.pk)))
    assert "1 dossier transmis" in page
    assert "Une partie du dossier est abîmée : faites d’abord le constat." in page
    constat = reverse("dossiers:constat", args=[bad.pk])
    assert constat in page
    client.post(constat)
    assert client.post(at("try_again", batch.pk))["Location"] == at("batch", batch.pk)
    assert "2 dossiers transmis" in plain(client.post(at("step", batch.pk)))


def test_a_list_is_changed_before_it_starts_and_stopped_after(house: House) -> None:
    dossiers = [dossier_of(house, "Camille", f"Sarr-Fictif-{n}") for n in range(3)]
    client = client_of(house, "Camille")
    url = chosen(house, client, *dossiers)
    batch = Batch.objects.get()
    client.post(at("take_out", batch.pk, dossiers[0].pk))
    assert batch.lines.count() == 2
    assert "Transmission préparée" in plain(client.get(at("choose")))
    client.post(f"{url}commencer/", {"untold": "on", "phrase": PHRASE})
    client.post(at("take_out", batch.pk, dossiers[1].pk))
    assert batch.lines.count() == 2
    client.post(at("stop", batch.pk))
    assert not Batch.objects.exists()
    url = chosen(house, client, dossiers[0])
    client.post(f"{url}arreter/")
    assert not Batch.objects.exists()


def test_a_batch_is_its_own_agents_only(house: House) -> None:
    dossier = dossier_of(house, "Camille")
    batch = prepared(house, [dossier])
    for name in ("Alix", "Sacha", "Rachel", "Ines", "Ada", "Max", "Lou"):
        other = client_of(house, name)
        assert other.get(at("batch", batch.pk)).status_code == 404
        for action in ("step", "step_on", "stop", "try_again", "start"):
            assert other.post(at(action, batch.pk)).status_code == 404
    dossier.refresh_from_db()
    assert dossier.referent == house.agents["Camille"]


def test_a_list_of_many_asks_the_database_no_more(
    house: House, django_assert_max_num_queries: Any
) -> None:
    client, found = client_of(house, "Camille"), []
    for number in range(2):
        found += [dossier_of(house, "Camille", f"Fictif-{number}-{n}") for n in range(4)]
        url = chosen(house, client, *found)
        with django_assert_max_num_queries(40):
            client.get(url)
        with django_assert_max_num_queries(40):
            client.get(at("choose"))
