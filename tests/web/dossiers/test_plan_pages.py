"""The pages of the plan: agreed, followed, reviewed, printed as she can carry it."""

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from entrenous.dossiers.codes import ActionState, Carry, Doer
from entrenous.dossiers.contents import Objective, PersonCard, PlanAction, PlanReview
from entrenous.dossiers.models import Dossier, DueDate
from entrenous.journal.acts import Act
from entrenous.journal.models import Entry
from entrenous.plans import actions
from tests.browsing import client_of
from tests.dossiers.opened import contents, dossier_of
from tests.people import House

WORDS = "Payer l’énergie sans m’endetter"
PAGES = (
    "plan", "plan_objective_new", "plan_frame", "plan_review", "plan_print", "plan_sheet",
)  # fmt: skip


def at(name: str, *args: object) -> str:
    return reverse(f"dossiers:{name}", args=args)


def with_plan(house: House, doer: Doer = Doer.SERVICE) -> tuple[Dossier, UUID, UUID]:
    """A dossier with an objective and an action due in ten days."""
    dossier, camille = dossier_of(house, "Camille"), house.keyring("Camille")
    objective = actions.add_objective(camille, dossier, WORDS)
    due_on = timezone.localdate() + timedelta(days=10)
    action = PlanAction(str(objective), "Déposer le FSL", doer, due_on=due_on)
    return dossier, objective, actions.keep_action(camille, dossier, action)


def may_carry(client: Client, dossier: Dossier, carry: Carry) -> Any:
    return client.post(at("plan_print", dossier.pk), {"carry": carry.value})


def review_of(house: House, record: UUID, **changed: str) -> dict[str, str]:
    return {
        "on": timezone.localdate().strftime("%d %m %Y"),
        "done": "RSA ouvert", "remaining": "FSL incomplet",
        "next_review_on": "", "once": str(uuid4()), f"state_{record.hex}": "postponed",
        f"note_{record.hex}": "facture détaillée manquante", f"seen_{record.hex}": "1", **changed,
    }  # fmt: skip


def test_an_empty_plan_says_what_to_do(house: House) -> None:
    page = client_of(house, "Camille").get(at("plan", dossier_of(house, "Camille").pk))
    assert page.status_code == 200
    assert "Noter un premier objectif" in page.content.decode()


@pytest.mark.parametrize("who", ["Alix", "Rachel", "Ines", "Lou", "Ada", "Max"])
@pytest.mark.parametrize("name", PAGES)
def test_without_the_key_the_plan_does_not_exist(house: House, who: str, name: str) -> None:
    dossier, _, _ = with_plan(house)
    assert client_of(house, who).get(at(name, dossier.pk)).status_code == 404


@pytest.mark.parametrize("name", PAGES[:5])
def test_with_the_key_every_page_opens(house: House, name: str) -> None:
    dossier, _, _ = with_plan(house)
    assert client_of(house, "Camille").get(at(name, dossier.pk)).status_code == 200


def test_an_objective_sent_twice_is_written_once(house: House) -> None:
    dossier, client = dossier_of(house, "Camille"), client_of(house, "Camille")
    typed = {"words": WORDS, "once": str(uuid4())}
    for _ in range(2):
        sent = client.post(at("plan_objective_new", dossier.pk), typed)
        assert sent.status_code == 302
    assert [o.words for o in contents(house, "Camille", dossier, Objective)] == [WORDS]


def test_a_fifth_objective_is_said_kindly_and_kept_on_the_page(house: House) -> None:
    dossier, client = dossier_of(house, "Camille"), client_of(house, "Camille")
    for number in range(4):
        actions.add_objective(house.keyring("Camille"), dossier, f"objectif {number}")
    sent = client.post(at("plan_objective_new", dossier.pk), {"words": WORDS})
    assert sent.status_code == 422
    assert WORDS in sent.content.decode()
    assert "Quatre objectifs à la fois" in sent.content.decode()


def test_an_action_says_who_and_a_partner_has_a_name(house: House) -> None:
    dossier, objective, _ = with_plan(house)
    client = client_of(house, "Camille")
    typed = {"what": "Relire le bail", "doer": "partner", "state": "to_do"}
    sent = client.post(at("plan_action_new", dossier.pk, objective), typed)
    assert sent.status_code == 422
    assert "Dites quel partenaire" in sent.content.decode()
    typed |= {"partner": "ADIL"}
    assert client.post(at("plan_action_new", dossier.pk, objective), typed).status_code == 302
    assert "ADIL" in client.get(at("plan", dossier.pk)).content.decode()


