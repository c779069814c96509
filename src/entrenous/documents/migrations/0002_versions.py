"""A document has versions: one file each, under one record."""

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [("documents", "0001_initial")]

    operations: ClassVar = [
        migrations.AlterField("storedfile", "record", models.UUIDField(db_index=True)),
    ]
