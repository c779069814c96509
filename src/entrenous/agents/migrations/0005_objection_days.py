from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("agents", "0004_letters_say_where"),
    ]

    operations = [
        migrations.AddField(
            model_name="organisation",
            name="objection_days",
            field=models.PositiveSmallIntegerField(
                default=30, verbose_name="délai d’opposition à une fin d’accompagnement"
            ),
        ),
    ]
