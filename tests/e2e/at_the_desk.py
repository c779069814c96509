"""What reception does at the keyboard alone: a request in a minute, two at once, nothing lost."""

from playwright.sync_api import expect

from entrenous.reception.models import Demande
from tests.e2e.computers import Computer

KEYS_IN_A_MINUTE = 240  # forty words a minute: an ordinary typist, who looks up now and then
HER_WORDS = "on m’a baissé le courant, le chauffage ne tient plus"


def search_then_record(rachel: Computer) -> None:
    """Unknown at the directory; then the whole request at the keyboard, in under a minute."""
    page = rachel.page
    rachel.look(narrow=True)
    page.get_by_label("Nom entendu").fill("Sarr-Lemoine")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Pas connue du service sous ce nom")).to_be_visible()
    assert "arr-" not in page.url
    rachel.look()
    page.get_by_role("button", name="Nouvelle demande avec ce nom").press("Enter")
    expect(page.locator("#id_family_name")).to_have_value("Sarr-Lemoine")
    rachel.look(narrow=True)

    rachel.keys = 0
    for field, text in (
        ("id_given_name", "Awa"),
        ("id_commune", "Saint-Orme"),
        ("id_street", "rue des Tanneurs"),
    ):
        rachel.reach(field)
        rachel.type(text)
    rachel.press("Tab")
    expect(page.locator("#secteur")).to_contain_text("Secteur 07")
    rachel.reach("id_words")
    rachel.type(HER_WORDS)
    for field in ("id_themes_5", "id_signs_5"):
        rachel.reach(field)
        rachel.press("Space")
    rachel.reach("id_decision_0")
    rachel.press("Space", "ArrowDown", "ArrowDown")
    rachel.press("Tab", "Tab", "Enter")  # past what cannot be done here, empty
    expect(page.get_by_role("heading", name="Awa SARR-LEMOINE")).to_be_visible()
    assert rachel.keys <= KEYS_IN_A_MINUTE
    rachel.look(narrow=True)
    demande = Demande.objects.get()
    assert (demande.secteur and demande.secteur.name) == "Secteur 07"
    assert (demande.decision, demande.urgency) == ("duty", 2)


def record_a_call(rachel: Computer) -> Demande:
    """Someone rings, someone comes in meanwhile: two drafts wait, then both are finished.

    From the queue, at the keyboard alone, each within the keys of a minute.
    """
    page = rachel.page
    rachel.go("reception:desk")
    rachel.keys = 0
    begin(rachel, "Ourcival-Fictif")
    rachel.reach("id_channel")
    rachel.press("t")
    for field, text in (("id_commune", "Saint-Orme"), ("id_street", "9 rue des Tanneurs")):
        rachel.reach(field)
        rachel.type(text)
    rachel.press("Tab")
    expect(page.locator("#secteur")).to_contain_text("Secteur 07")
    set_aside(rachel, "1 demande commencée")
    call = rachel.keys

    rachel.keys = 0
    begin(rachel, "Quidam-Fictif")
    expect(page.get_by_role("link", name="OURCIVAL-FICTIF").or_(
        page.get_by_role("link", name="Ourcival-Fictif")
    )).to_be_visible()  # fmt: skip
    set_aside(rachel, "2 demandes commencées")
    visit = rachel.keys

    rachel.keys = call
    resume(rachel, "Ourcival-Fictif")
    expect(page.locator("#id_channel")).to_have_value("phone")
    expect(page.locator("#id_street")).to_have_value("9 rue des Tanneurs")
    rachel.reach("id_words")
    rachel.type("J’ai peur des papiers du propriétaire.")
    rachel.reach("id_decision_0")
    rachel.press("Space", "ArrowDown", "ArrowDown", "Tab", "Tab", "Enter")
    expect(page.get_by_role("heading", name="OURCIVAL-FICTIF")).to_be_visible()
    assert rachel.keys <= KEYS_IN_A_MINUTE
    demande = Demande.objects.latest("received_at")

    rachel.go("reception:desk")
    rachel.keys = visit
    resume(rachel, "Quidam-Fictif")
    rachel.reach("id_decision_0")
    rachel.press("Space", "Tab", "Tab", "Tab", "Enter")  # answered at once; nothing else given
    expect(page.get_by_role("heading", name="QUIDAM-FICTIF")).to_be_visible()
    assert rachel.keys <= KEYS_IN_A_MINUTE
    assert (demande.channel, Demande.objects.latest("received_at").channel) == ("phone", "walk_in")
    return demande


def begin(rachel: Computer, name: str) -> None:
    """A new request from the queue, whatever has the focus."""
    rachel.press_access_key("n")
    expect(rachel.page.locator("#id_family_name")).to_be_visible()
    rachel.reach("id_family_name")
    rachel.type(name)


def set_aside(rachel: Computer, said: str) -> None:
    """Interrupted: what is typed is kept, from anywhere in the page."""
    rachel.press_access_key("m")
    expect(rachel.page.get_by_role("heading", name=said)).to_be_visible()


def resume(rachel: Computer, name: str) -> None:
    """Back to a draft, by Tab."""
    rachel.reach_link(f"Reprendre {name}")
    rachel.press("Enter")
    expect(rachel.page.locator("#id_family_name")).to_have_value(name)
