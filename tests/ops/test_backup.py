"""Backups: two sets of one instant, whole or absent, that open nothing by themselves."""

import os
import shutil
import signal
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
import time_machine
from django.core.management import CommandError
from django.db import connection, models
from django.db.migrations.recorder import MigrationRecorder

from entrenous.documents import store
from entrenous.dossiers.codes import Mode
from entrenous.dossiers.contents import ThreadEntry
from entrenous.dossiers.thread import write_entry
from entrenous.keyring import drafts
from entrenous.keyring.models import Epoch, Grant
from entrenous.ops.backup import checking, making, parts, places, sealed_files
from entrenous.ops.backup.errors import BackupRefused
from entrenous.retention.erasing import BACKUP_DAYS
from tests.documents.papers import attached
from tests.dossiers.opened import OPENED_ON, dossier_of
from tests.ops.backups import Places
from tests.people import House
from tests.proof import canaries
from tests.proof.conftest import committed  # noqa: F401  # a fixture
from tests.proof.test_faults import killed_at

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


@pytest.fixture
def sets(tmp_path: Path) -> Places:
    return Places(tmp_path / "contenu", tmp_path / "cles")


# --- what goes where ----------------------------------------------------------------------------


def test_every_table_and_every_sealed_column_has_its_set_and_its_reason() -> None:
    labels = {parts.label_of(model) for model in parts.kept_models()}
    assert set(parts.SHORT) <= labels
    columns = {
        f"{parts.label_of(model)}.{field.name}"
        for model in parts.kept_models()
        for field in parts.fields_of(model)
        if isinstance(field, models.BinaryField)
    }
    short = {
        column
        for column in columns
        for part in [parts.SHORT.get(column.rpartition(".")[0])]
        if part and (column.rpartition(".")[2] in part.columns or part.rows == parts._EVERY)
    }
    told = set(parts.OPENS_NOTHING)
    assert columns - short - told == set(), "in which set, and why does it open nothing alone?"
    assert not told & short


def test_both_sets_hold_it_all_and_the_content_holds_no_key(
    committed: House,  # noqa: F811
    sets: Places,
) -> None:
    house, camille = committed, committed.keyring("Camille")
    dossier = dossier_of(house, "Camille", canaries.STEM)
    entry = ThreadEntry(OPENED_ON, Mode.PHONE, text=canaries.canary("entry"))
    write_entry(camille, dossier, entry)
    attached(house, dossier.pk, canaries.STEM.encode(), f"{canaries.STEM}.txt")
    drafts.save(house.agents["Camille"], "entry", dossier.pk, {"text": canaries.STEM})
    made = sets.make()
    found = checking.pair(sets.content, sets.keys)
    assert checking.faults(found) + checking.file_faults(found) == []
    assert found.is_one_instant
    assert made.files.count == 1
    files = sets.files()
    assert canaries.search(files, canaries.disguises()) == []
    content = b"".join(raw for path, raw in files.items() if path.startswith(str(sets.content)))
    keys = b"".join(raw for path, raw in files.items() if path.startswith(str(sets.keys)))
    for box in Grant.objects.exclude(box=None).values_list("box", flat=True):
        assert bytes(box) in keys
        assert bytes(box) not in content
    assert all(row.previous is None for row in Epoch.objects.all())
    for path in (*sets.content.rglob("*"), *sets.keys.rglob("*")):
        assert not path.stat().st_mode & 0o077, path


# --- whole or absent ----------------------------------------------------------------------------


