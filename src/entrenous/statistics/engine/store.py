"""The folder of the facts: Parquet by month and circonscription, written whole or not at all.

    <folder>/facts/month=2026-01/place=<uuid>/<batch>.parquet
    <folder>/incoming/<batch>/                a batch whose facts may still wait in the database
    <folder>/salts/                           what makes a token of the store, destroyed in time
    <folder>/ledger/                          releases as published, and why cells are hidden
    <folder>/state.json                       the last month closed, and what was set aside

Everything is for its owner alone. Tokens of the store are keyed hashes of the sealed ones, under
salts that go when their month (agents) or their year (persons) is closed: afterwards nobody can
tell which row was whose, not even with the dossier open and the statistics key in hand.
"""

import hashlib
import hmac
import json
import os
import secrets
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final
from uuid import UUID

from entrenous.workload.work import Counted

if TYPE_CHECKING:
    import pyarrow as pa

_SALT_BYTES: Final = 32
_TOKEN_CHARS: Final = 24
_OTHERS: Final = 0o077
#: Where a column is a folder, it is not in the file.
_FOLDERS: Final = ("month", "place")


class StoreTooOpen(Exception):
    """The folder or the key can be read by others than the engine's account: nothing was done."""


class StoreBusy(Exception):
    """Another engine works in this folder."""


@dataclass(frozen=True)
class State:
    """closed: the last month closed, « 2026-01 »; late: facts counted in a later month."""

    closed: str = ""
    late: int = 0
    unreadable: int = 0


class Store:
    """The facts of one organisation. Creates its folders, for their owner alone."""

    def __init__(self, folder: Path, organisation: UUID) -> None:
        self.folder = folder / organisation.hex
        _make(self.folder)
        for name in ("facts", "incoming", "salts", "ledger"):
            (self.folder / name).mkdir(mode=0o700, exist_ok=True)
        demand_private(self.folder)

    @property
    def facts(self) -> Path:
        """Where the closed batches are."""
        return self.folder / "facts"

    @property
    def ledger(self) -> Path:
        """Where releases are kept."""
        return self.folder / "ledger"

    @property
    def state(self) -> State:
        """Where the store stands."""
        try:
            return State(**json.loads((self.folder / "state.json").read_text("utf-8")))
        except FileNotFoundError:
            return State()

    def keep(self, **changes: str | int) -> State:
        """Write the state, whole or not at all."""
        fresh = replace(self.state, **changes)  # type: ignore[arg-type]
        write_private(self.folder / "state.json", json.dumps(asdict(fresh)).encode())
        return fresh

    @contextmanager
    def alone(self) -> Iterator[None]:
        """One engine at a time. StoreBusy."""
        import fcntl  # noqa: PLC0415 - of POSIX only, and of the engine only

        with (self.folder / "lock").open("w") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                raise StoreBusy from None
            yield

    def token(self, kind: str, period: str, sealed: str) -> str:
        """The store's own token for one that was sealed in a fact; "" stays ""."""
        if not sealed:
            return ""
        digest = hmac.new(self._salt(f"{kind}-{period}"), sealed.encode(), hashlib.sha256)
        return digest.hexdigest()[:_TOKEN_CHARS]

    def forget_salts(self, closed: str) -> int:
        """Destroy the salts of closed months, and of years that ended before that month."""
        gone = 0
        for path in (self.folder / "salts").iterdir():
            kind, _, period = path.name.partition("-")
            last = period if kind == "agent" else f"{period}-12"
            if last <= closed:
                path.unlink()
                gone += 1
        return gone

    def _salt(self, name: str) -> bytes:
        path = self.folder / "salts" / name
        if not path.exists():
            write_private(path, secrets.token_bytes(_SALT_BYTES))
        return path.read_bytes()

    def stage(self, batch: str, rows: Sequence[Counted], facts: Sequence[UUID]) -> None:
        """Write a batch aside, in no order, with the list of the facts that it stands for."""
        import pyarrow as pa  # noqa: PLC0415 - slow, and of the engine only
        import pyarrow.parquet as pq  # noqa: PLC0415

        aside = self.folder / "incoming" / batch
        shutil.rmtree(aside, ignore_errors=True)
        _make(aside)
        shuffled = list(rows)
        secrets.SystemRandom().shuffle(shuffled)
        for (month, place), found in _by_folder(shuffled).items():
            into = aside / "facts" / f"month={month}" / f"place={place}"
            _make(into)
            table = pa.Table.from_pylist(found, schema=_schema())
            path = into / f"{batch}.parquet"
            pq.write_table(table, path, compression="zstd")
            path.chmod(0o600)
        listed = json.dumps(sorted(str(fact) for fact in facts))
        write_private(aside / "facts.json", listed.encode())

    def staged(self) -> dict[str, list[UUID]]:
        """The batches written aside whole, and the facts that each stands for."""
        found = {}
        for aside in sorted((self.folder / "incoming").iterdir()):
            listed = aside / "facts.json"
            if listed.exists():
                found[aside.name] = [UUID(pk) for pk in json.loads(listed.read_text("utf-8"))]
            else:
                shutil.rmtree(aside)
        return found

    def drop(self, batch: str) -> None:
        """Forget a batch written aside: its facts still wait."""
        shutil.rmtree(self.folder / "incoming" / batch)

    def settle(self, batch: str) -> None:
        """Move a batch among the facts. Done twice, the same: each file has its batch's name."""
        aside = self.folder / "incoming" / batch
        for path in sorted((aside / "facts").rglob("*.parquet")):
            into = self.facts / path.relative_to(aside / "facts")
            _make(into.parent)
            path.replace(into)
        shutil.rmtree(aside)


def demand_private(path: Path) -> None:
    """StoreTooOpen when others than the owner may read it."""
    if path.stat().st_mode & _OTHERS:
        raise StoreTooOpen(path.name)


def _make(folder: Path) -> None:
    """A folder and those above it that are not there, for their owner alone."""
    missing = [each for each in (folder, *folder.parents) if not each.exists()]
    for each in reversed(missing):
        each.mkdir(mode=0o700, exist_ok=True)


def write_private(path: Path, raw: bytes) -> None:
    """Write a file for its owner alone, whole or not at all."""
    fresh = path.with_name(f"{path.name}.new")
    fresh.unlink(missing_ok=True)
    descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(raw)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(path)


def _by_folder(rows: Sequence[Counted]) -> dict[tuple[str, str], list[dict[str, object]]]:
    found: dict[tuple[str, str], list[dict[str, object]]] = {}
    for row in rows:
        found.setdefault((row.month, row.place), []).append(
            {name: value for name, value in asdict(row).items() if name not in _FOLDERS}
        )
    return found


def _schema() -> "pa.Schema":
    import pyarrow as pa  # noqa: PLC0415 - slow, and of the engine only

    numbers = {"minutes": pa.int32(), "days": pa.int32(), "units": pa.int32(), "aside": pa.int8()}
    return pa.schema(
        [
            (field.name, numbers.get(field.name, pa.string()))
            for field in fields(Counted)
            if field.name not in _FOLDERS
        ]
    )
