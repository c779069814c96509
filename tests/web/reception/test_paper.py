"""The paper kit: a pack for its holder, blank forms, and what was noted typed in afterwards."""

from datetime import timedelta
from http import HTTPStatus

import pytest
from django.urls import reverse
from django.utils import timezone

from entrenous.collective import actions as collective
from entrenous.collective.actions import Planned
from entrenous.dossiers.models import DueDate
from entrenous.journal.acts import Act
from entrenous.journal.models import Entry
from entrenous.reception import queries
from entrenous.reception.models import Appointment, Demande
from entrenous.slips import taking_in
from entrenous.slips.models import Slot
from tests.browsing import client_of
from tests.collective.started import started
from tests.dossiers.opened import dossier_of
from tests.people import House
from tests.slips.dropped import drop, platform, slot

YESTERDAY = (timezone.localdate() - timedelta(days=1)).strftime("%d %m %Y")
NOTED = {
    "on": YESTERDAY, "at": "10 h", "channel": "phone", "given_name": "Noé",
    "family_name": "Papier-Fictif", "words": "le chauffage", "decision": "duty",
    "id": "6b0ad9a5-3d0e-4a1e-9f9c-6a5b3d3f4a11",
}  # fmt: skip


def test_the_pack_has_the_day_of_its_holder_and_of_nobody_else(house: House) -> None:
    dossier = dossier_of(house, "Camille")
    today = timezone.localdate()
    DueDate.objects.create(dossier=dossier, kind=DueDate.Kind.PROCEDURE, due_on=today)
    Appointment.objects.create(
        agent=house.agents["Camille"], starts_at=timezone.now(), minutes=30, dossier=dossier
    )
    address = reverse("reception:pack")
    page = client_of(house, "Camille").get(address).content.decode()
    for shown in ("SARR-FICTIF", "Secteur 07", house.circonscription.phone, "à saisir après coup"):
        assert shown in page, shown
    assert Entry.objects.filter(act=Act.PACK_PRINTED).count() == 1
    assert "SARR-FICTIF" not in client_of(house, "Alix").get(address).content.decode()
    desk = client_of(house, "Rachel").get(address).content.decode()
    assert "Rendez-vous : Camille Fictif" in desk
    assert "Échéance" not in desk


def test_the_pack_of_the_desk_has_what_a_platform_promised_and_whoever_animates_today(
    house: House,
) -> None:
    noon = timezone.localtime().replace(hour=12, minute=0, second=0, microsecond=0)
    action = started(house, "Rachel")
    collective.plan_session(house.keyring("Rachel"), action, Planned(noon, 60))
    sender, _ = platform(house)
    drop(sender, slot=slot(house).pk)
    taking_in.take_in([house.circonscription], by=house.keyring("Omar"))
    Slot.objects.update(starts_at=timezone.now() - timedelta(minutes=90), minutes=60)
    page = client_of(house, "Rachel").get(reverse("reception:pack")).content.decode()
    assert "Promis pour aujourd’hui" in page
    assert "BENHADDOU-ROCHE" in page
    assert "heure passée" in page
    assert "Rendez-vous : Rachel Fictif" in page
    desk = client_of(house, "Omar").get(reverse("reception:pack")).content.decode()
    assert "Rendez-vous : Omar" not in desk


def test_a_request_noted_on_paper_keeps_its_day_and_says_it_was_typed_later(house: House) -> None:
    client, address = client_of(house, "Rachel"), reverse("reception:afterwards")
    assert client.get(address).status_code == HTTPStatus.OK
    client.post(address, NOTED)
    client.post(address, NOTED)
    row = Demande.objects.get()
    assert row.received_on == timezone.localdate() - timedelta(days=1)
    opened = queries.open_demande(row.pk, by=house.keyring("Camille"))
    assert opened.identity.given_name == "Noé"
    [note] = opened.notes
    assert note.content.text.startswith("Noté sur papier, saisi après coup le ")
    assert note.content.text.endswith(" par Rachel Fictif.")
    assert Entry.objects.filter(act=Act.ENTERED_LATER).count() == 1


@pytest.mark.parametrize(
    ("changed", "told"),
    [({"on": "31 02 2026"}, "n’existe pas"), ({"at": ""}, "Indiquez l’heure"),
     ({"on": (timezone.localdate() + timedelta(days=1)).strftime("%d %m %Y")}, "jusqu’au"),
     ({"on": "29 03 2026", "at": "2 h 30"}, "change d’heure")],
)  # fmt: skip
def test_an_impossible_moment_is_said_and_nothing_is_lost(
    house: House, changed: dict[str, str], told: str
) -> None:
    answer = client_of(house, "Rachel").post(reverse("reception:afterwards"), {**NOTED, **changed})
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert told in answer.content.decode()
    assert "le chauffage" in answer.content.decode()
    assert not Demande.objects.exists()


@pytest.mark.parametrize("who", ["Ines", "Lou", "Ada", "Max"])
def test_nobody_else_has_the_kit(house: House, who: str) -> None:
    for page in ("pack", "afterwards"):
        answer = client_of(house, who).get(reverse(f"reception:{page}"))
        assert answer.status_code == HTTPStatus.NOT_FOUND
