"""Files in a container: attached whole or not at all, opened by who holds the key, said if gone."""

import hashlib
from contextlib import suppress
from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from entrenous.documents import actions, queries, store
from entrenous.documents.contents import Document
from entrenous.documents.kinds import Kind
from entrenous.documents.models import StoredFile
from entrenous.documents.queries import FileAltered, FileMissing, attachments, open_file
from entrenous.dossiers import merging
from entrenous.dossiers.models import Dossier
from entrenous.journal import actions as journal
from entrenous.journal.acts import Act
from entrenous.journal.models import Entry
from entrenous.keyring import containers, models, records, rotation
from entrenous.keyring.containers import Recipient
from entrenous.keyring.errors import EditedMeanwhile, KeyNotHeld
from entrenous.vault.containers import Compartment
from entrenous.vault.files import CHUNK_BYTES
from entrenous.vault.grants import Motive
from tests.altered import altered
from tests.documents.papers import arrive, arriving, attached, large, pdf
from tests.dossiers.opened import dossier_of
from tests.people import House

RAW = large()


@pytest.fixture
def dossier(house: House) -> Dossier:
    return dossier_of(house, "Camille")


def listed(house: House, container: UUID, who: str = "Camille") -> list[queries.Attachment]:
    opened = house.keyring(who).open(container, Act.DOSSIER_OPENED)
    return attachments(records.read(opened))


def read(house: House, container: UUID, record: UUID, who: str = "Camille") -> bytes:
    with open_file(house.keyring(who), container, record, act=Act.DOCUMENT_READ) as file:
        return b"".join(file.chunks())


def path(record: UUID) -> store.Path:
    return store.path_of(StoredFile.objects.get(record=record).pk)


# --- attaching ---------------------------------------------------------------------------------


def test_a_file_is_attached_listed_and_read(house: House, dossier: Dossier) -> None:
    on = date(2026, 1, 5)
    record = attached(house, dossier.pk, RAW, "relevé.txt", label="Relevé", on=on, purpose="x")
    (line,) = listed(house, dossier.pk)
    assert (line.id, line.content.title, line.content.on) == (record, "Relevé", on)
    assert (line.content.kind, line.content.size) == (Kind.TEXT, len(RAW))
    assert line.content.sha256 == hashlib.sha256(RAW).digest()
    assert not line.is_missing
    assert read(house, dossier.pk, record) == RAW
    opened = house.keyring("Camille").open(dossier.pk, Act.DOSSIER_OPENED)
    assert attachments(records.read(opened), purpose="y") == []


def test_nothing_of_a_file_is_in_clear_on_the_disk_or_in_the_base(
    house: House, dossier: Dossier
) -> None:
    record = attached(house, dossier.pk, RAW, "relevé-de-Samia.txt")
    stored = path(record).read_bytes()
    assert RAW[:24] not in stored
    assert path(record).stat().st_mode & 0o077 == 0
    assert not any("Samia" in str(row) for row in StoredFile.objects.values())
    key = listed(house, dossier.pk)[0].content.key
    assert not any(key in bytes(r.blob) for r in models.Record.objects.all())


def test_adding_reading_and_removing_are_in_the_journal(house: House, dossier: Dossier) -> None:
    record = attached(house, dossier.pk, pdf())
    read(house, dossier.pk, record)
    actions.remove(house.keyring("Camille"), dossier.pk, record)
    entries = {
        e.act: (e.record, e.about)
        for e in Entry.objects.filter(container=dossier.pk, act__startswith="document.")
    }
    assert entries == {
        Act.DOCUMENT_ADDED: (record, None),
        Act.DOCUMENT_READ: (None, record),
        Act.DOCUMENT_REMOVED: (record, None),
    }


def test_without_its_journal_entry_a_file_is_not_opened(
    house: House, dossier: Dossier, monkeypatch: pytest.MonkeyPatch
) -> None:
    record = attached(house, dossier.pk, RAW)
    seen: list[UUID] = []

    def refuse(*args: object, **kwargs: object) -> None:
        raise DatabaseError

    monkeypatch.setattr(journal, "record_all", refuse)
    monkeypatch.setattr(store, "path_of", seen.append)
    with pytest.raises(DatabaseError):
        read(house, dossier.pk, record)
    assert seen == []


