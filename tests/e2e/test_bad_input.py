"""Bad input that must be met: each line has its test, here or where it is named.

| what comes | met by |
| --- | --- |
| a wrong phrase, an unknown account | tests/web/account/test_login.py::test_wrong_phrase_and_unknown_account_have_the_same_words_and_cost |
| a vault locked in mid-typing | tests/web/account/test_journeys.py::test_a_vault_that_closes_in_mid_typing_keeps_the_text |
| the same, for an entry | tests/web/dossiers/test_entries.py::test_a_closed_vault_keeps_what_was_typed |
| the same, at the desk | tests/web/reception/test_desk.py::test_a_closed_vault_keeps_what_was_typed |
| two tabs on one entry | tests/web/dossiers/test_entries.py::test_two_tabs_the_second_sees_the_first_and_both_are_kept |
| a future date | tests/web/dossiers/test_entries.py::test_the_future_is_refused_with_a_sentence |
| an impossible date, 200,000 characters | tests/web/dossiers/test_entries.py::test_what_cannot_be_is_said_beside_the_field_and_nothing_is_lost |
| an impossible moment for an appointment | tests/web/reception/test_desk.py::test_an_impossible_moment_is_refused_with_a_sentence |
| emoji and right-to-left text | tests/web/dossiers/test_entries.py::test_emoji_and_right_to_left_text_are_kept_whole |
| an address in no secteur | tests/web/reception/test_desk.py::test_an_address_in_no_secteur_is_never_lost |
| a street on two secteurs | tests/web/reception/test_desk.py::test_a_street_on_two_secteurs_is_chosen |
| a corrupted row of a dossier | tests/web/dossiers/test_pages.py::test_a_damaged_dossier_says_so_and_waits_for_a_constat |
| a corrupted row of a request | tests/web/reception/test_demande.py::test_a_damaged_request_shows_what_opens_and_writing_waits_for_a_constat |
| a corrupted row of a directory | tests/web/reception/test_desk.py::test_a_damaged_directory_is_said_and_cards_wait_for_its_constat |
| a corrupted row of a household | tests/web/dossiers/test_acts_pages.py::test_a_damaged_household_leads_to_the_constat_of_the_dossier |
| a corrupted row of a third party’s request | tests/web/gateway/test_answering.py::test_a_damaged_request_leads_to_its_constat |
| a dossier of another organisation | tests/web/dossiers/test_pages.py::test_a_dossier_of_another_organisation_does_not_exist |
| a request of another organisation | tests/web/reception/test_demande.py::test_a_request_of_another_organisation_does_not_exist |
| a database that refuses in the middle | tests/web/dossiers/test_entries.py::test_when_the_database_refuses_nothing_is_half_written |
| a clock that jumps, for the vault | tests/keyring/test_unlocking.py::test_a_clock_that_jumps_opens_nothing |
| a clock put right, for the vault | tests/keyring/test_unlocking.py::test_a_clock_put_right_by_seconds_closes_nothing |
| a letter without a date | tests/web/gateway/test_entering.py::test_a_letter_without_a_date_is_kept_by_its_day_of_arrival |
| an executory title mentioned, not shown | tests/web/gateway/test_entering.py::test_a_title_announced_and_not_shown_opens_nothing_and_it_is_said |
| several requesters in one letter | tests/web/gateway/test_entering.py::test_for_another_requester_who_signed_it_only_the_requester_is_asked_again |
| one letter about two persons | tests/web/gateway/test_entering.py::test_the_same_letter_is_taken_again_for_another_person |
| a letter that names the wrong person | tests/web/gateway/test_answering.py::test_linked_to_the_wrong_dossier_it_is_detached_and_nothing_stays |
| a dossier of another name | tests/web/gateway/test_entering.py::test_a_dossier_of_another_name_is_questioned_before_it_is_linked |
| an item never seen before | tests/web/gateway/test_entering.py::test_an_item_never_seen_stays_in_its_own_words_and_a_person_decides |
| a deadline already past | tests/web/gateway/test_entering.py::test_a_deadline_already_past_presses_nobody |
| a réquisition by an unverified e-mail | tests/web/gateway/test_entering.py::test_a_requisition_by_an_unverified_e_mail_waits_for_who_wrote_it |
| an élu who is also the employer | tests/web/gateway/test_entering.py::test_an_elected_person_gets_courtesy_whoever_employs_us |
| a request withdrawn | tests/web/gateway/test_answering.py::test_a_withdrawn_request_is_answered_by_taking_note |
| an agreement withdrawn meanwhile | tests/web/gateway/test_answering.py::test_an_agreement_withdrawn_meanwhile_stops_the_decision_and_says_it |
"""  # noqa: E501  # addresses of tests

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.core.signals import request_started
from django.db import connection, connections
from django.urls import reverse
from django.utils.html import escape
from playwright.sync_api import Page, expect

from entrenous.dossiers.contents import PersonCard, ThreadEntry
from entrenous.journal.models import Entry
from tests.browsing import client_of, sign_in
from tests.dossiers.files import open_samia
from tests.dossiers.opened import contents
from tests.ground.browser import WIDER, Axe, Site
from tests.people import House, full_house

ROOT = Path(__file__).resolve().parents[2]
TEXT = "Elle a reçu la facture détaillée. 🙂 « أنا بخير ». Le fournisseur attend sa réponse."
LONG = TEXT + " Elle a tout raconté, dans l’ordre." * 2_000  # more than any free page holds
READ_ONLY = {
    "sqlite": ("PRAGMA query_only = ON", "PRAGMA query_only = OFF"),
    "postgresql": (
        "SET default_transaction_read_only = on",
        "SET default_transaction_read_only = off",
    ),
}
FULL = {"sqlite": ("PRAGMA max_page_count = 1", "PRAGMA max_page_count = 1073741823")}


