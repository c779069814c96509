"""Between two requests: what a copy of the database opens (nothing), and when a space closes."""

from datetime import timedelta

import pytest
from django.utils import timezone

from entrenous.keyring.models import Session, Unlock
from entrenous.space import sessions
from entrenous.space.models import SpaceSession
from entrenous.space.sessions import ABSOLUTE, IDLE, Cookies
from entrenous.vault import unlocking as vault
from entrenous.vault.primitives import NotOpened, fresh_key
from tests.dossiers.opened import dossier_of
from tests.people import House
from tests.space.entered import enter, hand_over


@pytest.fixture
def cookies(house: House) -> Cookies:
    return enter(hand_over(house, dossier_of(house, "Camille")))


def test_a_copy_of_the_table_opens_nothing(cookies: Cookies) -> None:
    row = SpaceSession.objects.get()
    for stolen in (
        Cookies(bytes(row.pk), cookies.key),
        Cookies(bytes(row.pk), bytes(row.pk)),
        Cookies(cookies.sid, fresh_key()),
        Cookies(fresh_key(), cookies.key),
    ):
        assert sessions.look(stolen) is None
    kept = bytes(row.pk) + bytes(row.blob)
    assert cookies.sid not in kept
    assert cookies.key not in kept
    assert sessions.look(cookies) is not None


def test_a_row_is_not_prolonged_nor_given_to_someone_else(house: House, cookies: Cookies) -> None:
    row = SpaceSession.objects.get()
    SpaceSession.objects.update(expires=row.expires + 600)
    assert sessions.look(cookies) is None
    SpaceSession.objects.update(expires=row.expires)
    assert sessions.look(cookies) is not None
    other = dossier_of(house, "Camille", "Autre-Fictif")
    hand_over(house, other)
    SpaceSession.objects.update(space=other.space.pk)
    assert sessions.look(cookies) is None


def test_her_space_closes_after_ten_minutes_without_a_visit(cookies: Cookies) -> None:
    now = timezone.now()
    SpaceSession.objects.update(seen_at=now - IDLE + timedelta(seconds=5))
    assert sessions.look(cookies) is not None
    SpaceSession.objects.update(seen_at=now - IDLE - timedelta(seconds=1))
    assert sessions.look(cookies) is None
    assert not SpaceSession.objects.exists()


def test_an_hour_after_entering_it_closes_whatever_is_done(
    cookies: Cookies, monkeypatch: pytest.MonkeyPatch
) -> None:
    later = timezone.now() + ABSOLUTE + timedelta(seconds=1)
    SpaceSession.objects.update(seen_at=later)
    monkeypatch.setattr(sessions.timezone, "now", lambda: later)
    assert sessions.look(cookies) is None


def test_a_clock_that_went_back_closes_it(
    cookies: Cookies, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = timezone.now() - timedelta(hours=1)
    monkeypatch.setattr(sessions.timezone, "now", lambda: before)
    assert sessions.look(cookies) is None


def test_leaving_leaves_nothing(cookies: Cookies) -> None:
    sessions.end(cookies)
    assert sessions.look(cookies) is None
    assert not SpaceSession.objects.exists()


def test_what_is_over_is_purged(cookies: Cookies) -> None:
    sessions.purge()
    assert SpaceSession.objects.exists()
    SpaceSession.objects.update(seen_at=timezone.now() - IDLE - timedelta(seconds=1))
    sessions.purge()
    assert not SpaceSession.objects.exists()


def test_no_session_nor_vault_of_an_agent_is_made(cookies: Cookies) -> None:
    assert not Session.objects.exists()
    assert not Unlock.objects.exists()


def test_her_keys_do_not_open_an_agents_row(cookies: Cookies) -> None:
    """The same seal, another place: a row carried from one table to the other opens nothing."""
    row = SpaceSession.objects.get()
    at = vault.UnlockPlace(row.space.issued_by_id, row.expires, bytes(row.pk))
    with pytest.raises(NotOpened):
        vault.open_unlock(bytes(row.blob), cookie=cookies.key, at=at)
