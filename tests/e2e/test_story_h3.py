"""Story H3 at the desk: two letters from the commissaire de justice, and what the law lets us say.

The first shows no title: it is asked for, and three of the things asked will never be given. The
second shows it: the legal desk answers the address alone, from the administrative card.
"""

import os

from django.urls import reverse
from playwright.sync_api import Page, expect

from entrenous.gateway.codes import State
from entrenous.gateway.contents import RegisterLine, SentLetter
from entrenous.gateway.models import ThirdPartyRequest
from entrenous.gateway.queries import open_request
from entrenous.journal.acts import Act
from entrenous.journal.models import Entry
from tests.browsing import sign_in
from tests.e2e.test_screens import IMAGES
from tests.gateway.letters import dossier_of, legal_desk
from tests.ground.browser import Look, Site, settled
from tests.people import House, full_house

ASKED = (
    "Adresse", "Identité et adresse de l’employeur", "Ressources", "Composition du foyer",
    "Numéro de téléphone",
)  # fmt: skip
IN_THE_GUIDE = {"titre-montre": "sollicitation.png", "decider": "decider.png"}
HER_WORDS = (
    "Je vous prie de me communiquer sous huit jours l’adresse et l’employeur de M. Ferreira."
)


class Desk:
    """One browser, in which whoever works sits down in turn."""

    def __init__(self, page: Page, site: Site, house: House, look: Look) -> None:
        self.page, self.site, self.house, self.look_at = page, site, house, look

    def sit(self, who: str, name: str, *args: object) -> None:
        sign_in(self.page, self.site, self.house, who)
        self.page.goto(self.site.url + reverse(name, args=args))

    def press(self, name: str) -> None:
        self.page.get_by_role("button", name=name, exact=True).first.click()
        settled(self.page)

    def follow(self, name: str) -> None:
        self.page.get_by_role("link", name=name).first.click()

    def look(self, name: str) -> None:
        self.look_at(self.page, f"sollicitation-{name}")
        if name in IN_THE_GUIDE and os.environ.get("ENTRENOUS_GUIDE"):
            self.page.screenshot(path=IMAGES / IN_THE_GUIDE[name])

    def reads(self, words: str) -> None:
        expect(self.page.get_by_text(words).first).to_be_visible()


def enter_the_first_letter(desk: Desk) -> ThirdPartyRequest:
    """A question a page, then the letter; the person it names is in a dossier of Camille's."""
    page = desk.page
    desk.sit("Camille", "gateway:list")
    desk.look("liste-vide")
    desk.follow("Entrer une sollicitation")
    desk.look("qui")
    page.get_by_role("button", name="Un commissaire de justice, un créancier").click()
    page.get_by_role("button", name="Commissaire de justice chargé de l’exécution").click()
    page.get_by_label("Courriel").check()
    page.get_by_label("Reçue le").fill("hier")
    desk.press("Continuer")
    for item in ASKED:
        page.get_by_label(item, exact=True).first.check()
    desk.press("Continuer")
    title = page.get_by_role("group", name="titre exécutoire").first
    title.get_by_label("Annoncé").check()
    desk.press("Continuer")
    while page.get_by_role("button", name="Continuer").count():
        desk.press("Continuer")
    desk.reads("Annoncé mais pas montré, donc pas compté")
    page.get_by_label("Qui a signé, ou qui appelle").fill("Me R. Vasselin (fictif)")
    page.get_by_label("La personne, telle que la lettre la nomme").fill("Mme Portal")
    page.get_by_label("Le dossier de la personne").select_option(label="FERREIRA Rui")
    page.get_by_label("Le texte de la lettre, ou ce qui a été dit").fill(HER_WORDS)
    desk.press("Enregistrer et voir la réponse")
    desk.reads("La lettre nomme «")
    expect(page.get_by_label("Le texte de la lettre, ou ce qui a été dit")).to_have_value(HER_WORDS)
    desk.look("lettre-erreur")
    page.get_by_label("La personne, telle que la lettre la nomme").fill("M. Rui Ferreira")
    desk.press("Enregistrer et voir la réponse")
    desk.reads("Ne donnez rien pour l’instant")
    desk.look("proposition")
    return ThirdPartyRequest.objects.get()


