"""A day on which a procedure waits is due like any other; what it says is sealed."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("dossiers", "0003_agreements_end")]

    operations = [
        migrations.AlterField(
            model_name="duedate",
            name="kind",
            field=models.CharField(
                choices=[
                    ("review", "bilan du plan"),
                    ("action", "action du plan"),
                    ("next_step", "suite d’un entretien"),
                    ("call_back", "rappel promis"),
                    ("agreement", "accord qui prend fin"),
                    ("procedure", "date d’une procédure"),
                ],
                max_length=10,
            ),
        ),
    ]
