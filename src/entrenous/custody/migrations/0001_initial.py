import uuid

import django.db.models.deletion
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
            name="Terms",
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
                ("delay_hours", models.PositiveSmallIntegerField(default=24, verbose_name="délai")),
                ("split_on", models.DateField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="Ceremony",
            fields=[
                (
                    "container",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="ceremony",
                        serialize=False,
                        to="keyring.container",
                    ),
                ),
                (
                    "ground",
                    models.CharField(
                        choices=[
                            ("deceased", "deceased"),
                            ("gone", "gone"),
                            ("absent", "absent"),
                            ("keys_lost", "keys_lost"),
                            ("rehearsal", "rehearsal"),
                        ],
                        max_length=12,
                    ),
                ),
                ("asked_at", models.DateTimeField()),
                ("opens_at", models.DateTimeField()),
                ("signature", models.BinaryField()),
                ("withdrawn_at", models.DateTimeField(null=True)),
                ("imported_at", models.DateTimeField(null=True)),
                ("custodians", models.PositiveSmallIntegerField(null=True)),
                (
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "imported_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "recipient",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-asked_at"],
            },
        ),
        migrations.CreateModel(
            name="Custodian",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("name", models.CharField(max_length=80, verbose_name="nom")),
                ("title", models.CharField(max_length=120, verbose_name="fonction")),
                (
                    "keeps",
                    models.CharField(
                        choices=[
                            ("share", "une part de la clé"),
                            ("piece", "la pièce de procédure"),
                        ],
                        default="share",
                        max_length=8,
                    ),
                ),
                ("since", models.DateField(verbose_name="depuis le")),
                ("until", models.DateField(blank=True, null=True, verbose_name="jusqu’au")),
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
                "ordering": ["-keeps", "since", "name"],
            },
        ),
        migrations.CreateModel(
            name="ListedContainer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("given_on", models.DateField(null=True)),
                ("left_out", models.CharField(blank=True, max_length=16)),
                (
                    "ceremony",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="listed",
                        to="custody.ceremony",
                    ),
                ),
                (
                    "container",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="keyring.container",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("ceremony", "container"), name="a_container_is_listed_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Notice",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "audience",
                    models.CharField(
                        choices=[
                            ("referent", "la personne qui suivait les dossiers"),
                            ("dpo", "la personne déléguée à la protection des données"),
                            ("person", "la personne accompagnée"),
                        ],
                        max_length=8,
                    ),
                ),
                ("given_on", models.DateField(null=True)),
                (
                    "way",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("hand", "remis en main propre"),
                            ("letter", "envoyé par courrier"),
                            ("talk", "dit de vive voix"),
                            ("impossible", "impossible : décès, ou plus d’adresse connue"),
                        ],
                        max_length=10,
                    ),
                ),
                ("barred_until", models.DateField(null=True)),
                (
                    "agent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "ceremony",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="notices",
                        to="custody.ceremony",
                    ),
                ),
                (
                    "container",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="keyring.container",
                    ),
                ),
                (
                    "noted_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("barred_until", None), ("audience", "person"), _connector="OR"
                        ),
                        name="only_the_persons_notice_is_barred",
                    )
                ],
            },
        ),
    ]
