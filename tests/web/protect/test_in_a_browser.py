"""Story H3: the commissaire's two letters, on a telephone, without an account, in a minute."""

import re
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.ground.browser import Site

Axe = Callable[..., None]
Shot = Callable[[Page, str], Path]
SCREENS = [(390, "light"), (1366, "dark")]
START = "/proteger-mon-ecrit/"
# From the address to a letter in hand, boxes included.
MOST_CLICKS = 14


class Hand:
    """Counts what a person does."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.clicks = 0

    def press(self, name: str) -> None:
        self.page.get_by_role("button", name=name).first.click()
        self.clicks += 1

    def tick(self, name: str) -> None:
        self.page.get_by_label(name, exact=True).first.check()
        self.clicks += 1

    def say(self, proof: str, answer: str) -> None:
        self.page.get_by_role("group", name=proof).get_by_label(answer).check()
        self.clicks += 1


def look(page: Page, axe: Axe, shot: Shot, name: str) -> None:
    """Axe and a picture, narrow and light then wide and dark; nothing to scroll sideways."""
    for width, scheme in SCREENS:
        page.set_viewport_size({"width": width, "height": 820})
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        axe(page)
        shot(page, f"asking-{name}-{scheme}-{width}")
        wide = page.evaluate("document.documentElement.scrollWidth")
        assert wide <= width, (name, width, wide)
    page.set_viewport_size({"width": 390, "height": 820})
    page.emulate_media(color_scheme="light")


def on_paper_the_articles_and_no_button(page: Page) -> None:
    page.emulate_media(media="print")
    expect(page.locator(".imprime-seul")).to_contain_text("L152-1")
    expect(page.get_by_role("button", name="Demande de pièces")).to_be_hidden()
    page.emulate_media(media="screen")


def test_the_two_letters_of_the_commissaire_in_a_minute(
    site: Site, page: Page, axe: Axe, shot: Shot
) -> None:
    page.set_viewport_size({"width": 390, "height": 820})
    page.goto(site.url + START)
    look(page, axe, shot, "qui")
    hand = Hand(page)
    hand.press("Un commissaire de justice, un créancier")
    look(page, axe, shot, "precisement")
    hand.press("Commissaire de justice chargé de l’exécution")
    hand.tick("Courrier")
    page.get_by_label("Reçue le").fill("20 11 2026")
    page.get_by_label("Réponse exigée pour le").fill("1 10 2026")
    look(page, axe, shot, "comment")
    hand.press("Continuer")
    for item in ("Adresse", "Numéro de téléphone", "Ressources"):
        hand.tick(item)
    look(page, axe, shot, "quoi")
    hand.press("Continuer")
    hand.say("La référence du titre exécutoire", "Annoncé seulement")
    look(page, axe, shot, "pieces")
    hand.press("Continuer")
    look(page, axe, shot, "situation")
    hand.press("Continuer")
    look(page, axe, shot, "verifier")
    hand.press("Voir la réponse")
    expect(page.get_by_role("heading", name="Ne donnez rien pour l’instant")).to_be_visible()
    page.get_by_text("Les articles").first.click()
    look(page, axe, shot, "pas-encore")
    on_paper_the_articles_and_no_button(page)
    hand.press("Demande de pièces")
    expect(page.get_by_text("la référence du titre exécutoire, avec sa copie")).to_be_visible()
    page.get_by_text("Compléter ici").click()
    look(page, axe, shot, "lettre")
    with page.expect_download() as taken:
        hand.press("PDF")
    assert Path(taken.value.path()).read_bytes().startswith(b"%PDF-")
    assert taken.value.suggested_filename == "lettre.pdf"
    assert hand.clicks <= MOST_CLICKS, hand.clicks

    hand.press("Revenir à la réponse")
    hand.press("Revoir ma description")
    page.get_by_role("button", name=re.compile("Modifier.: Annoncé")).click()
    hand.say("La référence du titre exécutoire", "Montré")
    hand.press("Continuer")
    hand.press("Voir la réponse")
    page.get_by_role("heading", name="L’institution répond, avec ces éléments").wait_for()
    look(page, axe, shot, "elements")
    hand.press("Réponse limitée aux éléments décidés")
    expect(page.locator(".letter-items")).to_contain_text("Adresse")
    expect(page.locator(".letter-items")).not_to_contain_text("téléphone")
    assert {cookie["name"] for cookie in page.context.cookies()} == {"en_csrf"}
    assert page.evaluate("sessionStorage.length + localStorage.length") <= 1  # the veil
