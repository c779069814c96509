import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("agents", "0001_initial"),
        ("dossiers", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Kept",
            fields=[
                (
                    "dossier",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="kept",
                        serialize=False,
                        to="dossiers.dossier",
                    ),
                ),
                ("last_contact_on", models.DateField(null=True, verbose_name="dernier contact")),
                ("until", models.DateField(null=True, verbose_name="gardé jusqu’au")),
            ],
        ),
        migrations.CreateModel(
            name="Terms",
            fields=[
                (
                    "organisation",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="retention_terms",
                        serialize=False,
                        to="agents.organisation",
                    ),
                ),
                (
                    "alert_months",
                    models.PositiveSmallIntegerField(default=21, verbose_name="alerte, en mois"),
                ),
                (
                    "active_months",
                    models.PositiveSmallIntegerField(
                        default=24, verbose_name="base active, en mois"
                    ),
                ),
                (
                    "needs_visa",
                    models.BooleanField(default=True, verbose_name="visa de l’archiviste"),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("alert_months__lt", models.F("active_months"))),
                        name="one_is_told_before_the_term",
                        violation_error_message="L’alerte vient avant le terme : choisissez moins de mois.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Destruction",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("container", models.UUIDField(db_index=True, verbose_name="numéro du dossier")),
                ("opened_on", models.DateField(verbose_name="ouvert le")),
                ("closed_on", models.DateField(verbose_name="terminé le")),
                ("counted_on", models.DateField(verbose_name="compté depuis le")),
                ("proposed_on", models.DateField(verbose_name="proposée le")),
                ("withdrawn_on", models.DateField(null=True, verbose_name="retirée le")),
                (
                    "archivist",
                    models.CharField(blank=True, max_length=120, verbose_name="archiviste"),
                ),
                (
                    "visa_number",
                    models.CharField(blank=True, max_length=60, verbose_name="numéro du visa"),
                ),
                ("visa_on", models.DateField(null=True, verbose_name="visa du")),
                ("erased_at", models.DateTimeField(null=True, verbose_name="effacé le")),
                ("records", models.PositiveIntegerField(default=0)),
                ("files", models.PositiveIntegerField(default=0)),
                ("keys", models.PositiveIntegerField(default=0)),
                (
                    "place",
                    models.PositiveBigIntegerField(null=True, verbose_name="entrée du journal"),
                ),
                (
                    "circonscription",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="destructions",
                        to="agents.circonscription",
                    ),
                ),
                (
                    "done_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agents.organisation",
                    ),
                ),
                (
                    "proposed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-proposed_on", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("withdrawn_on", None)),
                        fields=("container",),
                        name="one_destruction_per_dossier",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("done_by", models.F("proposed_by")), _negated=True),
                        name="two_people_destroy",
                    ),
                ],
            },
        ),
    ]
