import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("dossiers", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Batch",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("made_on", models.DateField(auto_now_add=True, verbose_name="préparée le")),
                (
                    "started_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="commencée le"),
                ),
                (
                    "ended_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="terminée le"),
                ),
                (
                    "incoming",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "outgoing",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-made_on", "pk"],
            },
        ),
        migrations.CreateModel(
            name="HandedDossier",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "à transmettre"),
                            ("done", "transmis"),
                            ("refused", "non transmis"),
                        ],
                        default="waiting",
                        max_length=8,
                    ),
                ),
                (
                    "refusal",
                    models.CharField(
                        blank=True,
                        choices=[
                            (
                                "damaged",
                                "Une partie du dossier est abîmée : faites d’abord le constat.",
                            ),
                            (
                                "beside",
                                "Ce qui est relié au dossier (foyer ou sollicitation) est abîmé : faites d’abord le constat.",
                            ),
                            ("gone", "Vous n’en êtes plus la personne référente."),
                            ("merged", "Il a été réuni à un autre dossier."),
                            ("already", "La personne choisie le suit déjà."),
                        ],
                        max_length=8,
                    ),
                ),
                (
                    "done_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="transmis le"),
                ),
                (
                    "acknowledged_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="fiche lue le"),
                ),
                (
                    "batch",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="lines",
                        to="handover.batch",
                    ),
                ),
                (
                    "dossier",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="handings",
                        to="dossiers.dossier",
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        migrations.AddConstraint(
            model_name="batch",
            constraint=models.CheckConstraint(
                condition=models.Q(("outgoing", models.F("incoming")), _negated=True),
                name="one_passes_on_to_someone_else",
            ),
        ),
        migrations.AddConstraint(
            model_name="handeddossier",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "waiting")),
                fields=("dossier",),
                name="a_dossier_waits_in_one_batch",
            ),
        ),
        migrations.AddConstraint(
            model_name="handeddossier",
            constraint=models.UniqueConstraint(fields=("batch", "dossier"), name="once_per_batch"),
        ),
    ]
