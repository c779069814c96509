"""Someone at her own computer: a browser of hers, the log-in form, and what every page must be."""

from typing import Final

from django.urls import reverse
from playwright.sync_api import Browser, Page, expect

from tests.ground.browser import LEAVING, NARROW, WIDER, Axe, Site, settled
from tests.people import PHRASE, House
from tests.web.account.ways import code_now, settle

SIZE: Final = {"width": 1366, "height": 800}


expect.set_options(timeout=15_000)  # a busy machine is not a failure


class Computer:
    """The browser of one person. `secret` is her application's, for the second factor."""

    def __init__(self, browser: Browser, site: Site, house: House, who: str, axe: Axe) -> None:
        self.site, self.house, self.who, self.axe = site, house, who, axe
        self.secret = settle(house, who)
        context = browser.new_context(
            viewport=SIZE,  # type: ignore[arg-type]
            locale="fr-FR",
            timezone_id="Europe/Paris",
        )
        context.add_init_script(LEAVING)
        self.page = context.new_page()
        self.keys = 0

    def log_in(self) -> Page:
        """Enter by the form: the phrase, then the code of the application."""
        page = self.page
        page.goto(self.site.url + "/connexion/")
        page.get_by_label("Identifiant").fill(self.house.agents[self.who].login)
        page.get_by_label("Phrase").fill(PHRASE)
        page.get_by_role("button", name="Continuer").click()
        self.look()
        page.get_by_label("Code").fill(code_now(self.secret))
        page.get_by_role("button", name="Entrer").click()
        expect(page.get_by_role("link", name="votre compte")).to_be_visible()
        return page

    def go(self, name: str, *args: object) -> int:
        """Open a page by its name; return the status of the answer."""
        answer = self.page.goto(self.site.url + reverse(name, args=args))
        assert answer is not None
        return answer.status

    def look(self, *, narrow: bool = False) -> None:
        """Nothing that axe refuses, nothing to scroll sideways; `narrow`: on a telephone too."""
        page = self.page
        settled(page)
        self.axe(page)
        assert page.evaluate(WIDER) <= 0, page.url
        if narrow:
            page.set_viewport_size({"width": NARROW, "height": 800})
            assert page.evaluate(WIDER) <= 0, f"{page.url} at {NARROW} px"
            page.set_viewport_size(SIZE)  # type: ignore[arg-type]

    # --- the keyboard alone --------------------------------------------------------------------

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)
            self.keys += 1

    def type(self, text: str) -> None:
        self.page.keyboard.type(text)
        self.keys += len(text)

    def press_access_key(self, letter: str) -> None:
        """Alt and a letter, as a real keyboard sends it: Playwright's leaves the letter out."""
        session = self.page.context.new_cdp_session(self.page)
        for kind in ("keyDown", "keyUp"):
            session.send(
                "Input.dispatchKeyEvent",
                {
                    "type": kind, "modifiers": 1, "key": letter, "code": f"Key{letter.upper()}",
                    "text": letter, "unmodifiedText": letter,
                    "windowsVirtualKeyCode": ord(letter.upper()),
                },
            )  # fmt: skip
        self.keys += 2

    def reach(self, field: str, *, most: int = 60) -> None:
        """Press Tab until this field (its id) has the focus."""
        for _ in range(most):
            if self.page.evaluate("document.activeElement.id") == field:
                return
            self.press("Tab")
        raise AssertionError(f"{field} is not reached by the keyboard")

    def reach_link(self, name: str, *, most: int = 60) -> None:
        """Press Tab until a link that begins with this name has the focus."""
        for _ in range(most):
            if str(self.page.evaluate("document.activeElement.textContent")).startswith(name):
                return
            self.press("Tab")
        raise AssertionError(f"{name} is not reached by the keyboard")
