import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import entrenous.keyring.fields


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("dossiers", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Space",
            fields=[
                (
                    "person",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[("open", "ouvert"), ("discreet", "discret"), ("closed", "fermé")],
                        max_length=8,
                    ),
                ),
                (
                    "sort",
                    models.CharField(
                        choices=[("sheet", "feuille imprimée"), ("words", "huit mots")],
                        max_length=5,
                    ),
                ),
                (
                    "number",
                    models.CharField(max_length=8, null=True, unique=True, verbose_name="numéro"),
                ),
                ("lookup", models.BinaryField(max_length=32, null=True, unique=True)),
                ("box", models.BinaryField()),
                ("sign", models.BinaryField()),
                ("salt", models.BinaryField()),
                ("passes", models.PositiveSmallIntegerField()),
                ("memory_kib", models.PositiveIntegerField()),
                ("wrapped", models.BinaryField(null=True)),
                ("issued_on", models.DateField(verbose_name="code remis le")),
                ("closed_on", models.DateField(null=True, verbose_name="fermé le")),
                ("waits_for_renewal", models.BooleanField(default=False)),
                ("unopened_since", models.DateTimeField(blank=True, null=True)),
                (
                    "dossier",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="space",
                        to="dossiers.dossier",
                    ),
                ),
                (
                    "issued_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="SpaceSession",
            fields=[
                ("id", models.BinaryField(max_length=32, primary_key=True, serialize=False)),
                ("expires", models.PositiveBigIntegerField()),
                ("seen_at", models.DateTimeField(db_index=True)),
                ("blob", entrenous.keyring.fields.SealedField()),
                (
                    "space",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="sessions",
                        to="space.space",
                    ),
                ),
            ],
        ),
    ]