def test_two_tabs_on_one_action_keep_both_and_show_the_newer(house: House) -> None:
    dossier, _, record = with_plan(house)
    client, url = client_of(house, "Camille"), at("plan_action", dossier.pk, record)
    typed = {"what": "Déposer le FSL", "doer": "service", "state": "done", "version": "1"}
    assert client.post(url, typed).status_code == 302
    assert client.post(url, typed).status_code == 302, "a second click is not a conflict"
    other = client.post(url, typed | {"state": "dropped", "note": "plus utile"})
    assert other.status_code == 422
    assert "plus utile" in other.content.decode()
    assert 'name="version" value="2"' in other.content.decode()


def test_what_the_person_does_is_due_on_no_list(house: House) -> None:
    dossier, _, _ = with_plan(house, Doer.PERSON)
    assert not DueDate.objects.filter(dossier=dossier).exists()
    assert "avant le" in client_of(house, "Camille").get(at("plan", dossier.pk)).content.decode()


def test_a_review_writes_everything_in_one_page_and_once(house: House) -> None:
    dossier, _, record = with_plan(house)
    client, typed = client_of(house, "Camille"), review_of(house, record)
    for _ in range(2):
        assert client.post(at("plan_review", dossier.pk), typed).status_code == 302
    (written,) = contents(house, "Camille", dossier, PlanReview)
    assert written.remaining == "FSL incomplet"
    (action,) = contents(house, "Camille", dossier, PlanAction)
    assert (action.state, action.note) == (ActionState.POSTPONED, "facture détaillée manquante")
    thread = client.get(reverse("dossiers:dossier", args=[dossier.pk])).content.decode()
    assert "FSL incomplet" in thread


def test_a_review_over_a_changed_action_loses_nothing(house: House) -> None:
    dossier, objective, record = with_plan(house)
    done = PlanAction(str(objective), "Déposer le FSL", Doer.SERVICE, state=ActionState.DONE)
    actions.keep_action(house.keyring("Camille"), dossier, done, record=record, based_on=1)
    client, url = client_of(house, "Camille"), at("plan_review", dossier.pk)
    sent = client.post(url, review_of(house, record))
    page = sent.content.decode()
    assert sent.status_code == 422
    assert "RSA ouvert" in page
    assert f'name="seen_{record.hex}" value="2"' in page
    assert contents(house, "Camille", dossier, PlanReview) == []
    assert client.post(url, review_of(house, record, **{f"seen_{record.hex}": "2"})).url


def test_a_review_tomorrow_month_is_refused_in_a_sentence(house: House) -> None:
    dossier, _, record = with_plan(house)
    typed = review_of(house, record, on="01 01 2090")
    sent = client_of(house, "Camille").post(at("plan_review", dossier.pk), typed)
    assert sent.status_code == 422
    assert "pas encore passé" in sent.content.decode()


def test_nothing_is_printed_before_she_was_asked(house: House) -> None:
    dossier, _, _ = with_plan(house)
    client = client_of(house, "Camille")
    assert client.get(at("plan_sheet", dossier.pk)).url == at("plan_print", dossier.pk)
    assert may_carry(client, dossier, Carry.FULL).url == at("plan_sheet", dossier.pk)
    sheet = client.get(at("plan_sheet", dossier.pk)).content.decode()
    assert "Déposer le FSL" in sheet
    assert "Val-des-Saules" in sheet
    assert "Awa" not in sheet
    assert Entry.objects.filter(container=dossier.pk, act=Act.PRINTED).count() == 2


def test_a_neutral_slip_names_nothing(house: House) -> None:
    dossier, _, _ = with_plan(house)
    client = client_of(house, "Camille")
    may_carry(client, dossier, Carry.NEUTRAL)
    sheet = client.get(at("plan_sheet", dossier.pk)).content.decode()
    for word in ("Déposer", "Sarr", "Val-des-Saules", "ervice social", "énergie"):
        assert word not in sheet


def test_nothing_to_carry_means_no_sheet(house: House) -> None:
    dossier, _, _ = with_plan(house)
    client = client_of(house, "Camille")
    assert "Elle n’emporte rien" in may_carry(client, dossier, Carry.NOTHING).content.decode()
    assert client.get(at("plan_sheet", dossier.pk)).status_code == 302
    assert contents(house, "Camille", dossier, PersonCard)[0].carry is Carry.NOTHING


def test_another_dossiers_action_is_not_found(house: House) -> None:
    mine = dossier_of(house, "Camille", "Portal-Fictif")
    _, objective, record = with_plan(house)
    client = client_of(house, "Camille")
    assert client.get(at("plan_action", mine.pk, record)).status_code == 404
    assert client.get(at("plan_action_new", mine.pk, objective)).status_code == 404
