"""Where backups are written: folders that are safe, named by their instant, whole or absent."""

import fcntl
import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from django.conf import settings

from entrenous.ops.backup.errors import BackupRefused

#: Where the program is installed.
REPOSITORY: Final = Path(__file__).resolve().parents[4]
_STAMP: Final = re.compile(r"\d{8}T\d{6}Z")
_FORMAT: Final = "%Y%m%dT%H%M%SZ"
_STARTED: Final = ".en-cours-"
_MARGIN: Final = 32 * 1024 * 1024


def stamp_of(at: datetime) -> str:
    """The name of a set: its instant, to the second, in UTC."""
    return at.astimezone(UTC).strftime(_FORMAT)


def instant_of(stamp: str) -> datetime:
    """The instant that names a set."""
    return datetime.strptime(stamp, _FORMAT).replace(tzinfo=UTC)


def stamps_in(root: Path) -> list[str]:
    """The whole sets of a folder, the oldest first."""
    if not root.is_dir():
        return []
    return sorted(p.name for p in root.iterdir() if _STAMP.fullmatch(p.name) and p.is_dir())


def chosen(root: Path, stamp: str) -> Path:
    """A set of a folder: the one asked for, or the last. BackupRefused when it is not there."""
    there = stamps_in(root)
    if stamp and stamp not in there:
        raise BackupRefused(f"{root} ne contient pas de sauvegarde « {stamp} ».")
    if not there:
        raise BackupRefused(f"{root} ne contient aucune sauvegarde entière.")
    return root / (stamp or there[-1])


def demand_safe(content: Path, keys: Path) -> None:
    """BackupRefused unless both folders may receive a backup; makes them when they are not there.

    A parent is never made: a disk that is not mounted must not be mistaken for a folder.
    """
    if _within(content, keys) or _within(keys, content):
        raise BackupRefused(
            "Les deux lots vont dans deux dossiers, dont aucun n’est dans l’autre : celui des clés "
            "ne doit pas être gardé avec le reste."
        )
    for root in (content, keys):
        _demand_apart(root)
        _demand_private(root)


def _demand_apart(root: Path) -> None:
    for ours in (Path(settings.ENTRENOUS_HOME), Path(settings.ENTRENOUS_KEYS)):
        if _within(root, ours) or _within(ours, root):
            raise BackupRefused(
                f"{root} est dans le dossier d’état, ou le contient : une panne du disque "
                "emporterait les deux. Choisissez un autre disque."
            )
    if _within(root, REPOSITORY):
        raise BackupRefused(
            f"{root} est dans le dossier du programme. Choisissez un autre dossier."
        )


def _demand_private(root: Path) -> None:
    try:
        root.mkdir(mode=0o700, exist_ok=True)
        told = root.stat()
    except FileNotFoundError:
        raise BackupRefused(
            f"{root.parent} n’existe pas. Si c’est un disque, montez-le ; sinon créez ce dossier."
        ) from None
    except OSError:
        raise BackupRefused(f"{root} n’est pas un dossier où l’on peut écrire.") from None
    if told.st_uid != os.geteuid() or told.st_mode & 0o077:
        raise BackupRefused(
            f"{root} peut être lu par d’autres comptes, ou n’est pas à ce compte. "
            f"Faites : chmod 700 {root}"
        )


def _within(one: Path, other: Path) -> bool:
    return one.resolve().is_relative_to(other.resolve())


def demand_room(root: Path, needed: int) -> None:
    """BackupRefused when a disk has not this many bytes to spare."""
    free = shutil.disk_usage(root).free
    if free < needed + _MARGIN:
        raise BackupRefused(
            f"Pas assez de place dans {root} : {_mega(free)} Mo libres, {_mega(needed + _MARGIN)} "
            "demandés. Rien n’a été écrit ; les sauvegardes précédentes sont entières."
        )


def _mega(count: int) -> int:
    return -(-count // 1_000_000)


@contextmanager
def alone(root: Path) -> Iterator[None]:
    """One backup at a time in a folder; what an interrupted one left there is taken away."""
    lock = os.open(root / ".verrou", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise BackupRefused(f"Une sauvegarde est déjà en cours dans {root}.") from None
        for left in root.glob(f"{_STARTED}*"):
            shutil.rmtree(left)
        yield
    finally:
        os.close(lock)


@contextmanager
def started(root: Path, stamp: str) -> Iterator[Path]:
    """A folder to fill, which has its name only once `finish` gave it; taken away on an error."""
    folder = root / f"{_STARTED}{stamp}"
    folder.mkdir(mode=0o700)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def finish(folder: Path, stamp: str) -> Path:
    """Give a filled folder its name, once all of it is on the disk."""
    for made in (folder, *(p for p in folder.rglob("*") if p.is_dir())):
        _settle(made)
    whole = folder.with_name(stamp)
    folder.rename(whole)
    _settle(folder.parent)
    return whole


def _settle(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def too_old(root: Path, *, days: int, now: datetime) -> list[str]:
    """The sets of a folder that are older than so many days."""
    return [s for s in stamps_in(root) if now - instant_of(s) > timedelta(days=days)]


def prune(root: Path, *, days: int, now: datetime) -> list[str]:
    """Delete the sets that are older than so many days; never the last one. Returns their names."""
    kept = stamps_in(root)[-1:]
    gone = [stamp for stamp in too_old(root, days=days, now=now) if stamp not in kept]
    for stamp in gone:
        shutil.rmtree(root / stamp)
    return gone
