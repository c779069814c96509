"""Backups for the tests: two folders, and an empty database to restore in."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

from django.core.management import call_command

from entrenous.ops.backup import making
from entrenous.ops.backup.making import Made
from tests.ground.databases import Database, Ground, point_at


@dataclass(frozen=True)
class Places:
    """Where both sets go."""

    content: Path
    keys: Path

    def make(self, **more: Any) -> Made:
        """A backup, as the command makes it."""
        return making.make(self.content, self.keys, **more)

    def run(self, command: str, **more: Any) -> None:
        """`backup` or `restore`, as they are typed."""
        call_command(command, content=self.content, keys=self.keys, **more)

    def files(self) -> dict[str, bytes]:
        """Every file of both sets, by its path."""
        return {
            str(path): path.read_bytes()
            for root in (self.content, self.keys)
            for path in sorted(root.rglob("*"))
            if path.is_file()
        }


@contextmanager
def elsewhere(ground: Ground, before: Database) -> Iterator[None]:
    """An empty, migrated database instead of the other, for whoever owns it."""
    fresh = ground.copy(f"en_{uuid4().hex[:12]}")
    point_at(fresh, as_owner=True)
    try:
        yield
    finally:
        point_at(before)
        ground.drop(fresh)
