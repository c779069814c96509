"""The organisation's keys that live in files, outside the database and its backups.

Registry and journal keys sign; the recovery and statistics keys are here by their public half only
(the statistics secret half has its own file, for the report engine's account). 00-decisions 11.
"""

import json
import os
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from uuid import UUID

from django.conf import settings

from entrenous.vault.people import PublicKeys, SecretKeys

_FILES_MODE = 0o600
_FOLDER_MODE = 0o700


class KeyFilesMissing(Exception):
    """The organisation's key files are not there, or cannot be read."""


@dataclass(frozen=True, repr=False)
class OrganisationKeys:
    """What the server needs of its organisation's keys while it runs."""

    registry: SecretKeys
    journal: SecretKeys
    recovery: PublicKeys
    statistics: PublicKeys


@dataclass(frozen=True)
class Custody:
    """Among how many custodians the recovery key was split, and how many it takes."""

    needed: int
    custodians: int


def keys_of(organisation: UUID) -> OrganisationKeys:
    """Read the key files of an organisation; KeyFilesMissing when one is not there."""
    folder = _folder(organisation)
    try:
        # Every process sees a recovery key that another one replaced.
        changed_at = (folder / "recovery.pub").stat().st_mtime_ns
    except OSError:
        raise KeyFilesMissing from None
    return _read(folder, changed_at)


@lru_cache(maxsize=64)
def _read(folder: Path, _changed_at: int) -> OrganisationKeys:
    try:
        return OrganisationKeys(
            registry=SecretKeys.read((folder / "registry.key").read_bytes()),
            journal=SecretKeys.read((folder / "journal.key").read_bytes()),
            recovery=_public(folder / "recovery.pub"),
            statistics=_public(folder / "statistics.pub"),
        )
    except OSError:
        raise KeyFilesMissing from None


def custody_of(organisation: UUID) -> Custody | None:
    """What was told at set-up of the custody of the recovery key; None when nothing was."""
    try:
        shown = json.loads((_folder(organisation) / "recovery.pub").read_text("utf-8"))
        return Custody(int(shown["needed"]), int(shown["custodians"]))
    except (OSError, KeyError, ValueError):
        return None


def create_key_files(
    organisation: UUID, *, recovery: PublicKeys, custody: Custody | None = None
) -> OrganisationKeys:
    """Write new key files for an organisation. FileExistsError if it already has some.

    recovery  the public half made by the offline command; its secret never comes here
    custody   among how many custodians it was split, to be told to everyone
    """
    folder = _folder(organisation)
    folder.mkdir(parents=True, mode=_FOLDER_MODE)
    statistics = SecretKeys.generate()
    _write(folder / "registry.key", bytes(SecretKeys.generate()))
    _write(folder / "journal.key", bytes(SecretKeys.generate()))
    _write(folder / "statistics.key", bytes(statistics))
    _write(folder / "recovery.pub", _described(recovery, custody))
    _write(folder / "statistics.pub", _described(statistics.public))
    _write(folder / "registry.counter", b"0")
    _read.cache_clear()
    return keys_of(organisation)


def replace_recovery(organisation: UUID, *, recovery: PublicKeys, custody: Custody) -> None:
    """Write the public half of a new recovery key, whole or not at all."""
    path = _folder(organisation) / "recovery.pub"
    fresh = path.with_suffix(".new")
    fresh.unlink(missing_ok=True)
    _write(fresh, _described(recovery, custody))
    fresh.replace(path)
    _read.cache_clear()


def registry_counter(organisation: UUID) -> int:
    """How many registry heads were signed: kept beside the key, so that a roll-back shows."""
    return int((_folder(organisation) / "registry.counter").read_text("ascii"))


def set_registry_counter(organisation: UUID, value: int) -> None:
    """Write the counter whole or not at all."""
    path = _folder(organisation) / "registry.counter"
    fresh = path.with_suffix(".new")
    fresh.unlink(missing_ok=True)
    _write(fresh, str(value).encode())
    fresh.replace(path)


def _folder(organisation: UUID) -> Path:
    return Path(settings.ENTRENOUS_KEYS) / organisation.hex


def _write(path: Path, raw: bytes) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _FILES_MODE)
    with os.fdopen(descriptor, "wb") as file:
        file.write(raw)
        file.flush()
        os.fsync(file.fileno())


def _described(keys: PublicKeys, custody: Custody | None = None) -> bytes:
    shown: dict[str, str | int] = {
        "box": keys.box.hex(),
        "sign": keys.sign.hex(),
        "fingerprint": keys.fingerprint(),
    }
    if custody is not None:
        shown |= {"needed": custody.needed, "custodians": custody.custodians}
    return json.dumps(shown, indent=2).encode()


def _public(path: Path) -> PublicKeys:
    shown = json.loads(path.read_text("utf-8"))
    return PublicKeys(bytes.fromhex(shown["box"]), bytes.fromhex(shown["sign"]))
