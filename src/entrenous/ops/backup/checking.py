"""Check a backup without restoring it: every byte, and the journal it holds."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from uuid import UUID

from entrenous.agents.keyfiles import keys_of
from entrenous.journal.linking import canonical
from entrenous.journal.models import Entry
from entrenous.ops.backup import manifests, parts, places, sealed_files, tables
from entrenous.ops.backup.errors import BackupRefused
from entrenous.ops.backup.making import table_in
from entrenous.ops.backup.manifests import CONTENT, KEYS, Manifest
from entrenous.retention.erasing import BACKUP_DAYS
from entrenous.vault import journal as chain
from entrenous.vault.primitives import NotOpened


@dataclass(frozen=True)
class Pair:
    """Two sets that were read, signed and unaltered."""

    content: Path
    keys: Path
    of_content: Manifest
    of_keys: Manifest

    @property
    def is_one_instant(self) -> bool:
        """Tell whether both sets were made together."""
        return self.of_content.stamp == self.of_keys.stamp

    def age(self, now: datetime) -> int:
        """How many days old the set of keys is."""
        return (now - places.instant_of(self.of_keys.stamp)).days

    def has_expired(self, now: datetime) -> bool:
        """Tell whether the set of keys should not exist any more."""
        return self.age(now) >= BACKUP_DAYS


def pair(content: Path, keys: Path, *, content_at: str = "", keys_at: str = "") -> Pair:
    """Read both sets, the last ones unless said. BackupRefused when one is not as it was made."""
    one, other = places.chosen(content, content_at), places.chosen(keys, keys_at or content_at)
    found = Pair(one, other, manifests.read(one, CONTENT), manifests.read(other, KEYS))
    if found.of_content.organisations.keys() != found.of_keys.organisations.keys():
        raise BackupRefused("Ces deux lots ne sont pas ceux du même service.")
    return found


def file_faults(found: Pair) -> list[str]:
    """Which sealed files are absent from the set, or altered."""
    return list(sealed_files.faults(found.content, found.of_content.files))


def faults(found: Pair) -> list[str]:
    """What is not as it was written, in French, files apart; empty when all of it is there."""
    told = []
    for folder, manifest in ((found.content, found.of_content), (found.keys, found.of_keys)):
        told += [
            f"{folder.name}, {label} : absente ou altérée"
            for label, table in manifest.tables.items()
            if not tables.check(table_in(folder, label), table)
        ]
    if told:
        return told
    return [
        f"organisation {pk} : le journal de la sauvegarde n’est pas fidèle"
        for pk in found.of_content.organisations
        if not _is_faithful(found, UUID(pk))
    ]


def _is_faithful(found: Pair, organisation: UUID) -> bool:
    public = keys_of(organisation).journal.public
    try:
        notes = [str(row["note"]) for row in _rows(found, "journal.Checkpoint", organisation)]
        points = [chain.Checkpoint.read(note, journal=public) for note in notes]
        last = chain.replay(
            (canonical(_entry(row)) for row in _rows(found, "journal.Entry", organisation)), points
        )
    except NotOpened:
        return False
    told = found.of_content.organisations[str(organisation)]
    return not told.entries or last.hex() == told.chain


def _rows(found: Pair, label: str, organisation: UUID) -> list[dict[str, object]]:
    table = found.of_content.tables[label]
    rows = tables.read(table_in(found.content, label), table)
    mine = [row for row in rows if row["organisation_id"] == str(organisation)]
    return sorted(mine, key=lambda row: int(str(row.get("seq", row.get("size")))))


def _entry(row: dict[str, object]) -> Entry:
    fields = parts.fields_of(Entry)
    return Entry(**{f.attname: f.to_python(row[f.attname]) for f in fields})
