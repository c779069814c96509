"""The PostgreSQL accounts: an owner who migrates, an application that cannot change the tables.

One source for the tests and for `./entrenous database_roles`.
"""

from collections.abc import Iterable
from typing import Final

from django.apps import apps
from django.db import connection

OWNER_ROLE: Final = "entrenous_owner"
APP_ROLE: Final = "entrenous_app"


def create_roles_sql() -> list[str]:
    """Statements for a superuser, once per server: two accounts, neither of them privileged."""
    rights = "LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS"
    return [f"CREATE ROLE {role} {rights}" for role in (OWNER_ROLE, APP_ROLE)]


def grants_sql(*, append_only: Iterable[str] | None = None) -> list[str]:
    """Statements for the owner, after each migration.

    append_only  tables the application may read and lengthen, never change;
                 by default those the journal declares
    """
    fixed = sorted(set(append_only_tables() if append_only is None else append_only))
    return [
        f"GRANT USAGE ON SCHEMA public TO {APP_ROLE}",
        f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {APP_ROLE}",
        f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {APP_ROLE}",
        f"REVOKE INSERT, UPDATE, DELETE ON django_migrations FROM {APP_ROLE}",
        *(
            f"REVOKE UPDATE, DELETE, TRUNCATE ON {connection.ops.quote_name(table)} FROM {APP_ROLE}"
            for table in fixed
        ),
    ]


def append_only_tables() -> list[str]:
    """Read every installed app's `APPEND_ONLY_TABLES`, a tuple in the app's package."""
    return [
        table
        for config in apps.get_app_configs()
        for table in getattr(config.module, "APPEND_ONLY_TABLES", ())
    ]
