"""Divide by nothing."""

from django.db import migrations


class Migration(migrations.Migration):
    operations = [migrations.RunSQL("SELECT 1 / 0")]
