"""Read from the replica what may be, and let nobody miss what they have written themselves."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control

from shop.replica.positions import written
from shop.replica.reading import current, reading
from shop.replica.standing import standing

COOKIE = "seen"
KEPT = 10 * 60  # seconds; a replica that is further behind is not read from
SAFE = ("GET", "HEAD", "OPTIONS")
UNAVAILABLE = 503


class ReadYourWrites:
    """Who has written bears a mark: how far the primary was then. A replica that is not so far is not asked.

    To send them to the primary for some seconds would be simpler, and wrong in the minute in which it counts:
    when the replica is slow, it is slower than that.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, and mark whoever has written."""
        with reading() as mine:
            response = self.get_response(request)
            if response.status_code == UNAVAILABLE and mine.from_replica:
                # The replica went away in the middle of a page: make the page once more without it.
                standing.failed()
                mine.leave()
                response = self.get_response(request)
        if mine.wrote or request.method not in SAFE:
            response.set_signed_cookie(
                COOKIE,
                str(written()),
                max_age=KEPT,
                httponly=True,
                samesite="Lax",
                secure=settings.SESSION_COOKIE_SECURE,
            )
            patch_cache_control(response, private=True)  # the mark is nobody else's
        elif mine.from_replica:
            standing.answered()
        return response

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> None:
        """Choose, now that it is known what is asked for."""
        found = request.resolver_match
        if found is None or found.view_name not in settings.REPLICA_VIEWS or request.method not in SAFE:
            return
        mine = current()
        mine.from_replica = not (mine.wrote or mine.left) and standing.may_show(seen_by(request))

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Say what an API says of such an error by itself, so that the page is made once more."""
        gone = isinstance(error, OperationalError) and current().from_replica
        return HttpResponse(status=UNAVAILABLE) if gone else None


def seen_by(request: HttpRequest) -> int:
    """How far the primary was when a visitor wrote last; 0, if that is long ago, or they have not."""
    return int(request.get_signed_cookie(COOKIE, default=None, max_age=KEPT) or 0)
