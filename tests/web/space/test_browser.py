"""In a browser, 390 pixels wide: she enters, reads, writes, takes back, leaves fast."""

from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from entrenous.consents.contents import Agreement
from entrenous.documents import sharing
from entrenous.dossiers.codes import Doer, Rhythm
from entrenous.dossiers.contents import PlanAction
from entrenous.gateway.answering import record_letter
from entrenous.gateway.deciding import decide
from entrenous.plans.actions import add_objective, keep_action, keep_frame
from entrenous.reception import agenda
from entrenous.reception.agenda import Slot
from entrenous.space import actions
from entrenous.space.contents import Message
from tests.browsing import sign_in
from tests.consents.agreed import current, noted
from tests.documents.papers import attached, large
from tests.dossiers.opened import contents
from tests.endings.made import ago, proposed, told
from tests.gateway.letters import DEPUTY_MAYOR, entered, sent
from tests.ground.browser import HEIGHT, NARROW, WIDER, Axe, Look, Shot, Site
from tests.people import House, full_house
from tests.space.persons import Person, person_of

SOON = timedelta(days=6)
ROOMS = ("meetings", "sent", "documents", "statement", "looks", "rights", "complain", "help")


def lived_in(house: House) -> Person:
    """A space with something in every room."""
    her, camille = person_of(house), house.keyring("Camille")
    objective = add_objective(camille, her.dossier, "garder mon logement et payer l’électricité")
    due = timezone.localdate() + SOON
    for doer, what in ((Doer.SERVICE, "appeler le bailleur"), (Doer.PERSON, "apporter la facture")):
        keep_action(camille, her.dossier, PlanAction(str(objective), what, doer, due_on=due))
    keep_frame(camille, her.dossier, rhythm=Rhythm.MONTH, next_review_on=due, agreed_on=due - SOON)
    slot = Slot(timezone.now() + SOON)
    agenda.book(house.agents["Camille"], slot, by=camille, dossier=her.dossier.pk)
    noted(house, her.dossier, current(purpose="Demander un secours pour la facture"))
    request = entered(house, DEPUTY_MAYOR, dossier=her.dossier)
    decide(camille, request.pk, follows=True, give=())
    record_letter(camille, request.pk, sent("neutral"))
    sharing.share(camille, her.dossier.pk, attached(house, her.dossier.pk, large(), label="Bail"))
    actions.answer(camille, her.dossier, "Bonjour, la facture est bien arrivée.", once=uuid4())
    proposed(house, her.dossier)
    told(house, her.dossier, on=ago(5))
    actions.state(her.keyring(), "On a écrit que je ne cherche pas. Je cherche.", based_on=0)
    return her


def test_a_person_at_home_in_her_space(
    site: Site, page: Page, axe: Axe, shot: Shot, look: Look
) -> None:
    def hers(name: str) -> None:
        """On her telephone: every rule in light, the colours again in dark."""
        page.emulate_media(color_scheme="light")
        assert page.evaluate(WIDER) <= 0, name
        axe(page)
        shot(page, f"espace-{name}-390-light")
        page.emulate_media(color_scheme="dark")
        axe(page, only=["color-contrast"])
        shot(page, f"espace-{name}-390-dark")

    house = full_house()
    her = lived_in(house)
    page.set_viewport_size({"width": NARROW, "height": HEIGHT})

    page.goto(site.url + reverse("space:enter"))
    page.get_by_label("Numéro").fill(her.made.number)
    page.get_by_label("Code, ou les huit mots").fill(her.made.code.lower())
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Mon espace")).to_be_visible()
    hers("accueil")

    she_says_no_to_the_end(page, hers)
    page.get_by_role("link", name="Votre plan").click()
    expect(page.get_by_text("garder mon logement")).to_be_visible()
    hers("plan")
    page.get_by_text("Menu").click()
    page.get_by_role("link", name="Messages").click()
    page.get_by_role("button", name="Envoyer").click()
    hers("messages-erreur")
    page.get_by_label("Votre message").fill("Je viens mardi 👍")
    page.get_by_role("button", name="Envoyer").click()
    expect(page.get_by_text("Je viens mardi 👍")).to_be_visible()
    assert "Je viens mardi 👍" in [m.text for m in contents(house, "Camille", her.dossier, Message)]

    page.get_by_text("Menu").click()
    page.get_by_role("link", name="Vos accords").click()
    hers("accords")
    page.get_by_role("link", name="Reprendre cet accord").click()
    hers("reprendre")
    page.get_by_role("button", name="Reprendre maintenant").click()
    expect(page.get_by_text("Repris le").first).to_be_visible()
    assert contents(house, "Camille", her.dossier, Agreement)[0].withdrawn_on is not None

    for name in ROOMS:
        page.goto(site.url + reverse(f"space:{name}"))
        hers(name)

    page.get_by_role("button", name="Quitter vite").click()
    expect(page.get_by_role("heading", name="Jours fériés")).to_be_visible()
    page.goto(site.url + reverse("space:plan"))
    expect(page.get_by_role("heading", name="Ouvrir mon espace")).to_be_visible()

    sign_in(page, site, house, "Camille")
    what_camille_reads(site, page, look, her)


def she_says_no_to_the_end(page: Page, hers: Callable[[str], None]) -> None:
    page.get_by_role("link", name="Dire non à cette fin").click()
    hers("fin")
    page.get_by_label("Ce que vous voulez dire").fill("Je n’ai pas fini.")
    page.get_by_role("button", name="Je ne suis pas d’accord").click()
    expect(page.get_by_role("status")).to_contain_text("rien ne s’arrête")
    page.get_by_role("link", name="Revenir à l’accueil").click()


def what_camille_reads(site: Site, page: Page, look: Look, her: Person) -> None:
    """The exchanges, then the booklet that says what the space says."""
    page.goto(site.url + reverse("space:exchanges", args=[her.dossier.pk]))
    expect(page.get_by_text("Je viens mardi 👍")).to_be_visible()
    look(page, "espace-echanges")
    page.get_by_role("link", name="Imprimer son livret").click()
    page.get_by_label("la prochaine étape complète").check()
    page.get_by_role("button", name="Enregistrer sa réponse").click()
    look(page, "espace-livret")
