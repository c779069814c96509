"""Story H1, the morning at reception, in a real browser, from the desk to the duty worker."""

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from entrenous.agents.models import Secteur, StreetRange
from entrenous.dossiers.models import Dossier
from entrenous.reception.models import Demande
from tests.browsing import sign_in
from tests.desk.test_desk import given
from tests.desk.test_promises import left_with, move
from tests.ground.browser import Look, Site
from tests.people import House, full_house
from tests.reception.test_directory import followed

PARTNER = "Médiateur-Fictif de l’énergie"
CANNOT = "Le service ne rétablit pas le courant. Le médiateur de l’énergie peut l’obtenir."


@pytest.fixture
def town(site: Site) -> House:
    house = full_house()
    StreetRange.objects.create(
        secteur=house.secteur, commune="Saint-Orme", street="rue des Tanneurs"
    )
    other = Secteur.objects.create(circonscription=house.circonscription, name="Secteur 08")
    StreetRange.objects.create(secteur=other, commune="Saint-Orme", street="rue des Lilas")
    followed(house, "Sarrazin", "Aïcha", birth_year=1980)
    return house


def become(page: Page, site: Site, house: House, who: str, path: str) -> None:
    page.context.clear_cookies()
    sign_in(page, site, house, who)
    page.goto(site.url + path)


def take_over(page: Page, site: Site, town: House, look: Look) -> None:
    """The worker finds what was given to her, and may open a dossier from it."""
    become(page, site, town, "Alix", "/accueil/permanence/")
    page.get_by_role("heading", name="Demandes qui vous sont confiées").wait_for()
    look(page, "reception-permanence")
    page.get_by_role("link", name=Demande.objects.get().ticket).first.click()
    page.get_by_role("link", name="Ouvrir un dossier").click()
    expect(page.get_by_role("button", name="Ouvrir le dossier")).to_be_visible()
    look(page, "reception-ouvrir")
    page.get_by_label("Pourquoi").fill("Énergie")
    page.get_by_role("button", name="Ouvrir le dossier").click()
    expect(page.get_by_role("heading", name="Awa LEMOINE")).to_be_visible()
    opened = Demande.objects.get().dossier
    assert opened is not None
    page.goto(site.url + reverse("relays:list", args=[opened.pk]))
    expect(page.get_by_role("link", name=PARTNER)).to_be_visible()
    page.goto(site.url + "/agenda/")
    look(page, "reception-agenda")


def orient(page: Page, look: Look) -> None:
    """Who can do what the desk cannot: told in words she read, with an answer that is awaited."""
    page.get_by_role("link", name="Orienter avec retour").click()
    page.get_by_role("link", name="Préparer une orientation").first.click()
    page.get_by_label("Organisme ou service").fill(PARTNER)
    page.get_by_label("Ce qui est demandé").fill("étaler la facture")
    page.get_by_label("de vive voix").check()
    look(page, "reception-orienter")
    page.get_by_role("button", name="Vérifier").click()
    expect(page.get_by_text("elle revient dans la file de l’accueil")).to_be_visible()
    page.get_by_role("button", name="Enregistrer avec son accord").click()
    expect(page.get_by_role("heading", name=PARTNER)).to_be_visible()


def keep_promises(page: Page, site: Site, town: House, look: Look) -> None:
    """What else waits: a call whose hour went by, a task; then what the day counted."""
    dossier = Dossier.objects.get()
    call = move(left_with(town, dossier), -20)
    given(town, dossier)
    page.goto(site.url + "/accueil/")
    page.get_by_role("heading", name="3 attendent").wait_for()
    look(page, "reception-file")
    page.goto(site.url + reverse("desk:call", args=[call.pk]))
    page.get_by_role("button", name="Noter cet essai").click()
    look(page, "reception-rappel")
    page.get_by_label("personne jointe").check()
    page.get_by_role("button", name="Noter cet essai").click()
    page.get_by_text("tenu en retard").wait_for()
    page.goto(site.url + "/accueil/")
    page.get_by_role("link", name="Mme Test").click()
    look(page, "reception-tache")
    page.get_by_label("faite", exact=True).check()
    page.get_by_label("Ce que cela a donné").fill("Attestation reçue")
    page.get_by_role("button", name="Rendre la tâche").click()
    page.get_by_role("heading", name="1 attend").wait_for()
    page.get_by_role("button", name="Appel d’un partenaire").click()
    page.goto(site.url + reverse("desk:figures"))
    look(page, "reception-chiffres")


