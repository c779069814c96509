"""Every main page, full of data, as people see it: wide and narrow, light and dark, zoomed.

The pictures go where `shot` puts them. With ENTRENOUS_GUIDE=1 the guides' pictures are made too.
"""

import gzip
import os
import re
from pathlib import Path
from typing import Final

import pytest
from django.urls import reverse
from playwright.sync_api import Page, Response, expect

from entrenous.dossiers.contents import PersonCard
from tests.browsing import sign_in
from tests.dossiers.opened import contents
from tests.e2e.demonstration import Demonstration, burden, demonstration
from tests.ground.browser import HEIGHT, WIDE, WIDER, Look, Shot, Site

ZOOMED_TWICE: Final = WIDE // 2
MOST_BYTES: Final = 100_000
IMAGES: Final = Path(__file__).parents[2] / "docs" / "guide" / "images"
IN_THE_GUIDE: Final = {
    "dossier": "dossier.png", "saisie": "saisie.png", "consultations": "consultations.png",
    "accueil-trouvee": "accueil.png",
}  # fmt: skip
INLINE: Final = re.compile(
    r"<style\b|<script\b(?![^>]*\bsrc=)|<[^>]+\s(?:style|on[a-z]+)\s*=", re.IGNORECASE
)


class Sight:
    """Looks at pages of one browser; remembers what each of them weighed."""

    def __init__(self, page: Page, site: Site, look: Look, shot: Shot) -> None:
        self.page, self.site, self.see, self.shot = page, site, look, shot
        self.answers: list[Response] = []
        self.refused: list[str] = []
        page.on("response", self._receive)
        page.on("console", self._hear)

    def go(self, address: str) -> None:
        self.answers.clear()
        self.page.goto(self.site.url + address)

    def look(self, name: str) -> None:
        """Weigh the page just loaded, then see it on each screen."""
        page = self.page
        assert self._weight() < MOST_BYTES, f"{name}: {self._weight()} bytes"
        self.see(page, f"ecran-{name}")
        if name in IN_THE_GUIDE and os.environ.get("ENTRENOUS_GUIDE"):
            IMAGES.mkdir(parents=True, exist_ok=True)
            page.screenshot(path=IMAGES / IN_THE_GUIDE[name])
        assert self.refused == []

    def zoom(self, name: str) -> None:
        """The same page at 200 %."""
        self.page.set_viewport_size({"width": ZOOMED_TWICE, "height": 410})
        assert self.page.evaluate(WIDER) <= 0, f"{name} is too wide when zoomed"
        self.shot(self.page, f"ecran-{name}-zoom-200")
        self.page.set_viewport_size({"width": WIDE, "height": HEIGHT})

    def _weight(self) -> int:
        """Pages are sent as they are, style sheets and scripts compressed; fonts are kept."""
        total = 0
        for answer in self.answers:
            kind = answer.request.resource_type
            if kind == "font" or answer.status >= 300:
                continue
            body = answer.body()
            if kind == "document":
                assert INLINE.findall(body.decode()) == []
            total += len(body) if kind == "document" else len(gzip.compress(body))
        assert total
        return total

    def _receive(self, answer: Response) -> None:
        self.answers.append(answer)

    def _hear(self, said: object) -> None:
        if "Security" in getattr(said, "text", ""):
            self.refused.append(getattr(said, "text", ""))


@pytest.fixture
def made(site: Site) -> Demonstration:
    return demonstration()


@pytest.fixture
def sight(page: Page, site: Site, look: Look, shot: Shot) -> Sight:
    return Sight(page, site, look, shot)


def of_the_worker(made: Demonstration) -> dict[str, str]:
    """The addresses that Camille's screens have."""
    one = [made.going.pk]
    return {
        "dossiers": reverse("dossiers:list"),
        "dossier": reverse("dossiers:dossier", args=one),
        "saisie": reverse("dossiers:entry_new", args=one),
        "personne": reverse("dossiers:person", args=one),
        "consultations": reverse("dossiers:log", args=one),
        "evaluation": reverse("dossiers:assessment", args=one),
        "plan": reverse("dossiers:plan", args=one),
        "bilan": reverse("dossiers:plan_review", args=one),
        "permanence": reverse("reception:duty"),
        "agenda": reverse("reception:agenda"),
    }


def test_the_screens_of_a_social_worker(made: Demonstration, sight: Sight) -> None:
    sign_in(sight.page, sight.site, made.people, "Camille")
    for name, address in of_the_worker(made).items():
        sight.go(address)
        sight.look(name)
        if name in ("dossiers", "dossier"):
            sight.zoom(name)


def test_a_day_with_eighty_things_due_stays_readable(made: Demonstration, sight: Sight) -> None:
    burden(made)
    page = sight.page
    sign_in(page, sight.site, made.people, "Camille")
    sight.go("/")
    late = page.locator("section", has=page.get_by_role("heading", name="En retard"))
    week = page.locator("section", has=page.get_by_role("heading", name="À faire cette semaine"))
    for section in (late, week):
        expect(section.locator("li:visible")).to_have_count(12)
    sight.look("journee")
    late.get_by_text("Voir tout").click()
    assert late.locator("li:visible").count() >= 40


def test_the_screens_of_the_others(made: Demonstration, sight: Sight) -> None:
    page = sight.page
    sight.go(reverse("account:login"))
    sight.look("connexion")
    sign_in(page, sight.site, made.people, "Rachel")
    (card,) = contents(made.people, "Camille", made.going, PersonCard)
    sight.go(reverse("reception:desk"))
    page.wait_for_load_state("networkidle")
    sight.answers.clear()
    page.get_by_label("Nom entendu").fill(card.family_name.lower())
    page.keyboard.press("Enter")
    expect(page.get_by_text("suivie par Camille")).to_be_visible()
    sight.look("accueil-trouvee")
    sight.go(reverse("reception:start"))
    sight.look("demande")
    sign_in(page, sight.site, made.people, "Ines")
    sight.go(reverse("team:team"))
    sight.look("equipe")
    sign_in(page, sight.site, made.people, "Ada")
    sight.go(reverse("admin:accounts"))
    sight.look("comptes")
