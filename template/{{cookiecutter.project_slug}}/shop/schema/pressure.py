"""Whether the database has enough to do without us."""

from datetime import timedelta

from django.conf import settings
from django.db import connection

# A replica that has nothing to replay reports no lag at all.
PRESSURE = """
    SELECT
        (SELECT coalesce(max(replay_lag), interval '0') FROM pg_stat_replication),
        (SELECT count(*) FROM pg_stat_activity
            WHERE datname = current_database() AND wait_event_type = 'Lock' AND pid <> pg_backend_pid())
"""


def pressure() -> str:
    """Why to wait, or nothing. Costs one query."""
    with connection.cursor() as cursor:
        cursor.execute(PRESSURE)
        lag, waiting = cursor.fetchone()
    return too_much(lag, waiting)


def too_much(lag: timedelta, waiting: int) -> str:
    """What of it is more than a backfill may add to."""
    if lag > settings.BACKFILL_LAG:
        return f"a replica is {lag.total_seconds():.0f} s behind"
    if waiting > settings.BACKFILL_WAITING:
        return f"{waiting} sessions wait for a lock"
    return ""
