from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("agents", "0005_objection_days"),
    ]

    operations = [
        migrations.AddField(
            model_name="organisation",
            name="relay_days",
            field=models.PositiveSmallIntegerField(
                default=10, verbose_name="délai de réponse attendu d’un partenaire"
            ),
        ),
        migrations.AddField(
            model_name="organisation",
            name="complaint_days",
            field=models.PositiveSmallIntegerField(
                default=15, verbose_name="délai de réponse à une réclamation"
            ),
        ),
    ]