def test_a_morning_at_reception(site: Site, town: House, page: Page, look: Look) -> None:
    become(page, site, town, "Rachel", "/accueil/")
    look(page, "reception-vide")
    page.get_by_label("Nom entendu").fill("Saracin")
    page.keyboard.press("Enter")
    page.get_by_text("suivie par Camille Fictif").wait_for()
    look(page, "reception-trouvee")

    page.get_by_label("Nom entendu").fill("Lemoine")
    page.keyboard.press("Enter")
    page.get_by_text("Pas connue du service sous ce nom").wait_for()
    page.get_by_role("button", name="Nouvelle demande avec ce nom").click()
    page.get_by_label("Prénom").fill("Awa")
    page.get_by_label("Commune").fill("St-Orme")
    page.get_by_label("Numéro et rue").fill("3 r. des Tanneurs")
    page.keyboard.press("Tab")
    page.locator("#secteur", has_text="Secteur 07").wait_for()
    page.get_by_label("avec ses mots").fill("On m’a baissé le courant.")
    page.get_by_role("button", name="Enregistrer la demande").click()
    page.get_by_role("heading", name="Il manque quelque chose").wait_for()
    assert page.get_by_label("avec ses mots").input_value() == "On m’a baissé le courant."
    look(page, "reception-erreurs")

    page.get_by_role("button", name="Mettre de côté").click()
    page.get_by_role("heading", name="1 demande commencée").wait_for()
    page.get_by_role("link", name="Reprendre Awa Lemoine").focus()
    page.keyboard.press("Enter")
    assert page.get_by_label("avec ses mots").input_value() == "On m’a baissé le courant."

    page.get_by_label("énergie coupée ou réduite").check()
    page.get_by_label("énergie, eau, télécom").check()
    page.get_by_label("Que peut-elle emporter").select_option("full")
    page.get_by_label("permanence, maintenant").check()
    page.get_by_label("Ce que je ne peux pas faire").fill(CANNOT)
    assert not page.get_by_label("Vers quel service").is_visible()
    look(page, "reception-demande")
    page.get_by_role("button", name="Enregistrer la demande").click()
    page.get_by_role("heading", name="Awa LEMOINE").wait_for()
    look(page, "reception-enregistree")
    page.get_by_role("link", name="Reçu").click()
    expect(page.get_by_text(CANNOT)).to_be_visible()
    page.goto(f"{page.url}?a6")
    expect(page.locator(".papier-a6")).to_be_visible()
    look(page, "reception-recu")
    page.get_by_role("link", name="Revenir à la demande").click()
    orient(page, look)
    page.goto(site.url + "/accueil/")
    page.get_by_role("heading", name="1 attend").wait_for()
    keep_promises(page, site, town, look)
    attribute(page, site, town, look)
    take_over(page, site, town, look)


def attribute(page: Page, site: Site, town: House, look: Look) -> None:
    """The lead decides on a ticket, and never reads a name."""
    become(page, site, town, "Ines", "/equipe/")
    page.get_by_role("heading", name="1 demande à confier").wait_for()
    assert "LEMOINE" not in page.content()
    look(page, "reception-equipe")
    page.get_by_label("Confier la demande").select_option(label="Alix Fictif")
    page.get_by_role("button", name="Confier la demande").click()
    page.get_by_text("La clé est en cours de remise").wait_for()
    page.mouse.move(0, 0)
    look(page, "reception-equipe-confiee")


def test_everything_works_without_javascript(site: Site, town: House, browser: object) -> None:
    context = browser.new_context(java_script_enabled=False)  # type: ignore[attr-defined]
    page = context.new_page()
    become(page, site, town, "Rachel", "/accueil/demande/")
    page.get_by_label("Commune").fill("Saint-Orme")
    page.get_by_role("button", name="Trouver le secteur").click()
    page.get_by_text("Cette commune a plusieurs secteurs").wait_for()
    page.get_by_label("Secteur 08").check()
    page.get_by_label("répondu sur place").check()
    page.get_by_role("button", name="Enregistrer la demande").click()
    page.get_by_role("heading", name="Personne sans nom").wait_for()
    demande = Demande.objects.get()
    assert demande.secteur is not None
    assert demande.secteur.name == "Secteur 08"
    context.close()
