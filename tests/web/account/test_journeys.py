"""The way in, in a real browser: the whole enrolment, a vault that closes in mid-typing."""

import re
from collections.abc import Callable
from uuid import UUID

import pytest
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template import RequestContext, Template
from django.urls import include, path
from playwright.sync_api import Page, expect

from entrenous.agents.models import Agent, Function
from entrenous.config import errors
from entrenous.config import urls as program
from entrenous.keyring import drafts, enrolment, invitations, models, unlocking
from entrenous.web.common.access import AgentRequest, agent_page
from tests.browsing import sign_in
from tests.ground.browser import Look, Site
from tests.people import PHRASE, House, full_house
from tests.web.account.ways import PIN

Check = Callable[[Page], None]

FORM = """{% extends "account/work.html" %}{% load drafts %}
{% block title %}Essai{% endblock %}
{% block htmx %}{{ block.super }}{% include "common/htmx.html" %}{% endblock %}
{% block content %}<h1>Note</h1><form method="post" data-garde>{% csrf_token %}
{% autosave "entry" about %}
<div class="champ"><label for="t">Texte</label><textarea id="t" name="texte">{{ texte }}</textarea>
</div><button class="bouton">Enregistrer</button></form>{% endblock %}"""


@agent_page
def entry(request: AgentRequest, about: UUID) -> HttpResponse:
    if request.method == "POST":
        assert request.keyring.secret
        drafts.discard(request.user, "entry", about)
        return redirect("/fini/")
    texte = (drafts.restore(request, "entry", about) or {}).get("texte", "")
    context = RequestContext(request, {"texte": texte, "about": about})
    return HttpResponse(Template(FORM).render(context))


@login_not_required
def done(request: HttpRequest) -> HttpResponse:
    return HttpResponse("<!doctype html><title>ok</title><h1>Enregistré</h1>")


urlpatterns = [
    path("essai/<uuid:about>/", entry, name="entry"),
    path("fini/", done, name="done"),
    path("", include(program.urlpatterns)),
]
handler404 = errors.page_not_found

pytestmark = pytest.mark.urls("tests.web.account.test_journeys")
NOTE = "/essai/6f9f1f4e-52c2-4d3a-8f0a-6f3f5c1c2b11/"
TEXT = "Elle dit : « il a changé la serrure » 🗝"


def newcomer(house: House) -> tuple[Agent, str]:
    agent = Agent.objects.create(
        organisation=house.organisation, login="nadia", given_name="Nadia", family_name="Fictif"
    )
    Function.objects.create(agent=agent, kind="reception", circonscription=house.circonscription)
    return agent, invitations.invite(agent, house.closed("Ada"))


@pytest.mark.e2e_both
def test_an_enrolment_from_the_invitation_to_the_certificate(
    site: Site, page: Page, look: Look
) -> None:
    house = full_house()
    nadia, code = newcomer(house)
    page.goto(site.url + "/connexion/")
    phrase = come_in(page, look, code)
    take_codes(page, look)
    take_pin_and_sheet(page, look, phrase)
    shown = page.locator(".groupes li").all_inner_texts()
    row = models.AgentKeys.objects.get(agent=nadia)
    assert " ".join(shown) == enrolment.public_of(row).fingerprint()
    enrolment.certify(nadia, by=house.keyring("Ines"))
    page.get_by_role("link", name="C’est fait").click()
    see_the_account(page, look, site.url)


def come_in(page: Page, look: Look, code: str) -> str:
    look(page, "acces-connexion")
    page.get_by_label("Identifiant").fill("nadia")
    page.get_by_role("button", name="Continuer").click()
    expect(page.locator("[data-resume-erreurs]")).to_be_focused()
    look(page, "acces-connexion-erreur")
    page.get_by_role("link", name="J’ai reçu un code d’invitation").click()
    look(page, "acces-invitation")
    page.get_by_label("Code d’invitation").fill(code)
    page.get_by_role("button", name="Continuer").click()
    look(page, "acces-phrase")
    page.get_by_role("link", name="Choisir une phrase à moi").click()
    look(page, "acces-phrase-a-moi")
    page.go_back()
    phrase = page.locator(".mots-secrets").inner_text()
    page.get_by_label("Retapez la phrase").fill(phrase)
    page.get_by_role("button", name="Garder cette phrase").click()
    look(page, "acces-second-facteur")
    return phrase


def take_codes(page: Page, look: Look) -> None:
    page.get_by_role("link", name="Une application de codes").click()
    look(page, "acces-application")
    page.get_by_role("link", name="Choisir un autre moyen").click()
    page.get_by_role("link", name="Une clé de sécurité").click()
    look(page, "acces-cle")
    page.get_by_role("link", name="Choisir un autre moyen").click()
    page.get_by_role("link", name="Des codes imprimés").click()
    look(page, "acces-codes")
    first = page.locator(".codes li").first.inner_text()
    page.get_by_role("link", name="Feuille à imprimer").click()
    look(page, "acces-codes-feuille")
    page.go_back()
    page.get_by_label("Code", exact=True).fill(first)
    page.get_by_role("button", name="J’ai ma feuille").click()


