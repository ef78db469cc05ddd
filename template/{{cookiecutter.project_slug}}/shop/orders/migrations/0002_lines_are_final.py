"""The database itself refuses to change or delete what was sold, whoever asks."""

from django.db import migrations

# One function for every table of orders that is written once: it reports the name of its trigger as that of
# the rule. Why TRUNCATE is not refused, the ledger of the shelves says.
FINAL = """
CREATE FUNCTION orders_row_is_final() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'What was sold, and what happened, stays as it is. Write what is new beside it.'
        USING ERRCODE = 'restrict_violation', CONSTRAINT = TG_NAME, TABLE = TG_TABLE_NAME;
END
$$;

CREATE TRIGGER order_line_is_final BEFORE UPDATE OR DELETE ON orders_orderline
    FOR EACH ROW EXECUTE FUNCTION orders_row_is_final();
"""
FORGET = """
DROP TRIGGER order_line_is_final ON orders_orderline;
DROP FUNCTION orders_row_is_final();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("orders", "0001_order"),
    ]

    operations = [
        migrations.RunSQL(FINAL, FORGET),
    ]
