import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("dossiers", "0001_initial"),
        ("keyring", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Cover",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "scope",
                    models.CharField(
                        choices=[
                            ("dates", "les échéances et les prochains rendez-vous seulement"),
                            ("whole", "le dossier entier"),
                        ],
                        max_length=5,
                    ),
                ),
                ("starts_on", models.DateField(verbose_name="à partir du")),
                ("ends_on", models.DateField(verbose_name="jusqu’au")),
                ("planned_on", models.DateField(verbose_name="prévue le")),
                ("ended_on", models.DateField(blank=True, null=True)),
                (
                    "absent",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="covers",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "colleague",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="covering",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-starts_on", "-planned_on"],
            },
        ),
        migrations.CreateModel(
            name="CoveredDossier",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("granted_on", models.DateField(null=True)),
                ("withdrawn_on", models.DateField(null=True)),
                ("renewed_on", models.DateField(null=True)),
                ("told_on", models.DateField(null=True)),
                (
                    "told_way",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("talk", "dit de vive voix"),
                            ("hand", "remis en main propre"),
                            ("letter", "envoyé par courrier"),
                            ("impossible", "pas pu être dit : plus de moyen sûr de la joindre"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "cover",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="covered",
                        to="continuity.cover",
                    ),
                ),
                (
                    "dossier",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="covered",
                        to="dossiers.dossier",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="DangerAccess",
            fields=[
                (
                    "container",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="danger_access",
                        serialize=False,
                        to="keyring.container",
                    ),
                ),
                (
                    "asks_as",
                    models.CharField(
                        choices=[
                            ("duty", "la permanence"),
                            ("lead", "les responsables ou le service juridique"),
                        ],
                        max_length=5,
                    ),
                ),
                ("asked_at", models.DateTimeField()),
                (
                    "decision",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("confirmed", "confirmé"),
                            ("refused", "refusé"),
                            ("withdrawn", "retiré"),
                        ],
                        max_length=10,
                    ),
                ),
                ("decided_at", models.DateTimeField(null=True)),
                ("ends_at", models.DateTimeField(null=True)),
                ("half_box", models.BinaryField(null=True)),
                (
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "dossier",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="danger_accesses",
                        to="dossiers.dossier",
                    ),
                ),
                (
                    "second",
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
            name="DangerNotice",
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
                ("due_at", models.DateTimeField()),
                ("given_on", models.DateField(null=True)),
                (
                    "way",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("talk", "dit de vive voix"),
                            ("hand", "remis en main propre"),
                            ("letter", "envoyé par courrier"),
                            ("impossible", "pas pu être dit : plus de moyen sûr de la joindre"),
                        ],
                        max_length=10,
                    ),
                ),
                ("barred_until", models.DateField(null=True)),
                (
                    "access",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="notices",
                        to="continuity.dangeraccess",
                    ),
                ),
                (
                    "noted_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="DueSheet",
            fields=[
                (
                    "container",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="due_sheet",
                        serialize=False,
                        to="keyring.container",
                    ),
                ),
                ("state", models.BinaryField(max_length=32)),
                ("refreshed_on", models.DateField(verbose_name="tenue à jour le")),
                ("opens_in_danger", models.BooleanField(default=False)),
                (
                    "dossier",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="due_sheet",
                        to="dossiers.dossier",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="JoinRequest",
            fields=[
                (
                    "container",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="join_request",
                        serialize=False,
                        to="keyring.container",
                    ),
                ),
                ("asked_on", models.DateField()),
                ("expires_on", models.DateField()),
                (
                    "decision",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("accepted", "acceptée"),
                            ("refused", "refusée"),
                            ("withdrawn", "retirée"),
                        ],
                        max_length=10,
                    ),
                ),
                ("decided_on", models.DateField(null=True)),
                ("agreed_on", models.DateField(null=True)),
                (
                    "agreed_way",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("talk", "dit de vive voix"),
                            ("hand", "remis en main propre"),
                            ("letter", "envoyé par courrier"),
                            ("impossible", "pas pu être dit : plus de moyen sûr de la joindre"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="joins_asked",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "dossier",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="joins",
                        to="dossiers.dossier",
                    ),
                ),
                (
                    "referent",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="joins_received",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-asked_on", "pk"],
            },
        ),
        migrations.CreateModel(
            name="LeftWord",
            fields=[
                (
                    "container",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="left_word",
                        serialize=False,
                        to="keyring.container",
                    ),
                ),
                ("left_on", models.DateField()),
                ("read_on", models.DateField(null=True)),
                (
                    "covered",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="words",
                        to="continuity.covereddossier",
                    ),
                ),
            ],
            options={
                "ordering": ["left_on", "pk"],
            },
        ),
        migrations.AddConstraint(
            model_name="cover",
            constraint=models.CheckConstraint(
                condition=models.Q(("ends_on__gte", models.F("starts_on"))),
                name="a_cover_ends_after_it_starts",
            ),
        ),
        migrations.AddConstraint(
            model_name="cover",
            constraint=models.CheckConstraint(
                condition=models.Q(("absent", models.F("colleague")), _negated=True),
                name="nobody_covers_herself",
            ),
        ),
        migrations.AddConstraint(
            model_name="covereddossier",
            constraint=models.UniqueConstraint(
                fields=("cover", "dossier"), name="a_dossier_is_covered_once_by_a_cover"
            ),
        ),
        migrations.AddConstraint(
            model_name="dangeraccess",
            constraint=models.CheckConstraint(
                condition=models.Q(("asked_by", models.F("second")), _negated=True),
                name="nobody_is_her_own_second",
            ),
        ),
        migrations.AddConstraint(
            model_name="dangernotice",
            constraint=models.UniqueConstraint(
                fields=("access", "audience"), name="each_is_told_once_of_a_danger"
            ),
        ),
        migrations.AddConstraint(
            model_name="dangernotice",
            constraint=models.CheckConstraint(
                condition=models.Q(("barred_until", None), ("audience", "person"), _connector="OR"),
                name="only_the_persons_notice_of_danger_is_barred",
            ),
        ),
        migrations.AddConstraint(
            model_name="joinrequest",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("decision", "accepted"), _negated=True),
                    ("agreed_on__isnull", False),
                    _connector="OR",
                ),
                name="nobody_joins_without_the_person",
            ),
        ),
    ]