def test_a_backup_that_is_killed_or_fails_leaves_the_former_ones_whole(
    committed: House,  # noqa: F811
    sets: Places,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    house = committed
    attached(house, dossier_of(house, "Camille").pk, b"une quittance", "un.txt")
    with time_machine.travel(NOON, tick=False) as clock:
        sets.make()
        clock.shift(60)

        def dies_before_its_name(*_: object) -> None:
            os.kill(os.getpid(), signal.SIGKILL)

        assert killed_at(12, sets.make) == signal.SIGKILL
        with monkeypatch.context() as patched:
            patched.setattr(places, "finish", dies_before_its_name)
            assert killed_at(1_000_000, sets.make) == signal.SIGKILL
        left = [p for root in (sets.content, sets.keys) for p in root.glob(".en-cours-*")]
        assert left, "what a dead process was writing is still there"
        for root in (sets.content, sets.keys):
            assert len(places.stamps_in(root)) == 1
        assert checking.faults(checking.pair(sets.content, sets.keys)) == []

        def full(*_: object) -> None:
            raise OSError(28, "No space left on device")

        with monkeypatch.context() as patched:
            patched.setattr(sealed_files, "gather", full)
            with pytest.raises(CommandError, match="les sauvegardes précédentes sont entières"):
                sets.run("backup")
        assert not [p for root in (sets.content, sets.keys) for p in root.glob(".en-cours-*")]
        with monkeypatch.context() as patched:
            nothing = SimpleNamespace(free=1000)
            patched.setattr(shutil, "disk_usage", lambda _: nothing)
            with pytest.raises(BackupRefused, match="Pas assez de place"):
                sets.make()
        second = sets.make()
    assert len(places.stamps_in(sets.content)) == 2
    (one,) = sealed_files.listed(second.content)
    assert sealed_files.path_in(second.content, one).stat().st_nlink == 2, "one copy for both sets"
    assert store.path_of(one).stat().st_nlink == 1, "and never the file in use"


def test_sets_of_keys_are_deleted_at_their_age_and_the_last_one_never(tmp_path: Path) -> None:
    for days in (0, 34, 35, 36, 400):
        (tmp_path / places.stamp_of(NOON - timedelta(days=days))).mkdir()
    gone = places.prune(tmp_path, days=BACKUP_DAYS, now=NOON + timedelta(seconds=1))
    assert len(gone) == 3
    assert len(places.stamps_in(tmp_path)) == 2
    assert len(places.prune(tmp_path, days=BACKUP_DAYS, now=NOON + timedelta(days=999))) == 1
    assert places.stamps_in(tmp_path) == [places.stamp_of(NOON)]


# --- refused ------------------------------------------------------------------------------------


def test_an_unsafe_place_is_refused_with_what_to_do(
    tmp_path: Path, settings: SimpleNamespace
) -> None:
    home, out = tmp_path / "etat", tmp_path / "dehors"
    settings.ENTRENOUS_HOME, settings.ENTRENOUS_KEYS = home, home / "keys"
    home.mkdir()
    open_to_all = tmp_path / "ouvert"
    open_to_all.mkdir(mode=0o755)
    for content, keys, said in (
        (out, out, "dont aucun n’est dans l’autre"),
        (out, out / "cles", "dont aucun n’est dans l’autre"),
        (home / "sauvegardes", out, "une panne du disque"),
        (tmp_path, out.parent.parent / "ailleurs", "une panne du disque"),
        (open_to_all, out, "chmod 700"),
        (tmp_path / "absent" / "contenu", out, "montez-le"),
        (places.REPOSITORY / "sauvegardes", out, "dossier du programme"),
    ):
        with pytest.raises(BackupRefused, match=said):
            places.demand_safe(content, keys)
    assert not (tmp_path / "absent").exists()
    places.demand_safe(tmp_path / "contenu", tmp_path / "cles")
    assert (tmp_path / "cles").stat().st_mode & 0o777 == 0o700


@pytest.mark.django_db
def test_a_base_that_is_behind_the_program_is_not_backed_up_by_it(sets: Places) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("on PostgreSQL the program's own account cannot say what was migrated")
    MigrationRecorder.Migration.objects.filter(app="documents").delete()
    with pytest.raises(CommandError, match="avant la mise à jour"):
        sets.run("backup")


def test_two_backups_at_once_and_a_backup_that_was_altered_are_refused(
    committed: House,  # noqa: F811
    sets: Places,
) -> None:
    attached(committed, dossier_of(committed, "Camille").pk, b"une quittance", "un.txt")
    made = sets.make()
    with places.alone(sets.content), pytest.raises(BackupRefused, match="déjà en cours"):
        sets.make()
    rows = making.table_in(made.content, "dossiers.Dossier")
    raw = rows.read_bytes()
    rows.write_bytes(raw[:-1] + bytes([raw[-1] ^ 1]))
    with pytest.raises(CommandError, match=r"dossiers\.Dossier : absente ou altérée"):
        sets.run("backup", verify=True)
    rows.write_bytes(raw)
    sets.run("backup", verify=True)
    (file,) = sealed_files.listed(made.content)
    sealed_files.path_in(made.content, file).write_bytes(b"")
    with pytest.raises(CommandError, match=r"pièce .* altérée"):
        sets.run("backup", verify=True)
    manifest = made.keys / "manifest.json"
    manifest.write_text(manifest.read_text().replace('"rows": ', '"rows": 1', 1))
    for command in ("backup", "restore"):
        with pytest.raises(CommandError, match="n’est pas un lot que ce service a signé"):
            sets.run(command, **({"verify": True} if command == "backup" else {}))
    with pytest.raises(CommandError, match="ne contient pas"):
        sets.run("backup", verify=True, at="20200101T000000Z")
