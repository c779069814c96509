"""The folder of a release: tables and hierarchies to publish, audit to keep, ledger to compare.

The ledger holds the hash of each file and of the releases before: a folder changed by hand, or a
history with a release missing, is refused.
"""

import hashlib
import json
import os
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Final

from .csv_files import Columns, read_shown, written
from .errors import DisclosureError, HistoryAltered
from .outcome import Audit, Past, PublishedTable, Reason, Release, Withheld
from .requests import read_dimensions, read_json, read_scope
from .trees import tree_of

HIERARCHIES: Final = "hierarchies.json"
AUDIT: Final = "audit.json"
LEDGER: Final = "ledger.json"
_PRIVATE, _PUBLIC = 0o600, 0o644


def table_name(rank: int) -> str:
    """« table.csv », then « table-2.csv »."""
    return "table.csv" if rank == 0 else f"table-{rank + 1}.csv"


def files_of(release: Release) -> dict[str, bytes]:
    """Every file of a release, by its name; only the audit and the ledger are not for outside."""
    files = {table_name(rank): written(each) for rank, each in enumerate(release.tables)}
    files[HIERARCHIES] = _json({"tables": [_described(each) for each in release.tables]})
    files[AUDIT] = _json(_audited(release.audit))
    files[LEDGER] = _json(_ledger(files, release.audit.earlier, release.audit.input_hash))
    return files


def _described(table: PublishedTable) -> dict[str, object]:
    return {
        "title": table.title,
        "count": table.count,
        "value": table.value,
        "scope": dict(table.scope),
        "dimensions": [
            {
                "name": each.name,
                "hierarchy": {parent: list(below) for parent, below in each.hierarchy.items()},
                "non_additive": sorted(each.non_additive),
            }
            for each in table.dimensions
        ],
    }


def _audited(audit: Audit) -> dict[str, object]:
    return {**asdict(audit), "decision": "released"}


def _ledger(files: Mapping[str, bytes], earlier: Sequence[str], asked: str) -> dict[str, object]:
    said = {
        "files": {name: hashlib.sha256(files[name]).hexdigest() for name in sorted(files)},
        "earlier": list(earlier),
        "input": asked,
    }
    return {**said, "digest": hashlib.sha256(_json(said)).hexdigest()}


def _json(value: object) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()


# --- writing --------------------------------------------------------------------------------------


def write_release(release: Release, folder: Path, *, replace: bool = False) -> None:
    """Write a release, whole or not at all. DisclosureError when another is already there."""
    files = files_of(release)
    if not replace and _is_other(folder, files):
        raise DisclosureError(
            "ce dossier contient déjà une autre publication, et une publication ne se refait "
            "pas\u00a0: choisissez un autre dossier, et donnez celui-ci dans «\u00a0history\u00a0» "
            "(--replace, si elle n’est pas sortie du service).",
            file=folder.name,
        )
    stale = {each.name for each in folder.glob("table*.csv")} - set(files)
    try:
        _swap(folder, files, stale)
    except OSError as error:
        raise DisclosureError(
            f"écriture impossible ({error.strerror}).", file=folder.name
        ) from None


def _is_other(folder: Path, files: Mapping[str, bytes]) -> bool:
    ledger = folder / LEDGER
    return ledger.exists() and ledger.read_bytes() != files[LEDGER]


def _swap(folder: Path, files: Mapping[str, bytes], stale: set[str]) -> None:
    """All is written aside first; then each file takes its place, the ledger last."""
    made = not folder.exists()
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".publication-", dir=folder.parent) as aside:
        for name, content in files.items():
            _write(Path(aside) / name, content, _PRIVATE if name == AUDIT else _PUBLIC)
        folder.mkdir(exist_ok=True)
        kept = {name: _read_if_any(folder / name) for name in {*files, *stale}}
        try:
            for name in sorted(files, key=lambda each: each == LEDGER):
                os.replace(Path(aside) / name, folder / name)
            for name in stale:
                (folder / name).unlink()
        except OSError:
            _put_back(folder, kept)
            if made:
                folder.rmdir()
            raise


def _write(path: Path, content: bytes, mode: int) -> None:
    with path.open("wb") as out:
        out.write(content)
        out.flush()
        os.fsync(out.fileno())
    path.chmod(mode)


def _read_if_any(path: Path) -> bytes | None:
    return path.read_bytes() if path.exists() else None


