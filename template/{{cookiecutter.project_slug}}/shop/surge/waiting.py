"""A waiting room before the pages: who has a turn keeps it, and everybody else has a place in line."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.cache import patch_cache_control

from shop.surge.kinds import Kind, kind_of
from shop.surge.line import Place, the_line

PASS, PLACE = "pass", "place"
TURN = 30 * 60  # seconds after the last page, as long as somebody takes to choose and to pay
KEPT = 4 * 60 * 60
AGAIN = 10  # seconds until a page in the waiting room asks for itself


class WaitingRoom:
    """Without a script, and without a row in the database: both are what there is too little of now.

    Pages alone stand behind it. Carts, checkouts and orders do not, so nobody who has chosen something is
    ever sent back into the line.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer who has a turn; tell the others where they stand."""
        if kind_of(request.path_info) is not Kind.PAGES:
            return self.get_response(request)
        if request.get_signed_cookie(PASS, default=None, salt=PASS, max_age=TURN):
            return with_pass(self.get_response(request))
        line, _, number = (request.get_signed_cookie(PLACE, default=None, salt=PLACE) or "").partition(":")
        place = the_line().place(line, int(number or 0))
        if place is None:
            return self.get_response(request)
        if not place.is_in:
            return in_line(place)
        response = with_pass(self.get_response(request))
        response.delete_cookie(PLACE)  # a turn is had once
        return response


def with_pass(response: HttpResponse) -> HttpResponse:
    """It is theirs for half an hour from now on. Each page begins it anew."""
    keep(response, PASS, "in", TURN)
    patch_cache_control(response, private=True)  # a pass is nobody else's
    return response


def in_line(place: Place) -> HttpResponse:
    """Where they stand; 503, so that no search engine takes it for the shop."""
    told = {"before": place.before, "minutes": place.minutes, "again": AGAIN}
    response = HttpResponse(render_to_string("surge/waiting.html", told), status=503)
    response.headers["Retry-After"] = str(AGAIN)
    response.headers["Cache-Control"] = "no-store"
    keep(response, PLACE, f"{place.line}:{place.number}", KEPT)
    return response


def keep(response: HttpResponse, name: str, value: str, seconds: int) -> None:
    """Have the browser keep something that it cannot change."""
    response.set_signed_cookie(
        name,
        value,
        salt=name,
        max_age=seconds,
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )
