"""Story H1 as people live it: the desk, the interview, the plan, its review, the end.

Each person has her own computer and logs in by the form. Nobody else finds a page.
"""

import re
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect

from entrenous.agents.models import Secteur, StreetRange
from entrenous.dossiers.models import Dossier, DueDate
from entrenous.reception.models import Demande
from tests.e2e.at_the_desk import HER_WORDS, record_a_call, search_then_record
from tests.e2e.computers import Computer
from tests.ground.browser import Axe, Site
from tests.people import House, full_house
from tests.reception.test_directory import followed

pytestmark = pytest.mark.e2e_both

REVIEW_IN = timedelta(days=28)
A5_POINTS = (420, 595)
Meet = Callable[[str], Computer]


@pytest.fixture
def house(site: Site) -> House:
    built = full_house()
    StreetRange.objects.create(
        secteur=built.secteur, commune="Saint-Orme", street="rue des Tanneurs"
    )
    other = Secteur.objects.create(circonscription=built.circonscription, name="Secteur 08")
    StreetRange.objects.create(secteur=other, commune="Saint-Orme", street="rue des Lilas")
    followed(built, "Portal-Fictif", "Ghislaine", who="Alix")
    return built


@pytest.fixture
def meet(site: Site, page: Page, house: House, axe: Axe) -> Iterator[Meet]:
    """`meet("Camille")` sits her at her own computer, logged in."""
    browser = page.context.browser
    assert isinstance(browser, Browser)
    opened: list[Computer] = []

    def sit(who: str) -> Computer:
        computer = Computer(browser, site, house, who, axe)
        opened.append(computer)
        computer.log_in()
        return computer

    yield sit
    for computer in opened:
        computer.page.context.close()


def typed(day: date) -> str:
    return f"{day:%d %m %Y}"


def pages_of_a5(page: Page) -> int:
    """How many A5 sheets this page prints on."""
    paper = page.pdf(prefer_css_page_size=True)
    boxes = re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", paper)
    assert {(round(float(w)), round(float(h))) for w, h in boxes} == {A5_POINTS}
    return len(boxes)


# --- the first interview -----------------------------------------------------------------------


def open_from_the_request(camille: Computer) -> Dossier:
    """She sees her at once on her day, reads the request, opens a dossier: nothing to type."""
    page = camille.page
    assert Dossier.objects.count() == 1  # the other person's: none before the interview
    camille.go("dossiers:day")
    camille.look(narrow=True)
    page.get_by_role("link", name="Awa SARR-LEMOINE").click()
    expect(page.locator("blockquote")).to_contain_text(HER_WORDS)
    camille.look(narrow=True)
    page.get_by_role("link", name="Ouvrir un dossier").click()
    expect(page.locator("#id_family_name")).to_have_value("Sarr-Lemoine")
    camille.look()
    page.get_by_label("Pourquoi").fill("Énergie")
    page.get_by_role("button", name="Ouvrir le dossier").click()
    expect(page.get_by_role("heading", name="Awa SARR-LEMOINE")).to_be_visible()
    camille.look(narrow=True)
    return Dossier.objects.get(referent__given_name="Camille")


def write_the_interview(camille: Computer, dossier: Dossier) -> None:
    """The text as it comes, what follows, then whose words they are."""
    page, soon = camille.page, timezone.localdate() + timedelta(days=5)
    page.get_by_role("link", name="Ajouter un écrit").first.click()
    camille.look(narrow=True)
    page.get_by_label("Comment").select_option("walk_in")
    page.get_by_label("Ce qui s’est dit et fait").fill(
        "Fin d’allocation au 30 novembre. « Je ne veux pas que les enfants aient froid. » "
        "Elle paraît soulagée d’en parler. Le fournisseur propose trois échéances."
    )
    page.get_by_label("Ce qui est décidé").fill("La puissance est rétablie ; trois échéances.")
    page.get_by_label("Quoi (ligne 1)").fill("Payer la première échéance")
    page.get_by_label("Qui (ligne 2)").select_option("service")
    page.get_by_label("Quoi (ligne 2)").fill("Déposer le FSL énergie")
    page.get_by_label("Quand (ligne 2)").fill(typed(soon))
    page.get_by_role("button", name="Relire").click()
    expect(page.get_by_text("Telle que la personne la lira")).to_be_visible()
    camille.look()
    page.get_by_role("button", name="Enregistrer").click()
    expect(page.get_by_text("C’est enregistré et scellé.")).to_be_visible()

    camille.go("dossiers:dossier", dossier.pk)
    page.get_by_role("link", name="Entretien à l’accueil").click()
    camille.look()
    page.get_by_role("link", name="Dire de qui sont les paroles").click()
    camille.look(narrow=True)
    for number, voice in ((1, "facts"), (2, "person"), (3, "reading"), (4, "third_party")):
        page.get_by_label(f"Phrase {number}").select_option(voice)
    page.get_by_role("button", name="Enregistrer").click()
    expect(page.get_by_text("dit par un tiers")).to_be_visible()


def print_the_next_step(camille: Computer, dossier: Dossier) -> None:
    """What she may carry is asked first; the slip says who to reach."""
    page = camille.page
    camille.go("dossiers:next_step", dossier.pk)
    camille.look()
    page.get_by_label("la prochaine étape complète").check()
    page.get_by_role("button", name="Enregistrer sa réponse").click()
    expect(page.get_by_text("Déposer le FSL énergie")).to_be_visible()
    expect(page.get_by_text("01 99 00 10 00")).to_be_visible()
    camille.look()
    assert pages_of_a5(page) == 1


# --- attribution -------------------------------------------------------------------------------


def confide(ines: Computer, rachel: Computer, camille: Computer, demande: Demande) -> None:
    """The lead decides on a ticket; the next member who opens the desk hands the key over."""
    page = ines.page
    ines.go("team:team")
    ines.look(narrow=True)
    assert "OURCIVAL" not in page.content().upper()
    row = page.get_by_role("row").filter(has_text=demande.ticket)
    row.get_by_role("combobox").select_option(label="Camille Fictif")
    row.get_by_role("button", name="Confier").click()
    expect(page.get_by_text("La clé est en cours de remise")).to_be_visible()
    rachel.go("reception:desk")
    ines.go("team:team")
    expect(page.get_by_text("clé remise")).to_be_visible()

    page = camille.page
    camille.go("reception:duty")
    expect(page.get_by_role("heading", name="Demandes qui vous sont confiées")).to_be_visible()
    camille.look(narrow=True)
    page.get_by_role("link", name=demande.ticket).first.click()
    expect(page.get_by_text("J’ai peur des papiers")).to_be_visible()


# --- assessment, plan --------------------------------------------------------------------------


def assess(camille: Computer, dossier: Dossier) -> None:
    """Two domains: what she tells of her home, and « pas abordé », which is a whole answer."""
    page = camille.page
    camille.go("dossiers:assessment", dossier.pk)
    camille.look()
    page.get_by_role("link", name="santé").click()
    camille.look()
    page.get_by_label("Pas abordé").check()
    page.get_by_role("button", name="Enregistrer").click()
    camille.go("dossiers:assessment_domain", dossier.pk, "housing")
    page.get_by_label("Les faits").fill("Loyer résiduel 90 €, dette d’énergie 412,60 €.")
    page.get_by_label("Ce que la personne dit et veut").fill("Que les enfants aient chaud.")
    page.get_by_role("button", name="Enregistrer").click()
    camille.go("dossiers:assessment", dossier.pk)
    health = page.get_by_role("article").filter(
        has=page.get_by_role("heading", name=re.compile("santé", re.IGNORECASE))
    )
    expect(health).to_contain_text("pas abordé")
    camille.look(narrow=True)


def agree_on_a_plan(camille: Computer, dossier: Dossier, review_on: date) -> None:
    """Three objectives in her words, who does what, a rhythm, a date; the sheet she keeps."""
    page = camille.page
    for aim, what, doer in (
        ("Avoir chaud sans m’endetter", "Payer l’échéance", "la personne"),
        ("Toucher ce à quoi j’ai droit", "Relancer la CAF", "le service"),
        ("Des vacances pour Ilan", "Appeler le centre social", "la personne"),
    ):
        camille.go("dossiers:plan_objective_new", dossier.pk)
        page.get_by_label("Ce que la personne veut").fill(aim)
        page.keyboard.press("Enter")
        objective = page.locator(".objectif").filter(has_text=aim)
        objective.get_by_role("link", name="Ajouter une action").click()
        page.get_by_label("Quoi").fill(what)
        page.get_by_label(doer, exact=True).check()
        page.get_by_role("button", name="Enregistrer").click()
    camille.go("dossiers:plan_frame", dossier.pk)
    camille.look()
    page.get_by_label("tous les mois").check()
    page.get_by_label("Prochain bilan").fill(typed(review_on))
    page.get_by_label("Plan décidé ensemble le").fill(typed(timezone.localdate()))
    page.get_by_role("button", name="Enregistrer").click()
    expect(page.locator(".objectif")).to_have_count(3)
    camille.look(narrow=True)
    page.get_by_role("link", name="Imprimer pour la personne").click()
    page.get_by_role("button", name="Enregistrer sa réponse").click()
    expect(page.get_by_text("Des vacances pour Ilan")).to_be_visible()
    camille.look()
    assert pages_of_a5(page) == 1


