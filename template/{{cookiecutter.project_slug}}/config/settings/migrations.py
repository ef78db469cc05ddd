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
