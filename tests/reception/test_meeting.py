"""The attribution meeting: means and wishes, no reason; a decision undone until its key leaves."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from entrenous.activity import own
from entrenous.agents.models import Secteur
from entrenous.continuity.models import Cover
from entrenous.keyring.errors import KeyNotHeld
from entrenous.keyring.models import PendingGrant
from entrenous.reception import actions, attribution, meeting
from entrenous.reception.contents import ReferentWish
from entrenous.reception.errors import AlreadyAttributed, NotForHer
from entrenous.reception.models import Demande, NotToAttribute
from tests.browsing import client_of
from tests.people import House
from tests.reception.test_demandes import AWA, record


def waiting(house: House) -> list[attribution.Waiting]:
    return attribution.open_requests([house.circonscription], by=house.keyring("Ines"))


def test_the_lead_reads_the_wish_of_the_person_and_nothing_else_of_the_request(
    house: House,
) -> None:
    demande = record(house)
    wish = ReferentWish(house.agents["Alix"].pk, other_than=True)
    meeting.say_wish(demande.pk, wish, by=house.keyring("Rachel"))
    [row] = waiting(house)
    assert row.wish == wish
    page = client_of(house, "Ines").get(reverse("team:team")).content.decode()
    assert "Souhait de la personne : pas Alix Fictif" in page
    assert AWA.family_name not in page
    meeting.say_wish(demande.pk, ReferentWish(), by=house.keyring("Camille"))
    assert waiting(house)[0].wish is None
    with pytest.raises(KeyNotHeld):
        meeting.say_wish(demande.pk, wish, by=house.keyring("Ines"))


def test_who_said_not_to_her_is_not_chosen_and_nobody_reads_why(house: House) -> None:
    demande = record(house)
    meeting.set_aside(demande.pk, cannot=True, by=house.keyring("Camille"))
    meeting.set_aside(demande.pk, cannot=True, by=house.keyring("Camille"))
    assert [a.given_name for a in waiting(house)[0].not_for] == ["Camille"]
    assert {f.name for f in NotToAttribute._meta.fields} == {"id", "demande", "agent", "said_on"}
    with pytest.raises(NotForHer):
        attribution.attribute(demande.pk, house.agents["Camille"], by=house.keyring("Ines"))
    meeting.set_aside(demande.pk, cannot=False, by=house.keyring("Camille"))
    attribution.attribute(demande.pk, house.agents["Camille"], by=house.keyring("Ines"))


@pytest.mark.parametrize("who", ["Ines", "Max", "Lou"])
def test_only_who_reads_the_request_says_it(house: House, who: str) -> None:
    with pytest.raises(KeyNotHeld):
        meeting.set_aside(record(house).pk, cannot=True, by=house.keyring(who))


def test_a_decision_is_taken_back_until_the_key_has_left(house: House) -> None:
    demande, lead = record(house), house.keyring("Ines")
    attribution.attribute(demande.pk, house.agents["Alix"], by=lead)
    for _ in range(2):
        row = meeting.undo(demande.pk, by=lead)
        assert (row.status, row.attributed_to_id) == (Demande.Status.OPEN, None)
    assert not PendingGrant.objects.filter(container_id=demande.pk).exists()
    house.enrol("Odile", "social_worker")
    attribution.attribute(demande.pk, house.agents["Odile"], by=lead)
    actions.hand_over_pending(house.keyring("Rachel"))
    with pytest.raises(AlreadyAttributed):
        meeting.undo(demande.pk, by=lead)
    for who in ("Camille", "Rachel", "Max"):
        with pytest.raises(KeyNotHeld):
            meeting.undo(demande.pk, by=house.keyring(who))


def test_the_means_are_the_hours_said_and_the_absences_to_come(house: House) -> None:
    client = client_of(house, "Camille")
    wrong = client.post(reverse("reception:hours"), {"hours": "60"})
    assert wrong.status_code == 422
    assert 'value="60"' in wrong.content.decode()
    client.post(reverse("reception:hours"), {"hours": "28"})
    today = timezone.localdate()
    Cover.objects.create(
        absent=house.agents["Camille"], colleague=house.agents["Alix"], scope="dates",
        starts_on=today, ends_on=today + timedelta(days=9), planned_on=today,
    )  # fmt: skip
    page = client_of(house, "Ines").get(reverse("team:team")).content.decode()
    assert "28&nbsp;h" in page
    assert "du " in page.split("28&nbsp;h")[1][:400]


def test_one_click_undoes_from_the_page(house: House) -> None:
    demande = record(house)
    attribution.attribute(demande.pk, house.agents["Alix"], by=house.keyring("Ines"))
    lead = client_of(house, "Ines")
    assert "Reprendre" in lead.get(reverse("team:team")).content.decode()
    page = lead.post(reverse("team:undo", args=[demande.pk]), follow=True).content.decode()
    assert "La décision est reprise" in page


def test_a_vacant_secteur_names_who_answers_on_the_paper_of_the_person(house: House) -> None:
    demande = record(house, secteur=house.secteur)
    lead = client_of(house, "Ines")
    address = reverse("team:vacancies")
    assert "Chaque secteur a quelqu’un en poste" in lead.get(address).content.decode()
    assert lead.post(address, {}).status_code == 422
    asked = {
        "secteur": str(house.secteur.pk), "cover": str(house.agents["Alix"].pk),
        "since_on": timezone.localdate().strftime("%d %m %Y"),
    }  # fmt: skip
    lead.post(address, asked)
    again = lead.post(address, asked)
    assert "déjà dit sans titulaire" in again.content.decode()
    receipt = reverse("reception:receipt", args=[demande.pk])
    paper = client_of(house, "Rachel").get(receipt).content.decode()
    assert "En attendant, Alix Fictif répond" in paper
    [row] = meeting.vacancies([house.circonscription])
    lead.post(reverse("team:vacancy-end", args=[row.pk]))
    assert meeting.vacancy_of(house.secteur.pk) is None
    month = timezone.localdate().replace(day=1)
    [counted] = own.months(house.keyring("Ines"), since=month)
    assert counted.acts["post.vacant"].count == 1, "a post that was vacant is counted at its end"
    other = Secteur.objects.create(circonscription=house.circonscription, name="Secteur 09")
    with pytest.raises(KeyNotHeld):
        meeting.declare_vacant(
            other, timezone.localdate(), house.agents["Alix"], by=house.keyring("Camille")
        )


def test_the_page_before_the_meeting_keeps_the_wish_and_the_no(house: House) -> None:
    demande = record(house)
    address = reverse("reception:before-attribution", args=[demande.pk])
    client = client_of(house, "Camille")
    client.post(address, {"wish": "1", "agent": str(house.agents["Alix"].pk)})
    client.post(address, {"cannot": "1"})
    page = client.get(address).content.decode()
    assert "Je peux finalement la suivre" in page
    assert waiting(house)[0].wish == ReferentWish(house.agents["Alix"].pk)
