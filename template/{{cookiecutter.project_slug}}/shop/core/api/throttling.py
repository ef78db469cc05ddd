"""How often one client may ask. The count is kept in Redis, for all processes of the shop together.

Each request moves the client's account forward by one step: a minute divided by what is allowed in it. Who
is more than a whole minute ahead of the clock has to wait. So a burst is fine, a flood is not, there is no
moment at which everything is forgiven at once, and one number a client is all that is remembered. (Telephone
networks know it as the generic cell rate algorithm.)
"""

import logging
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from ipaddress import IPv6Address, ip_address, ip_network

from django.conf import settings
from redis import Redis, RedisError
from redis.backoff import NoBackoff
from redis.retry import Retry
from rest_framework.request import Request
from rest_framework.settings import api_settings
from rest_framework.throttling import BaseThrottle

from shop.core import clock

logger = logging.getLogger(__name__)

SECONDS = {"second": 1, "minute": 60, "hour": 3600, "day": 86400}
# For Redis, reading, deciding and writing are one step, so two requests at once cannot both take the last
# place. All times are in milliseconds. Gives how long to wait.
MOVE_FORWARD = """
local now, step, window = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
local due = math.max(tonumber(redis.call('GET', KEYS[1]) or 0), now) + step
local wait = due - window - now
if wait > 0 then return wait end
redis.call('SET', KEYS[1], string.format('%.0f', due), 'PX', string.format('%.0f', due - now))
return 0
"""


class Limiter:
    """The accounts of all clients.

    Without Redis there is no limit: a shop that shows its products to too many is better than one that shows
    them to nobody. (What guards a password must decide otherwise.)
    """

    # Redis answers in a fraction of a millisecond. One that does not must not hold up the shop's own answers.
    PATIENCE = 0.1
    # After a failure, for so long nobody is made to find out again.
    PAUSE = timedelta(seconds=5)

    def __init__(self, url: str) -> None:
        retry = Retry(NoBackoff(), 0)
        self.redis = Redis.from_url(
            url, socket_timeout=self.PATIENCE, socket_connect_timeout=self.PATIENCE, retry=retry
        )
        self.move_forward = self.redis.register_script(MOVE_FORWARD)
        self.away_until = datetime.min.replace(tzinfo=UTC)

    def wait(self, client: str, allowed: int, seconds: int) -> float:
        """Count one request. Gives for how many seconds the client has to wait; 0 if it need not.

        Args:
            allowed: how many requests in that many seconds.
        """
        now = clock.now()
        if now < self.away_until:
            return 0
        times = (int(now.timestamp() * 1000), seconds * 1000 // allowed, seconds * 1000)
        try:
            return int(self.move_forward(keys=[f"shop:throttle:{client}"], args=times)) / 1000
        except RedisError as error:
            self.away_until = now + self.PAUSE
            logger.warning("Requests are not limited: Redis does not answer (%s).", type(error).__name__)
            return 0


@lru_cache(maxsize=8)
def limiter(url: str) -> Limiter:
    """The accounts at a Redis; its connections are kept."""
    return Limiter(url)


@lru_cache(maxsize=64)
def rate(text: str) -> tuple[int, int]:
    """Read `300/minute` as 300 requests in 60 seconds."""
    allowed, _, unit = text.partition("/")
    return int(allowed), SECONDS[unit]


class ClientThrottle(BaseThrottle):
    """Limits each client by the scope of the view that it asks; the rates are in the settings."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def allow_request(self, request: Request, view: object) -> bool:
        """Count the request, and say whether it may pass."""
        scope = getattr(view, "throttle_scope", "")
        text = api_settings.DEFAULT_THROTTLE_RATES.get(scope)
        if text is None:
            return True
        if api_settings.NUM_PROXIES == 0 and "X-Forwarded-For" in request.headers:
            warn_of_proxy(request.META.get("REMOTE_ADDR", ""))
        client = client_of(self.get_ident(request) or "")
        self.seconds = limiter(settings.API_LIMITS_KEPT_AT).wait(f"{scope}:{client}", *rate(text))
        return not self.seconds

    def wait(self) -> float:
        """How long the client has to wait, in seconds."""
        return self.seconds


def client_of(address: str) -> str:
    """What counts as one client: an IPv4 address, or the network of 2^64 addresses that IPv6 gives each."""
    try:
        ip = ip_address(address)
    except ValueError:
        return address[:64]
    if not isinstance(ip, IPv6Address):
        return str(ip)
    return str(ip.ipv4_mapped or ip_network((ip, 64), strict=False))


@lru_cache(maxsize=1)
def warn_of_proxy(address: str) -> None:
    """Tell the operators, once, that all clients of a proxy are counted as one."""
    logger.warning("A proxy at %s sends clients, but TRUSTED_PROXIES is 0: they are limited as one.", address)
