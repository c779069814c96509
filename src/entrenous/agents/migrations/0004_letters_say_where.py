from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("agents", "0003_unique_with_nulls"),
    ]

    operations = [
        migrations.AddField(
            model_name="circonscription",
            name="commune",
            field=models.CharField(blank=True, max_length=80, verbose_name="commune"),
        ),
        migrations.AddField(
            model_name="organisation",
            name="commune",
            field=models.CharField(blank=True, max_length=80, verbose_name="commune du siège"),
        ),
    ]
