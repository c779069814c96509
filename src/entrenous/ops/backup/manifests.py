"""What a set is made of, signed by the journal key of each organisation."""

import os
from pathlib import Path
from typing import Final
from uuid import UUID

import msgspec
from django.apps import apps
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder

from entrenous.agents.keyfiles import KeyFilesMissing, keys_of
from entrenous.agents.models import Organisation
from entrenous.journal.models import JournalHead
from entrenous.keyring.models import RegistryHead
from entrenous.ops.backup.errors import BackupRefused
from entrenous.ops.backup.tables import Table
from entrenous.vault.primitives import NotOpened, enc, verify

FORMAT: Final = 1
CONTENT: Final = "content"
KEYS: Final = "keys"
_LABEL: Final = "EN1 backup"
_MANIFEST: Final = "manifest.json"
_SIGNATURES: Final = "manifest.sig"


class Standing(msgspec.Struct, frozen=True):
    """Where an organisation stood: its journal, and how many registry heads were signed."""

    entries: int
    chain: str
    certificates: int


class Files(msgspec.Struct, frozen=True):
    """The sealed files of a set of content. `missing`: named by the base, not on the disk."""

    count: int = 0
    size: int = 0
    sha256: str = ""
    missing: list[str] = []


class Manifest(msgspec.Struct, frozen=True):
    """All that a set says of itself."""

    format: int
    kind: str
    stamp: str
    migrations: list[str]
    organisations: dict[str, Standing]
    tables: dict[str, Table]
    files: Files = Files()


def migrations() -> list[str]:
    """The migrations of the program that this base has had."""
    applied = MigrationRecorder(connection).applied_migrations()
    return sorted(f"{app}.{name}" for app, name in applied if _is_ours(app))


def demand_migrated() -> None:
    """BackupRefused unless the base is at the level of the program."""
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise BackupRefused(
            "La base n’est pas au niveau du programme : sauvegardez avec la version qui la sert, "
            "avant la mise à jour, ou lancez « ./entrenous migrate »."
        )


def _is_ours(app: str) -> bool:
    return app in apps.app_configs and apps.get_app_config(app).name.startswith("entrenous.")


def standings() -> dict[str, Standing]:
    """Where each organisation stands, inside the snapshot."""
    heads = {h.organisation_id: h for h in JournalHead.objects.all()}
    counters = dict(RegistryHead.objects.values_list("organisation_id", "counter"))
    found = {}
    for pk in Organisation.objects.values_list("pk", flat=True):
        head = heads.get(pk)
        size, chain = (head.size, bytes(head.chain).hex()) if head else (0, "")
        found[str(pk)] = Standing(size, chain, counters.get(pk, 0))
    return found


def sign(folder: Path, manifest: Manifest) -> None:
    """Write the manifest of a set, and a signature for each organisation in it."""
    raw = msgspec.json.format(msgspec.json.encode(manifest, order="deterministic"), indent=1)
    signatures = {
        pk: keys_of(UUID(pk)).journal.sign(enc(_LABEL, UUID(pk), raw)).hex()
        for pk in manifest.organisations
    }
    _write(folder / _MANIFEST, raw)
    _write(folder / _SIGNATURES, msgspec.json.encode(signatures, order="sorted"))


def read(folder: Path, kind: str) -> Manifest:
    """The manifest of a set, signed by every organisation it names, or BackupRefused."""
    try:
        raw = (folder / _MANIFEST).read_bytes()
        manifest = msgspec.json.decode(raw, type=Manifest)
        signatures = msgspec.json.decode((folder / _SIGNATURES).read_bytes(), type=dict[str, str])
        for pk in manifest.organisations:
            public = keys_of(UUID(pk)).journal.public.sign
            verify(public, enc(_LABEL, UUID(pk), raw), bytes.fromhex(signatures[pk]))
    except KeyFilesMissing:
        raise BackupRefused(
            "Les clés en fichiers de cette organisation manquent : remettez d’abord, dans "
            "ENTRENOUS_KEYS, celles qui sont gardées à part."
        ) from None
    except (OSError, ValueError, KeyError, NotOpened):
        raise BackupRefused(_altered(folder)) from None
    if (manifest.format, manifest.kind, manifest.stamp) != (FORMAT, kind, folder.name):
        raise BackupRefused(_altered(folder))
    return manifest


def _altered(folder: Path) -> str:
    return (
        f"{folder} n’est pas un lot que ce service a signé, ou il a été modifié. "
        "Prenez une autre copie."
    )


def _write(path: Path, raw: bytes) -> None:
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(raw)
        file.flush()
        os.fsync(file.fileno())
