"""Where sealed files are kept: one file per id under the state folder, never anything in clear."""

import os
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import BinaryIO, Final
from uuid import UUID

from django.conf import settings
from django.utils import timezone

from entrenous.documents.models import StoredFile

# A file is written before its row is committed: a younger one may still be on its way.
_GRACE: Final = timedelta(hours=24)


@dataclass(frozen=True)
class Inventory:
    """What the disk has against what the base says. `missing`: rows whose file is gone."""

    stored: int
    removed: int
    missing: int


def path_of(file: UUID) -> Path:
    """Where a sealed file is; in 256 folders, so that none grows too long."""
    return root() / file.hex[:2] / file.hex


def create(file: UUID) -> BinaryIO:
    """A new file for its owner only, to write. OSError when the disk refuses."""
    path = path_of(file)
    for folder in (root(), path.parent):  # a mode is not given to the parents that are made
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb")


def settle(written: BinaryIO, file: UUID) -> None:
    """Close a file once its bytes and its name are on the disk, and not only on their way."""
    with written:
        written.flush()
        os.fsync(written.fileno())
    folder = os.open(path_of(file).parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def drop(file: UUID) -> None:
    """Take a sealed file away; nothing happens when it is gone."""
    with suppress(OSError):
        path_of(file).unlink(missing_ok=True)


def exists(file: UUID) -> bool:
    """Tell whether the sealed file is there."""
    return path_of(file).is_file()


def purge() -> Inventory:
    """Take away the files that no row names: an act undone, a process killed, a dossier erased.

    Files of less than a day are left: their act may not be committed yet.
    """
    named = set(StoredFile.objects.values_list("pk", flat=True))
    oldest = (timezone.now() - _GRACE).timestamp()
    removed, found = 0, set()
    for path, file in stored():
        found.add(file)
        if file not in named and path.stat().st_mtime < oldest:
            drop(file)
            removed += 1
    return Inventory(len(found & named), removed, len(named - found))


def stored() -> Iterator[tuple[Path, UUID]]:
    """Every sealed file of the disk, and its id."""
    for path in sorted(root().glob("[0-9a-f][0-9a-f]/*")):
        with suppress(ValueError):
            yield path, UUID(hex=path.name)


def root() -> Path:
    """The folder of the sealed files."""
    return Path(settings.ENTRENOUS_HOME) / "files"
