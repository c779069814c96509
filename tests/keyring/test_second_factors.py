"""Second factors: a code passes once, and a copy of the database gives none."""

import time
from datetime import UTC, datetime
from pathlib import Path

import pyotp
import pytest
import time_machine

from entrenous.keyring import models, second_factors, server_key
from entrenous.keyring.second_factors import Kind, LastFactor
from entrenous.keyring.server_key import ServerKeyMissing
from entrenous.vault.primitives import NotOpened
from tests.people import House

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


def with_totp(house: House, name: str = "Camille") -> pyotp.TOTP:
    secret = second_factors.new_totp_secret()
    totp = pyotp.TOTP(secret)
    assert second_factors.keep_totp(house.agents[name], secret, totp.at(int(time.time()) - 30))
    return totp


def with_codes(house: House) -> list[str]:
    codes = second_factors.new_codes()
    assert second_factors.keep_codes(house.agents["Camille"], codes, codes[0])
    return codes


def test_a_secret_is_kept_only_once_its_code_came_back(house: House) -> None:
    secret = second_factors.new_totp_secret()
    assert not second_factors.keep_totp(house.agents["Camille"], secret, "000000")
    assert second_factors.methods(house.agents["Camille"]) == set()


def test_the_code_of_now_and_its_neighbours_pass_others_do_not(house: House) -> None:
    camille = house.agents["Camille"]
    with time_machine.travel(NOON, tick=False) as clock:
        totp = with_totp(house)
        base = int(NOON.timestamp())
        clock.shift(600)
        for drift, passes in ((-60, False), (60, False), (-30, True), (0, True), (30, True)):
            assert second_factors.passes(camille, totp.at(base + 600 + drift)) is passes


def test_a_code_or_an_older_one_never_passes_again(house: House) -> None:
    totp = with_totp(house)
    now = int(time.time())
    assert second_factors.passes(house.agents["Camille"], totp.at(now))
    assert not second_factors.passes(house.agents["Camille"], totp.at(now))
    assert not second_factors.passes(house.agents["Camille"], totp.at(now - 30))


def test_a_printed_code_passes_once_however_it_is_typed(house: House) -> None:
    camille, codes = house.agents["Camille"], with_codes(house)
    typed = codes[3].lower().replace("-", " ")
    assert second_factors.passes(camille, f" {typed} ")
    assert not second_factors.passes(camille, codes[3])
    assert second_factors.codes_left(camille) == 9
    assert second_factors.passes(camille, codes[0])


def test_a_new_sheet_of_codes_ends_the_former(house: House) -> None:
    former = with_codes(house)
    with_codes(house)
    assert not second_factors.passes(house.agents["Camille"], former[1])


def test_a_row_moved_to_another_agent_opens_nothing(house: House) -> None:
    totp = with_totp(house)
    models.SecondFactor.objects.update(agent=house.agents["Sacha"])
    with pytest.raises(NotOpened):
        second_factors.passes(house.agents["Sacha"], totp.at(int(time.time())))


def test_nothing_usable_is_in_the_database(house: House) -> None:
    totp, codes = with_totp(house), with_codes(house)
    for row in models.SecondFactor.objects.all():
        raw = bytes(row.secret)
        for secret in (totp.secret, *codes, *(c.replace("-", "") for c in codes)):
            assert secret.encode() not in raw


def test_the_only_factor_cannot_be_given_up(house: House) -> None:
    camille = house.agents["Camille"]
    with_totp(house)
    with pytest.raises(LastFactor):
        second_factors.remove(camille, Kind.TOTP)
    with_codes(house)
    second_factors.remove(camille, Kind.TOTP)
    assert second_factors.methods(camille) == {Kind.CODES}


def test_what_waits_in_a_session_opens_for_its_agent_and_use_only(house: House) -> None:
    camille, sacha = house.agents["Camille"], house.agents["Sacha"]
    waiting = second_factors.hold(camille, "totp", b"secret")
    assert second_factors.held(camille, "totp", waiting) == b"secret"
    assert second_factors.held(camille, "codes", waiting) is None
    assert second_factors.held(sacha, "totp", waiting) is None
    assert second_factors.held(camille, "totp", "not hexadecimal") is None


def test_a_lost_server_key_is_never_replaced_in_silence(
    house: House, tmp_path: Path, settings: object
) -> None:
    with_totp(house)
    settings.ENTRENOUS_KEYS = tmp_path  # type: ignore[attr-defined]
    with pytest.raises(ServerKeyMissing):
        server_key.server_key()
    models.SecondFactor.objects.all().delete()
    made = server_key.server_key()
    assert server_key.create_server_key() == made
    assert (tmp_path / server_key.NAME).stat().st_mode & 0o777 == 0o600
    assert [p.name for p in tmp_path.iterdir()] == [server_key.NAME]
    (tmp_path / server_key.NAME).write_bytes(b"short")
    with pytest.raises(ServerKeyMissing):
        server_key.server_key()
