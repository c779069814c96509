"""Releases as they were published, kept for ever: what is public is frozen, and attacked with it.

One file per release, named by the hash of what it holds; a file changed by hand is refused.
"""

import hashlib
from pathlib import Path

import msgspec

from entrenous.disclosure import HistoryAltered, Past, Release
from entrenous.statistics.engine.store import write_private


def keep(folder: Path, release: Release) -> str:
    """Write a release with why its cells are hidden; returns its digest."""
    return keep_past(folder, Past(release.tables, release.audit.withheld, ""))


def keep_past(folder: Path, past: Past) -> str:
    """The same of a release whose tables and reasons are known already."""
    raw = msgspec.json.encode(past)
    digest = hashlib.sha256(raw).hexdigest()
    write_private(folder / f"{digest}.json", raw)
    return digest


def read(folder: Path, digests: list[str]) -> list[Past]:
    """The releases of these digests. HistoryAltered: one is missing, changed, or not listed."""
    found = []
    known = {path.stem for path in folder.glob("*.json")}
    if known - set(digests):
        raise HistoryAltered("une publication du registre n’est pas connue de la base")
    for digest in digests:
        try:
            raw = (folder / f"{digest}.json").read_bytes()
        except OSError:
            raise HistoryAltered("une publication manque au registre") from None
        if hashlib.sha256(raw).hexdigest() != digest:
            raise HistoryAltered("une publication du registre a été modifiée")
        past = msgspec.json.decode(raw, type=Past)
        found.append(Past(past.tables, past.withheld, digest))
    return found
