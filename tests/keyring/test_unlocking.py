"""The vault between two requests: idle lock, post PIN, absolute limit, clocks, thieves."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from entrenous.journal.acts import Act
from entrenous.journal.models import Entry
from entrenous.keyring import models, unlocking
from entrenous.keyring.unlocking import Browser, Door, WrongPin
from entrenous.vault.primitives import NotOpened, fresh_key
from tests.people import House

PIN = "274159"
MORNING = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(MORNING, tick=False) as moved:
        yield moved


def browser(house: House, name: str = "Camille", key: str = "s" * 32) -> Browser:
    cookie = unlocking.start(house.agents[name], house.secrets[name], session_key=key)
    return Browser(house.agents[name], key, cookie)


def with_pin(house: House) -> Browser:
    unlocking.set_pin(house.agents["Camille"], PIN)
    return browser(house)


def door(at: Browser, *, human: bool = True) -> Door:
    return unlocking.look(at, human=human).door


def acts() -> list[str]:
    return list(Entry.objects.order_by("seq").values_list("act", flat=True))


def test_the_cookie_opens_and_opening_is_journaled(house: House) -> None:
    found = unlocking.look(browser(house), human=True)
    assert found.secret == house.secrets["Camille"]
    assert acts()[-1] == Act.VAULT_OPENED


def test_a_stolen_database_without_the_cookie_opens_nothing(house: House) -> None:
    at = browser(house)
    row = models.Unlock.objects.get()
    for guess in (None, fresh_key(), bytes(row.id), bytes(row.session_hash)):
        assert unlocking.look(Browser(at.agent, at.session_key, guess), human=True).secret is None


def test_another_agent_or_session_opens_nothing(house: House) -> None:
    at = browser(house)
    assert door(Browser(house.agents["Alix"], at.session_key, at.cookie)) is Door.LOG_IN
    assert door(Browser(at.agent, "t" * 32, at.cookie)) is Door.LOG_IN
    models.Unlock.objects.update(agent=house.agents["Alix"])
    moved = Browser(house.agents["Alix"], at.session_key, at.cookie)
    assert unlocking.look(moved, human=True).secret is None


def test_an_expiry_prolonged_in_the_database_is_refused(
    house: House, clock: time_machine.Traveller
) -> None:
    at = with_pin(house)
    row = models.Unlock.objects.get()
    models.Unlock.objects.update(expires=row.expires + 30)
    assert unlocking.look(at, human=True).secret is None
    with pytest.raises(WrongPin):
        unlocking.reopen_with_pin(at, PIN)


def test_ten_hours_after_log_in_everything_is_gone(
    house: House, clock: time_machine.Traveller
) -> None:
    at = browser(house)
    for _ in range(39):
        clock.shift(timedelta(minutes=15))
        assert door(at) is Door.OPEN
    clock.shift(timedelta(minutes=15))
    assert door(at) is Door.LOG_IN
    assert not models.Unlock.objects.exists()


def test_twenty_idle_minutes_leave_only_the_pin(
    house: House, clock: time_machine.Traveller
) -> None:
    at = with_pin(house)
    clock.shift(timedelta(minutes=20, seconds=1))
    assert door(at) is Door.PIN
    row = models.Unlock.objects.get()
    assert row.blob is None
    assert acts()[-1] == Act.VAULT_CLOSED
    assert unlocking.reopen_with_pin(at, PIN) == house.secrets["Camille"]
    assert door(at) is Door.OPEN


def test_pages_that_call_by_themselves_do_not_renew(
    house: House, clock: time_machine.Traveller
) -> None:
    at = with_pin(house)
    for _ in range(2):
        clock.shift(timedelta(minutes=9))
        assert door(at, human=False) is Door.OPEN
    clock.shift(timedelta(minutes=3))
    assert door(at, human=False) is Door.PIN


def test_it_tells_when_it_closes(house: House, clock: time_machine.Traveller) -> None:
    at = browser(house)
    assert unlocking.look(at, human=True).closes_at == MORNING + timedelta(minutes=20)
    clock.shift(timedelta(minutes=5))
    assert unlocking.look(at, human=True).closes_at == MORNING + timedelta(minutes=25)
    models.Unlock.objects.update(seen_at=MORNING + timedelta(hours=9, minutes=50))
    clock.move_to(MORNING + timedelta(hours=9, minutes=51))
    assert unlocking.look(at, human=True).closes_at == MORNING + timedelta(hours=10)


def test_five_wrong_pins_then_the_phrase(house: House) -> None:
    at = with_pin(house)
    unlocking.shut(at)
    left = []
    for _ in range(5):
        with pytest.raises(WrongPin) as wrong:
            unlocking.reopen_with_pin(at, "000001")
        left.append(wrong.value.left)
    assert left == [4, 3, 2, 1, 0]
    assert models.Unlock.objects.get().idle_blob is None
    with pytest.raises(WrongPin):
        unlocking.reopen_with_pin(at, PIN)
    assert door(at) is Door.PHRASE
    cookie = unlocking.reopen_with_phrase(at, house.secrets["Camille"])
    again = Browser(at.agent, at.session_key, cookie)
    assert door(again) is Door.OPEN
    unlocking.shut(again)
    assert unlocking.reopen_with_pin(again, PIN)


def test_the_right_pin_gives_five_tries_again(house: House) -> None:
    at = with_pin(house)
    for _ in range(2):
        unlocking.shut(at)
        for _ in range(4):
            with pytest.raises(WrongPin):
                unlocking.reopen_with_pin(at, "000001")
        unlocking.reopen_with_pin(at, PIN)


@pytest.mark.parametrize("typed", ["", "27415", "27415a", "2741590", "２７４１５９"])
def test_what_is_not_six_digits_is_a_wrong_pin(house: House, typed: str) -> None:
    at = with_pin(house)
    unlocking.shut(at)
    with pytest.raises(WrongPin):
        unlocking.reopen_with_pin(at, typed)


def test_the_pin_opens_nothing_without_the_cookie(house: House) -> None:
    at = with_pin(house)
    unlocking.shut(at)
    with pytest.raises(WrongPin):
        unlocking.reopen_with_pin(Browser(at.agent, at.session_key, None), PIN)


def test_the_phrase_does_not_move_the_absolute_limit(
    house: House, clock: time_machine.Traveller
) -> None:
    at = browser(house)
    clock.shift(timedelta(hours=9))
    assert door(at) is Door.PHRASE
    cookie = unlocking.reopen_with_phrase(at, house.secrets["Camille"])
    clock.shift(timedelta(minutes=59))
    again = Browser(at.agent, at.session_key, cookie)
    models.Unlock.objects.update(seen_at=MORNING + timedelta(hours=9, minutes=58))
    assert door(again) is Door.OPEN
    clock.shift(timedelta(minutes=2))
    assert door(again) is Door.LOG_IN


@pytest.mark.parametrize("jump", [timedelta(hours=-3), timedelta(days=-400), timedelta(days=400)])
def test_a_clock_that_jumps_opens_nothing(
    house: House, clock: time_machine.Traveller, jump: timedelta
) -> None:
    at = with_pin(house)
    clock.shift(jump)
    assert unlocking.look(at, human=True).secret is None


def test_a_clock_put_right_by_seconds_closes_nothing(
    house: House, clock: time_machine.Traveller
) -> None:
    at = browser(house)
    clock.shift(timedelta(seconds=-20))
    assert door(at) is Door.OPEN


def test_any_request_purges_what_is_over(house: House, clock: time_machine.Traveller) -> None:
    with_pin(house)
    browser(house, "Alix", "a" * 32)
    clock.shift(timedelta(minutes=21))
    unlocking.purge()
    assert not models.Unlock.objects.exclude(blob=None).exists()
    assert acts().count(Act.VAULT_CLOSED) == 2
    clock.shift(timedelta(hours=10))
    unlocking.purge()
    assert not models.Unlock.objects.exists()


def test_closing_everywhere_spares_this_session(house: House) -> None:
    here, there = browser(house), browser(house, key="t" * 32)
    other = browser(house, "Alix", "a" * 32)
    assert unlocking.end_everywhere(here.agent, but=here.session_key) == 1
    assert [door(b) for b in (here, there, other)] == [Door.OPEN, Door.LOG_IN, Door.OPEN]


def test_a_new_pin_serves_at_once(house: House) -> None:
    at = with_pin(house)
    unlocking.set_pin(at.agent, "905316")
    unlocking.refresh_idle(at, house.secrets["Camille"])
    unlocking.shut(at)
    with pytest.raises(WrongPin):
        unlocking.reopen_with_pin(at, PIN)
    assert unlocking.reopen_with_pin(at, "905316")


def test_a_pin_moved_to_another_agent_opens_nothing(house: House) -> None:
    unlocking.set_pin(house.agents["Camille"], PIN)
    taken = models.AgentKeys.objects.get(agent=house.agents["Camille"])
    models.AgentKeys.objects.filter(agent=house.agents["Alix"]).update(
        pin_sealed=taken.pin_sealed, pin_salt=taken.pin_salt
    )
    at = browser(house, "Alix")
    unlocking.shut(at)
    assert door(at) is Door.PHRASE


def test_what_waits_for_a_second_factor_is_not_an_open_vault(house: House) -> None:
    agent, key = house.agents["Camille"], "p" * 32
    cookie = unlocking.start(
        agent, house.secrets["Camille"], session_key=key, life=timedelta(minutes=10), quietly=True
    )
    at = Browser(agent, key, cookie)
    assert door(at) is Door.LOG_IN
    assert unlocking.take_pending(at) == house.secrets["Camille"]
    assert Act.VAULT_OPENED not in acts()
    with pytest.raises(NotOpened):
        unlocking.take_pending(Browser(agent, key, fresh_key()))


def test_a_registry_altered_in_the_database_opens_no_vault(house: House) -> None:
    at = with_pin(house)
    unlocking.shut(at)
    models.Certificate.objects.filter(actor=house.agents["Sacha"].pk).update(revoked_on=MORNING)
    with pytest.raises(unlocking.RegistryAltered):
        unlocking.reopen_with_pin(at, PIN)
    with pytest.raises(unlocking.RegistryAltered):
        browser(house, "Alix")
    models.RegistryHead.objects.all().delete()
    with pytest.raises(unlocking.RegistryAltered):
        browser(house, "Alix")
