"""The pages of mediations: a mandate read together, what is said under it, its result."""

from typing import Any
from uuid import uuid4

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from entrenous.consents.codes import Kind, Signed
from entrenous.consents.contents import Agreement
from entrenous.dossiers import closing
from entrenous.dossiers.actions import open_dossier
from entrenous.dossiers.codes import Carry, EndingReason
from entrenous.dossiers.contents import PersonCard
from entrenous.dossiers.models import Dossier
from entrenous.mediations.codes import Outcome, Stage
from entrenous.mediations.contents import Mediation
from tests.browsing import client_of
from tests.dossiers.opened import contents, dossier_of
from tests.mediations.mandated import ABOUT, PARTNER, day, mandated, seen
from tests.people import House

ONE = (
    "mediation", "say", "hear", "conclude", "renew", "withdraw", "letter", "pdf", "print", "report",
)  # fmt: skip


def at(name: str, *args: object) -> str:
    return reverse(f"mediations:{name}", args=args)


def said(shift: int = 0) -> str:
    return day(shift).strftime("%d %m %Y")


def typed(**changed: Any) -> dict[str, Any]:
    return {
        "once": str(uuid4()), "partner": PARTNER, "contact": "Mme Fictive",
        "phone": "01 99 00 12 34", "address": "4 rue Inventée", "about": ABOUT,
        "wanted": "souffler un peu", "not_said": "son arrêt de travail",
        "tell_identite": "Awa SARR-FICTIF", "tell_besoins": "étaler les frais",
        "read_on": said(), "until_on": said(40), "signed": "mandate",
    } | changed  # fmt: skip


def text(response: Any) -> str:
    return str(response.content.decode())


def opened(house: House, until: int = 30) -> tuple[Dossier, Any, Client]:
    dossier = dossier_of(house, "Camille")
    return dossier, mandated(house, dossier, until=until), client_of(house, "Camille")


def test_only_its_holder_has_these_pages(house: House) -> None:
    dossier, record, client = opened(house)
    assert client.get(at("list", dossier.pk)).status_code == 200
    for name in ("Alix", "Rachel", "Ines"):
        other = client_of(house, name)
        for url in (at("list", dossier.pk), *(at(n, dossier.pk, record) for n in ONE)):
            assert other.get(url).status_code == 404
    for name in set(ONE) - {"print"}:  # it asks what she can carry, whatever the sheet
        assert client.get(at(name, dossier.pk, uuid4())).status_code == 404


def test_empty_it_says_what_a_mandate_is(house: House) -> None:
    dossier = dossier_of(house, "Camille")
    page = text(client_of(house, "Camille").get(at("list", dossier.pk)))
    assert "Aucune médiation en cours" in page
    assert at("new", dossier.pk) in page


def test_read_over_then_kept_once_with_her_agreement(house: House) -> None:
    dossier, client = dossier_of(house, "Camille"), client_of(house, "Camille")
    url, sent_once = at("new", dossier.pk), typed()
    check = text(client.post(url, sent_once | {"check": "1"}))
    assert "Vérifiez avec la personne" in check
    assert contents(house, "Camille", dossier, Mediation) == []
    for _ in range(2):
        assert client.post(url, sent_once | {"do": "1"}).status_code == 302
    (kept,) = contents(house, "Camille", dossier, Mediation)
    (agreement,) = contents(house, "Camille", dossier, Agreement)
    assert (agreement.kind, agreement.signed) == (Kind.MANDAT, Signed.MANDATE)
    assert (agreement.items, agreement.limits) == (("identite", "besoins"), "son arrêt de travail")
    assert kept.wanted == "souffler un peu"
    agreements = text(client.get(reverse("consents:list", args=[dossier.pk])))
    assert PARTNER in agreements


def test_given_aloud_it_is_an_agreement_not_a_paper(house: House) -> None:
    dossier, client = dossier_of(house, "Camille"), client_of(house, "Camille")
    client.post(at("new", dossier.pk), typed(signed="oral") | {"do": "1"})
    (agreement,) = contents(house, "Camille", dossier, Agreement)
    assert (agreement.kind, agreement.signed) == (Kind.ACCORD, Signed.ORAL)


def test_a_form_that_says_nothing_or_never_ends_comes_back_whole(house: House) -> None:
    dossier, client = dossier_of(house, "Camille"), client_of(house, "Camille")
    empty = typed(tell_identite="", tell_besoins="", until_on=said(40))
    back = client.post(at("new", dossier.pk), empty | {"check": "1"})
    assert back.status_code == 422
    for word in (PARTNER, "4 rue Inventée", "souffler un peu", "au moins une chose"):
        assert word in text(back)
    for until in (said(900), said(-1)):
        refused = client.post(at("new", dossier.pk), typed(until_on=until) | {"check": "1"})
        assert refused.status_code == 422
        assert ABOUT in text(refused)


def test_the_address_of_a_protected_person_is_never_said(house: House) -> None:
    card = PersonCard(
        family_name="Sarr-Fictif", given_name="Awa", street="9 rue Cachée", is_protected=True
    )
    dossier = open_dossier(house.keyring("Camille"), card, secteur=house.secteur)
    client = client_of(house, "Camille")
    assert "tell_adresse" not in text(client.get(at("new", dossier.pk)))
    hers = typed(tell_besoins="Elle vit 9 RUE CACHEE")
    assert client.post(at("new", dossier.pk), hers | {"do": "1"}).status_code == 422
    assert contents(house, "Camille", dossier, Mediation) == []


