"""An interview written at the keyboard, in a real browser, on every screen and both schemes."""

from dataclasses import replace
from datetime import timedelta

from django.utils import timezone
from playwright.sync_api import Page

from entrenous.dossiers import actions, thread
from entrenous.dossiers.codes import Carry, Doer, Doing, Mode, Safety, Theme, Voice
from entrenous.dossiers.contents import (
    ContactMeans,
    NextStep,
    Passage,
    PersonCard,
    ReceptionMessage,
    ThreadEntry,
)
from entrenous.dossiers.models import Dossier
from tests.browsing import sign_in
from tests.dossiers.files import SAMIA
from tests.ground.browser import Look, Site
from tests.people import House, full_house

TEXT = (
    "Nous avons relu ensemble le budget. « Je veux garder mon logement. » "
    "Le bailleur annonce une commission. Elle paraît soulagée d’en parler."
)


def furnish(house: House) -> Dossier:
    """Camille’s table: one dossier with a past, and others in other states."""
    camille, today = house.keyring("Camille"), timezone.localdate()
    dossier = actions.open_dossier(
        camille,
        replace(SAMIA, carry=Carry.FULL, form_of_address="Madame Amrani"),
        secteur=house.secteur,
        reasons="Logement, impayés de loyer",
        contacts=[ContactMeans("téléphone", "01 99 00 00 12", Safety.NO_MESSAGE)],
        safe_rule="Appeler le matin, ne pas laisser de message.",
    )
    steps = (
        NextStep(Doer.SERVICE, "Écrire au bailleur", today - timedelta(days=2)),
        NextStep(Doer.PERSON, "Envoyer l’attestation à la CAF", today + timedelta(days=3)),
    )
    entry = ThreadEntry(
        on=today - timedelta(days=4), at="14 h 30", mode=Mode.OFFICE, text=TEXT, minutes=45,
        themes=(Theme.LOG, Theme.BUD), decided="Demander un étalement.", next_steps=steps,
        passages=(Passage(36, 68, Voice.PERSON), Passage(69, 104, Voice.THIRD_PARTY)),
    )  # fmt: skip
    thread.write_entry(camille, dossier, entry)
    thread.write_entry(
        camille, dossier,
        ThreadEntry(on=today, mode=Mode.PHONE, doing=Doing.CALL, text="Elle a appelé, inquiète."),
    )  # fmt: skip
    for name, why in (("Beaumont-Fictif", "Reprise à préparer"), ("Caron-Fictif", "Énergie")):
        other = actions.open_dossier(
            camille, PersonCard(family_name=name, given_name="Claude"), secteur=house.secteur,
            reasons=why,
        )  # fmt: skip
    actions.keep(camille, other, ReceptionMessage("Demande à être rappelée avant midi"))
    return dossier


def addresses(dossier: Dossier, record: str) -> dict[str, str]:
    one = f"/dossiers/{dossier.pk}"
    return {
        "journee": "/", "liste": "/dossiers/", "ouvrir": "/dossiers/ouvrir/",
        "dossier": f"{one}/", "saisie": f"{one}/fil/nouveau/", "personne": f"{one}/personne/",
        "fiche": f"{one}/personne/fiche/", "joindre": f"{one}/personne/joindre/",
        "consultations": f"{one}/consultations/", "papier": f"{one}/prochaine-etape/",
        "papier-question": f"{one}/prochaine-etape/?demander", "constat": f"{one}/constat/",
        "ecrit": f"{one}/fil/{record}/", "passages": f"{one}/fil/{record}/passages/",
        "versions": f"{one}/fil/{record}/versions/", "deplacer": f"{one}/fil/{record}/deplacer/",
    }  # fmt: skip


def test_every_page_passes_axe_and_fits_the_screen(site: Site, page: Page, look: Look) -> None:
    house = full_house()
    dossier = furnish(house)
    first = dossier.container.records.filter(kind=30).order_by("pk")[0]
    record = str(first.record)
    sign_in(page, site, house, "Camille")
    for name, address in addresses(dossier, record).items():
        page.goto(site.url + address)
        look(page, f"dossiers-{name}")


def test_an_interview_is_written_with_the_keyboard_alone(site: Site, page: Page) -> None:
    house = full_house()
    dossier = furnish(house)
    sign_in(page, site, house, "Camille")
    page.goto(f"{site.url}/dossiers/{dossier.pk}/fil/nouveau/")
    page.focus("#id_on")
    keys = page.keyboard
    for typed in ("Tab", "Tab"):
        keys.press(typed)
    keys.type("t")
    for _ in range(2):
        keys.press("Tab")
    keys.type("Elle a reçu une réponse 🙂.")
    page.get_by_text("Brouillon enregistré").wait_for()
    keys.press("Tab")
    keys.type("Attendre la commission.")
    keys.press("Tab")
    keys.press("Tab")
    keys.type("Relancer le bailleur")
    page.get_by_role("button", name="Relire").press("Enter")
    page.get_by_text("Telle que la personne la lira").wait_for()
    page.get_by_role("button", name="Enregistrer").press("Enter")
    page.get_by_text("C’est enregistré et scellé.").wait_for()
    assert "Relancer le bailleur" in page.content()
    page.goto(site.url + "/dossiers/")
    page.get_by_label("Chercher une personne dans vos dossiers").fill("commission")
    keys.press("Enter")
    page.locator("mark").first.wait_for()
    assert "commission" not in page.url
