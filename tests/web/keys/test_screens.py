"""From the account to the certificate, in a real browser; every page, wide and narrow."""

import re

from django.urls import reverse
from playwright.sync_api import Page, expect

from entrenous.agents.models import Agent, StreetRange
from entrenous.dossiers import sharing
from entrenous.keyring import enrolment, invitations
from entrenous.keyring.accounts import fingerprint_of
from entrenous.keyring.certificates import is_certified
from tests.browsing import sign_in
from tests.dossiers.files import open_samia
from tests.ground.browser import Look, Site
from tests.people import PHRASE, House, full_house


def as_agent(page: Page, site: Site, house: House, name: str) -> None:
    page.context.clear_cookies()
    sign_in(page, site, house, name)


def test_an_account_is_created_then_certified_face_to_face(
    site: Site, page: Page, look: Look
) -> None:
    house = full_house()
    as_agent(page, site, house, "Ada")
    page.goto(site.url + reverse("admin:accounts"))
    look(page, "admin-comptes")
    page.get_by_role("link", name="Créer un compte").click()
    page.get_by_role("button", name="Créer le compte").click()
    expect(page.locator("[data-resume-erreurs]")).to_be_focused()
    look(page, "admin-compte-erreurs")
    page.get_by_label("Prénom").fill("Nadia")
    page.get_by_label("Nom", exact=True).fill("Fictif")
    page.get_by_label("Identifiant de connexion").fill("nadia.fictif")
    page.get_by_label("Fonction", exact=False).first.select_option("reception")
    page.get_by_label("Circonscription ou secteur").first.select_option(label="Val-des-Saules")
    page.get_by_role("button", name="Créer le compte").click()
    page.get_by_role("button", name="Faire le code").click()
    code = page.locator(".code-remis").inner_text()
    look(page, "admin-invitation")

    nadia, house.secrets["Nadia"] = invitations.accept(code, PHRASE)
    house.agents["Nadia"] = nadia
    as_agent(page, site, house, "Ines")
    page.goto(site.url + reverse("keys:certify"))
    look(page, "cles-certifier")
    page.get_by_role("link", name="Nadia Fictif").click()
    look(page, "cles-comparer")
    page.get_by_label("Les deux derniers groupes").fill("11111 22222")
    page.get_by_label("Nous sommes face à face").check()
    page.get_by_label("Les six premiers groupes").check()
    page.get_by_role("button", name="Certifier ces clés").click()
    expect(page).to_have_title(re.compile("^Erreur"))
    assert not is_certified(house.organisation.pk, nadia.pk)
    page.get_by_label("Les deux derniers groupes").fill(
        " ".join(fingerprint_of(nadia).split()[-2:])
    )
    page.get_by_role("button", name="Certifier ces clés").click()
    look(page, "cles-groupes-proposes")
    page.get_by_role("button", name="Faire entrer").click()
    expect(page.get_by_text("L’admission est contresignée")).to_be_visible()
    assert is_certified(house.organisation.pk, nadia.pk)

    as_agent(page, site, house, "Rachel")
    page.goto(site.url + reverse("keys:groups"))
    page.get_by_role("button", name="Remettre la clé à Nadia Fictif").click()
    expect(page.get_by_text("La clé du groupe est remise à Nadia Fictif")).to_be_visible()


def test_every_other_page_is_without_fault(site: Site, page: Page, look: Look) -> None:
    house = full_house()
    dossier = open_samia(house)
    sharing.add_co_holder(house.keyring("Camille"), dossier, house.agents["Alix"], told_on=None)
    open_samia(house)
    alix: Agent = house.agents["Alix"]
    code = invitations.invite(alix, by=house.closed("Ada"))
    _, house.secrets["Alix"] = invitations.accept(code, PHRASE)
    enrolment.certify(alix, by=house.keyring("Ines"))
    StreetRange.objects.create(
        secteur=house.secteur, commune="Chanteuil", commune_key="chanteuil",
        street="rue des Lilas", street_key="rue lilas", parity="even", first=2, last=40,
    )  # fmt: skip
    camille = house.agents["Camille"].pk
    visits = {
        "Ada": {
            "admin-compte": reverse("admin:account", args=[camille]),
            "admin-fermer": reverse("admin:account_close", args=[camille]),
            "admin-reinviter": reverse("admin:invite", args=[camille]),
            "admin-organisation": reverse("admin:organisation"),
            "admin-lieu": reverse("admin:place", args=[house.circonscription.pk]),
            "admin-secteurs": reverse("admin:secteurs"),
            "admin-secteur": reverse("admin:secteur", args=[house.secteur.pk]),
            "admin-secteur-nouveau": reverse("admin:secteur_new"),
            "admin-importer": reverse("admin:import"),
        },
        "Camille": {
            "cles-mes-dossiers": reverse("keys:holders"),
            "cles-rendre": reverse("keys:give_back"),
        },
        "Ines": {
            "cles-groupes": reverse("keys:groups"),
            "cles-retirer-certificat": reverse("keys:withdraw", args=[camille]),
        },
        "Sacha": {"cles-rendre-vide": reverse("keys:give_back")},
    }
    for name, pages in visits.items():
        as_agent(page, site, house, name)
        for screen, address in pages.items():
            page.goto(site.url + address)
            look(page, screen)
