"""The cache, which says how often it had what was asked for."""

from collections.abc import Iterable
from typing import Any

from django.core.cache.backends.redis import RedisCache

from shop.core.observing import notice

MISSING = object()


class CountedCache(RedisCache):
    """Django's cache in Redis, with `get` and `get_many` counted."""

    def get(self, key: Any, default: Any = None, version: int | None = None) -> Any:
        """What is kept, or the default."""
        found = super().get(key, MISSING, version)
        notice("cache.miss" if found is MISSING else "cache.hit")
        return default if found is MISSING else found

    def get_many(self, keys: Iterable[Any], version: int | None = None) -> dict[Any, Any]:
        """What is kept of these."""
        wanted = list(keys)
        found: dict[Any, Any] = super().get_many(wanted, version)
        notice("cache.hit", len(found))
        notice("cache.miss", len(wanted) - len(found))
        return found
