"""The tools of the browser tests: a page, axe, a screenshot, and axe seen to refuse."""

from pathlib import Path
from socket import create_connection
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page

from tests import settings
from tests.ground import browser
from tests.ground.browser import SCHEMES, Look, Site, serving


def test_a_browser_that_stays_on_the_line_does_not_hold_the_tests_up() -> None:
    with serving() as url:
        where = ("127.0.0.1", urlsplit(url).port)
        line, answered = create_connection(where), create_connection(where)
        line.sendall(b"GET / HTTP/1.1\r\n")
        answered.sendall(b"?\r\n\r\n")
        assert b"400" in answered.recv(1_000), "so the first one, older, was taken too"
    with line, answered:
        assert line.recv(1) == b""


@pytest.mark.e2e_both
def test_a_page_in_the_browser_is_served_from_a_database_of_its_own(
    site: Site, page: Page, look: Look, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(browser, "SHOTS", tmp_path)
    blocked: list[str] = []
    page.on("console", lambda said: blocked.append(said.text) if "Security" in said.text else None)

    response = page.goto(f"{site.url}/nulle-part")

    assert response is not None
    assert response.status == 404
    look(page, "absente")
    taken = [f"absente-{width}-{scheme}.png" for width in (390, 1366) for scheme in SCHEMES]
    assert {shot.name for shot in tmp_path.iterdir()} == set(taken)
    assert min(shot.stat().st_size for shot in tmp_path.iterdir()) > 1_000
    assert blocked == []


@pytest.fixture
def axe_on_both(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages are read on SQLite alone: on PostgreSQL axe is spared, and would see no fault."""
    monkeypatch.setattr(settings, "ON_POSTGRESQL", False)


@pytest.mark.usefixtures("axe_on_both")
@pytest.mark.parametrize(
    ("fault", "said"),
    [
        ("append(document.createElement('img'))", "image-alt"),
        ("style.color = 'silver'", "color-contrast"),
        ("style.backgroundImage = 'linear-gradient(red, blue)'", "color-contrast"),
        ("style.width = '2000px'", "too wide at 1366"),
        ("style.width = '600px'", "too wide at 390"),
    ],
)
def test_a_fault_of_a_page_is_seen(
    site: Site, page: Page, look: Look, fault: str, said: str
) -> None:
    page.goto(f"{site.url}/nulle-part")
    page.evaluate(f"document.querySelector('h1').{fault}")

    with pytest.raises(AssertionError, match=said):
        look(page, "absente")
