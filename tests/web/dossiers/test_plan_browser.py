"""In a browser: a plan is agreed, reviewed and printed; the acts are clean. No mouse needed."""

from django.urls import reverse
from playwright.sync_api import Page, expect

from entrenous.dossiers import households, support
from entrenous.dossiers.codes import Domain
from entrenous.dossiers.contents import DomainAssessment, SharedExtract, SharedHousehold
from entrenous.plans import assessment
from tests.browsing import sign_in
from tests.dossiers.opened import OPENED_ON, dossier_of
from tests.ground.browser import Look, Site
from tests.people import full_house


def test_from_a_first_objective_to_the_paper(site: Site, page: Page, look: Look) -> None:
    house = full_house()
    dossier = dossier_of(house, "Camille")
    sign_in(page, site, house, "Camille")

    def go(name: str, *args: object) -> None:
        page.goto(site.url + reverse(f"dossiers:{name}", args=[dossier.pk, *args]))

    go("plan")
    look(page, "plans-vide")
    page.get_by_role("link", name="Noter un premier objectif").click()
    page.get_by_role("button", name="Enregistrer").click()
    look(page, "plans-objectif-erreur")
    page.get_by_label("Ce que la personne veut").fill("Payer l’énergie sans m’endetter")
    page.keyboard.press("Enter")
    for what, doer in (
        ("Déposer le FSL énergie", "Le service"),
        ("Payer l’échéance", "La personne"),
    ):
        page.get_by_role("link", name="Ajouter une action").click()
        page.get_by_label("Quoi").fill(what)
        page.get_by_label(doer.lower(), exact=True).check()
        page.get_by_label("Pour quand").fill("10 02 2027")
        page.get_by_role("button", name="Enregistrer").click()
    page.get_by_role("link", name="Payer l’échéance").click()
    look(page, "plans-action")
    go("plan_frame")
    page.get_by_label("tous les 15 jours").check()
    page.get_by_label("Prochain bilan").fill("10 02 2027")
    page.get_by_role("button", name="Enregistrer").click()
    look(page, "plans-plan")

    page.get_by_role("link", name="Faire le bilan ensemble").click()
    page.get_by_label("Où en est l’action 1").select_option("postponed")
    page.get_by_label("Ce qui a changé, action 1").fill("facture détaillée manquante")
    page.get_by_label("Ce qui est fait").fill("RSA ouvert")
    page.get_by_label("Prochain bilan").fill("24 02 2027")
    look(page, "plans-bilan")
    page.get_by_role("button", name="Enregistrer le bilan").click()
    expect(page.get_by_text("Le bilan est enregistré")).to_be_visible()
    page.locator("main").get_by_role("link", name="Bilan du").click()
    look(page, "plans-bilan-lu")

    go("plan")
    page.get_by_role("link", name="Imprimer pour la personne").click()
    look(page, "plans-emporter")
    page.get_by_label("la prochaine étape complète").check()
    page.get_by_role("button", name="Enregistrer sa réponse").click()
    expect(page.get_by_text("reporté")).to_be_visible()
    look(page, "plans-feuille")


def test_the_assessment_is_clean_everywhere(site: Site, page: Page, look: Look) -> None:
    house = full_house()
    camille, dossier = house.keyring("Camille"), dossier_of(house, "Camille")
    home = DomainAssessment(Domain.HOUSING, facts="Bail de 2019.", person_words="Rester ici.")
    health = DomainAssessment(Domain.HEALTH, not_discussed=True)
    for written in (home, health):
        assessment.keep_domain(camille, dossier, written, based_on=0)
    assessment.keep_synthesis(
        camille, dossier, text="Elle veut rester dans son logement.",
        read_together_on=OPENED_ON, disagreement="Je n’ai jamais dit vouloir partir.", based_on=0,
    )  # fmt: skip
    sign_in(page, site, house, "Camille")
    domain = reverse("dossiers:assessment_domain", args=[dossier.pk, "housing"])
    names = ("assessment", "synthesis", "synthesis_edit")
    urls = {name: reverse(f"dossiers:{name}", args=[dossier.pk]) for name in names}
    for name, url in (urls | {"domain": domain}).items():
        page.goto(site.url + url)
        look(page, "plans-" + name.replace("_", "-"))


def test_the_acts_are_clean_everywhere(site: Site, page: Page, look: Look) -> None:
    house = full_house()
    camille, alix = house.keyring("Camille"), house.agents["Alix"]
    dossier, other = dossier_of(house, "Camille"), dossier_of(house, "Camille", "Portal-Fictif")
    lent = support.lend(camille, dossier, SharedExtract("Bailleur", "Texte", "Quoi ?"), to=alix)
    shared = SharedHousehold("un couple", "un trois-pièces", OPENED_ON)
    households.link(camille, dossier, other, shared)
    sign_in(page, site, house, "Camille")
    for name in ("more", "act_relay", "act_lend", "household", "act_separate"):
        page.goto(site.url + reverse(f"dossiers:{name}", args=[dossier.pk]))
        look(page, "plans-" + name.replace("_", "-"))
    sign_in(page, site, house, "Alix")
    for url in (reverse("dossiers:extracts"), reverse("dossiers:extract", args=[lent.pk])):
        page.goto(site.url + url)
        look(page, "plans-extrait" if str(lent.pk) in url else "plans-extraits")
