"""The database itself refuses to change or delete what happened to money, whoever asks."""

from django.db import migrations

# The function is that of the orders' tables, which are written once as well.
FINAL = """
CREATE TRIGGER payment_event_is_final BEFORE UPDATE OR DELETE ON payments_paymentevent
    FOR EACH ROW EXECUTE FUNCTION orders_row_is_final();
"""
FORGET = "DROP TRIGGER payment_event_is_final ON payments_paymentevent;"


class Migration(migrations.Migration):
    dependencies = [
        ("payments", "0001_payment"),
        ("orders", "0005_history_is_final"),
    ]

    operations = [
        migrations.RunSQL(FINAL, FORGET),
    ]
