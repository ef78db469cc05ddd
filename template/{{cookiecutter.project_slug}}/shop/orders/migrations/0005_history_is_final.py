"""The database itself refuses to change or delete what happened, whoever asks."""

from django.db import migrations

FINAL = """
CREATE TRIGGER order_event_is_final BEFORE UPDATE OR DELETE ON orders_orderevent
    FOR EACH ROW EXECUTE FUNCTION orders_row_is_final();
"""
FORGET = "DROP TRIGGER order_event_is_final ON orders_orderevent;"


class Migration(migrations.Migration):
    dependencies = [
        ("orders", "0004_event"),
    ]

    operations = [
        migrations.RunSQL(FINAL, FORGET),
    ]
