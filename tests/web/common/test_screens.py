"""The look in a real browser: light, dark, narrow, zoomed, veiled, printed, without script."""

import re

from playwright.sync_api import Browser, Page, expect

from tests.ground.browser import HEIGHT, NARROW, WIDE, Site

PAGES = {
    "style": "/style/",
    "dossiers": "/style/dossiers/",
    "dossiers-vide": "/style/dossiers/?etat=aucun",
    "dossier": "/style/dossier/",
    "parcours": "/style/parcours/",
    "feuille-a5": "/style/feuille/a5/",
    "feuille-a4": "/style/feuille/a4/",
    "accessibilite": "/accessibilite/",
    **{
        f"erreur-{n}": f"/style/erreur/{n}/"
        for n in ("400", "403", "404", "413", "500", "csrf", "locked")
    },
}
SMALL_TARGETS = """() => [...document.querySelectorAll(
    'button, .bouton, .nav a, .onglets a, .puces a, .choix label, .case label, input, textarea')]
    .filter(e => e.matches('label') || !e.closest('.choix label, .case label'))
    .filter(e => e.checkVisibility())
    .filter(e => { const b = e.getBoundingClientRect();
                   return b.height < 44 || b.width < 44 })
    .map(e => e.outerHTML.slice(0, 90))"""
UNSEEN_FOCUS = """() => { const e = document.activeElement, s = getComputedStyle(e);
    const near = e.closest('label'); const t = near ? getComputedStyle(near) : s;
    const after = getComputedStyle(e, '::after');
    return [s, t, after].some(x => x.outlineStyle !== 'none' && parseFloat(x.outlineWidth) >= 2)
        ? '' : e.outerHTML.slice(0, 120) }"""


def test_every_page_is_without_fault_for_axe_and_without_sideways_scroll(
    site: Site, page: Page, axe, look
) -> None:
    refused: list[str] = []
    page.on("console", lambda said: refused.append(said.text) if "Security" in said.text else None)
    for name, path in PAGES.items():
        page.goto(site.url + path)
        look(page, name)
        if name == "style":  # every component there is: its colours in the two other ways too
            for width, scheme in ((WIDE, "dark"), (NARROW, "light")):
                page.set_viewport_size({"width": width, "height": HEIGHT})
                page.emulate_media(color_scheme=scheme)
                axe(page, only=["color-contrast", "link-in-text-block"])
    assert refused == []


def test_a_page_zoomed_twice_does_not_scroll_sideways(site: Site, page: Page) -> None:
    page.set_viewport_size({"width": 683, "height": 410})
    for name, path in PAGES.items():
        page.goto(site.url + path)
        assert page.evaluate("document.documentElement.scrollWidth") <= 683, name


def test_every_target_of_a_narrow_screen_is_wide_as_a_thumb(site: Site, page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 820})
    for name in ("dossiers", "dossier", "parcours"):
        page.goto(site.url + PAGES[name])
        assert page.evaluate(SMALL_TARGETS) == []


def test_the_focus_is_seen_on_everything_the_keyboard_reaches(site: Site, page: Page) -> None:
    for name in ("dossiers", "dossier", "parcours"):
        page.goto(site.url + PAGES[name])
        reached = 0
        while (
            page.keyboard.press("Tab") or page.evaluate("document.activeElement.tagName") != "BODY"
        ):
            assert page.evaluate(UNSEEN_FOCUS) == ""
            reached += 1
            assert reached < 80
        assert reached > 12


def test_errors_are_summed_up_focused_and_lead_to_their_field(
    site: Site, page: Page, axe, shot
) -> None:
    page.goto(site.url + PAGES["parcours"])
    page.get_by_label("Réponse attendue pour le").fill("31 02 2026")
    page.get_by_role("button", name="Continuer").click()

    expect(page).to_have_title(re.compile("^Erreur – "))
    expect(page.locator("[data-resume-erreurs]")).to_be_focused()
    expect(page.get_by_label("Réponse attendue pour le")).to_have_value("31 02 2026")
    axe(page)
    shot(page, "parcours-erreurs")
    page.get_by_role("link", name="Indiquez qui demande").click()
    expect(page.get_by_label("Commission ou préfecture")).to_be_focused()
    page.get_by_role("button", name="Continuer").click()
    expect(page.locator("[data-resume-erreurs]")).to_be_focused()


def test_the_veil_hides_names_stays_on_the_next_page_and_is_readable_when_hovered(
    site: Site, page: Page, shot
) -> None:
    page.goto(site.url + PAGES["dossier"])
    button = page.locator("[data-voile]")
    title = page.locator("h1")
    expect(title).to_have_css("filter", "none")

    page.keyboard.press("Alt+v")
    expect(button).to_have_attribute("aria-pressed", "true")
    expect(title).to_have_css("filter", "blur(7px)")
    button.hover()
    expect(button).to_have_css("background-color", "rgb(92, 58, 106)")
    expect(button).to_have_css("color", "rgb(255, 255, 255)")
    shot(page, "dossier-voile")

    page.goto(site.url + PAGES["dossiers"])
    expect(page.locator(".lien-ligne").first).to_have_css("filter", "blur(7px)")
    page.locator("[data-voile]").click()
    expect(page.locator(".lien-ligne").first).to_have_css("filter", "none")


