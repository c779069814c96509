"""A new, empty database for the demonstration: every table as it is today, in one go.

Migrating builds each past form of each model again (some seconds of work); a database with nothing
in it has no past. A test holds the two to the same tables, indexes and triggers.
"""

from django.apps import apps
from django.db import DEFAULT_DB_ALIAS, connections, migrations
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

_SAYS_MORE_THAN_TABLES = migrations.RunPython, migrations.RunSQL


def create_tables(using: str = DEFAULT_DB_ALIAS) -> bool:
    """Create the tables of every model and say their migrations done; False when there are some.

    What is written by hand (the triggers of the journal) is left for `migrate`, to call next.
    """
    connection = connections[using]
    if connection.introspection.table_names():
        return False
    loader = MigrationLoader(connection)
    with connection.schema_editor() as editor:
        for app in sorted(loader.migrated_apps):
            for model in apps.get_app_config(app).get_models():
                editor.create_model(model)
    recorder = MigrationRecorder(connection)
    recorder.ensure_schema()
    for (app, name), migration in loader.disk_migrations.items():
        if not _left_to_run(app, migration):
            recorder.record_applied(app, name)
    return True


def _left_to_run(app: str, migration: migrations.Migration) -> bool:
    """Tell whether a migration of ours does more than tables (those of Django move old data)."""
    ours = apps.get_app_config(app).name.startswith("entrenous.")
    return ours and any(isinstance(o, _SAYS_MORE_THAN_TABLES) for o in migration.operations)
