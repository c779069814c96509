"""Lists, search, holders, the contact rule: what is read of many dossiers, and by whom."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from entrenous.dossiers import actions, dates, queries, thread
from entrenous.dossiers.codes import Carry, Mode, Safety
from entrenous.dossiers.contact import contact_rule
from entrenous.dossiers.contents import (
    ContactMeans,
    Objective,
    PersonCard,
    ReceptionMessage,
    ThreadEntry,
)
from entrenous.dossiers.queries import State
from entrenous.dossiers.search import search
from entrenous.journal.acts import Act
from entrenous.journal.models import Entry
from entrenous.keyring import records
from entrenous.keyring.errors import VaultClosed
from entrenous.keyring.models import Record
from tests.dossiers.files import SAMIA, open_samia
from tests.people import House


def add(house: House, dossier: object, content: object) -> None:
    actions.keep(house.keyring("Camille"), dossier, content)  # type: ignore[arg-type]


def entry(text: str) -> ThreadEntry:
    return ThreadEntry(on=date(2026, 1, 13), mode=Mode.PHONE, text=text)


def test_the_list_is_one_s_own_by_name_with_one_journal_entry(house: House) -> None:
    open_samia(house)
    open_samia(house, card=PersonCard(family_name="Éloi-Fictif", given_name="Zoé"))
    open_samia(house, card=PersonCard(alias="bernard"))
    open_samia(house, "Alix", card=PersonCard(alias="chez Alix"))
    before = Entry.objects.count()
    rows = queries.own_list(house.keyring("Camille"))
    assert [r.sorted_name for r in rows] == ["AMRANI-FICTIF Samia", "bernard", "ÉLOI-FICTIF Zoé"]
    assert Entry.objects.count() == before + 1
    last = Entry.objects.latest("seq")
    assert (last.act, last.container) == (Act.LIST_OPENED, None)


def test_states_come_from_what_the_dossier_holds(house: House) -> None:
    dossier = open_samia(house)

    def state() -> State:
        return queries.own_list(house.keyring("Camille"))[0].state

    assert state() is State.STARTING
    add(house, dossier, Objective("Garder mon logement"))
    assert state() is State.PLAN
    add(house, dossier, ReceptionMessage("Rappeler s’il vous plaît"))
    assert state() is State.RECEPTION
    Record.objects.filter(kind=11).delete()
    dossier.accompagnements.update(closed_on=timezone.localdate())
    assert state() is State.ENDED


def test_the_list_of_many_dossiers_costs_as_many_queries_as_that_of_one(house: House) -> None:
    for number in range(12):
        open_samia(house, card=PersonCard(alias=f"personne {number}"))
    queries.own_list(house.keyring("Camille"))
    keyring = house.keyring("Camille")
    with CaptureQueriesContext(connection) as captured:
        assert len(queries.own_list(keyring)) == 12
    asked = [q["sql"] for q in captured if "SAVEPOINT" not in q["sql"]]
    assert len(asked) <= 9, "\n".join(asked)


def test_reception_lists_no_dossier_through_its_group(house: House) -> None:
    open_samia(house)
    assert queries.own_list(house.keyring("Rachel")) == []


def test_a_dossier_whose_identity_is_damaged_is_still_listed(house: House) -> None:
    open_samia(house)
    Record.objects.filter(kind=1).update(version=9)
    [row] = queries.own_list(house.keyring("Camille"))
    assert row.sorted_name == "Identité illisible"


def test_search_finds_words_without_accents_and_shows_where(house: House) -> None:
    dossier = open_samia(house)
    text = "Elle a reçu une facture d’électricité. " * 5 + "Le propriétaire menace d’expulsion."
    thread.write_entry(house.keyring("Camille"), dossier, entry(text))
    [found] = search(house.keyring("Camille"), "EXPULS proprietaire")
    assert not found.by_name
    marked = [words for words, hit in found.snippets[0].pieces if hit]
    assert marked == ["propriétaire", "expulsion"]


@pytest.mark.parametrize("terms", ["amrani", "SAMIA amrani", "amrani sa", "tanneurs", "impayes"])
def test_search_finds_names_addresses_and_reasons(house: House, terms: str) -> None:
    open_samia(house)
    assert len(search(house.keyring("Camille"), terms)) == 1


def test_search_takes_name_and_words_together_name_first(house: House) -> None:
    samia = open_samia(house)
    other = open_samia(house, card=PersonCard(alias="Paul"))
    for dossier in (samia, other):
        thread.write_entry(house.keyring("Camille"), dossier, entry("Dette envers Amrani."))
    found = search(house.keyring("Camille"), "amrani")
    assert [f.row.dossier.pk for f in found] == [samia.pk, other.pk]
    [one] = search(house.keyring("Camille"), "paul dette")
    assert one.row.dossier.pk == other.pk


@pytest.mark.parametrize("terms", ["", "  ", "?!", "introuvable"])
def test_search_finds_nothing_quietly(house: House, terms: str) -> None:
    open_samia(house)
    assert search(house.keyring("Camille"), terms) == []


def test_search_never_leaves_one_s_own_files_and_keeps_no_term(house: House) -> None:
    open_samia(house, "Alix")
    before = Entry.objects.count()
    assert search(house.keyring("Camille"), "amrani") == []
    assert Entry.objects.count() == before + 1
    last = Entry.objects.latest("seq")
    assert (last.act, last.basis, last.detail) == (Act.OWN_SEARCH, "", None)


def test_a_closed_vault_neither_lists_nor_searches(house: House) -> None:
    open_samia(house)
    with pytest.raises(VaultClosed):
        queries.own_list(house.closed("Camille"))
    with pytest.raises(VaultClosed):
        search(house.closed("Camille"), "amrani")


def test_who_can_open_a_dossier(house: House) -> None:
    dossier = open_samia(house)
    holders, recovery = queries.holders(dossier.pk, organisation=house.organisation.pk)
    assert holders[0].actor == house.agents["Camille"].pk
    assert [h.compartment for h in holders] == [0, 2]
    assert recovery


def rule_of(house: House, dossier: object) -> object:
    opened = house.keyring("Camille").open(dossier.pk, Act.DOSSIER_OPENED)  # type: ignore[attr-defined]
    return contact_rule(records.read(opened))


def test_nothing_leaves_before_the_person_was_asked(house: House) -> None:
    dossier = open_samia(house)
    add(house, dossier, ContactMeans("téléphone", "01 99 00 00 12"))
    rule = rule_of(house, dossier)
    assert (rule.must_ask, rule.may_print, rule.usable) == (True, False, ())  # type: ignore[attr-defined]


def test_the_rule_says_what_may_be_used(house: House) -> None:
    dossier = open_samia(house, card=replace(SAMIA, carry=Carry.NEUTRAL))
    add(house, dossier, ContactMeans("téléphone", "01 99 00 00 12", Safety.NO_MESSAGE))
    add(house, dossier, ContactMeans("courrier", "chez elle", Safety.NEVER))
    add(house, dossier, ContactMeans("ancien", "01 99 00 00 13", Safety.SAFE, is_ended=True))
    rule = rule_of(house, dossier)
    assert rule.may_print  # type: ignore[attr-defined]
    assert [m.content.means for m in rule.usable] == ["téléphone"]  # type: ignore[attr-defined]
    assert [m.content.means for m in rule.forbidden] == ["courrier"]  # type: ignore[attr-defined]


def test_a_damaged_identity_gives_the_strictest_rule(house: House) -> None:
    dossier = open_samia(house, card=replace(SAMIA, carry=Carry.FULL))
    Record.objects.filter(kind=1).delete()
    assert rule_of(house, dossier).carry is None  # type: ignore[attr-defined]


def test_the_days_an_entry_may_carry() -> None:
    today = date(2026, 11, 22)
    assert dates.refused_day(today + timedelta(days=1), today=today) == ""
    assert "pas encore passé" in dates.refused_day(today + timedelta(days=2), today=today)
    assert "1900" in dates.refused_day(date(1899, 12, 31), today=today)
    assert "naissance" in dates.refused_day(
        date(1990, 1, 1), today=today, birth_on=date(1991, 1, 1)
    )
    assert "cinq ans" in dates.refused_due_day(date(2036, 1, 1), today=today)
    assert dates.refused_due_day(date(2026, 12, 1), today=today) == ""
