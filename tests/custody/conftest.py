from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings

from tests.people import House


@pytest.fixture
def recovery_file(house: House) -> Iterator[Path]:
    """The public half on disk: no transaction undoes a file, so it is put back."""
    path = Path(settings.ENTRENOUS_KEYS) / house.organisation.pk.hex / "recovery.pub"
    before = path.read_bytes()
    yield path
    path.write_bytes(before)
