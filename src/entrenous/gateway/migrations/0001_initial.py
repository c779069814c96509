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
            name="ConfirmedArticle",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("text", models.CharField(max_length=120, verbose_name="texte")),
                ("article", models.CharField(max_length=80, verbose_name="article")),
                ("confirmed_on", models.DateField(verbose_name="confirmé le")),
                (
                    "confirmed_by",
                    models.ForeignKey(
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
            ],
            options={
                "ordering": ["text", "article"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organisation", "text", "article"),
                        name="an_article_is_confirmed_once",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ThirdPartyRequest",
            fields=[
                (
                    "container",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="third_party_request",
                        serialize=False,
                        to="keyring.container",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("received", "à traiter"),
                            ("waiting", "pièces demandées"),
                            ("legal_desk", "au service juridique"),
                            ("to_sign", "à signer"),
                            ("decided", "décidée, réponse à envoyer"),
                            ("answered", "répondue"),
                            ("withdrawn", "retirée par le demandeur"),
                        ],
                        default="received",
                        max_length=10,
                    ),
                ),
                ("received_on", models.DateField(verbose_name="reçue le")),
                (
                    "due_on",
                    models.DateField(blank=True, null=True, verbose_name="à répondre avant"),
                ),
                ("touched_on", models.DateField(verbose_name="modifiée le")),
                ("closed_on", models.DateField(blank=True, null=True, verbose_name="terminée le")),
                ("promise_due_on", models.DateField(blank=True, null=True)),
                ("trace_due", models.BooleanField(default=False)),
                (
                    "circonscription",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="third_party_requests",
                        to="agents.circonscription",
                    ),
                ),
                (
                    "entered_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "in_charge",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="third_party_requests",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-received_on", "-pk"],
                "indexes": [
                    models.Index(fields=["state", "due_on"], name="third_party_requests_due")
                ],
            },
        ),
    ]