@pytest.mark.parametrize("who", ["Alix", "Sacha", "Rachel", "Ines", "Lou"])
def test_for_anyone_else_there_is_no_file(house: House, dossier: Dossier, who: str) -> None:
    record = attached(house, dossier.pk, RAW)
    stranger = house.keyring(who)
    for act in (
        lambda: open_file(stranger, dossier.pk, record, act=Act.DOCUMENT_READ),
        lambda: actions.remove(stranger, dossier.pk, record),
        lambda: actions.attach(stranger, dossier.pk, arrive(house, RAW)),
        lambda: actions.describe(stranger, dossier.pk, record, label="x", on=None, based_on=1),
    ):
        with pytest.raises(KeyNotHeld):
            act()
    assert StoredFile.objects.count() == 1


def test_the_key_for_documents_alone_is_enough(house: House, dossier: Dossier) -> None:
    """A third-party request is handed over by its compartments, not whole."""
    record = attached(house, dossier.pk, RAW)
    camille = house.keyring("Camille")
    opened = camille.open(dossier.pk, Act.DOSSIER_OPENED)
    lou = Recipient(house.agents["Lou"].pk, Motive.ATTRIBUTION, Compartment.DOCUMENTS)
    containers.grant(opened, lou, by=camille)
    assert read(house, dossier.pk, record, "Lou") == RAW


def test_an_act_that_fails_keeps_neither_record_nor_file(
    house: House, dossier: Dossier, monkeypatch: pytest.MonkeyPatch
) -> None:
    coming = arriving(house, RAW)
    upload = coming.finish()
    on_disk = store.path_of(upload.id)
    assert on_disk.exists()

    def refuse(*args: object, **kwargs: object) -> None:
        raise DatabaseError

    monkeypatch.setattr(actions, "_touch", refuse)
    with suppress(DatabaseError), transaction.atomic():
        actions.attach(house.keyring("Camille"), dossier.pk, upload)
    coming.leave_nothing()
    assert not on_disk.exists()
    assert listed(house, dossier.pk) == []
    assert not StoredFile.objects.exists()


def test_a_file_that_was_attached_stays_at_the_end_of_its_request(
    house: House, dossier: Dossier
) -> None:
    coming = arriving(house, RAW)
    record = actions.attach(house.keyring("Camille"), dossier.pk, coming.finish())
    coming.leave_nothing()
    assert read(house, dossier.pk, record) == RAW


def test_a_refused_file_is_never_attached(house: House, dossier: Dossier) -> None:
    with pytest.raises(ValueError, match="program"):
        actions.attach(house.keyring("Camille"), dossier.pk, arrive(house, b"MZ" + RAW))
    assert not StoredFile.objects.exists()


# --- saying what it is, taking it away ---------------------------------------------------------


def test_what_a_file_is_can_be_said_again(house: House, dossier: Dossier) -> None:
    record = attached(house, dossier.pk, RAW)
    camille = house.keyring("Camille")
    actions.describe(camille, dossier.pk, record, label="Bail", on=date(2025, 3, 1), based_on=1)
    (line,) = listed(house, dossier.pk)
    assert (line.content.label, line.content.on, line.version) == ("Bail", date(2025, 3, 1), 2)
    assert read(house, dossier.pk, record) == RAW
    with pytest.raises(EditedMeanwhile):
        actions.describe(camille, dossier.pk, record, label="Autre", on=None, based_on=1)
    with pytest.raises(KeyNotHeld):
        actions.describe(camille, dossier.pk, uuid4(), label="Autre", on=None, based_on=1)


def test_a_removed_file_leaves_the_disk_once_committed(
    house: House, dossier: Dossier, django_capture_on_commit_callbacks: object
) -> None:
    record = attached(house, dossier.pk, RAW)
    on_disk = path(record)
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        actions.remove(house.keyring("Camille"), dossier.pk, record)
        assert on_disk.exists()
    assert not on_disk.exists()
    assert listed(house, dossier.pk) == []
    with pytest.raises(KeyNotHeld):
        actions.remove(house.keyring("Camille"), dossier.pk, record)


# --- following the container -------------------------------------------------------------------


def test_a_file_follows_its_container_to_a_new_key(house: House, dossier: Dossier) -> None:
    record = attached(house, dossier.pk, RAW)
    before = path(record).read_bytes()
    camille = house.keyring("Camille")
    opened = camille.open(dossier.pk, Act.DOSSIER_OPENED)
    alix = house.agents["Alix"].pk
    containers.grant(opened, Recipient(alix, Motive.CO_HOLDER), by=camille)
    assert read(house, dossier.pk, record, "Alix") == RAW
    rotation.renew(dossier.pk, by=camille, without=frozenset({alix}))
    assert read(house, dossier.pk, record) == RAW
    assert path(record).read_bytes() == before
    with pytest.raises(KeyNotHeld):
        read(house, dossier.pk, record, "Alix")