def test_each_line_of_the_table_has_its_test() -> None:
    named = re.findall(r"\| (tests/\S+)::(test_\w+) \|", __doc__ or "")
    assert len(named) > 15
    for path, name in named:
        assert f"def {name}(" in (ROOT / path).read_text("utf-8"), f"{path}::{name}"


# --- a database that is read-only or full ------------------------------------------------------


class Trouble:
    """What each request does first to its connection: refuse writing, then accept it again."""

    def __init__(self, statements: tuple[str, str]) -> None:
        self.begin, self.end = statements
        self.statement = self.end

    def receive(self, **_named: Any) -> None:
        with connection.cursor() as cursor:
            cursor.execute(self.statement)


@contextmanager
def trouble_with(statements: tuple[str, str]) -> Iterator[Trouble]:
    trouble = Trouble(statements)
    request_started.connect(trouble.receive)
    trouble.statement = trouble.begin
    try:
        yield trouble
    finally:
        request_started.disconnect(trouble.receive)
        connections.close_all()


@pytest.mark.e2e_both
@pytest.mark.parametrize("trouble", ["read-only", "full"])
def test_a_database_that_no_longer_writes_gives_the_text_back(
    site: Site, page: Page, axe: Axe, trouble: str
) -> None:
    statements = (READ_ONLY if trouble == "read-only" else FULL).get(connection.vendor)
    if statements is None:
        return  # a full disk is the machine's own: SQLite shows it by its own limit
    house = full_house()
    dossier = open_samia(house)
    sign_in(page, site, house, "Camille")
    page.goto(site.url + reverse("dossiers:entry_new", args=[dossier.pk]))
    page.get_by_label("Comment").select_option("phone")
    page.get_by_label("Ce qui s’est dit et fait").fill(LONG)
    page.get_by_label("Quoi (ligne 1)").fill("Envoyer la facture")
    with trouble_with(statements) as met:
        with page.expect_navigation() as answer:
            page.get_by_role("button", name="Enregistrer").click()
        assert answer.value is not None
        assert answer.value.status == 503
        expect(page.get_by_text("ne peut rien enregistrer")).to_be_visible()
        expect(page.get_by_text(TEXT)).to_be_visible()
        assert page.evaluate(WIDER) <= 0
        axe(page)

        met.statement = met.end
        page.get_by_role("button", name="Renvoyer").click()
        expect(page.get_by_text("C’est enregistré et scellé.")).to_be_visible()
    (entry,) = contents(house, "Camille", dossier, ThreadEntry)
    assert (entry.text, entry.next_steps[0].what) == (LONG, "Envoyer la facture")


def test_a_reading_that_cannot_be_journaled_is_not_shown(own_database: object) -> None:
    house = full_house()
    dossier = open_samia(house)
    client = client_of(house, "Camille")
    client.raise_request_exception = False
    with trouble_with(READ_ONLY[connection.vendor]):
        answer = client.get(reverse("dossiers:dossier", args=[dossier.pk]))
    assert answer.status_code == 503
    assert "Amrani" not in answer.content.decode()


def test_a_phrase_is_never_given_back_by_the_page_of_a_database_that_fails(
    own_database: object,
) -> None:
    house = full_house()
    client = client_of(house, "Camille")
    client.raise_request_exception = False
    typed = {"login": house.agents["Camille"].login, "phrase": "une phrase à ne pas redire"}
    with trouble_with(READ_ONLY[connection.vendor]):
        answer = client.post("/connexion/", typed)
    assert answer.status_code >= 500
    assert "une phrase à ne pas redire" not in answer.content.decode()


# --- a clock that jumps ------------------------------------------------------------------------


@pytest.mark.parametrize("jump", [timedelta(days=-2), timedelta(days=400)])
def test_after_a_jump_of_the_clock_one_logs_in_again_and_the_journal_still_counts(
    house: House, jump: timedelta
) -> None:
    dossier = open_samia(house)
    address = reverse("dossiers:dossier", args=[dossier.pk])
    client = client_of(house, "Camille")
    assert client.get(address).status_code == 200
    with time_machine.travel(datetime.now(UTC) + jump, tick=True):
        assert client.get(address).status_code == 302
        assert client_of(house, "Camille").get(address).status_code == 200
    numbers = list(
        Entry.objects.filter(organisation=house.organisation)
        .order_by("seq")
        .values_list("seq", flat=True)
    )
    assert numbers == list(range(numbers[0], numbers[0] + len(numbers)))


# --- names that no form expected ---------------------------------------------------------------


@pytest.mark.parametrize("name", ["شهرزاد", "🌻 Fleur", "O’Née-d’Été", "a" * 80, "<b>Gras</b>"])
def test_a_name_as_it_is_written_is_listed_and_found(house: House, name: str) -> None:
    dossier = open_samia(house, card=PersonCard(given_name=name))
    other = open_samia(house)
    client = client_of(house, "Camille")
    listed = client.get(reverse("dossiers:list")).content.decode()
    assert escape(name) in listed
    for page, field in (("search", "q"), ("list", "words")):
        found = client.post(reverse(f"dossiers:{page}"), {field: name}).content.decode()
        assert str(dossier.pk) in found, page
        assert str(other.pk) not in found, page
