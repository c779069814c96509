"""Restore a backup in an empty base, and say in the journal that it was done.

A base of a former day reads as an attack: vaults do not open on it. Here the registry's head is
signed again, once the one of that day was checked, and an entry tells the day (00-decisions 18).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Model

from entrenous.agents.models import Organisation
from entrenous.journal import actions as journal
from entrenous.journal.acts import Act
from entrenous.journal.queries import FROM, check
from entrenous.keyring import certificates
from entrenous.ops.backup import checking, manifests, parts, sealed_files, tables
from entrenous.ops.backup.checking import Pair
from entrenous.ops.backup.errors import BackupRefused
from entrenous.ops.backup.making import table_in
from entrenous.ops.backup.merging import Keys, Merged, wants
from entrenous.vault.primitives import NotOpened

_Row = dict[str, Any]
#: What short-lived rows may belong to, and may not find in a set of another day.
_BELONGS: Final = {
    "agent_id": "agents.Agent",
    "container_id": "keyring.Container",
    "group_id": "keyring.Group",
}
_FIRST: Final = ("keyring.Container",)


@dataclass(frozen=True)
class Restored:
    """What was restored, for whoever must now finish by hand.

    certificates  changes of certificates that are lost, over all organisations
    aside         files that nothing names any more, moved there
    missing       files that the base names and that are nowhere
    """

    rows: int
    keys: Merged
    certificates: int
    files: int
    aside: int
    aside_in: Path
    missing: int


def restore(found: Pair, *, with_losses: bool = False) -> Restored:
    """Put both sets back. The database is restored whole, or left empty.

    with_losses  although sealed files of the set are absent or altered: they will be missing
    raises       BackupRefused: the base is not empty, the sets are altered, or of another version
    """
    models = parts.kept_models()
    tables.demand_empty(models)
    if found.of_content.migrations != manifests.migrations():
        raise BackupRefused(
            "Cette sauvegarde a été faite par une autre version du programme. Restaurez-la avec "
            "cette version-là, puis mettez le programme à jour."
        )
    if wrong := checking.faults(found):
        raise BackupRefused("Cette sauvegarde est abîmée : " + " ; ".join(wrong) + ".")
    if not with_losses and (lost_files := checking.file_faults(found)):
        raise BackupRefused(
            f"Cette sauvegarde est abîmée : {len(lost_files)} pièce(s) absentes ou altérées. "
            "Prenez une autre copie, ou relancez avec --with-losses : elles manqueront, et leur "
            "page le dira."
        )
    put = sealed_files.put_back(found.content)
    with transaction.atomic():
        rows, merged = _fill(found, models)
        lost = _settle(found)
        connection.check_constraints()
    aside, aside_in = sealed_files.set_aside(found.of_content.stamp)
    return Restored(rows, merged, lost, put, aside, aside_in, sealed_files.absent())


def _fill(found: Pair, models: list[type[Model]]) -> tuple[int, Merged]:
    keys = Keys(
        {label: _rows(found.keys, label, found.of_keys) for label in found.of_keys.tables},
        is_later=found.of_keys.stamp > found.of_content.stamp,
    )
    there: dict[str, set[str]] = {column: set() for column in _BELONGS}
    count = 0
    for model in sorted(models, key=lambda m: parts.label_of(m) not in _FIRST):
        label = parts.label_of(model)
        read = _rows(found.content, label, found.of_content)
        count += tables.insert(model, _completed(label, read, keys, there))
    tables.number_on(models)
    merged = keys.settle()
    for model in models:
        count += _insert_short_lived(found, model, there)
        if parts.label_of(model) == "keyring.Grant":
            count += tables.insert(model, merged.later, fresh_ids=True)
    return count, merged


def _completed(
    label: str, rows: Iterator[_Row], keys: Keys, there: dict[str, set[str]]
) -> Iterator[_Row]:
    short = parts.SHORT.get(label, parts.Short())
    noted = [column for column, owner in _BELONGS.items() if owner == label]
    for row in rows:
        for column in noted:
            there[column].add(str(row.get("id") or row["container_id"]))
        if label == "keyring.Container":
            keys.container(row)
        yield keys.filled(label, row) if short.columns else row


def _insert_short_lived(found: Pair, model: type[Model], there: dict[str, set[str]]) -> int:
    short = parts.SHORT.get(parts.label_of(model))
    if short is None or short.rows is None:
        return 0
    rows = _rows(found.keys, parts.label_of(model), found.of_keys)
    return tables.insert(model, (r for r in rows if wants(r, there)), fresh_ids=True)


def _rows(folder: Path, label: str, manifest: manifests.Manifest) -> Iterator[_Row]:
    told = manifest.tables.get(label)
    return tables.read(table_in(folder, label), told) if told else iter(())


def _settle(found: Pair) -> int:
    """Say it in each journal, have the registry accepted again; how many changes are lost."""
    lost = 0
    for organisation in Organisation.objects.order_by("name"):
        lost += _accept_registry(organisation.pk)
        journal.record(
            Act.RESTORED,
            organisation=organisation.pk,
            actor=None,
            basis=f"{FROM}{found.of_content.stamp}",
        )
        journal.make_checkpoint(organisation)
        check(organisation)
    return lost


def _accept_registry(organisation: UUID) -> int:
    try:
        return certificates.accept_former(organisation)
    except NotOpened:
        raise BackupRefused(
            "Les certificats de cette sauvegarde ne sont pas ceux qui ont été signés ce jour-là. "
            "Rien n’a été restauré : prenez une autre copie."
        ) from None
