"""How a migration behaves among shoppers: how long it may make them wait, and how often it tries."""

from datetime import timedelta

# While a migration waits for a table, everybody who comes after it waits behind it, readers too. After so
# long it steps back and lets them through.
MIGRATIONS_LOCK_TIMEOUT = timedelta(seconds=1)
# What takes longer than this while it holds a lock is no change of a table: it is work, for a backfill.
MIGRATIONS_STATEMENT_TIMEOUT = timedelta(seconds=15)
# So often it tries to get in between two shoppers, each time after a longer pause, drawn by lot.
MIGRATIONS_TRIES = 20
MIGRATIONS_PAUSE = timedelta(milliseconds=500)
MIGRATIONS_LONGEST_PAUSE = timedelta(seconds=30)
# So long a second deploy waits for the first.
MIGRATIONS_TURN = timedelta(minutes=30)
# {% if reached("migrations.linter") %}

# With these migrations the shop opened. What ran before, nobody waited for; what comes after is judged.
# An app that does not stand here has made nothing but new tables until then.
MIGRATIONS_OPENED_WITH = {
    "card_payments": "0003_page",
    "carts": "0002_overflow",
    "catalog": "0003_product_indexes",
    "inventory": "0005_moved",
}
# {% endif %}
# {% if reached("migrations.backfill") %}

# A backfill rests so long after each batch, and looks so often whether it may go on when it must not.
BACKFILL_REST = timedelta(milliseconds=50)
BACKFILL_PAUSE = timedelta(seconds=1)
# It waits while a replica lags behind by more than this, or more sessions than these wait for a lock.
BACKFILL_LAG = timedelta(seconds=5)
BACKFILL_WAITING = 3
# {% endif %}
