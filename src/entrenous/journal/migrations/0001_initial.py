import django.db.models.deletion
from django.db import migrations, models

import entrenous.journal.acts


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("agents", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="JournalHead",
            fields=[
                (
                    "organisation",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="agents.organisation",
                    ),
                ),
                ("size", models.PositiveBigIntegerField(default=0)),
                (
                    "chain",
                    models.BinaryField(
                        default=b"\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00",
                        max_length=32,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Checkpoint",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("size", models.PositiveBigIntegerField()),
                ("made_at", models.DateTimeField()),
                ("note", models.TextField()),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agents.organisation",
                    ),
                ),
            ],
            options={
                "ordering": ["organisation", "size"],
            },
        ),
        migrations.CreateModel(
            name="Entry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("seq", models.PositiveBigIntegerField()),
                ("at", models.DateTimeField(verbose_name="instant")),
                ("actor", models.UUIDField(null=True, verbose_name="agent")),
                (
                    "act",
                    models.CharField(
                        choices=entrenous.journal.acts.act_choices,
                        max_length=32,
                        verbose_name="acte",
                    ),
                ),
                ("container", models.UUIDField(db_index=True, null=True, verbose_name="conteneur")),
                ("record", models.UUIDField(null=True)),
                ("version", models.PositiveIntegerField(null=True)),
                ("blob_hash", models.BinaryField(max_length=32, null=True)),
                ("about", models.UUIDField(null=True, verbose_name="agent ou groupe concerné")),
                (
                    "basis",
                    models.CharField(blank=True, max_length=40, verbose_name="code de base légale"),
                ),
                ("detail", models.BinaryField(null=True, verbose_name="détail scellé")),
                ("signature", models.BinaryField(max_length=64, null=True)),
                ("chain", models.BinaryField(max_length=32)),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agents.organisation",
                    ),
                ),
            ],
            options={
                "ordering": ["organisation", "seq"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("record__isnull", False)),
                        fields=["container", "record", "seq"],
                        name="writes_of_a_container",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organisation", "seq"), name="one_entry_per_place"
                    )
                ],
            },
        ),
    ]
