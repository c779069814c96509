"""The pages of agreements: to whom, what, until when; read over; withdrawn in one click."""

from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from entrenous.consents import actions
from entrenous.consents.contents import Agreement
from entrenous.dossiers.codes import Carry
from entrenous.dossiers.models import Dossier
from entrenous.journal.acts import Act
from entrenous.journal.models import Entry
from entrenous.keyring import records
from tests.browsing import client_of
from tests.consents.agreed import current, noted
from tests.dossiers.opened import contents, dossier_of
from tests.people import House

PURPOSE = "Demander un délai pour la facture d’électricité"


def at(name: str, *args: object) -> str:
    return reverse(f"consents:{name}", args=args)


def day(shift: int = 0) -> str:
    return (timezone.localdate() + timedelta(days=shift)).strftime("%d %m %Y")


def typed(**changed: Any) -> dict[str, Any]:
    return {
        "kind": "accord", "requester": "caf_aide", "partner": "", "purpose": PURPOSE,
        "once": str(uuid4()), "items": ["budget", "objet_aide"], "limits": "Pas mon adresse",
        "signed": "paper", "signed_on": day(), "from_on": day(), "until_on": day(60),
    } | changed  # fmt: skip


def said(house: House, dossier: Dossier) -> list[Agreement]:
    return contents(house, "Camille", dossier, Agreement)


def opened(house: House, agreement: Agreement | None = None) -> tuple[Dossier, UUID, Client]:
    dossier = dossier_of(house, "Camille")
    return dossier, noted(house, dossier, agreement), client_of(house, "Camille")


def text(response: Any) -> str:
    return str(response.content.decode())


def test_without_an_agreement_the_page_says_what_one_is(house: House) -> None:
    page = client_of(house, "Camille").get(at("list", dossier_of(house, "Camille").pk))
    assert page.status_code == 200
    assert "Aucun accord en cours" in text(page)
    assert "sans raison à donner" in text(page)


@pytest.mark.parametrize("who", ["Alix", "Rachel"])
def test_without_the_key_no_page_of_them_exists(house: House, who: str) -> None:
    dossier, record, _ = opened(house)
    client = client_of(house, who)
    for name in ("list", "new"):
        assert client.get(at(name, dossier.pk)).status_code == 404
    for name in ("agreement", "correct", "renew", "withdraw", "print", "receipt"):
        assert client.get(at(name, dossier.pk, record)).status_code == 404


def test_another_dossiers_agreement_is_not_found(house: House) -> None:
    _, record, client = opened(house)
    other = dossier_of(house, "Camille", "Portal-Fictif")
    for name in ("agreement", "correct", "renew", "withdraw", "receipt"):
        assert client.get(at(name, other.pk, record)).status_code == 404


def test_from_whom_to_done_in_three_pages(house: House) -> None:
    dossier, client = dossier_of(house, "Camille"), client_of(house, "Camille")
    url, sent = at("new", dossier.pk), typed()
    assert client.get(url).status_code == 200
    second = client.post(url, sent | {"next": "1"})
    assert "montant de l’aide demandée" in text(second)
    assert "la loi ne permet pas, même avec l’accord" in text(second)
    check = client.post(url, sent | {"check": "1"})
    assert "Vérifiez avec la personne" in text(check)
    assert said(house, dossier) == []
    for _ in range(2):
        assert client.post(url, sent | {"do": "1"}).status_code == 302
    (kept,) = said(house, dossier)
    assert (kept.items, kept.requester, kept.limits) == (
        ("budget", "objet_aide"), "caf_aide", "Pas mon adresse",
    )  # fmt: skip
    listed = text(client.get(at("list", dossier.pk)))
    assert PURPOSE in listed
    assert "en cours" in listed


def test_going_back_loses_nothing(house: House) -> None:
    dossier, client = dossier_of(house, "Camille"), client_of(house, "Camille")
    back = text(client.post(at("new", dossier.pk), typed(until_on="31 12 2090") | {"back": "1"}))
    for word in (PURPOSE, "Pas mon adresse", "31 12 2090", 'name="items" value="budget"'):
        assert word in back


def test_what_the_law_refuses_is_said_before_anything_is_noted(house: House) -> None:
    dossier, client = dossier_of(house, "Camille"), client_of(house, "Camille")
    sent = client.post(at("new", dossier.pk), typed(requester="employeur") | {"next": "1"})
    assert sent.status_code == 422
    assert "la loi ne le permet pas, même avec l’accord" in text(sent)
    assert PURPOSE in text(sent)


def test_an_item_that_the_rule_excludes_is_refused_by_name(house: House) -> None:
    dossier, client = dossier_of(house, "Camille"), client_of(house, "Camille")
    sent = client.post(at("new", dossier.pk), typed(items=["budget", "sante"]) | {"do": "1"})
    assert sent.status_code == 422
    assert "santé" in text(sent)
    assert "la loi ne le permet pas, même avec l’accord" in text(sent)
    assert said(house, dossier) == []


