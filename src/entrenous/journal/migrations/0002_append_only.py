"""The journal can only grow: the database itself refuses changes, whoever asks.

Reversible: dropping the triggers changes no row.
"""

from django.db import migrations

from entrenous.journal import APPEND_ONLY_TABLES
from entrenous.journal.triggers import allow_changes, forbid_changes


class Migration(migrations.Migration):
    dependencies = [("journal", "0001_initial")]
    operations = [
        migrations.RunPython(forbid_changes(table), allow_changes(table))
        for table in APPEND_ONLY_TABLES
    ]
