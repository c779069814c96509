import uuid

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("dossiers", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="CopyRow",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("received", "à relire"),
                            ("delivered", "remise"),
                            ("refused", "refusée"),
                            ("withdrawn", "retirée"),
                        ],
                        default="received",
                        max_length=10,
                    ),
                ),
                ("asked_on", models.DateField(verbose_name="reçue le")),
                ("due_on", models.DateField(verbose_name="à répondre avant")),
                ("ended_on", models.DateField(blank=True, null=True, verbose_name="terminée le")),
                ("procedure", models.UUIDField(blank=True, null=True)),
                (
                    "dossier",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="copies",
                        to="dossiers.dossier",
                    ),
                ),
            ],
            options={
                "ordering": ["-asked_on", "-pk"],
            },
        ),
    ]
