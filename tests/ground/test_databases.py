from pathlib import Path

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction

from entrenous.config.databases import parse
from entrenous.ops.roles import grants_sql

HOME = Path("/var/lib/entrenous")


def test_an_empty_address_is_a_file_in_the_state_folder() -> None:
    assert parse("", home=HOME)["NAME"] == "/var/lib/entrenous/db.sqlite3"


def test_a_postgresql_address_keeps_what_was_escaped_in_it() -> None:
    read = parse("postgres://ann%40x:p%2Fw@db.example:5433/en%20tre?sslmode=verify-full", home=HOME)

    assert (read["USER"], read["PASSWORD"], read["NAME"]) == ("ann@x", "p/w", "en tre")
    assert (read["HOST"], read["PORT"]) == ("db.example", "5433")
    assert read["OPTIONS"] == {"sslmode": "verify-full"}


@pytest.mark.parametrize(
    ("url", "options"),
    [
        ("postgres://a@db.example/x", {"sslmode": "require"}),
        ("postgres://a@localhost/x", {}),
        ("postgres://a@/x?host=/run/postgresql", {}),
    ],
)
def test_another_machine_is_only_spoken_to_through_tls(url, options) -> None:
    assert parse(url, home=HOME)["OPTIONS"] == options


@pytest.mark.parametrize("url", ["mysql://u:hidden@h/x", "postgres://u:hidden@h", "hidden"])
def test_a_refused_address_is_not_repeated(url) -> None:
    with pytest.raises(ImproperlyConfigured) as refused:
        parse(url, home=HOME)

    assert "hidden" not in str(refused.value)


@pytest.mark.django_db
def test_sqlite_writes_ahead_waits_and_keeps_nothing_temporary_on_disk() -> None:
    if connection.vendor != "sqlite":
        assert connection.settings_dict["CONN_MAX_AGE"] is None
        return
    with connection.cursor() as cursor:
        read = {
            name: cursor.execute(f"PRAGMA {name}").fetchone()[0]
            for name in ("journal_mode", "synchronous", "foreign_keys", "temp_store")
        }
    assert read == {"journal_mode": "wal", "synchronous": 1, "foreign_keys": 1, "temp_store": 2}


@pytest.mark.django_db
def test_the_application_account_cannot_change_the_tables() -> None:
    if connection.vendor == "sqlite":
        return  # one account only: a file
    for statement in ("CREATE TABLE mine (x int)", "DELETE FROM django_migrations"):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)


@pytest.mark.django_db
def test_the_grants_leave_append_only_tables_append_only() -> None:
    statements = grants_sql(append_only=["journal_entry"])

    assert statements[-1] == (
        'REVOKE UPDATE, DELETE, TRUNCATE ON "journal_entry" FROM entrenous_app'
    )


@pytest.mark.django_db
def test_the_printed_roles_hold_every_statement_that_the_tests_run(capsys) -> None:
    call_command("database_roles")

    printed = capsys.readouterr().out
    for statement in grants_sql():
        assert f"{statement};" in printed


@pytest.mark.parametrize("turn", [1, 2])
def test_a_database_of_ones_own_is_new_each_time(own_database, turn) -> None:
    assert not ContentType.objects.filter(app_label="mine").exists()

    ContentType.objects.create(app_label="mine", model="x")
    connection.close()

    assert ContentType.objects.filter(app_label="mine").count() == 1


def test_the_attacker_of_the_tests_passes_over_every_trigger(own_database) -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(
                "CREATE TRIGGER fixed BEFORE DELETE ON django_migrations"
                " BEGIN SELECT RAISE(ABORT, 'append-only'); END"
            )
            with pytest.raises(DatabaseError):
                cursor.execute("DELETE FROM django_migrations")
    connection.close()

    with own_database.attacker() as raw:
        raw.execute("DELETE FROM django_migrations")

    with own_database.attacker() as raw:
        assert raw.execute("SELECT count(*) FROM django_migrations").fetchone() == (0,)
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT count(*) FROM sqlite_master WHERE name = 'fixed'")
            assert cursor.fetchone() == (1,)
