"""The tools of the browser tests: a page, axe, a screenshot, and axe seen to refuse."""

import pytest
from playwright.sync_api import Page

from tests.ground.browser import Site

pytestmark = pytest.mark.e2e_both


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


def test_axe_refuses_an_image_without_words(site: Site, page: Page, axe) -> None:
    page.goto(f"{site.url}/nulle-part")
    page.evaluate("document.querySelector('h1').append(document.createElement('img'))")

    with pytest.raises(AssertionError, match="image-alt"):
        axe(page)
