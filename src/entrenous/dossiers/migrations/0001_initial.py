import datetime
import uuid

import django.db.models.deletion
import django.db.models.expressions
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("agents", "0001_initial"),
        ("keyring", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Household",
            fields=[
                (
                    "container",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="household",
                        serialize=False,
                        to="keyring.container",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="DirectorySlip",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("dropped_on", models.DateField(auto_now_add=True)),
                ("box", models.BinaryField()),
                (
                    "group",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="slips",
                        to="keyring.group",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Dossier",
            fields=[
                (
                    "container",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="dossier",
                        serialize=False,
                        to="keyring.container",
                    ),
                ),
                ("opened_on", models.DateField(verbose_name="ouvert le")),
                ("touched_on", models.DateField(verbose_name="modifié le")),
                (
                    "merged_into",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="absorbed",
                        to="dossiers.dossier",
                    ),
                ),
                (
                    "referent",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="dossiers",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "secteur",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="dossiers",
                        to="agents.secteur",
                    ),
                ),
                (
                    "household",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="dossiers",
                        to="dossiers.household",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Accompagnement",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("demande", models.UUIDField(blank=True, null=True)),
                ("opened_on", models.DateField(verbose_name="commencé le")),
                ("closed_on", models.DateField(blank=True, null=True, verbose_name="terminé le")),
                (
                    "dossier",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="accompagnements",
                        to="dossiers.dossier",
                    ),
                ),
            ],
            options={
                "ordering": ["opened_on"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("closed_on", None),
                            ("closed_on__gte", models.F("opened_on")),
                            _connector="OR",
                        ),
                        name="ends_after_it_starts",
                        violation_error_message="La fin ne peut pas précéder le début.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("closed_on", None)),
                        fields=("dossier",),
                        name="one_current_accompagnement",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DueDate",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("review", "bilan du plan"),
                            ("action", "action du plan"),
                            ("next_step", "suite d’un entretien"),
                            ("call_back", "rappel promis"),
                            ("agreement", "accord qui prend fin"),
                            ("procedure", "date d’une procédure"),
                            ("relay", "réponse d’un partenaire attendue"),
                        ],
                        max_length=10,
                    ),
                ),
                ("record", models.UUIDField(null=True)),
                (
                    "rank",
                    models.PositiveSmallIntegerField(default=0, verbose_name="place dans l’écrit"),
                ),
                ("due_on", models.DateField(verbose_name="échéance")),
                ("done_on", models.DateField(blank=True, null=True)),
                (
                    "dossier",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="due_dates",
                        to="dossiers.dossier",
                    ),
                ),
            ],
            options={
                "ordering": ["due_on"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("dossier", "kind", "record", "rank"), name="one_due_date_per_step"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="SupportExtract",
            fields=[
                (
                    "container",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="support_extract",
                        serialize=False,
                        to="keyring.container",
                    ),
                ),
                ("given_on", models.DateField(verbose_name="prêté le")),
                ("until", models.DateField(verbose_name="jusqu’au")),
                ("ended_on", models.DateField(blank=True, null=True, verbose_name="retiré le")),
                (
                    "dossier",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="support_extracts",
                        to="dossiers.dossier",
                    ),
                ),
                (
                    "given_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "given_to",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="extracts_received",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-given_on"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "until__lte",
                                django.db.models.expressions.CombinedExpression(
                                    models.F("given_on"),
                                    "+",
                                    models.Value(datetime.timedelta(days=7)),
                                ),
                            )
                        ),
                        name="an_extract_is_lent_seven_days_at_most",
                    )
                ],
            },
        ),
    ]
