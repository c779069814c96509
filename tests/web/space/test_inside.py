"""What she finds in her space, as the browser gets it."""

from typing import Any

import pytest
from django.urls import reverse

from entrenous.web.space.sections import SECTIONS
from tests.people import House
from tests.space.persons import person_of

MOST_BYTES = 60_000


def text(response: Any) -> str:
    return str(response.content.decode())


@pytest.fixture
def her(house: House) -> Any:
    return person_of(house)


def test_every_page_of_an_empty_space_says_what_is_not_there(her: Any) -> None:
    client = her.client()
    for section in SECTIONS:
        page = client.get(reverse(section.url))
        assert page.status_code == 200, section
        assert len(page.content) < MOST_BYTES
        assert "<table" not in text(page)
        assert "Quitter vite" in text(page)
