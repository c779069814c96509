from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings

from tests.people import House


@pytest.fixture
def recovery_file(house: House) -> Iterator[Path]:
    """The public half on disk, and the registry's counter: no transaction undoes a file."""
    folder = Path(settings.ENTRENOUS_KEYS) / house.organisation.pk.hex
    before = {path: path.read_bytes() for path in folder.iterdir()}
    yield folder / "recovery.pub"
    for path, raw in before.items():
        if path.read_bytes() != raw:
            path.write_bytes(raw)