def test_a_slash_reaches_the_search_but_not_while_typing(site: Site, page: Page) -> None:
    page.goto(site.url + PAGES["parcours"])
    page.keyboard.press("/")
    expect(page.locator("[data-recherche]")).to_be_focused()

    page.get_by_label("Que demande-t-on").press("/")
    expect(page.get_by_label("Que demande-t-on")).to_have_value("/")


def test_a_slash_does_nothing_for_who_refused_shortcuts(site: Site, page: Page) -> None:
    page.goto(site.url + PAGES["parcours"])
    page.evaluate("document.body.dataset.shortcuts = 'off'")
    page.keyboard.press("/")

    expect(page.locator("[data-recherche]")).not_to_be_focused()


def test_the_closing_of_the_vault_is_announced_then_hides_the_page(
    site: Site, page: Page, axe, shot
) -> None:
    page.clock.install()
    page.goto(site.url + PAGES["parcours"])
    page.get_by_label("Que demande-t-on").fill("Un texte commencé")
    page.clock.run_for(17 * 60_000)
    expect(page.locator("[data-veille]")).to_be_hidden()

    page.clock.run_for(70_000)
    expect(page.locator("[data-veille-bientot]")).to_contain_text("se ferme dans 2 minutes")
    shot(page, "coffre-bientot")

    page.clock.run_for(2 * 60_000)
    expect(page.locator("[data-veille-ferme]")).to_contain_text("Votre coffre est fermé")
    expect(page.locator("main h1")).to_be_hidden()
    assert page.locator("#id_what").input_value() == "Un texte commencé"
    shot(page, "coffre-ferme")


def test_the_vault_is_kept_open_on_request_and_the_page_shown_again(site: Site, page: Page) -> None:
    given = {"status": 204, "headers": {"X-Vault-Closes-In": "1200"}}
    page.clock.install()
    page.goto(site.url + PAGES["parcours"])
    page.clock.run_for(19 * 60_000)
    page.route("**/style/", lambda route: route.fulfill(**given))
    page.get_by_role("button", name="Le garder ouvert").click()
    expect(page.locator("[data-veille]")).to_be_hidden()

    page.clock.run_for(21 * 60_000)
    expect(page.locator("main h1")).to_be_hidden()
    page.evaluate("window.dispatchEvent(new Event('focus'))")  # back from the other tab
    expect(page.locator("main h1")).to_be_visible()


def test_leaving_with_a_text_not_sent_is_asked_first(site: Site, page: Page) -> None:
    asked: list[str] = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.goto(site.url + PAGES["parcours"])
    page.goto(site.url + PAGES["parcours"])
    assert asked == []

    page.get_by_label("Que demande-t-on").press_sequentially("x")
    page.goto(site.url + PAGES["dossiers"])
    assert asked == ["beforeunload"]


def test_paper_carries_the_content_only_and_in_clear(site: Site, page: Page) -> None:
    page.goto(site.url + PAGES["dossier"])
    page.keyboard.press("Alt+v")
    page.emulate_media(media="print", color_scheme="dark")

    for hidden in (".barre", ".nav", ".pied", ".onglets", ".entete .actions"):
        expect(page.locator(hidden).first).to_be_hidden()
    expect(page.locator("h1")).to_have_css("filter", "none")
    expect(page.locator("h1")).to_have_css("color", re.compile(r"rgb\((0, 0, 0|35, 38, 44)\)"))
    assert page.pdf(prefer_css_page_size=True).startswith(b"%PDF")


def test_a_sheet_for_the_person_is_one_a5_page(site: Site, page: Page) -> None:
    page.goto(site.url + PAGES["feuille-a5"])
    paper = page.pdf(prefer_css_page_size=True)

    assert len(re.findall(rb"/Type\s*/Page\b", paper)) == 1
    width, height = map(float, re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", paper)[0])
    assert (round(width), round(height)) == (420, 595)


def test_forced_colours_and_still_screens_keep_everything_readable(
    site: Site, page: Page, shot
) -> None:
    page.emulate_media(forced_colors="active", reduced_motion="reduce")
    for name in ("style", "dossiers"):
        page.goto(site.url + PAGES[name])
        shot(page, f"{name}-contraste-force")
    expect(page.locator(".nav [aria-current]")).to_have_css("outline-style", "solid")
    expect(page.locator(".etat").first).to_have_css("border-top-style", "solid")


def test_without_script_the_form_goes_and_dead_buttons_are_absent(
    site: Site, browser: Browser
) -> None:
    bare = browser.new_context(java_script_enabled=False, locale="fr-FR")
    try:
        page = bare.new_page()
        page.goto(site.url + PAGES["parcours"])
        expect(page.locator("[data-voile]")).to_be_hidden()
        page.get_by_role("button", name="Continuer").click()
        expect(page.locator("[data-resume-erreurs]")).to_be_focused()
    finally:
        bare.close()
