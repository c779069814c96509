"""Invitations, throttling, and what makes a phrase strong enough."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from entrenous.agents.models import Agent
from entrenous.journal.acts import Act
from entrenous.journal.models import Entry
from entrenous.keyring import drafts, invitations, models, phrase_rules, second_factors, throttling
from entrenous.keyring.certificates import is_certified
from entrenous.keyring.errors import KeyNotHeld
from entrenous.keyring.invitations import NotInvited
from entrenous.keyring.opening import Keyring
from entrenous.keyring.throttling import Visitor
from entrenous.vault.phrases import new_phrase
from tests.keyring.test_containers import new_dossier
from tests.people import House, build_house

STRONG = "girafe ocre sous le pont du mardi 47"
NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


def newcomer(house: House) -> Agent:
    return Agent.objects.create(
        organisation=house.organisation, login="nadia", given_name="Nadia", family_name="Fictif"
    )


def test_an_invitation_makes_keys_once(house: House) -> None:
    nadia = newcomer(house)
    code = invitations.invite(nadia, house.closed("Ada"))
    assert Entry.objects.latest("seq").act == Act.INVITED
    typed = code.lower().replace("-", " ")
    agent, secret = invitations.accept(typed, new_phrase())
    assert agent == nadia
    assert not is_certified(house.organisation.pk, nadia.pk)
    with pytest.raises(NotInvited):
        invitations.accept(code, new_phrase())
    assert models.AgentKeys.objects.get(agent=nadia).box == secret.public.box


def test_the_code_is_not_stored(house: House) -> None:
    code = invitations.invite(newcomer(house), house.closed("Ada"))
    row = models.Enrolment.objects.get()
    assert code.replace("-", "").encode() not in bytes(row.code_hash)


def test_it_expires_and_a_new_one_replaces_it(house: House) -> None:
    nadia = newcomer(house)
    with time_machine.travel(NOON, tick=False) as clock:
        first = invitations.invite(nadia, house.closed("Ada"))
        second = invitations.invite(nadia, house.closed("Ada"))
        with pytest.raises(NotInvited):
            invitations.read(first)
        assert invitations.read(second) == nadia
        clock.shift(timedelta(days=7, seconds=1))
        with pytest.raises(NotInvited):
            invitations.read(second)


def test_nobody_invites_in_another_organisation(house: House) -> None:
    other = build_house("Autre (fictif)")
    with pytest.raises(NotInvited):
        invitations.invite(other.agents["Ines"], house.closed("Ada"))


def test_a_new_enrolment_opens_no_former_dossier(house: House) -> None:
    dossier = new_dossier(house)
    camille = house.agents["Camille"]
    drafts.save(camille, "f", None, {"t": "x"})
    code = invitations.invite(camille, house.closed("Ada"))
    assert Entry.objects.latest("seq").act == Act.ENROLMENT_RESET
    assert is_certified(house.organisation.pk, camille.pk)
    _, secret = invitations.accept(code, new_phrase())
    assert not is_certified(house.organisation.pk, camille.pk)
    assert second_factors.methods(camille) == set()
    assert not models.Draft.objects.exists()
    with pytest.raises(KeyNotHeld):
        Keyring(camille, secret).open(dossier.id, Act.DOSSIER_OPENED)


HERE = Visitor("192.0.2.17", "")


def fail(login: str, times: int, visitor: Visitor = HERE) -> int:
    counted = throttling.counters(login, visitor)
    for _ in range(times):
        throttling.failed(counted)
    return throttling.wait_seconds(counted)


def test_the_delay_grows_and_stays_under_a_minute(db: None) -> None:
    with time_machine.travel(NOON, tick=False):
        waits = [fail("camille", 1) for _ in range(12)]
    assert waits[:6] == [0, 0, 1, 2, 4, 8]
    assert waits[-1] == 60


def test_it_is_forgotten_after_a_quarter_of_an_hour(db: None) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        assert fail("camille", 12) == 60
        clock.shift(timedelta(minutes=16))
        assert throttling.wait_seconds(throttling.counters("camille", HERE)) == 0
        throttling.purge()
        assert not models.FailedTry.objects.exists()


def test_a_clock_that_went_back_makes_nobody_wait(db: None) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        assert fail("camille", 12) == 60
        clock.shift(timedelta(hours=-5))
        assert throttling.wait_seconds(throttling.counters("camille", HERE)) == 0


def test_from_elsewhere_the_account_waits_less(db: None) -> None:
    with time_machine.travel(NOON, tick=False):
        fail("camille", 40)
        elsewhere = Visitor("198.51.100.4", "")
        assert 0 < throttling.wait_seconds(throttling.counters("camille", elsewhere)) <= 15
        assert throttling.wait_seconds(throttling.counters("alix", elsewhere)) == 0


def test_many_names_from_one_network_slow_the_network(db: None) -> None:
    with time_machine.travel(NOON, tick=False):
        for number in range(31):
            fail(f"nom-{number}", 1, Visitor(f"192.0.2.{number}", ""))
        assert throttling.wait_seconds(throttling.counters("camille", HERE)) > 0


@pytest.mark.parametrize(
    ("address", "network"),
    [("192.0.2.17", "192.0.2.0/24"), ("2001:db8:1:2::3", "2001:db8:1::/48"), ("?", "unknown")],
)
def test_addresses_are_read_by_network(address: str, network: str) -> None:
    assert throttling.network_of(address) == network


def test_a_generated_phrase_and_a_good_one_will_do(house: House) -> None:
    camille = house.agents["Camille"]
    assert phrase_rules.weakness(new_phrase(), camille) == ""
    assert phrase_rules.weakness(STRONG, camille) == ""


@pytest.mark.parametrize(
    ("phrase", "said"),
    [
        ("trop court", "trop courte"),
        ("x" * 300, "trop longue"),
        ("aaaaaaaaaaaaaaaaaaaa", "se devine"),
        ("qwertyuiopqwertyuiop", "se devine"),
        ("Camille aime la mer et les chats", "ni votre nom"),
        ("le service social du matin vert 12", "ni votre nom"),
        ("unbelievable1234", "se devine"),
    ],
)
def test_a_weak_phrase_is_refused_with_a_sentence(house: House, phrase: str, said: str) -> None:
    assert said in phrase_rules.weakness(phrase, house.agents["Camille"])


def test_seven_times_the_same_word_is_not_a_generated_phrase() -> None:
    word = new_phrase().split()[0]
    assert not phrase_rules.is_generated(" ".join([word] * 7))