def test_the_letter_shows_what_may_be_said_and_nothing_else(house: House) -> None:
    dossier, record, client = opened(house)
    letter = text(client.get(at("letter", dossier.pk, record)))
    assert "étaler les frais" in letter
    assert "son arrêt de travail" not in letter
    assert client.get(at("pdf", dossier.pk, record)).content[:5] == b"%PDF-"


def test_said_then_answered_then_concluded(house: House) -> None:
    dossier, record, client = opened(house)
    told = {"on": said(-1), "mode": "phone", "words": "demandé un étalement", "minutes": "25"}
    assert "son arrêt de travail" in text(client.get(at("say", dossier.pk, record)))
    assert client.post(at("say", dossier.pk, record), told).status_code == 302
    answer = told | {"words": "trois fois 40 euros", "note": "à relire"}
    assert client.post(at("hear", dossier.pk, record), answer).status_code == 302
    nothing = client.post(at("conclude", dossier.pk, record), {"on": said(), "words": "étalés"})
    assert nothing.status_code == 422
    assert "étalés" in text(nothing)
    done = {"outcome": "agreed", "on": said(), "words": "étalés", "decided": "elle accepte"}
    assert client.post(at("conclude", dossier.pk, record), done).status_code == 302
    page = text(client.get(at("mediation", dossier.pk, record)))
    for word in ("Accord trouvé", "trois fois 40 euros", "elle accepte", "à relire"):
        assert word in page
    assert client.get(at("letter", dossier.pk, record)).status_code == 302
    assert "demandé un étalement" in text(
        client.get(reverse("dossiers:dossier", args=[dossier.pk]))
    )


def test_under_an_ended_mandate_nothing_is_noted_as_said_without_saying_so(house: House) -> None:
    dossier, record, client = opened(house, until=-5)
    assert "Rien ne peut être dit aujourd’hui" in text(client.get(at("say", dossier.pk, record)))
    told = {"on": said(), "mode": "phone", "words": "répondu à la banque"}
    refused = client.post(at("say", dossier.pk, record), told)
    assert refused.status_code == 422
    assert "Aucun mandat n’était en cours" in text(refused)
    assert "répondu à la banque" in text(refused)
    assert seen(house, dossier).said.steps == ()
    outside = told | {"outside": "elle appelait au standard"}
    assert client.post(at("say", dossier.pk, record), outside).status_code == 302
    page = text(client.get(at("mediation", dossier.pk, record)))
    assert "hors mandat" in page
    assert "elle appelait au standard" in page


def test_taken_back_it_says_what_was_said_already_then_given_again(house: House) -> None:
    dossier, record, client = opened(house)
    client.post(
        at("say", dossier.pk, record), {"on": said(-1), "mode": "phone", "words": "tout dit"}
    )
    before = text(client.get(at("withdraw", dossier.pk, record)))
    assert "ne peut pas être repris" in before
    assert "tout dit" in before
    client.post(at("withdraw", dossier.pk, record), {"on": said()})
    assert "Mandat retiré le" in text(client.get(at("mediation", dossier.pk, record)))
    again = client.post(at("withdraw", dossier.pk, record), {"on": said()}, follow=True)
    assert "rien n’a changé" in text(again)
    renewed = {"read_on": said(), "until_on": said(30), "signed": "oral"}
    assert client.post(at("renew", dossier.pk, record), renewed).status_code == 302
    assert seen(house, dossier).stage is Stage.CURRENT


def test_her_report_prints_only_as_she_can_carry_it(house: House) -> None:
    card = PersonCard(family_name="Sarr-Fictif", given_name="Awa", carry=Carry.FULL)
    dossier = open_dossier(house.keyring("Camille"), card, secteur=house.secteur)
    record, client = mandated(house, dossier), client_of(house, "Camille")
    shown = text(client.get(at("report", dossier.pk, record)))
    assert "Ce que nous avons dit en votre nom" in shown
    assert "son arrêt de travail" not in shown  # a paper is found at home
    other = dossier_of(house, "Camille")
    assert client.get(at("report", other.pk, mandated(house, other))).status_code == 302


def test_what_nobody_concluded_comes_in_the_day_without_a_query_each(house: House) -> None:
    dossier, record, client = opened(house, until=-5)
    with CaptureQueriesContext(connection) as few:
        page = text(client.get(reverse("dossiers:day")))
    assert at("mediation", dossier.pk, record) in page
    for _ in range(3):
        mandated(house, dossier, until=-5)
    with CaptureQueriesContext(connection) as many:
        client.get(reverse("dossiers:day"))
    assert len(many) <= len(few)


def test_an_ended_accompagnement_takes_no_mandate(house: House) -> None:
    dossier, record, client = opened(house)
    closing.end(house.keyring("Camille"), dossier, on=day(), reason=EndingReason.MUTUAL, summary="")
    assert client.get(at("new", dossier.pk)).status_code == 302
    assert client.get(at("say", dossier.pk, record)).status_code == 302
    assert "Laissée à la fin" in text(client.get(at("mediation", dossier.pk, record)))


def test_outcomes_blame_nobody() -> None:
    for outcome in Outcome:
        assert not {"échec", "refus", "faute"} & set(outcome.label.split())