def test_an_agreement_that_the_law_came_to_exclude_says_so(house: House) -> None:
    dossier, record, client = opened(house, current(items=("budget", "sante")))
    page = text(client.get(at("agreement", dossier.pk, record)))
    assert "La loi ne le permet pas, même avec l’accord" in page


def test_a_partner_without_a_rule_is_said_to_open_nothing(house: House) -> None:
    dossier, client = dossier_of(house, "Camille"), client_of(house, "Camille")
    sent = typed(requester="", partner="Énergie-Fictive", items=["charges"], kind="mandat")
    page = client.post(at("new", dossier.pk), sent | {"next": "1"})
    assert "Aucune règle pour ce destinataire" in text(page)
    assert client.post(at("new", dossier.pk), sent | {"do": "1"}).status_code == 302
    assert said(house, dossier)[0].partner == "Énergie-Fictive"


BAD = [
    ({"requester": "", "partner": ""}, "Dites à qui"),
    ({"purpose": ""}, "Écrivez pour quoi"),
    ({"items": []}, "Cochez au moins un élément"),
    ({"signed": ""}, "Dites comment la personne l’a donné"),
    ({"until_on": ""}, "un accord a toujours une fin"),
    ({"until_on": "31 12 2090"}, "un an au plus"),
    ({"signed_on": "01 01 2090", "from_on": "01 01 2090"}, "Indiquez une date jusqu’au"),
    ({"from_on": day(-9)}, "ne vaut pas pour avant"),
    ({"until_on": day(-1)}, "La fin précède le début"),
    ({"kind": "mandat", "signed": "oral"}, "Un mandat s’écrit"),
    ({"limits": "a" * 200_000}, "200 000 caractères"),
    ({"purpose": "a" * 200_000}, "200 000 caractères"),
    (
        {"signed_on": day(-90), "from_on": day(-90), "until_on": day(-30)},
        "serait déjà terminé",
    ),
]


def test_what_does_not_hold_is_said_and_nothing_is_lost(house: House) -> None:
    dossier, client = dossier_of(house, "Camille"), client_of(house, "Camille")
    for changed, sentence in BAD:
        sent = client.post(at("new", dossier.pk), typed(**changed) | {"do": "1"})
        page = text(sent).replace("\N{NARROW NO-BREAK SPACE}", " ")
        assert sent.status_code == 422, changed
        assert sentence in page.replace("\N{NO-BREAK SPACE}", " "), changed
        assert "Pas mon adresse" in page or "limits" in changed, changed
    assert said(house, dossier) == []


def test_a_correction_keeps_the_former_version(house: House) -> None:
    dossier, record, client = opened(house)
    url = at("correct", dossier.pk, record)
    sent = typed(version="1", purpose="Autre but")
    assert client.post(url, sent | {"do": "1"}).status_code == 302
    page = text(client.get(at("agreement", dossier.pk, record)))
    assert "Version 1" in page
    assert "Demander un secours à la CAF" in page


def test_two_tabs_keep_both_and_show_the_newer(house: House) -> None:
    dossier, record, client = opened(house)
    url = at("correct", dossier.pk, record)
    assert client.post(url, typed(version="1", purpose="Premier") | {"do": "1"}).status_code == 302
    second = client.post(url, typed(version="1", purpose="Second") | {"do": "1"})
    assert second.status_code == 422
    assert "Premier" in text(second)
    assert 'name="version" value="2"' in text(second)
    again = client.post(url, typed(version="2", purpose="Second") | {"do": "1"})
    assert again.status_code == 302
    assert said(house, dossier)[0].purpose == "Second"


def test_a_withdrawal_is_one_act_and_asks_no_reason(house: House) -> None:
    dossier, record, client = opened(house)
    url = at("withdraw", dossier.pk, record)
    page = text(client.get(url))
    assert "n’a pas à dire pourquoi" in page
    assert "<textarea" not in page
    for _ in range(2):  # a second click changes nothing
        sent = client.post(url, {"items": ["budget", "objet_aide"], "on": day()})
        assert sent.url == at("agreement", dossier.pk, record)
    (kept,) = said(house, dossier)
    assert kept.withdrawn_on == timezone.localdate()
    assert len(kept.withdrawals) == 1
    shown = text(client.get(at("agreement", dossier.pk, record)))
    assert "Retiré le" in shown
    assert client.get(at("correct", dossier.pk, record)).status_code == 302


def test_a_withdrawal_on_an_impossible_day_is_said(house: House) -> None:
    dossier, record, client = opened(house)
    for sent, sentence in (
        ({"items": ["budget"], "on": "01 01 2020"}, "précède le jour où l’accord a été donné"),
        ({"items": ["budget"], "on": "01 01 2090"}, "Indiquez une date jusqu’au"),
        ({"items": [], "on": "01 01 2020"}, "Cochez ce que la personne retire"),
    ):
        answer = client.post(at("withdraw", dossier.pk, record), sent)
        assert answer.status_code == 422
        assert sentence in text(answer)
    assert said(house, dossier)[0].withdrawals == ()


