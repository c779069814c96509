"""The tables made in one go are those that the migrations make."""

import re
import sqlite3
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection, connections

from entrenous.ops.new_database import create_tables
from tests.ground.databases import Database, point_at

Schema = dict[tuple[str, str], object]


@pytest.fixture
def made(own_database: Database, tmp_path: Path) -> Path:
    """A database of the demonstration, beside the migrated one."""
    path = tmp_path / "made.sqlite3"
    point_at(Database("sqlite", str(path), f"sqlite:///{path}", f"sqlite:///{path}"))
    assert create_tables()
    call_command("migrate", verbosity=0, interactive=False)
    connections.close_all()
    return path


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="the demonstration is on SQLite")
def test_tables_indexes_and_triggers_are_those_of_the_migrations(
    made: Path, own_database: Database
) -> None:
    assert schema(made) == schema(Path(own_database.name))


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="the demonstration is on SQLite")
def test_nothing_is_left_to_migrate_and_a_second_call_does_nothing(made: Path) -> None:
    call_command("migrate", "--check", verbosity=0)
    assert not create_tables()
    assert "journal_entry" in connection.introspection.table_names()


def schema(path: Path) -> Schema:
    """What a database is made of; columns in any order, for a table grows with its migrations."""
    with sqlite3.connect(path) as read:
        made: Schema = {}
        objects = read.execute("SELECT type, name, sql FROM sqlite_master").fetchall()
        for kind, name, sql in objects:
            if kind == "table":
                columns = sorted(row[1:6] for row in read.execute(f'PRAGMA table_info("{name}")'))
                keys = sorted(r[2:7] for r in read.execute(f'PRAGMA foreign_key_list("{name}")'))
                made[kind, name] = (columns, keys, constraints(sql))
            else:
                made[kind, name] = sql
    return made


def constraints(sql: str) -> list[str]:
    """The named constraints of a table, each up to the next one."""
    return sorted(part.rstrip(" ,)") for part in re.split(r"(?=CONSTRAINT )", sql)[1:])