def ask_for_the_title(desk: Desk, request: ThirdPartyRequest) -> None:
    """The letter asks for the title and says what no title opens; it is read, then it leaves."""
    page = desk.page
    desk.follow("Demander les pièces")
    desk.reads("la référence du titre exécutoire")
    desk.look("lettre")
    desk.press("Vérifier avant d’envoyer")
    letter = page.locator(".letter").inner_text()
    for kept in ("ressources", "téléphone", "foyer"):
        assert kept in letter.partition("ne seront pas communiqués")[2].lower(), kept
    assert "Ferreira" not in letter, "nothing says whether he is known"
    with page.expect_download() as taken:
        desk.press("Prendre le PDF")
    assert taken.value.suggested_filename == "lettre.pdf"
    page.get_by_label("Minutes passées sur cette sollicitation").fill("1500")
    desk.press("Elle part : la sceller ici")
    desk.reads("de 0 à 1")
    desk.look("verifier-erreur")
    page.get_by_label("Minutes passées sur cette sollicitation").fill("12")
    desk.press("Elle part : la sceller ici")
    desk.reads("pièces demandées")
    assert ThirdPartyRequest.objects.get(pk=request.pk).state == State.WAITING_EVIDENCE


def show_the_title(desk: Desk) -> None:
    """The second letter brings the title: said once, the proposal changes; it is transferred."""
    page = desk.page
    desk.follow("Une pièce est arrivée")
    desk.look("corriger")
    page.get_by_role("button", name="Modifier : Montré").click()
    for proof in ("titre exécutoire", "L’identité et la qualité du demandeur"):
        page.get_by_role("group", name=proof).first.get_by_label("Montré").check()
    desk.press("Continuer")
    desk.press("Enregistrer la correction")
    desk.reads("La proposition est calculée de nouveau")
    desk.look("titre-montre")
    desk.follow("Transmettre au service juridique")
    page.get_by_label("Quelques mots").fill("Le titre est joint.")
    desk.look("transmettre")
    desk.press("Transmettre")
    desk.reads("C’est transmis au service juridique")


def answer_from_the_card(desk: Desk, request: ThirdPartyRequest) -> None:
    """Lou reads the letter and the card, never the dossier; she gives the address, and decides."""
    page = desk.page
    desk.sit("Lou", "gateway:legal")
    desk.reads("Me R. Vasselin (fictif)")
    desk.look("juridique")
    desk.follow("Commissaire de justice")
    desk.follow("Lire la carte administrative")
    desk.reads("3 rue du Puits")
    desk.look("carte")
    desk.follow("Décider")
    given = page.get_by_role("group", name="Adresse", exact=True)
    expect(given.get_by_label("Donner")).to_be_checked()
    desk.look("decider")
    desk.press("Décider et signer")
    desk.reads("Il manque une signature")


def sign_then_send(desk: Desk, request: ThirdPartyRequest) -> None:
    """Two signatures; then the letter says the address, that nothing else is held, and no more."""
    page = desk.page
    desk.sit("Camille", "gateway:show", request.pk)
    desk.follow("Lire et signer")
    desk.look("signer")
    desk.press("Signer cette décision")
    desk.reads("La réponse peut partir")
    desk.sit("Lou", "gateway:show", request.pk)
    desk.follow("Réponse limitée")
    expect(page.get_by_label("Adresse", exact=True)).to_have_value("3 rue du Puits, Saint-Orme")
    desk.press("Vérifier avant d’envoyer")
    letter = page.locator(".letter").inner_text()
    assert "3 rue du Puits, Saint-Orme" in letter
    assert "aucun autre renseignement détenu par le service désigné" in letter
    for kept in ("01 99", "salaire", "dossier", "Camille"):
        assert kept not in letter
    desk.look("verifier")
    page.get_by_label("Minutes passées sur cette sollicitation").fill("20")
    desk.press("Elle part : la sceller ici")
    desk.reads("répondue")
    desk.look("repondue")


def what_is_kept(desk: Desk, request: ThirdPartyRequest, dossier: object) -> None:
    """Counted, journaled on her dossier, and written where he will read it."""
    lou = desk.house.keyring("Lou")
    opened = open_request(lou, request.pk)
    line = opened.reading.one(RegisterLine)
    assert line is not None
    assert (line.content.give, line.content.minutes) == (("adresse",), 32)
    assert [s.content.kind for s in opened.reading.of(SentLetter)] == ["demand_evidence", "limited"]
    assert Entry.objects.filter(act=Act.CARD_READ, container=dossier).exists()
    desk.sit("Lou", "gateway:register")
    desk.reads("Partenaire ou prestataire")
    desk.look("registre")
    desk.sit("Camille", "gateway:dossier", dossier)
    expect(desk.page.get_by_role("heading", name="Ce que la personne en lira")).to_be_visible()
    desk.look("dossier")
    desk.sit("Alix", "gateway:list")
    desk.reads("Aucune sollicitation")


def test_story_h3_two_letters_and_one_address(site: Site, page: Page, look: Look) -> None:
    house = full_house()
    legal_desk(house)
    dossier = dossier_of(house)
    desk = Desk(page, site, house, look)
    request = enter_the_first_letter(desk)
    ask_for_the_title(desk, request)
    show_the_title(desk)
    answer_from_the_card(desk, request)
    sign_then_send(desk, request)
    what_is_kept(desk, request, dossier.pk)