def review(camille: Computer, dossier: Dossier, later: date) -> None:
    """The day has come: it is on her day; done, remaining, changed; the sheet again."""
    page = camille.page
    camille.log_in()
    camille.go("dossiers:day")
    expect(page.locator("main")).to_contain_text("Bilan du plan")
    camille.go("dossiers:plan_review", dossier.pk)
    camille.look(narrow=True)
    page.get_by_label("Où en est l’action 2").select_option("done")
    page.get_by_label("Où en est l’action 1").select_option("postponed")
    page.get_by_label("Ce qui a changé, action 1").fill("il manque la facture détaillée")
    page.get_by_label("Ce qui est fait").fill("Le RSA est ouvert.")
    page.get_by_label("Ce que la personne en dit").fill("Je respire un peu.")
    page.get_by_label("Prochain bilan").fill(typed(later))
    page.get_by_role("button", name="Enregistrer le bilan").click()
    expect(page.get_by_text("Le bilan est enregistré")).to_be_visible()
    camille.go("dossiers:dossier", dossier.pk)
    expect(page.get_by_text("Je respire un peu.")).to_be_visible()
    camille.look(narrow=True)
    camille.go("dossiers:plan_sheet", dossier.pk)
    expect(page.get_by_text("reporté")).to_be_visible()
    assert pages_of_a5(page) == 1


# --- nobody else, and the end ------------------------------------------------------------------


def nobody_else_finds_it(meet: Meet, dossier: Dossier) -> None:
    """A colleague of the same team, the lead and the administrator: the pages do not exist."""
    names = ("dossier", "person", "log", "plan", "plan_sheet", "assessment", "entry_new",
             "next_step", "more", "plan_review")  # fmt: skip
    for who in ("Alix", "Ada"):
        other = meet(who)
        assert {other.go(f"dossiers:{name}", dossier.pk) for name in names} == {404}
        other.look()


def who_read_it(camille: Computer, dossier: Dossier) -> None:
    """The journal names the référente and nobody else; each line was there before the page."""
    page = camille.page
    camille.go("dossiers:log", dossier.pk)
    camille.look(narrow=True)
    lines = page.locator(".journal li").all_inner_texts()
    assert any("Camille Fictif" in line and "ouvert" in line.lower() for line in lines)
    assert not [line for line in lines if re.search("Alix|Ines|Ada|Sacha", line)]


def end_together(camille: Computer, dossier: Dossier) -> None:
    """The end is dated, explained, checked; nothing stays due."""
    page = camille.page

    def check(button: str) -> None:
        page.get_by_role("button", name="Vérifier").click()
        camille.look()
        page.get_by_role("button", name=button).click()

    camille.go("endings:propose", dossier.pk)
    page.get_by_label("La référente ou le référent").check()
    page.get_by_label("Fin d’un commun accord").check()
    check("Proposer cette fin")
    camille.go("endings:tell", dossier.pk)
    page.get_by_label("En entretien, de vive voix").check()
    page.get_by_label("Ce que vous retenez").fill("Dette soldée. Relais : le centre social.")
    page.get_by_label("Relu ensemble le").fill(typed(timezone.localdate()))
    check("Enregistrer")
    camille.look()
    camille.go("endings:shorten", dossier.pk)
    check("Noter son accord")
    camille.go("endings:pronounce", dossier.pk)
    check("Terminer l’accompagnement")
    camille.go("dossiers:dossier", dossier.pk)
    expect(page.get_by_text("Fin d’un commun accord.")).to_be_visible()
    camille.look()
    assert not DueDate.objects.filter(dossier=dossier, done_on=None).exists()


def test_story_h1_from_the_desk_to_the_end(meet: Meet) -> None:
    rachel, camille, ines = meet("Rachel"), meet("Camille"), meet("Ines")
    search_then_record(rachel)
    dossier = open_from_the_request(camille)
    write_the_interview(camille, dossier)
    print_the_next_step(camille, dossier)
    confide(ines, rachel, camille, record_a_call(rachel))
    assess(camille, dossier)
    review_on = timezone.localdate() + REVIEW_IN
    agree_on_a_plan(camille, dossier, review_on)
    assert ines.go("dossiers:dossier", dossier.pk) == 404
    nobody_else_finds_it(meet, dossier)

    with time_machine.travel(datetime.now(UTC) + REVIEW_IN, tick=True):
        review(camille, dossier, review_on + REVIEW_IN)
        who_read_it(camille, dossier)
        end_together(camille, dossier)
