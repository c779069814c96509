"""The sealed files of a set of content: copied once, then shared by the sets that follow.

A sealed file never changes. A set links to the file of the set before it, on the same disk; the
first one is a copy, never a link to the file in use, which a fault of the disk would take with it.
"""

import os
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final, NamedTuple
from uuid import UUID

from entrenous.documents import store
from entrenous.documents.models import StoredFile
from entrenous.ops.backup import places, tables
from entrenous.ops.backup.manifests import Files

_LIST: Final = "files.list"


class Listed(NamedTuple):
    """A file as a set knows it."""

    id: UUID
    size: int
    sha256: str


def named() -> list[UUID]:
    """The files that the base names, inside the snapshot."""
    return list(StoredFile.objects.order_by("pk").values_list("pk", flat=True))


def listed(folder: Path) -> dict[UUID, Listed]:
    """The files of a set."""
    try:
        lines = (folder / _LIST).read_text("ascii").splitlines()
    except FileNotFoundError:
        return {}
    parts = (line.split(" ") for line in lines)
    return {UUID(hex=pk): Listed(UUID(hex=pk), int(size), seen) for pk, size, seen in parts}


def room_for(wanted: Iterable[UUID], before: Path | None) -> int:
    """How many bytes are to be copied."""
    there = listed(before) if before else {}
    sizes = (_size(store.path_of(pk)) for pk in wanted if pk not in there)
    return sum(size for size in sizes if size is not None)


def gather(folder: Path, wanted: Iterable[UUID], before: Path | None) -> Files:
    """Put the wanted files in a set; those that are gone are named in its manifest."""
    there = listed(before) if before else {}
    found, missing = [], []
    for pk in wanted:
        known = there.get(pk)
        put = _linked(folder, before, known) if before and known else None
        put = put or _copied(folder, pk)
        if put is None:
            missing.append(pk.hex)
        else:
            found.append(put)
    lines = "".join(f"{each.id.hex} {each.size} {each.sha256}\n" for each in found)
    _write(folder / _LIST, lines)
    return Files(len(found), sum(f.size for f in found), tables.sha256(folder / _LIST), missing)


def faults(folder: Path, told: Files) -> Iterator[str]:
    """What is not as it was written: the list, a file that is absent or altered."""
    if tables.sha256(folder / _LIST) != told.sha256:
        yield "la liste des pièces a été modifiée"
        return
    for each in listed(folder).values():
        if not _is(path_in(folder, each.id), each):
            yield f"pièce {each.id} : absente ou altérée"


def put_back(folder: Path) -> int:
    """Copy the files of a set where the program keeps them; those that are there stay.

    One that is absent from the set, or altered, is left: its page says that it is not found.
    """
    count = 0
    for each in listed(folder).values():
        if _is(store.path_of(each.id), each) or not _is(path_in(folder, each.id), each):
            continue
        store.drop(each.id)
        with store.create(each.id) as fresh, path_in(folder, each.id).open("rb") as source:
            shutil.copyfileobj(source, fresh)
            fresh.flush()
            os.fsync(fresh.fileno())
        count += 1
    return count


def set_aside(stamp: str) -> tuple[int, Path]:
    """Move the files that no restored row names out of the way; returns how many, and where."""
    wanted, count = set(named()), 0
    aside = store.root().with_name(f"files-a-part-{stamp}")
    for path, pk in store.stored():
        if pk not in wanted:
            aside.mkdir(mode=0o700, exist_ok=True)
            path.rename(aside / pk.hex)
            count += 1
    return count, aside


def absent() -> int:
    """How many files the base names that the disk has not."""
    return sum(not store.exists(pk) for pk in named())


def path_in(folder: Path, file: UUID) -> Path:
    """Where a set has a file."""
    return folder / "files" / file.hex[:2] / file.hex


def previous(root: Path) -> Path | None:
    """The last whole set of a folder, whose files may be shared."""
    there = places.stamps_in(root)
    return root / there[-1] if there else None


def _linked(folder: Path, before: Path, known: Listed) -> Listed | None:
    source, target = path_in(before, known.id), _room(folder, known.id)
    try:
        if source.stat().st_size != known.size:
            return None
        os.link(source, target)
    except OSError:
        return None
    return known


def _copied(folder: Path, pk: UUID) -> Listed | None:
    target = _room(folder, pk)
    try:
        source = store.path_of(pk).open("rb")
    except OSError:
        return None
    with source, os.fdopen(os.open(target, os.O_WRONLY | os.O_CREAT, 0o600), "wb") as copy:
        shutil.copyfileobj(source, copy)
        copy.flush()
        os.fsync(copy.fileno())
    return Listed(pk, target.stat().st_size, tables.sha256(target))


def _room(folder: Path, pk: UUID) -> Path:
    path = path_in(folder, pk)
    for parent in (path.parent.parent, path.parent):
        parent.mkdir(mode=0o700, exist_ok=True)
    return path


def _is(path: Path, known: Listed) -> bool:
    return _size(path) == known.size and tables.sha256(path) == known.sha256


def _size(path: Path) -> int | None:
    try:
        return path.stat().st_size
    except OSError:
        return None


def _write(path: Path, text: str) -> None:
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
