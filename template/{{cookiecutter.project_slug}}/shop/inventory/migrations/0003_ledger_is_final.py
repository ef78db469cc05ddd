"""The database itself refuses to change or delete a line of the ledger, whoever asks."""

from django.db import migrations

# Named like a constraint, so that the program learns by name which rule it broke. TRUNCATE is not refused: it
# empties the whole table, tests need it, and in production the shop's own account should not have the right.
FINAL = """
CREATE FUNCTION inventory_movement_is_final() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'A line of the ledger stays as it is. Write another that corrects it.'
        USING ERRCODE = 'restrict_violation', CONSTRAINT = 'movement_is_final', TABLE = TG_TABLE_NAME;
END
$$;

CREATE TRIGGER movement_is_final BEFORE UPDATE OR DELETE ON inventory_movement
    FOR EACH ROW EXECUTE FUNCTION inventory_movement_is_final();
"""
FORGET = """
DROP TRIGGER movement_is_final ON inventory_movement;
DROP FUNCTION inventory_movement_is_final();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("inventory", "0002_movement"),
    ]

    operations = [
        migrations.RunSQL(FINAL, FORGET),
    ]
