"""A request at the desk: sealed to its groups, decided at once, read by nobody else."""

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from entrenous.activity.models import Fact
from entrenous.agents.models import Circonscription, Secteur
from entrenous.dossiers.codes import Carry, Safety, Theme
from entrenous.journal.acts import Act
from entrenous.journal.models import Entry
from entrenous.keyring.errors import KeyNotHeld, VaultClosed
from entrenous.keyring.models import Container, Group, Record
from entrenous.reception import actions, entries, queries
from entrenous.reception.actions import Arrival, Suite
from entrenous.reception.agenda import Slot
from entrenous.reception.codes import (
    Channel,
    Decision,
    NoSuite,
    Sign,
    Urgency,
    UrgencyAction,
    level_of,
)
from entrenous.reception.contents import DemandeIdentity
from entrenous.reception.errors import AlreadyClosed, NoLetterBox, SlotTaken, TooManyThemes
from entrenous.reception.models import Appointment, Demande
from tests.people import House

AWA = DemandeIdentity(
    family_name="Sarr-Lemoine",
    given_name="Awa",
    birth_year=1991,
    commune="Saint-Orme",
    street="3 rue des Tanneurs",
    contact="01 99 00 11 22",
    safety=Safety.NO_MESSAGE,
    carry=Carry.FULL,
)
WORDS = "On m’a baissé le courant, le chauffage ne tient plus."


