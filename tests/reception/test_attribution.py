"""The lead decides on codes and means; the key follows by the hand of a member of the group."""

from datetime import timedelta

import pytest
from django.utils import timezone

from entrenous.agents.models import Circonscription
from entrenous.dossiers.actions import open_dossier
from entrenous.dossiers.codes import Theme
from entrenous.dossiers.contents import PersonCard
from entrenous.journal.acts import Act
from entrenous.journal.models import Entry
from entrenous.keyring.certificates import NotCertified
from entrenous.keyring.errors import KeyNotHeld, VaultClosed
from entrenous.keyring.models import Record
from entrenous.reception import actions, agenda, attribution, queries
from entrenous.reception.actions import Suite
from entrenous.reception.agenda import Slot
from entrenous.reception.codes import Decision, Urgency
from entrenous.reception.errors import AlreadyAttributed, AlreadyClosed
from entrenous.reception.models import Appointment, Demande
from tests.people import House
from tests.reception.test_demandes import record


def newcomer(house: House, *, certified: bool = True) -> House:
    """Odile is a worker outside the duty group: only an attribution gives her a key."""
    house.enrol("Odile", "social_worker", certified=certified)
    return house


def test_the_lead_sees_codes_and_days_and_no_name(house: House) -> None:
    demande = record(house)
    record(house, Suite(Decision.ANSWERED))
    waiting = attribution.open_requests([house.circonscription], by=house.keyring("Ines"))
    assert [w.demande for w in waiting] == [demande]
    assert waiting[0].themes == (Theme.ENE, Theme.ENF)
    assert "Sarr" not in repr(waiting)
    with pytest.raises(KeyNotHeld):
        queries.open_demande(demande.pk, by=house.keyring("Ines"))


def test_without_the_leads_key_there_are_no_themes(house: House) -> None:
    record(house)
    house.enrol("Remi", "team_lead")
    waiting = attribution.open_requests([house.circonscription], by=house.keyring("Remi"))
    assert waiting[0].themes == ()


def test_the_key_goes_to_the_referente_at_the_next_passage_of_a_member(house: House) -> None:
    demande = record(newcomer(house))
    attribution.attribute(demande.pk, house.agents["Odile"], by=house.keyring("Ines"))
    odile = house.agents["Odile"].pk
    assert queries.keys_on_their_way([demande.pk]) == {demande.pk}
    before = queries.confided_to(odile, by=house.keyring("Odile"))
    assert [(w.demande, w.name, w.is_held) for w in before] == [(demande, "", False)]
    with pytest.raises(KeyNotHeld):
        queries.open_demande(demande.pk, by=house.keyring("Odile"))
    assert actions.hand_over_pending(house.keyring("Alix")) == 1
    assert queries.keys_on_their_way([demande.pk]) == set()
    after = queries.confided_to(odile, by=house.keyring("Odile"))
    assert after[0].name == "Awa SARR-LEMOINE"
    queries.open_demande(demande.pk, by=house.keyring("Odile"))


def test_the_decision_is_journaled_with_whom_it_names(house: House) -> None:
    demande = record(newcomer(house))
    attribution.attribute(demande.pk, house.agents["Odile"], by=house.keyring("Ines"))
    entry = Entry.objects.get(act=Act.DEMANDE_ATTRIBUTED)
    assert (entry.container, entry.about) == (demande.pk, house.agents["Odile"].pk)


def test_the_choice_may_change_until_the_key_has_left(house: House) -> None:
    demande = record(newcomer(house))
    lead = house.keyring("Ines")
    attribution.attribute(demande.pk, house.agents["Alix"], by=lead)
    attribution.attribute(demande.pk, house.agents["Odile"], by=lead)
    actions.hand_over_pending(house.keyring("Rachel"))
    with pytest.raises(AlreadyAttributed):
        attribution.attribute(demande.pk, house.agents["Sacha"], by=lead)
    demande.refresh_from_db()
    assert demande.attributed_to == house.agents["Odile"]


