"""Restoring: what was there comes back, what was erased does not, and the journal says it."""

import io
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from uuid import UUID

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.urls import reverse

from entrenous.documents import actions as documents
from entrenous.documents import store
from entrenous.documents.models import StoredFile
from entrenous.documents.queries import attachments, open_file
from entrenous.dossiers import sharing
from entrenous.dossiers.codes import Mode
from entrenous.dossiers.contents import ThreadEntry
from entrenous.dossiers.models import Dossier
from entrenous.dossiers.thread import write_entry
from entrenous.journal.actions import make_checkpoint
from entrenous.journal.acts import Act
from entrenous.journal.models import Entry
from entrenous.journal.queries import check
from entrenous.keyring import accounts, drafts, models, records, rotation, unlocking, witness
from entrenous.keyring.errors import KeyNotHeld
from entrenous.ops.backup import checking, restoring, sealed_files
from entrenous.ops.backup.restoring import Restored
from entrenous.reception import directory
from tests.browsing import client_of
from tests.documents.papers import attached
from tests.dossiers.opened import OPENED_ON, dossier_of
from tests.ground.databases import Database, Ground
from tests.ops.backups import Places, elsewhere
from tests.people import House
from tests.proof.conftest import committed  # noqa: F401  # a fixture
from tests.retention.old import destroyed, lived

RAW = b"une quittance de loyer"
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


@pytest.fixture
def sets(tmp_path: Path) -> Places:
    return Places(tmp_path / "contenu", tmp_path / "cles")


def restored(sets: Places, **more: str) -> Restored:
    return restoring.restore(checking.pair(sets.content, sets.keys, **more))


def opens(house: House, who: str, dossier: UUID) -> bool:
    """Whether someone reads a dossier, whole; its key is held, or it is not there for her."""
    try:
        opened = house.keyring(who).open(dossier, Act.DOSSIER_OPENED)
    except KeyNotHeld:
        return False
    assert records.read(opened).is_whole
    assert witness.lost(opened) == ()
    return True


def said(command: str, **more: object) -> str:
    out = io.StringIO()
    call_command(command, stdout=out, **more)
    return out.getvalue()


def test_a_service_comes_back_in_an_empty_base_and_its_journal_says_so(  # noqa: PLR0917  # fixtures
    committed: House,  # noqa: F811
    ground: Ground,
    own_database: Database,
    sets: Places,
    tmp_path: Path,
    settings: SimpleNamespace,
) -> None:
    house, camille = committed, committed.keyring("Camille")
    dossier = dossier_of(house, "Camille")
    write_entry(camille, dossier, ThreadEntry(OPENED_ON, Mode.PHONE, text="un appel"))
    attached(house, dossier.pk, RAW, "quittance.txt")
    rotation.renew(dossier.pk, by=camille)
    directory.fold(house.circonscription, by=house.keyring("Rachel"))
    drafts.save(house.agents["Camille"], "entry", dossier.pk, {"text": "presque"})
    sets.make()
    write_entry(camille, dossier, ThreadEntry(OPENED_ON, Mode.PHONE, text="après"))
    accounts.close_account(house.agents["Omar"], by=house.agents["Ada"].pk)
    anchored = tmp_path / "point.txt"
    anchored.write_text(make_checkpoint(house.organisation).note)
    entries = Entry.objects.count()
    with pytest.raises(CommandError, match="pas vide"):
        sets.run("restore")
    with elsewhere(ground, own_database):
        settings.ENTRENOUS_HOME = tmp_path / "neuf"
        told = io.StringIO()
        sets.run("restore", stdout=told)
        assert "changement(s) de certificats perdus" in told.getvalue()
        assert opens(house, "Camille", dossier.pk)
        reading = records.read(camille.open(dossier.pk, Act.DOSSIER_OPENED))
        assert [e.content.text for e in reading.of(ThreadEntry)] == ["un appel"]
        (file,) = attachments(reading)
        with open_file(camille, dossier.pk, file.id, act=Act.DOCUMENT_READ) as raw:
            assert b"".join(raw.chunks()) == RAW
        assert drafts.of(house.agents["Camille"])
        hits = directory.search([house.circonscription], "Sarr-Fictif", by=house.keyring("Rachel"))
        assert [hit.dossier for hit in hits.hits] == [dossier.pk]
        unlocking.start(house.agents["Alix"], house.secrets["Alix"], session_key="s" * 32)
        assert dossier_of(house, "Camille", "Neuf-Fictif"), "new rows find new numbers"
        # The journal: faithful, and the point of a later day is told apart by a human.
        row = Entry.objects.get(act=Act.RESTORED)
        assert row.seq < entries
        assert check(house.organisation) == Entry.objects.count()
        with pytest.raises(CommandError, match="relancez avec --restored"):
            call_command("journal_check", anchored=[anchored])
        answer = said("journal_check", anchored=[anchored], restored=True)
        assert "perdues par elle" in answer
        assert "Si personne n’a restauré" in answer
        # And it is backed up again.
        Places(tmp_path / "contenu2", tmp_path / "cles2").make()