def take_pin_and_sheet(page: Page, look: Look, phrase: str) -> None:
    look(page, "acces-code-de-poste")
    page.get_by_label("Six chiffres").fill(PIN)
    page.get_by_label("Les mêmes, une seconde fois").fill(PIN)
    page.get_by_role("button", name="Continuer").click()
    look(page, "acces-feuille-avant")
    page.get_by_label("Votre phrase").fill(phrase)
    page.get_by_role("button", name="Préparer ma feuille").click()
    look(page, "acces-feuille")
    groups = page.locator(".groupes li").all_inner_texts()
    page.get_by_role("link", name="Feuille à imprimer").click()
    look(page, "acces-feuille-imprimee")
    page.go_back()
    page.get_by_role("link", name="J’ai ma feuille en main").click()
    look(page, "acces-feuille-verifier")
    for field in page.get_by_label(re.compile("^Groupe")).all():
        place = int((field.get_attribute("name") or "g0")[1:])
        field.fill(groups[place])
    page.get_by_role("button", name="Vérifier").click()
    look(page, "acces-empreinte")


def see_the_account(page: Page, look: Look, url: str) -> None:
    ways = {"changer-phrase": "/compte/phrase/", "changer-pin": "/compte/code-de-poste/"}
    for name, way in {**ways, "brouillons": "/brouillons/", "compte": "/compte/"}.items():
        page.goto(url + way)
        look(page, f"acces-{name}")
    page.get_by_role("button", name="Fermer le coffre").click()
    look(page, "acces-coffre-ferme")
    page.get_by_role("button", name="Se déconnecter").click()
    page.get_by_role("link", name="J’ai oublié ma phrase").click()
    look(page, "acces-phrase-oubliee")


def test_a_vault_that_closes_in_mid_typing_keeps_the_text(
    site: Site, page: Page, axe: Check
) -> None:
    house = full_house()
    unlocking.set_pin(house.agents["Camille"], PIN)
    sign_in(page, site, house, "Camille")
    page.goto(site.url + NOTE)
    page.get_by_label("Texte").press_sequentially(TEXT)
    expect(page.get_by_text("Brouillon enregistré à")).to_be_visible(timeout=8000)
    axe(page)
    models.Unlock.objects.update(blob=None)
    page.get_by_label("Texte").press_sequentially(" Suite.")
    page.get_by_role("button", name="Enregistrer").click()
    expect(page.get_by_text("gardé en brouillon")).to_be_visible()
    page.get_by_label("Code de poste").fill(PIN)
    page.get_by_role("button", name="Ouvrir le coffre").click()
    expect(page.get_by_label("Texte")).to_have_value(TEXT + " Suite.")
    page.get_by_role("button", name="Enregistrer").click()
    expect(page.get_by_role("heading", name="Enregistré")).to_be_visible()
    assert not models.Draft.objects.exists()


def test_a_session_that_ends_in_mid_typing_keeps_the_text_without_a_script(
    site: Site, page: Page
) -> None:
    house = full_house()
    models.AgentKeys.objects.update(sheet_checked_on="2026-01-05")
    browser = page.context.browser
    assert browser is not None
    plain = browser.new_context(java_script_enabled=False).new_page()
    sign_in(plain, site, house, "Camille")
    plain.goto(site.url + NOTE)
    plain.get_by_label("Texte").fill(TEXT)
    unlocking.end_everywhere(house.agents["Camille"])
    plain.get_by_role("button", name="Enregistrer").click()
    expect(plain.get_by_text("Votre texte est gardé")).to_be_visible()
    assert not models.Draft.objects.exists()
    plain.get_by_label("Identifiant").fill(house.agents["Camille"].login)
    plain.get_by_label("Phrase").fill(PHRASE)
    plain.get_by_role("button", name="Continuer").click()
    # This agent has no second factor yet: she ends her enrolment, her draft waits for her.
    expect(plain.get_by_role("heading", name="Votre second facteur")).to_be_visible()
    draft = models.Draft.objects.get()
    typed = drafts.open_draft(draft, house.secrets["Camille"])
    assert typed is not None
    assert typed.fields["texte"] == [TEXT]
    plain.context.close()


def test_a_security_key_is_added_then_opens(site: Site, page: Page) -> None:
    house = full_house()
    agent = house.agents["Camille"]
    unlocking.set_pin(agent, PIN)
    models.AgentKeys.objects.update(sheet_checked_on="2026-01-05")
    here = Site(site.url.replace("127.0.0.1", "localhost"), site.database)
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    options = {"protocol": "ctap2", "transport": "usb", "automaticPresenceSimulation": True}
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    sign_in(page, here, house, "Camille")
    page.goto(here.url + "/second-facteur/cle/")
    page.get_by_role("button", name="Ajouter ma clé").click()
    expect(page.get_by_text("1 clé de sécurité")).to_be_visible()
    assert agent.passkeys.count() == 1
    page.get_by_role("button", name="Se déconnecter").click()
    page.get_by_label("Identifiant").fill(agent.login)
    page.get_by_label("Phrase").fill(PHRASE)
    page.get_by_role("button", name="Continuer").click()
    page.get_by_role("button", name="Utiliser ma clé de sécurité").click()
    expect(page).not_to_have_url(re.compile("connexion"))
    page.goto(here.url + "/compte/")
    expect(page.get_by_text("Coffre ouvert", exact=True)).to_be_visible()
    assert agent.passkeys.get().sign_count > 1