def test_asked_again_it_is_another_agreement(house: House) -> None:
    yesterday = timezone.localdate() - timedelta(days=1)
    past = replace(
        current(), signed_on=yesterday - timedelta(days=90),
        from_on=yesterday - timedelta(days=90), until_on=yesterday,
    )  # fmt: skip
    dossier, record, client = opened(house, past)
    assert "terminé" in text(client.get(at("agreement", dossier.pk, record)))
    assert client.get(at("correct", dossier.pk, record)).status_code == 302
    page = client.get(at("renew", dossier.pk, record))
    assert "Demander un secours à la CAF" in text(page)
    assert client.post(at("renew", dossier.pk, record), typed() | {"do": "1"}).status_code == 302
    assert len(said(house, dossier)) == 2


def test_what_was_typed_when_the_vault_closed_comes_back_on_the_same_page_only(house) -> None:
    dossier, record, client = opened(house)
    shut = client_of(house, "Camille", locked=True)
    assert "/coffre/" in shut.post(at("correct", dossier.pk, record), typed() | {"do": "1"}).url
    assert PURPOSE in text(client.get(at("correct", dossier.pk, record)))
    other = noted(house, dossier)
    assert PURPOSE not in text(client.get(at("correct", dossier.pk, other)))


def carry(client: Client, dossier: Dossier, record: UUID, answer: Carry) -> Any:
    return client.post(at("print", dossier.pk, record), {"carry": answer.value})


def test_no_receipt_before_she_was_asked_what_she_can_carry(house: House) -> None:
    dossier, record, client = opened(house, current(limits="Pas mon adresse"))
    sheet = at("receipt", dossier.pk, record)
    assert client.get(sheet).url == at("print", dossier.pk, record)
    assert "papier neutre" in text(carry(client, dossier, record, Carry.NEUTRAL))
    assert client.get(sheet).status_code == 302
    assert carry(client, dossier, record, Carry.FULL).url == sheet
    page = text(client.get(sheet))
    for word in (
        "budget", "CAF", "Demander un secours", "Pas mon adresse", "01 99 00 10 00",
        "Vous n’avez pas à dire pourquoi", "papier-a5",
    ):  # fmt: skip
        assert word in page
    assert "Sarr" not in page
    assert "papier-a5" not in text(client.get(f"{sheet}?a4"))
    assert Entry.objects.filter(container=dossier.pk, act=Act.PRINTED).exists()


def test_the_receipt_tells_what_the_law_keeps_and_what_was_withdrawn(house: House) -> None:
    dossier, record, client = opened(house, current(items=("budget", "objet_aide", "sante")))
    carry(client, dossier, record, Carry.FULL)
    camille = house.keyring("Camille")
    today = timezone.localdate()
    actions.withdraw(camille, dossier, record, on=today, items=("budget",))
    page = text(client.get(at("receipt", dossier.pk, record)))
    assert "La loi ne le permet pas, même avec votre accord" in page
    assert "Vous avez retiré : budget" in page.replace("\N{NO-BREAK SPACE}", " ")
    actions.withdraw(camille, dossier, record, on=today)
    assert "Vous avez retiré votre accord" in text(client.get(at("receipt", dossier.pk, record)))


def test_the_day_tells_what_ends_soon_and_never_calls_it_late(house: House) -> None:
    dossier, _, client = opened(house, replace(current(), until_on=_in(5)))
    page = text(client.get("/"))
    assert "Accords qui prennent bientôt fin" in page
    assert "Un accord prend fin" in page
    assert "Demander un secours" not in page
    thread = text(client.get(reverse("dossiers:dossier", args=[dossier.pk])))
    assert "ccord qui prend fin" not in thread


def test_what_has_ended_or_is_far_is_not_on_the_day(house: House) -> None:
    dossier = dossier_of(house, "Camille")
    noted(house, dossier, replace(current(), until_on=_in(40)))
    gone = noted(house, dossier, replace(current(), until_on=_in(5)))
    actions.withdraw(house.keyring("Camille"), dossier, gone, on=timezone.localdate())
    assert "Un accord prend fin" not in text(client_of(house, "Camille").get("/"))


def test_the_list_costs_the_same_with_many(house: House) -> None:
    dossier, client = dossier_of(house, "Camille"), client_of(house, "Camille")
    client.get(at("list", dossier.pk))

    def cost() -> int:
        with CaptureQueriesContext(
            connection,
        ) as seen:
            client.get(at("list", dossier.pk))
        return len(seen)

    noted(house, dossier)
    one = cost()
    for _ in range(6):
        noted(house, dossier)
    assert cost() == one


def test_a_damaged_dossier_is_said_and_what_was_typed_stays(house, monkeypatch) -> None:
    from entrenous.keyring.errors import Damaged

    dossier, client = dossier_of(house, "Camille"), client_of(house, "Camille")

    def fail(*args: Any, **kwargs: Any) -> Any:
        raise Damaged

    monkeypatch.setattr(records, "write", fail)
    sent = client.post(at("new", dossier.pk), typed() | {"do": "1"})
    assert sent.status_code == 422
    assert "constat" in text(sent)
    assert "Pas mon adresse" in text(sent)


def _in(days: int) -> Any:
    return timezone.localdate() + timedelta(days=days)
