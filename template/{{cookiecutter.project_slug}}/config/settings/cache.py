"""What may be forgotten: the cache lives in Redis or Valkey, and the store works without its contents."""

from config.environment import environment

CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": environment.redis_url.get_secret_value(),
        "KEY_PREFIX": "shop",
        "OPTIONS": {"socket_connect_timeout": 1, "socket_timeout": 1},
    },
}
