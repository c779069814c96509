"""A desk left unattended: the pages of the enrolment do not go round what a phrase protects."""

from django.urls import reverse

from entrenous.keyring import unlocking
from entrenous.keyring.models import AgentKeys
from tests.browsing import client_of
from tests.people import House


def test_a_chosen_pin_is_not_replaced_by_the_page_of_the_enrolment(house: House) -> None:
    camille = house.agents["Camille"]
    unlocking.set_pin(camille, "482915")
    before = bytes(AgentKeys.objects.get(agent=camille, is_current=True).pin_sealed or b"")
    typed = {"pin": "730264", "again": "730264"}
    answer = client_of(house, "Camille").post(reverse("account:enrolment_pin"), typed)
    assert answer["Location"] == reverse("account:change_pin")
    after = bytes(AgentKeys.objects.get(agent=camille, is_current=True).pin_sealed or b"")
    assert after == before
