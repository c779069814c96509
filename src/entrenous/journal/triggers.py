"""SQL that makes a table append-only, for each database. Used by migrations only."""

from collections.abc import Callable

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

Operation = Callable[[StateApps, BaseDatabaseSchemaEditor], None]

_POSTGRESQL_FUNCTION = """
CREATE OR REPLACE FUNCTION entrenous_append_only() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'this table is append-only'; END $$
"""


def forbid_changes(table: str) -> Operation:
    """Refuse UPDATE, DELETE and (PostgreSQL) TRUNCATE on a table."""

    def run(_apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(_POSTGRESQL_FUNCTION)
            for moment, level in (("UPDATE OR DELETE", "ROW"), ("TRUNCATE", "STATEMENT")):
                schema_editor.execute(
                    f"CREATE TRIGGER {table}_no_{level.lower()}_change BEFORE {moment} ON {table}"
                    f" FOR EACH {level} EXECUTE FUNCTION entrenous_append_only()"
                )
        else:
            for moment in ("UPDATE", "DELETE"):
                schema_editor.execute(
                    f"CREATE TRIGGER {table}_no_{moment.lower()} BEFORE {moment} ON {table}"
                    " BEGIN SELECT RAISE(ABORT, 'this table is append-only'); END"
                )

    return run


def allow_changes(table: str) -> Operation:
    """Drop what `forbid_changes` made."""

    def run(_apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
        if schema_editor.connection.vendor == "postgresql":
            for level in ("row", "statement"):
                schema_editor.execute(
                    f"DROP TRIGGER IF EXISTS {table}_no_{level}_change ON {table}"
                )
        else:
            for moment in ("update", "delete"):
                schema_editor.execute(f"DROP TRIGGER IF EXISTS {table}_no_{moment}")

    return run
