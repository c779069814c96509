"""The command that closes vaults at night, when nobody calls a page."""

from datetime import UTC, datetime, timedelta

import time_machine
from django.core.management import call_command

from entrenous.keyring import models, unlocking
from tests.people import House


def test_it_shuts_then_forgets(house: House) -> None:
    with time_machine.travel(datetime(2026, 11, 23, 18, tzinfo=UTC), tick=False) as clock:
        unlocking.start(house.agents["Camille"], house.secrets["Camille"], session_key="s" * 32)
        call_command("purge_sessions")
        assert models.Unlock.objects.get().blob is not None
        clock.shift(timedelta(minutes=21))
        call_command("purge_sessions")
        assert models.Unlock.objects.get().blob is None
        clock.shift(timedelta(hours=10))
        call_command("purge_sessions")
        assert not models.Unlock.objects.exists()
