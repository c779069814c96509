import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("agents", "0001_initial"),
        ("dossiers", "0001_initial"),
        ("keyring", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Demande",
            fields=[
                (
                    "container",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="demande",
                        serialize=False,
                        to="keyring.container",
                    ),
                ),
                ("ticket", models.CharField(max_length=5)),
                (
                    "channel",
                    models.CharField(
                        choices=[
                            ("walk_in", "sur place"),
                            ("phone", "téléphone"),
                            ("platform", "plateforme téléphonique"),
                            ("letter", "courrier"),
                            ("email", "courriel"),
                            ("partner", "partenaire"),
                            ("outreach", "aller-vers"),
                            ("online", "demande en ligne"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "origin",
                    models.CharField(
                        choices=[
                            ("person", "la personne ou un proche"),
                            ("platform", "accueil, plateforme"),
                            ("internal", "un service interne"),
                            ("health", "santé"),
                            ("school", "école"),
                            ("work", "emploi"),
                            ("landlord", "bailleur, énergie"),
                            ("association", "CCAS, association"),
                            ("justice", "justice, police"),
                            ("elected", "élu"),
                            ("outreach", "aller-vers"),
                            ("not_stated", "non renseigné"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "urgency",
                    models.PositiveSmallIntegerField(
                        choices=[
                            (0, "pas d’urgence dite"),
                            (1, "dans la semaine"),
                            (2, "aujourd’hui"),
                            (3, "tout de suite"),
                        ]
                    ),
                ),
                (
                    "urgency_action",
                    models.CharField(
                        choices=[
                            ("none", "rien de particulier"),
                            ("duty", "permanence prévenue"),
                            ("emergency", "secours appelés (15, 17, 18, 112, 114)"),
                            ("shelter", "115 appelé avec la personne"),
                            ("child_line", "119 ou cellule enfance appelée"),
                            ("lead", "responsable prévenu ou prévenue"),
                            ("referent", "référent ou référente prévenue"),
                            ("food", "aide alimentaire remise"),
                        ],
                        max_length=12,
                    ),
                ),
                ("received_on", models.DateField()),
                ("received_at", models.DateTimeField()),
                (
                    "decision",
                    models.CharField(
                        choices=[
                            ("answered", "répondu sur place"),
                            ("appointment", "rendez-vous fixé"),
                            ("duty", "permanence, maintenant"),
                            ("other_service", "orientation vers un autre service"),
                            ("call_back", "rappel promis"),
                            ("no_suite", "sans suite"),
                        ],
                        max_length=14,
                    ),
                ),
                ("decided_at", models.DateTimeField()),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("open", "en attente"),
                            ("attributed", "confiée"),
                            ("closed", "terminée"),
                        ],
                        default="open",
                        max_length=10,
                    ),
                ),
                (
                    "attributed_to",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="demandes",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "circonscription",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="demandes",
                        to="agents.circonscription",
                    ),
                ),
                (
                    "dossier",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="demandes",
                        to="dossiers.dossier",
                    ),
                ),
                (
                    "secteur",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="demandes",
                        to="agents.secteur",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Appointment",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("meeting", "rendez-vous"),
                            ("call_back", "rappel promis"),
                            ("busy", "indisponible"),
                        ],
                        default="meeting",
                        max_length=10,
                    ),
                ),
                ("starts_at", models.DateTimeField(verbose_name="début")),
                ("minutes", models.PositiveSmallIntegerField(verbose_name="durée")),
                (
                    "where",
                    models.CharField(
                        choices=[
                            ("office", "au service"),
                            ("phone", "par téléphone"),
                            ("home", "à domicile"),
                            ("outside", "à l’extérieur"),
                            ("video", "en visio"),
                        ],
                        default="office",
                        max_length=8,
                        verbose_name="lieu",
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("upcoming", "à venir"),
                            ("honoured", "honoré"),
                            ("excused", "excusé"),
                            ("cancelled", "annulé par le service"),
                            ("missed", "non honoré"),
                        ],
                        default="upcoming",
                        max_length=10,
                        verbose_name="état",
                    ),
                ),
                (
                    "agent",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="appointments",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "dossier",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="appointments",
                        to="dossiers.dossier",
                    ),
                ),
                (
                    "demande",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="appointments",
                        to="reception.demande",
                    ),
                ),
            ],
            options={
                "ordering": ["starts_at"],
            },
        ),
        migrations.CreateModel(
            name="Directory",
            fields=[
                (
                    "container",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="directory",
                        serialize=False,
                        to="keyring.container",
                    ),
                ),
                (
                    "circonscription",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="directory",
                        to="agents.circonscription",
                    ),
                ),
            ],
        ),
        migrations.AddIndex(
            model_name="demande",
            index=models.Index(fields=["circonscription", "status"], name="requests_that_wait"),
        ),
        migrations.AddConstraint(
            model_name="demande",
            constraint=models.UniqueConstraint(
                fields=("circonscription", "received_on", "ticket"), name="one_ticket_per_day"
            ),
        ),
        migrations.AddConstraint(
            model_name="demande",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("status", "attributed"), _negated=True),
                    ("attributed_to__isnull", False),
                    _connector="OR",
                ),
                name="attributed_means_to_someone",
            ),
        ),
        migrations.AddIndex(
            model_name="appointment",
            index=models.Index(fields=["agent", "starts_at"], name="agenda_of_an_agent"),
        ),
        migrations.AddConstraint(
            model_name="appointment",
            constraint=models.CheckConstraint(
                condition=models.Q(("minutes__gte", 5), ("minutes__lte", 480)),
                name="a_slot_has_a_length",
            ),
        ),
        migrations.AddConstraint(
            model_name="appointment",
            constraint=models.UniqueConstraint(
                condition=models.Q(("kind__in", ["meeting", "busy"]), ("status", "upcoming")),
                fields=("agent", "starts_at"),
                name="one_thing_per_start",
            ),
        ),
    ]
