"""When something is to be done again and again. Time is cut into slots that are the same on every machine."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

BEGINNING = datetime(2024, 1, 1, tzinfo=UTC)  # a Monday, midnight


@dataclass(frozen=True)
class Every:
    """Once in each slot of time.

    Attributes:
        period: how long a slot is. Days begin at midnight UTC, weeks on Monday.
        at: how far into it, as in `Every(timedelta(days=1), at=timedelta(hours=3))`: at three each night.
    """

    period: timedelta
    at: timedelta = timedelta()

    def slot(self, now: datetime) -> datetime:
        """When the slot began in which a moment lies."""
        return now - (now - BEGINNING - self.at) % self.period


Schedule = Mapping[str, Every]


def slots(schedule: Schedule, now: datetime) -> dict[str, datetime]:
    """In which slot everything is now, by name."""
    return {name: every.slot(now) for name, every in schedule.items()}


def until_next(schedule: Schedule, now: datetime) -> timedelta:
    """How long it is until the next slot of anything begins."""
    return min(
        (every.slot(now) + every.period - now for every in schedule.values()), default=timedelta(days=1)
    )