def _put_back(folder: Path, kept: Mapping[str, bytes | None]) -> None:
    for name, content in kept.items():
        if content is None:
            (folder / name).unlink(missing_ok=True)
        else:
            _write(folder / name, content, _PRIVATE if name == AUDIT else _PUBLIC)


# --- reading --------------------------------------------------------------------------------------


def read_history(folders: Sequence[Path]) -> tuple[Past, ...]:
    """Every earlier release, checked. HistoryAltered: changed by hand, or one is missing."""
    found = [(_checked(folder), folder) for folder in folders]
    given = {past.digest for (past, _), _ in found}
    for (_, earlier), folder in found:
        if set(earlier) - given:
            raise HistoryAltered(
                "une publication plus ancienne, que celle-ci connaît, manque à l’historique ou a "
                "été modifiée.",
                file=folder.name,
            )
    return tuple(past for (past, _), _ in found)


def read_past(folder: Path) -> Past:
    """One earlier release, checked against its ledger."""
    return _checked(folder)[0]


def _checked(folder: Path) -> tuple[Past, tuple[str, ...]]:
    ledger = _mapping(folder / LEDGER)
    said = {key: ledger.get(key) for key in ("files", "earlier", "input")}
    names, earlier = ledger.get("files"), ledger.get("earlier") or ()
    digest = hashlib.sha256(_json(said)).hexdigest()
    if ledger.get("digest") != digest or not (
        isinstance(names, dict) and isinstance(earlier, list | tuple)
    ):
        raise _altered(folder, LEDGER)
    for name, hashed in names.items():
        path = folder / Path(name).name
        if not path.is_file() or hashlib.sha256(path.read_bytes()).hexdigest() != hashed:
            raise _altered(folder, name)
    withheld = tuple(
        tuple(_withheld(each) for each in table) for table in _list(_mapping(folder / AUDIT))
    )
    return Past(read_published(folder), withheld, digest), tuple(earlier)


def _altered(folder: Path, name: str) -> HistoryAltered:
    return HistoryAltered(
        f"un dossier d’historique a été modifié à la main ({name})\u00a0: reprenez-en l’original.",
        file=folder.name,
    )


def _mapping(path: Path) -> Mapping[str, object]:
    if not path.is_file():
        raise HistoryAltered(
            f"ce dossier n’est pas une publication, {path.name} y manque.", file=path.parent.name
        )
    found = read_json(path)
    return found if isinstance(found, dict) else {}


def _list(audit: Mapping[str, object]) -> Sequence[Sequence[Mapping[str, object]]]:
    found = audit.get("withheld")
    return found if isinstance(found, list) else []


def _withheld(told: Mapping[str, object]) -> Withheld:
    fields = dict(told)
    codes, reasons = fields.pop("codes"), fields.pop("reasons")
    return Withheld(
        codes=tuple(codes) if isinstance(codes, list) else (),
        reasons=tuple(Reason(each) for each in reasons) if isinstance(reasons, list) else (),
        **fields,  # type: ignore[arg-type]
    )


def read_published(folder: Path) -> tuple[PublishedTable, ...]:
    """The tables of a folder, and nothing that was kept inside. Also one written by hand:
    a table.csv beside any JSON file that gives its « dimensions »."""
    described = _descriptions(folder)
    return tuple(_published(folder, rank, each) for rank, each in enumerate(described))


def _descriptions(folder: Path) -> list[Mapping[str, object]]:
    own = folder / HIERARCHIES
    for path in [own] if own.exists() else sorted(folder.glob("*.json")):
        found = read_json(path)
        if isinstance(found, dict):
            tables = found.get("tables", [found])
            if isinstance(tables, list) and all(_has_dimensions(each) for each in tables):
                return tables
    raise DisclosureError("aucune hiérarchie n’a été trouvée dans ce dossier.", file=folder.name)


def _has_dimensions(told: object) -> bool:
    return isinstance(told, dict) and "dimensions" in told


def _published(folder: Path, rank: int, told: Mapping[str, object]) -> PublishedTable:
    path = folder / table_name(rank)
    dimensions = read_dimensions(told.get("dimensions"), HIERARCHIES)
    count, value = told.get("count") or "persons", told.get("value")
    named = str(value["column"]) if isinstance(value, dict) else value
    columns = Columns(
        tuple(each.name for each in dimensions), str(count), value=str(named) if named else None
    )
    cells = read_shown(path, columns, [tree_of(each) for each in dimensions])
    return PublishedTable(
        str(told.get("title") or ""), dimensions, cells, columns.count, columns.value,
        read_scope(told.get("scope"), HIERARCHIES),
    )  # fmt: skip