def test_a_second_click_changes_nothing(house: House) -> None:
    demande = record(newcomer(house))
    for _ in range(2):
        attribution.attribute(demande.pk, house.agents["Odile"], by=house.keyring("Ines"))
    assert Entry.objects.filter(act=Act.DEMANDE_ATTRIBUTED).count() == 1


def test_a_worker_without_certified_keys_is_refused_before_anything_is_written(
    house: House,
) -> None:
    demande = record(newcomer(house, certified=False))
    with pytest.raises(NotCertified):
        attribution.attribute(demande.pk, house.agents["Odile"], by=house.keyring("Ines"))
    demande.refresh_from_db()
    assert demande.status == Demande.Status.OPEN


@pytest.mark.parametrize("who", ["Camille", "Rachel", "Ada", "Max"])
def test_only_a_lead_of_the_place_decides(house: House, who: str) -> None:
    demande = record(house)
    with pytest.raises(KeyNotHeld):
        attribution.attribute(demande.pk, house.agents["Alix"], by=house.keyring(who))


def test_a_lead_of_elsewhere_decides_nothing_here(house: House) -> None:
    demande = record(house)
    there = Circonscription.objects.create(organisation=house.organisation, name="Hauts")
    near, house.circonscription = house.circonscription, there
    house.enrol("Remi", "team_lead")
    house.circonscription = near
    with pytest.raises(KeyNotHeld):
        attribution.attribute(demande.pk, house.agents["Alix"], by=house.keyring("Remi"))


def test_a_closed_vault_and_a_closed_request_decide_nothing(house: House) -> None:
    demande = record(house, Suite(Decision.ANSWERED))
    with pytest.raises(VaultClosed):
        attribution.attribute(demande.pk, house.agents["Alix"], by=house.closed("Ines"))
    with pytest.raises(AlreadyClosed):
        attribution.attribute(demande.pk, house.agents["Alix"], by=house.keyring("Ines"))


def test_urgent_requests_come_first_then_the_oldest(house: House) -> None:
    old, new = record(house, urgency=Urgency.NONE), record(house, urgency=Urgency.NONE)
    now = record(house, urgency=Urgency.NOW)
    Demande.objects.filter(pk=old.pk).update(
        received_at=timezone.now() - timedelta(days=3),
        received_on=timezone.localdate() - timedelta(days=3),
    )
    waiting = attribution.open_requests([house.circonscription], by=house.keyring("Ines"))
    assert [w.demande for w in waiting] == [now, old, new]
    assert [w.demande.waiting_days for w in waiting] == [0, 3, 0]


def test_the_load_is_means_in_the_order_of_names(house: House) -> None:
    camille = house.keyring("Camille")
    open_dossier(camille, PersonCard(family_name="Un", given_name="A"), secteur=house.secteur)
    ended = open_dossier(camille, PersonCard(family_name="Deux"), secteur=house.secteur)
    ended.accompagnements.update(closed_on=timezone.localdate())
    slot = Slot(timezone.now() + timedelta(days=2), 90)
    busy = Slot(timezone.now() + timedelta(days=3), 60, kind=Appointment.Kind.BUSY)
    agenda.book(house.agents["Camille"], slot, by=house.keyring("Rachel"), demande=record(house).pk)
    agenda.book(house.agents["Camille"], busy, by=camille)
    loads = attribution.loads([house.circonscription])
    assert [x.agent.given_name for x in loads] == ["Alix", "Camille", "Sacha"]
    mine = loads[1]
    assert (mine.active, mine.due, mine.appointments, mine.hours) == (1, 0, 1, 1.5)
    assert mine.secteurs == ("Secteur 07",)


def test_no_sealed_record_is_read_to_count(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Record, "objects", None)
    assert len(attribution.loads([house.circonscription])) == 3
