from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("inventory", "0004_reservation"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="movement",
            name="movement_reason_known",
        ),
        migrations.RemoveConstraint(
            model_name="movement",
            name="movement_sign_fits_reason",
        ),
        migrations.AlterField(
            model_name="movement",
            name="reason",
            field=models.CharField(
                choices=[
                    ("received", "Received: a delivery came"),
                    ("found", "Found: it was there all the time"),
                    ("counted", "Counted: the shelf says something else"),
                    ("damaged", "Damaged: it cannot be sold"),
                    ("lost", "Lost: nobody knows where it is"),
                    ("moved", "Moved: it is elsewhere, and still ours"),
                ],
                max_length=8,
            ),
        ),
        migrations.AddConstraint(
            model_name="movement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("reason__in", ["received", "found", "counted", "damaged", "lost", "moved"])
                ),
                name="movement_reason_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="movement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("quantity__gt", 0), ("reason__in", ("received", "found"))),
                    models.Q(("quantity__lt", 0), ("reason__in", ("damaged", "lost"))),
                    models.Q(("reason__in", ("counted", "moved")), models.Q(("quantity", 0), _negated=True)),
                    _connector="OR",
                ),
                name="movement_sign_fits_reason",
            ),
        ),
    ]
