"""Entries linked here or by the database: one chain, stored whole."""

from datetime import UTC, datetime
from uuid import uuid4

import pytest
from django.db import DatabaseError, connection, transaction
from django.db.transaction import TransactionManagementError
from pytest_django import DjangoAssertNumQueries

from entrenous.agents.models import Organisation
from entrenous.journal import actions as journal
from entrenous.journal.acts import Act
from entrenous.journal.linking import canonical
from entrenous.journal.models import Entry, JournalHead
from entrenous.journal.queries import check
from entrenous.vault import journal as chain
from tests.people import House

FULL = journal.Line(
    Act.RECORD_WRITTEN,
    container=uuid4(),
    written=journal.Written(uuid4(), 3, bytes(range(32))),
    about=uuid4(),
    basis='code "seq":0, é 🌊 \\ % %(seq)s',
    detail=b"\x00scelle\xff",
    signature=bytes(64),
)
READING = journal.Line(Act.LIST_OPENED)


def write(house: House, *lines: journal.Line) -> None:
    journal.record_all(lines, organisation=house.organisation.pk, actor=house.agents["Camille"].pk)


def test_entries_alone_and_together_make_one_chain_that_the_protocol_reads(house: House) -> None:
    before = check(house.organisation)
    for lines in ([READING], [FULL], [FULL, READING, FULL], [FULL], [READING]):
        write(house, *lines)
    assert check(house.organisation) == before + 7
    last = Entry.objects.filter(organisation=house.organisation).latest("seq")
    former = Entry.objects.get(organisation=house.organisation, seq=last.seq - 1)
    assert bytes(last.chain) == chain.link(bytes(former.chain), canonical(last))


def test_an_entry_alone_is_stored_word_for_word(house: House) -> None:
    write(house, FULL)
    entry = Entry.objects.filter(organisation=house.organisation).latest("seq")
    assert FULL.written
    assert (entry.act, entry.container, entry.about) == (FULL.act, FULL.container, FULL.about)
    assert (entry.record, entry.version) == (FULL.written.record, 3)
    assert bytes(entry.blob_hash or b"") == FULL.written.blob_hash
    assert (entry.basis, bytes(entry.detail or b"")) == (FULL.basis, FULL.detail)
    assert bytes(entry.signature or b"") == FULL.signature
    assert entry.actor == house.agents["Camille"].pk
    assert 0 <= (datetime.now(UTC) - entry.at).total_seconds() < 60
    assert entry.at.microsecond == 0


def test_the_first_entry_of_an_organisation_starts_its_chain(db: None) -> None:
    fresh = Organisation.objects.create(name="CCAS d’essai (fictif)", kind="ccas")
    journal.record(Act.SET_UP, organisation=fresh.pk, actor=None)
    journal.record(Act.SET_UP, organisation=fresh.pk, actor=None)
    first, second = Entry.objects.filter(organisation=fresh).order_by("seq")
    assert (first.seq, second.seq) == (1, 2)
    assert bytes(first.chain) == chain.link(chain.START, canonical(first))
    head = JournalHead.objects.get(organisation=fresh)
    assert (head.size, bytes(head.chain)) == (2, bytes(second.chain))


def test_a_reading_holds_the_head_for_as_few_exchanges_as_the_database_allows(
    house: House, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(1 if connection.vendor == "postgresql" else 3):
        write(house, READING)


def test_an_act_whose_entry_was_refused_cannot_go_on(house: House) -> None:
    before = check(house.organisation)
    refused = journal.Line(Act.RECORD_WRITTEN, written=journal.Written(uuid4(), -1, b""))
    with transaction.atomic():
        with pytest.raises(DatabaseError):
            write(house, refused)
        with pytest.raises(TransactionManagementError):
            Entry.objects.count()
    assert check(house.organisation) == before
