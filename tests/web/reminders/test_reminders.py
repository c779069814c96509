"""The pages of reminders: chosen with her, read before they leave, for who holds her key."""

from http import HTTPStatus

from django.urls import reverse

from entrenous.dossiers.codes import Safety
from entrenous.reminders import wishes
from entrenous.reminders.codes import State
from entrenous.reminders.models import Reminder
from tests.browsing import client_of
from tests.dossiers.opened import dossier_of
from tests.people import House
from tests.reminders.test_sending import MAIL, means, tomorrow


def test_a_reminder_is_chosen_with_her_then_sent_from_the_list(house: House) -> None:
    dossier = dossier_of(house, "Camille")
    client = client_of(house, "Camille")
    address = reverse("reminders:dossier", args=[dossier.pk])
    assert "Aucun moyen sûr" in client.get(address).content.decode()
    means(house, dossier, MAIL, Safety.SAFE)
    refused = client.post(address, {"names_service": "on"})
    assert refused.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "checked" in refused.content.decode()
    client.post(address, {"where": "0"})
    tomorrow(house, dossier)

    assert "Envoyer les rappels" in client.get(reverse("dossiers:day")).content.decode()
    page = client.get(reverse("reminders:list")).content.decode()
    assert MAIL in page
    assert "Aucune passerelle n’est réglée" in page
    done = client.post(reverse("reminders:list"), follow=True).content.decode()
    assert "1 rappel essayé" in done
    assert "Aucun rappel à envoyer" in done
    assert Reminder.objects.get().state == State.REHEARSED

    client.post(address, {"where": "none"})
    assert wishes.wish_in(wishes.read(dossier.pk, by=house.keyring("Camille"))) is None


def test_nobody_else_reads_how_to_reach_her(house: House) -> None:
    dossier = dossier_of(house, "Camille")
    address = reverse("reminders:dossier", args=[dossier.pk])
    for who in ("Alix", "Sacha", "Rachel", "Ines", "Lou", "Ada", "Max"):
        assert client_of(house, who).get(address).status_code == HTTPStatus.NOT_FOUND
