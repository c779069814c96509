from dataclasses import replace
from uuid import uuid4

import pytest

from entrenous.vault.people import SecretKeys
from entrenous.vault.primitives import NotOpened
from entrenous.vault.unlocking import (
    UnlockPlace,
    open_idle,
    open_unlock,
    pin_key,
    seal_idle,
    seal_unlock,
    unlock_id,
)

COOKIE, OTHER_COOKIE, PIN = bytes(range(32)), bytes(32), b"p" * 32
HERE = UnlockPlace(agent=uuid4(), expires=1_000, session_hash=b"s" * 32)
ELSEWHERE = [
    replace(HERE, agent=uuid4()),
    replace(HERE, expires=1_001),
    replace(HERE, session_hash=b"t" * 32),
]


def test_the_browser_that_unlocked_opens_again(keys: SecretKeys) -> None:
    row = seal_unlock(keys, cookie=COOKIE, at=HERE)
    assert open_unlock(row, cookie=COOKIE, at=HERE) == keys


@pytest.mark.parametrize("place", ELSEWHERE, ids=["agent", "expires", "session"])
def test_an_altered_row_does_not_open(place: UnlockPlace, keys: SecretKeys) -> None:
    row, idle = (
        seal_unlock(keys, cookie=COOKIE, at=HERE),
        seal_idle(keys, cookie=COOKIE, pin=PIN, at=HERE),
    )
    with pytest.raises(NotOpened):
        open_unlock(row, cookie=COOKIE, at=place)
    with pytest.raises(NotOpened):
        open_idle(idle, cookie=COOKIE, pin=PIN, at=place)


@pytest.mark.parametrize("cookie", [OTHER_COOKIE, b"", bytes(31), bytes(65)])
def test_another_browser_does_not_open(cookie: bytes, keys: SecretKeys) -> None:
    row = seal_unlock(keys, cookie=COOKIE, at=HERE)
    with pytest.raises(NotOpened):
        open_unlock(row, cookie=cookie, at=HERE)


def test_the_row_tells_nothing_of_the_cookie() -> None:
    assert unlock_id(COOKIE) != unlock_id(OTHER_COOKIE)
    assert COOKIE not in unlock_id(COOKIE)


def test_after_an_idle_lock_cookie_and_pin_are_both_needed(keys: SecretKeys) -> None:
    row = seal_idle(keys, cookie=COOKIE, pin=PIN, at=HERE)
    assert open_idle(row, cookie=COOKIE, pin=PIN, at=HERE) == keys
    for cookie, pin in ((COOKIE, b"q" * 32), (OTHER_COOKIE, PIN)):
        with pytest.raises(NotOpened):
            open_idle(row, cookie=cookie, pin=pin, at=HERE)


def test_an_unlock_row_is_not_an_idle_row(keys: SecretKeys) -> None:
    row = seal_unlock(keys, cookie=COOKIE, at=HERE)
    with pytest.raises(NotOpened):
        open_idle(row, cookie=COOKIE, pin=PIN, at=HERE)


def test_a_pin_is_stretched_with_its_salt() -> None:
    one, two = (pin_key("123456", salt=salt) for salt in (bytes(16), b"1" * 16))
    assert one != two
    assert len(one) == 32


@pytest.mark.parametrize("pin", ["", "12345", "1234567", "12345a", "12345²", "١٢٣٤٥٦"])
def test_a_pin_has_six_plain_digits(pin: str) -> None:
    with pytest.raises(ValueError, match="six digits"):
        pin_key(pin, salt=bytes(16))
