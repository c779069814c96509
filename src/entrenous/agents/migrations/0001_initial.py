import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Organisation",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("name", models.CharField(max_length=120, unique=True, verbose_name="nom")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("departement", "département"),
                            ("carsat", "Carsat"),
                            ("ccas", "CCAS"),
                        ],
                        max_length=12,
                        verbose_name="nature",
                    ),
                ),
                (
                    "unit_label",
                    models.CharField(
                        default="circonscription", max_length=40, verbose_name="nom d’une unité"
                    ),
                ),
                (
                    "commune",
                    models.CharField(blank=True, max_length=80, verbose_name="commune du siège"),
                ),
                (
                    "small_service",
                    models.BooleanField(default=False, verbose_name="profil petit service"),
                ),
                (
                    "objection_days",
                    models.PositiveSmallIntegerField(
                        default=30, verbose_name="délai d’opposition à une fin d’accompagnement"
                    ),
                ),
                (
                    "relay_days",
                    models.PositiveSmallIntegerField(
                        default=10, verbose_name="délai de réponse attendu d’un partenaire"
                    ),
                ),
                (
                    "complaint_days",
                    models.PositiveSmallIntegerField(
                        default=15, verbose_name="délai de réponse à une réclamation"
                    ),
                ),
                (
                    "message_days",
                    models.PositiveSmallIntegerField(
                        default=3,
                        verbose_name=(
                            "jours ouvrés pour ouvrir ce qu’une personne écrit dans son espace"
                        ),
                    ),
                ),
                ("territory_version", models.PositiveIntegerField(default=0, editable=False)),
            ],
        ),
        migrations.CreateModel(
            name="Circonscription",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("name", models.CharField(max_length=120, verbose_name="nom")),
                ("address", models.CharField(blank=True, max_length=200, verbose_name="adresse")),
                ("commune", models.CharField(blank=True, max_length=80, verbose_name="commune")),
                (
                    "phone",
                    models.CharField(blank=True, max_length=30, verbose_name="numéro direct"),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="circonscriptions",
                        to="agents.organisation",
                    ),
                ),
            ],
            options={
                "ordering": ["name"],
            },
        ),
        migrations.CreateModel(
            name="Agent",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("login", models.CharField(max_length=60, unique=True, verbose_name="identifiant")),
                ("given_name", models.CharField(max_length=60, verbose_name="prénom")),
                ("family_name", models.CharField(max_length=60, verbose_name="nom")),
                (
                    "phone",
                    models.CharField(blank=True, max_length=30, verbose_name="ligne directe"),
                ),
                ("is_active", models.BooleanField(default=True, verbose_name="en poste")),
                ("created_on", models.DateField(auto_now_add=True, verbose_name="compte créé le")),
                ("shortcuts", models.BooleanField(default=True, verbose_name="raccourcis clavier")),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="agents",
                        to="agents.organisation",
                    ),
                ),
            ],
            options={
                "ordering": ["family_name", "given_name"],
            },
        ),
        migrations.CreateModel(
            name="Secteur",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("name", models.CharField(max_length=80, verbose_name="nom")),
                (
                    "circonscription",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="secteurs",
                        to="agents.circonscription",
                    ),
                ),
            ],
            options={
                "ordering": ["name"],
            },
        ),
        migrations.CreateModel(
            name="Function",
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
                            ("social_worker", "travail social"),
                            ("reception", "accueil"),
                            ("team_lead", "responsable"),
                            ("legal_desk", "service juridique"),
                            ("administrator", "administration des comptes"),
                            ("management", "direction"),
                        ],
                        max_length=16,
                        verbose_name="fonction",
                    ),
                ),
                ("title", models.CharField(blank=True, max_length=80, verbose_name="intitulé")),
                (
                    "agent",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="functions",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "circonscription",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="functions",
                        to="agents.circonscription",
                    ),
                ),
                (
                    "secteur",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="functions",
                        to="agents.secteur",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="StreetRange",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("commune", models.CharField(max_length=80, verbose_name="commune")),
                ("commune_key", models.CharField(db_index=True, editable=False, max_length=80)),
                (
                    "insee",
                    models.CharField(blank=True, max_length=5, verbose_name="code de calcul"),
                ),
                ("street", models.CharField(blank=True, max_length=120, verbose_name="rue")),
                ("street_key", models.CharField(blank=True, editable=False, max_length=120)),
                (
                    "parity",
                    models.CharField(
                        choices=[
                            ("all", "tous les numéros"),
                            ("odd", "impairs"),
                            ("even", "pairs"),
                        ],
                        default="all",
                        max_length=4,
                        verbose_name="côté",
                    ),
                ),
                (
                    "first",
                    models.PositiveIntegerField(blank=True, null=True, verbose_name="du numéro"),
                ),
                (
                    "last",
                    models.PositiveIntegerField(blank=True, null=True, verbose_name="au numéro"),
                ),
                (
                    "secteur",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="ranges",
                        to="agents.secteur",
                    ),
                ),
            ],
        ),
        migrations.AddConstraint(
            model_name="circonscription",
            constraint=models.UniqueConstraint(
                fields=("organisation", "name"), name="one_circonscription_per_name"
            ),
        ),
        migrations.AddConstraint(
            model_name="secteur",
            constraint=models.UniqueConstraint(
                fields=("circonscription", "name"), name="one_secteur_per_name"
            ),
        ),
        migrations.AddConstraint(
            model_name="function",
            constraint=models.UniqueConstraint(
                condition=models.Q(("secteur__isnull", False)),
                fields=("agent", "kind", "circonscription", "secteur"),
                name="a_function_is_held_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="function",
            constraint=models.UniqueConstraint(
                condition=models.Q(("secteur", None)),
                fields=("agent", "kind", "circonscription"),
                name="a_function_without_secteur_is_held_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="function",
            constraint=models.UniqueConstraint(
                condition=models.Q(("circonscription", None), ("secteur", None)),
                fields=("agent", "kind"),
                name="a_function_without_place_is_held_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="function",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("circonscription__isnull", False),
                    models.Q(
                        ("kind__in", ["social_worker", "reception", "team_lead"]), _negated=True
                    ),
                    _connector="OR",
                ),
                name="local_functions_have_a_circonscription",
            ),
        ),
        migrations.AddConstraint(
            model_name="streetrange",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("street", ""), _negated=True),
                    models.Q(("first", None), ("last", None), ("parity", "all")),
                    _connector="OR",
                ),
                name="numbers_need_a_street",
                violation_error_message="Des numéros sans rue ne désignent rien : indiquez la rue.",
            ),
        ),
        migrations.AddConstraint(
            model_name="streetrange",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("first", None),
                    ("last", None),
                    ("last__gte", models.F("first")),
                    _connector="OR",
                ),
                name="first_number_before_last",
                violation_error_message="Le premier numéro doit précéder le dernier.",
            ),
        ),
    ]