def test_a_dossier_erased_since_stays_shut_once_its_keys_are_past_their_age(
    committed: House,  # noqa: F811
    ground: Ground,
    own_database: Database,
    sets: Places,
) -> None:
    house = committed
    with time_machine.travel(NOON, tick=False) as clock:
        gone, kept = lived(house, file=False), dossier_of(house, "Camille", "Reste-Fictif")
        renewed, lent = (dossier_of(house, "Camille", f"{n}-Fictif") for n in ("Neuf", "Partage"))
        first = sets.make()
        destroyed(house, gone)
        camille = house.keyring("Camille")
        rotation.renew(renewed.pk, by=camille)
        sharing.add_co_holder(camille, lent, house.agents["Alix"], told_on=OPENED_ON)
        clock.shift(timedelta(days=36))
        later = sets.make()
        assert later.gone == (first.keys.name,)
        assert not first.keys.exists()
        assert first.content.exists()
        with elsewhere(ground, own_database):
            told = restored(sets, content_at=first.content.name, keys_at=later.keys.name)
            assert Dossier.objects.filter(pk=gone.pk).exists(), "its rows are those of that day"
            assert not models.Grant.objects.filter(container=gone.pk, box__isnull=False).exists()
            for name in house.agents:
                assert not opens(house, name, gone.pk)
            assert opens(house, "Camille", kept.pk)
            assert opens(house, "Camille", lent.pk)
            assert opens(house, "Alix", lent.pk), "a key handed over since is kept"
            assert not opens(house, "Camille", renewed.pk)
            assert told.keys.erased
            assert (told.keys.renewed, len(told.keys.later)) == (1, 1)
            assert check(house.organisation)


def test_a_key_taken_back_since_does_not_come_back_and_old_keys_are_asked_about(
    committed: House,  # noqa: F811
    ground: Ground,
    own_database: Database,
    sets: Places,
) -> None:
    house = committed
    with time_machine.travel(NOON, tick=False) as clock:
        gone = lived(house, file=False)
        first = sets.make()
        destroyed(house, gone)
        clock.shift(3600)
        second = sets.make()
        clock.shift(timedelta(days=40))
        with elsewhere(ground, own_database):
            with pytest.raises(CommandError, match="--old-keys"):
                sets.run("restore")
            told = restored(sets, content_at=second.content.name, keys_at=first.keys.name)
            assert told.keys.back
            assert not models.Grant.objects.filter(container=gone.pk, box__isnull=False).exists()
            assert not opens(house, "Camille", gone.pk)


def test_files_newer_than_the_base_are_kept_aside_and_those_lost_are_said_on_their_page(
    committed: House,  # noqa: F811
    ground: Ground,
    own_database: Database,
    sets: Places,
) -> None:
    house, camille = committed, committed.keyring("Camille")
    dossier = dossier_of(house, "Camille")
    for name in ("gardee.txt", "perdue.txt", "retiree.txt"):
        attached(house, dossier.pk, RAW, name)
    made = sets.make()
    reading = records.read(camille.open(dossier.pk, Act.DOSSIER_OPENED))
    by_name = {f.content.title.split(".")[0]: f.id for f in attachments(reading)}
    lost = StoredFile.objects.get(record=by_name["perdue"])
    documents.remove(camille, dossier.pk, by_name["retiree"])
    attached(house, dossier.pk, RAW, "depuis.txt")
    newer = StoredFile.objects.exclude(record__in=by_name.values()).get()
    with elsewhere(ground, own_database):
        store.drop(lost.pk)
        sealed_files.path_in(made.content, lost.pk).unlink()
        with pytest.raises(CommandError, match="abîmée"):
            sets.run("restore")
        told = restoring.restore(checking.pair(sets.content, sets.keys), with_losses=True)
        assert (told.files, told.missing, told.aside) == (1, 1, 1)
        assert (told.aside_in / newer.pk.hex).is_file()
        assert not store.exists(newer.pk)
        page = client_of(house, "Camille").get(reverse("documents:list", args=[dossier.pk]))
        assert page.content.decode().count("Fichier introuvable") == 1
        assert opens(house, "Camille", dossier.pk)
        shutil.rmtree(told.aside_in)
