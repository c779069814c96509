"""The tools of the browser tests: a page, axe, a screenshot, and axe seen to refuse."""

from socket import create_connection
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page

from tests.ground.browser import Site, serving


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
    site: Site, page: Page, axe, shot
) -> None:
    blocked: list[str] = []
    page.on("console", lambda said: blocked.append(said.text) if "Security" in said.text else None)

    response = page.goto(f"{site.url}/nulle-part")

    assert response is not None
    assert response.status == 404
    axe(page)
    assert shot(page, "page-absente").stat().st_size > 1_000
    assert blocked == []


@pytest.mark.e2e_both
def test_axe_refuses_an_image_without_words(site: Site, page: Page, axe) -> None:
    page.goto(f"{site.url}/nulle-part")
    page.evaluate("document.querySelector('h1').append(document.createElement('img'))")

    with pytest.raises(AssertionError, match="image-alt"):
        axe(page)