def arrival(house: House, suite: Suite = Suite(Decision.DUTY), **changes: object) -> Arrival:  # noqa: B008
    made = Arrival(
        circonscription=house.circonscription,
        secteur=house.secteur,
        channel=Channel.WALK_IN,
        suite=suite,
        urgency=Urgency.TODAY,
        urgency_action=UrgencyAction.DUTY,
        identity=AWA,
        words=WORDS,
        themes=(Theme.ENE, Theme.ENF),
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def record(house: House, suite: Suite = Suite(Decision.DUTY), **changes: object) -> Demande:  # noqa: B008
    return actions.record_demande(arrival(house, suite, **changes), by=house.keyring("Rachel"))


@pytest.mark.parametrize("who", ["Rachel", "Omar", "Camille", "Alix"])
def test_reception_and_the_duty_workers_read_her_words(house: House, who: str) -> None:
    demande = record(house)
    opened = queries.open_demande(demande.pk, by=house.keyring(who))
    assert (opened.identity, opened.words.words) == (AWA, WORDS)
    assert opened.themes.themes == (Theme.ENE, Theme.ENF)
    assert opened.is_whole


@pytest.mark.parametrize("who", ["Ines", "Lou", "Ada", "Max"])
def test_nobody_else_opens_it_not_even_the_lead(house: House, who: str) -> None:
    demande = record(house)
    with pytest.raises(KeyNotHeld):
        queries.open_demande(demande.pk, by=house.keyring(who))


def test_the_one_who_typed_it_keeps_no_key_of_her_own(house: House) -> None:
    demande = record(house)
    held = demande.container.grants.exclude(box=None).values_list("recipient", flat=True)
    groups = Group.objects.values_list("pk", flat=True)
    assert set(held) <= {*groups, house.organisation.pk}


def test_no_word_of_hers_is_in_clear(house: House) -> None:
    demande = record(house)
    row = Demande.objects.filter(pk=demande.pk).values().get()
    blobs = b"".join(bytes(b) for b in Record.objects.values_list("blob", flat=True))
    for secret in ("Sarr", "Tanneurs", "courant", "01 99 00 11 22"):
        assert secret not in str(row)
        assert secret.encode() not in blobs


def test_nothing_opens_a_file(house: House) -> None:
    record(house, Suite(Decision.ANSWERED, answer="Adresse du point conseil budget donnée."))
    assert not Container.objects.filter(kind=Container.Kind.DOSSIER).exists()


def test_an_answer_ends_the_request_and_duty_leaves_it_open(house: House) -> None:
    answered = record(house, Suite(Decision.ANSWERED, answer="Répondu."))
    waiting = record(house)
    assert answered.status == Demande.Status.CLOSED
    assert waiting.status == Demande.Status.OPEN
    assert waiting.ticket != answered.ticket


def test_someone_who_says_nothing_is_heard_all_the_same(house: House) -> None:
    suite = Suite(Decision.NO_SUITE, no_suite=NoSuite.WITHDRAWN)
    demande = record(house, suite, identity=DemandeIdentity(), words="", themes=(), secteur=None)
    opened = queries.open_demande(demande.pk, by=house.keyring("Omar"))
    assert opened.identity.name == ""
    assert opened.words.no_suite is NoSuite.WITHDRAWN
    assert opened.row.secteur is None


def test_a_second_click_records_nothing_twice(house: House) -> None:
    chosen = uuid4()
    assert record(house, id=chosen) == record(house, id=chosen)
    assert Demande.objects.count() == 1


def test_four_themes_are_refused(house: House) -> None:
    with pytest.raises(TooManyThemes):
        record(house, themes=(Theme.LOG, Theme.BUD, Theme.ENE, Theme.ADM))


def test_without_a_certified_reception_nothing_is_kept_half_way(house: House) -> None:
    elsewhere = Circonscription.objects.create(organisation=house.organisation, name="Hauts")
    secteur = Secteur.objects.create(circonscription=elsewhere, name="Secteur 11")
    with pytest.raises(NoLetterBox):
        record(house, secteur=secteur)
    assert not Demande.objects.exists()


def test_a_taken_slot_leaves_no_request_behind(house: House) -> None:
    camille = house.agents["Camille"]
    slot = Slot(timezone.now() + timedelta(days=1))
    suite = Suite(Decision.APPOINTMENT, agent=camille, slot=slot)
    record(house, suite)
    with pytest.raises(SlotTaken):
        record(house, suite)
    assert Demande.objects.count() == 1
    assert Appointment.objects.count() == 1


def test_a_closed_vault_records_nothing(house: House) -> None:
    with pytest.raises(VaultClosed):
        actions.record_demande(arrival(house), by=house.closed("Rachel"))
    assert not Demande.objects.exists()


def test_the_duty_worker_answers_and_the_request_is_over(house: House) -> None:
    demande = record(house)
    suite = Suite(Decision.ANSWERED, answer="Le fournisseur rétablit la puissance.")
    actions.decide(demande.pk, suite, by=house.keyring("Camille"))
    opened = queries.open_demande(demande.pk, by=house.keyring("Rachel"))
    assert opened.words.words == WORDS
    assert opened.words.answer == "Le fournisseur rétablit la puissance."
    with pytest.raises(AlreadyClosed):
        actions.decide(demande.pk, suite, by=house.keyring("Alix"))


def test_the_lead_decides_nothing_in_place_of_those_who_hold_the_key(house: House) -> None:
    demande = record(house)
    with pytest.raises(KeyNotHeld):
        actions.decide(demande.pk, Suite(Decision.NO_SUITE), by=house.keyring("Max"))


def test_a_promised_call_is_in_the_agenda_and_blocks_nothing(house: House) -> None:
    at = timezone.now() + timedelta(hours=2)
    slot = Slot(at, 15, Appointment.Where.PHONE, Appointment.Kind.CALL_BACK)
    suite = Suite(Decision.CALL_BACK, agent=house.agents["Rachel"], slot=slot)
    first, second = record(house, suite), record(house, suite)
    assert {a.demande_id for a in Appointment.objects.all()} == {first.pk, second.pk}


def test_notes_are_added_by_those_who_hold_the_key(house: House) -> None:
    demande = record(house)
    actions.add_note(demande.pk, "Repassera avec la facture.", by=house.keyring("Omar"))
    opened = queries.open_demande(demande.pk, by=house.keyring("Camille"))
    assert [n.content.text for n in opened.notes] == ["Repassera avec la facture."]
    with pytest.raises(KeyNotHeld):
        actions.add_note(demande.pk, "non", by=house.keyring("Lou"))


def test_the_queue_shows_urgent_people_first_then_those_who_waited(house: House) -> None:
    calm = record(house, urgency=Urgency.NONE)
    now = record(house, urgency=Urgency.NOW, identity=DemandeIdentity())
    done = record(house, Suite(Decision.ANSWERED))
    waiting = entries.waiting([house.circonscription], by=house.keyring("Omar"))
    assert [entry.about for entry in waiting] == [now.pk, calm.pk]
    assert [entry.name for entry in waiting] == ["", "Awa SARR-LEMOINE"]
    ended = queries.closed_today([house.circonscription], by=house.keyring("Omar"))
    assert [row.demande for row in ended] == [done]


def test_each_step_is_journaled_and_counted(house: House) -> None:
    facts = Fact.objects.count()
    demande = record(house)
    queries.open_demande(demande.pk, by=house.keyring("Camille"))
    acts = list(Entry.objects.filter(container=demande.pk).values_list("act", flat=True))
    assert {Act.DEMANDE_RECORDED, Act.DEMANDE_DECIDED, Act.DEMANDE_OPENED} <= set(acts)
    assert Fact.objects.count() == facts + 2


def test_an_address_of_another_house_goes_there_and_stays_readable_here(house: House) -> None:
    there = Circonscription.objects.create(organisation=house.organisation, name="Hauts")
    secteur = Secteur.objects.create(circonscription=there, name="Secteur 11")
    near, house.circonscription = house.circonscription, there
    house.enrol("Nour", "reception")
    house.open_group("reception", "Nour")
    demande = record(house, circonscription=near, secteur=secteur)
    assert demande.circonscription == there
    for who in ("Nour", "Rachel"):
        assert queries.open_demande(demande.pk, by=house.keyring(who)).words.words == WORDS
    with pytest.raises(KeyNotHeld):
        queries.open_demande(demande.pk, by=house.keyring("Camille"))


@pytest.mark.parametrize(
    ("signs", "level"),
    [
        ([], Urgency.NONE),
        ([Sign.RIGHTS], Urgency.THIS_WEEK),
        ([Sign.ENERGY, Sign.EVICTION], Urgency.TODAY),
        ([Sign.FOOD, Sign.LIFE], Urgency.NOW),
    ],
)
def test_the_most_pressing_sign_gives_the_level(signs: list[str], level: Urgency) -> None:
    assert level_of(signs) is level
