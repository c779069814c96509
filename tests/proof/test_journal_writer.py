"""Someone writes the journal behind the program: the chain, and the notes kept outside, tell."""

from dataclasses import replace

import pytest
from django.db import connection, transaction

from entrenous.agents.keyfiles import keys_of
from entrenous.journal import actions as journal
from entrenous.journal import linking
from entrenous.journal.models import Checkpoint, Entry, JournalHead
from entrenous.journal.queries import check
from entrenous.vault import journal as chain
from entrenous.vault.people import SecretKeys
from entrenous.vault.primitives import NotOpened
from tests.dossiers.opened import dossier_of
from tests.ground.databases import Database
from tests.people import House
from tests.proof.test_database_writer import wrote


@pytest.fixture
def followed(committed: House) -> House:
    """A house where something was written."""
    wrote(committed, dossier_of(committed, "Camille"))
    return committed


def attack(database: Database, sql: str, *values: object) -> None:
    """Write as whoever owns the server: no trigger runs."""
    if database.vendor == "postgresql":
        sql = sql.replace("?", "%s")
    connection.close()
    with database.attacker() as raw:
        raw.execute(sql, values)


def test_the_program_itself_cannot_change_the_journal(followed: House) -> None:
    from django.db import DatabaseError

    for write in (Entry.objects.all().delete, lambda: Entry.objects.update(act="x")):
        with pytest.raises(DatabaseError), transaction.atomic():
            write()


def test_a_deleted_journal_row_is_noticed(own_database: Database, followed: House) -> None:
    assert check(followed.organisation) > 3
    attack(own_database, "DELETE FROM journal_entry WHERE seq = ?", 3)
    with pytest.raises(NotOpened):
        check(followed.organisation)


def test_the_last_journal_row_deleted_is_noticed(own_database: Database, followed: House) -> None:
    size = check(followed.organisation)
    attack(own_database, "DELETE FROM journal_entry WHERE seq = ?", size)
    with pytest.raises(NotOpened):
        check(followed.organisation)


def test_a_changed_journal_row_is_noticed(own_database: Database, followed: House) -> None:
    attack(own_database, "UPDATE journal_entry SET actor = NULL WHERE seq = ?", 4)
    with pytest.raises(NotOpened):
        check(followed.organisation)


def test_a_chain_made_again_is_caught_by_what_was_anchored(
    own_database: Database, followed: House
) -> None:
    """Without the note kept outside, a chain made again from end to end would pass: hence it."""
    anchored = journal.make_checkpoint(followed.organisation).note
    assert check(followed.organisation, anchored=(anchored,))
    attack(own_database, "DELETE FROM journal_checkpoint")
    attack(own_database, "DELETE FROM journal_entry WHERE seq = ?", 3)
    attack(own_database, "UPDATE journal_entry SET seq = seq + 1000000 WHERE seq > ?", 3)
    attack(own_database, "UPDATE journal_entry SET seq = seq - 1000001 WHERE seq > 1000000")
    last = bytes(32)
    for entry in Entry.objects.filter(organisation=followed.organisation).order_by("seq"):
        last = chain.link(last, linking.canonical(entry))
        attack(own_database, "UPDATE journal_entry SET chain = ? WHERE id = ?", last, entry.pk)
    size = Entry.objects.filter(organisation=followed.organisation).count()
    JournalHead.objects.update(chain=last, size=size)
    assert check(followed.organisation) == size
    with pytest.raises(NotOpened):
        check(followed.organisation, anchored=(anchored,))


def test_a_forged_checkpoint_is_refused(followed: House) -> None:
    note = journal.make_checkpoint(followed.organisation)
    forged = chain.Checkpoint.read(
        note.note, journal=keys_of(followed.organisation.pk).journal.public
    )
    mine = replace(forged, root=bytes(32)).note(SecretKeys.generate())
    with pytest.raises(NotOpened):
        check(followed.organisation, anchored=(mine,))
    assert Checkpoint.objects.count() == 1
