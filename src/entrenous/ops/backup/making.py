"""Make a backup: two sets of one instant, each whole or absent."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.db import connection
from django.db.models import Model
from django.utils import timezone

from entrenous.agents.models import Organisation
from entrenous.ops.backup import manifests, parts, places, sealed_files, tables
from entrenous.ops.backup.errors import BackupRefused
from entrenous.ops.backup.manifests import CONTENT, FORMAT, KEYS, Files, Manifest
from entrenous.retention.erasing import BACKUP_DAYS

_Rows = Callable[[type[Model]], Iterator[tuple[Any, ...]]]
_FOLDER: Final = "tables"


@dataclass(frozen=True)
class Made:
    """A backup as it was made. `gone`: the sets that were too old, deleted."""

    content: Path
    keys: Path
    files: Files
    rows: int
    gone: tuple[str, ...]


def make(content: Path, keys: Path, *, content_days: int = 0) -> Made:
    """Write both sets, then delete the sets of keys that are 35 days old.

    content_days  0: sets of content are kept for ever
    raises        BackupRefused, OSError: what was begun is taken away, former sets are whole
    """
    places.demand_safe(content, keys)
    manifests.demand_migrated()
    if not Organisation.objects.exists():
        raise BackupRefused("Il n’y a rien à sauvegarder : aucune organisation n’est en place.")
    now = timezone.now()
    stamp = places.stamp_of(now)
    with ExitStack() as stack:
        for root in (content, keys):
            stack.enter_context(places.alone(root))
            if stamp in places.stamps_in(root):
                raise BackupRefused("Une sauvegarde de cette seconde existe déjà : recommencez.")
        made = _write(content, keys, stamp)
        gone = _prune(content, keys, now, content_days)
    return Made(content / stamp, keys / stamp, made[0], made[1], gone)


def _write(content: Path, keys: Path, stamp: str) -> tuple[Files, int]:
    before = sealed_files.previous(content)
    size = _size_of_base()
    places.demand_room(keys, size // 2)
    with places.started(content, stamp) as one, places.started(keys, stamp) as other:
        with tables.snapshot():
            told, wanted = manifests.standings(), sealed_files.named()
            places.demand_room(content, size + sealed_files.room_for(wanted, before))
            # Keys first: a box taken back while the backup runs is in neither set.
            boxes = _dump(other, parts.key_rows)
            rows = _dump(one, parts.content_rows)
        files = sealed_files.gather(one, wanted, before)
        code = manifests.migrations()
        manifests.sign(one, Manifest(FORMAT, CONTENT, stamp, code, told, rows, files))
        manifests.sign(other, Manifest(FORMAT, KEYS, stamp, code, told, boxes))
        places.finish(other, stamp)
        places.finish(one, stamp)
    return files, sum(t.rows for t in (*rows.values(), *boxes.values()))


def _dump(folder: Path, rows_of: _Rows) -> dict[str, tables.Table]:
    (folder / _FOLDER).mkdir(mode=0o700)
    found = {}
    for model in parts.kept_models():
        label = parts.label_of(model)
        if rows_of is parts.key_rows and label not in parts.SHORT:
            continue
        found[label] = tables.write(
            table_in(folder, label), parts.columns_of(model), rows_of(model)
        )
    return found


def table_in(folder: Path, label: str) -> Path:
    """Where a set has the rows of a table."""
    return folder / _FOLDER / f"{label}.rows"


def _prune(content: Path, keys: Path, now: datetime, content_days: int) -> tuple[str, ...]:
    gone = places.prune(keys, days=BACKUP_DAYS, now=now)
    if content_days:
        gone += places.prune(content, days=content_days, now=now)
    return tuple(gone)


def _size_of_base() -> int:
    if connection.vendor == "sqlite":
        path = Path(settings.DATABASES["default"]["NAME"])
        return path.stat().st_size if path.is_file() else 0
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_database_size(current_database())")
        return int(cursor.fetchone()[0])
