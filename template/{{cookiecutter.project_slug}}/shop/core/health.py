"""Two questions that a platform asks: is the process alive, and may it be sent work?"""

from collections.abc import Callable

from django.core.cache import cache
from django.db import connection
from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_safe


@require_safe
def live(request: HttpRequest) -> JsonResponse:
    """Answer 200 while the process can answer at all. It asks nobody else: a restart would not cure them."""
    return JsonResponse({"status": "alive"})


@require_safe
def ready(request: HttpRequest) -> JsonResponse:
    """Answer 200 when what this process cannot do without answers too, else 503; either way, each part."""
    needed = {name: answers(check) for name, check in CHECKS.items()}
    parts = needed | {name: answers(check) for name, check in SPARED.items()}
    healthy = all(needed.values())
    body = {
        "status": "ready" if healthy else "not ready",
        "parts": {name: "ok" if ok else "down" for name, ok in parts.items()},
    }
    return JsonResponse(body, status=200 if healthy else 503)


def ask_database() -> None:
    """Run the smallest statement."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")


def ask_cache() -> None:
    """Read a key that need not exist."""
    cache.get("health")


def answers(check: Callable[[], None]) -> bool:
    """Whether a check passes. Its error is not shown: health is public, and errors name hosts."""
    try:
        check()
    except Exception:  # noqa: BLE001 - whatever goes wrong, the answer is "no"
        return False
    return True


CHECKS: dict[str, Callable[[], None]] = {"database": ask_database}
# The shop gets along without these. All its processes share them, so that one which is away would have all of
# them leave the balancer at once, and a shop that is a little slower would be a shop that is closed.
SPARED: dict[str, Callable[[], None]] = {"cache": ask_cache}
