"""Remember for a moment what many will ask for. What is remembered may be lost at any time, and Redis too."""

import logging
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import TypeVar

# {% if not reached("scaling.early") %}
from django.core.cache import cache
# {% endif %}
from redis import RedisError

from shop.core import clock
# {% if reached("scaling.early") %}
from shop.core.early import early
# {% endif %}

logger = logging.getLogger(__name__)

Found = TypeVar("Found")


class Absence:
    """Until when nobody asks a cache that did not answer: each who finds out again would wait for it."""

    PAUSE = timedelta(seconds=5)

    def __init__(self) -> None:
        self.until = datetime.min.replace(tzinfo=UTC)

    def begin(self, error: RedisError) -> None:
        """Leave the cache alone for a while, and tell the operators."""
        self.until = clock.now() + self.PAUSE
        logger.warning("Nothing is remembered: the cache does not answer (%s).", type(error).__name__)

    @property
    def lasts(self) -> bool:
        """Whether the cache is to be left alone."""
        return clock.now() < self.until


absence = Absence()


def remembered(key: str, seconds: int, find: Callable[[], Found]) -> Found:
    """What was found within the last seconds, or what is found now.

    Args:
        find: asks the database. Without a cache it is asked each time, and nobody sees a difference.
    """
    if absence.lasts:
        return find()
    try:
        # {% if reached("scaling.early") %}
        return early(key, seconds, find)
        # {% else %}
        kept: Found | None = cache.get(key)
        if kept is not None:
            return kept
        found = find()
        cache.set(key, found, seconds)
        # {% endif %}
    except RedisError as error:
        absence.begin(error)
        return find()
    # {% if not reached("scaling.early") %}
    return found
    # {% endif %}
