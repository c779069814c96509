import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("agents", "0001_initial"),
        ("keyring", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Complaint",
            fields=[
                (
                    "container",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="complaint",
                        serialize=False,
                        to="keyring.container",
                    ),
                ),
                (
                    "desk",
                    models.CharField(
                        choices=[("leads", "responsables"), ("legal_desk", "service juridique")],
                        max_length=10,
                    ),
                ),
                ("ticket", models.CharField(max_length=8, unique=True)),
                ("received_on", models.DateField(verbose_name="reçue le")),
                ("due_on", models.DateField(verbose_name="réponse avant le")),
                ("answered_on", models.DateField(blank=True, null=True, verbose_name="réponse le")),
                (
                    "told_on",
                    models.DateField(blank=True, null=True, verbose_name="dite à l’agent le"),
                ),
                (
                    "circonscription",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="complaints",
                        to="agents.circonscription",
                    ),
                ),
            ],
            options={
                "ordering": ["received_on", "ticket"],
            },
        ),
    ]