def test_files_follow_a_dossier_that_is_merged(house: House, dossier: Dossier) -> None:
    camille, double = house.keyring("Camille"), dossier_of(house, "Camille", "Double-Fictif")
    record = attached(house, double.pk, RAW, label="Relevé")
    actions.describe(camille, double.pk, record, label="Relevé corrigé", on=None, based_on=1)
    merging.merge(camille, double, into=dossier)
    (line,) = listed(house, dossier.pk)
    assert (line.content.label, line.version) == ("Relevé corrigé", 2)
    assert read(house, dossier.pk, line.id) == RAW
    actions.remove(camille, dossier.pk, line.id)
    assert listed(house, dossier.pk) == []


# --- what is wrong on the disk is said ---------------------------------------------------------


def test_a_missing_file_is_said(house: House, dossier: Dossier) -> None:
    record = attached(house, dossier.pk, RAW)
    path(record).unlink()
    assert listed(house, dossier.pk)[0].is_missing
    with pytest.raises(FileMissing):
        read(house, dossier.pk, record)


@pytest.mark.parametrize("cut", [0, 10, 40, CHUNK_BYTES])
def test_a_file_cut_on_the_disk_shows_nothing(house: House, dossier: Dossier, cut: int) -> None:
    record = attached(house, dossier.pk, RAW)
    path(record).write_bytes(path(record).read_bytes()[:cut])
    with pytest.raises(FileAltered):
        read(house, dossier.pk, record)


def test_two_files_exchanged_on_the_disk_show_nothing(house: House, dossier: Dossier) -> None:
    one, two = (attached(house, dossier.pk, RAW, f"{n}.txt") for n in (1, 2))
    first, second = path(one).read_bytes(), path(two).read_bytes()
    path(one).write_bytes(second)
    path(two).write_bytes(first)
    for record in (one, two):
        with pytest.raises(FileAltered):
            read(house, dossier.pk, record)


def test_rows_exchanged_in_the_base_show_nothing_of_another_dossier(
    house: House, dossier: Dossier
) -> None:
    """A writer of the base makes a row of one's own dossier name someone else's file."""
    theirs = attached(house, dossier.pk, RAW)
    mine = dossier_of(house, "Camille", "Autre-Fictif")
    StoredFile.objects.filter(record=theirs).update(container_id=mine.pk)
    with pytest.raises(KeyNotHeld):
        read(house, mine.pk, theirs)
    assert listed(house, mine.pk) == []


def test_a_file_written_over_while_it_is_sent_is_cut_short(house: House, dossier: Dossier) -> None:
    record = attached(house, dossier.pk, RAW)
    camille = house.keyring("Camille")
    with open_file(camille, dossier.pk, record, act=Act.DOCUMENT_TAKEN) as file:
        with path(record).open("r+b") as written:
            written.seek(-100, 2)
            byte = written.read(1)
            written.seek(-100, 2)
            written.write(altered(byte))
        sent = file.chunks()
        assert next(sent) == RAW[:CHUNK_BYTES]
        with pytest.raises(FileAltered):
            list(sent)


# --- what nothing names any more ---------------------------------------------------------------


def test_a_purge_removes_old_orphans_and_counts_what_is_missing(
    house: House, dossier: Dossier, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept, gone = (attached(house, dossier.pk, RAW) for _ in range(2))
    path(gone).unlink()
    orphan, coming = arrive(house, RAW), arrive(house, RAW)
    old = (timezone.now() - timedelta(days=2)).timestamp()
    for file in (store.path_of(orphan.id), path(kept)):
        store.os.utime(file, (old, old))
    found = store.purge()
    assert (found.stored, found.missing) == (1, 1)
    assert found.removed >= 1
    assert not store.exists(orphan.id)
    assert store.exists(coming.id)
    assert read(house, dossier.pk, kept) == RAW
    store.drop(coming.id)


def test_a_damaged_record_is_counted_and_can_be_removed(house: House, dossier: Dossier) -> None:
    record = attached(house, dossier.pk, RAW)
    row = models.Record.objects.get(record=record)
    models.Record.objects.filter(pk=row.pk).update(blob=altered(row.blob))
    camille = house.keyring("Camille")
    reading = records.read(camille.open(dossier.pk, Act.DOSSIER_OPENED))
    assert [d.id for d in queries.unreadable(reading)] == [record]
    with transaction.atomic():
        records.accept_constat(camille.writing(dossier.pk), by=camille)
    actions.remove(camille, dossier.pk, record)
    assert not models.Record.objects.filter(kind=240).exists()
    assert not StoredFile.objects.exists()
    assert Document not in {type(r.content) for r in reading.records}
