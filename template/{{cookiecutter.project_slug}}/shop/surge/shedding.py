"""Refuse what can wait, so that who pays is served."""

from collections.abc import Callable
from time import monotonic

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from shop.core.observing import notice
from shop.surge.answers import come_back
from shop.surge.kinds import kind_of
from shop.surge.load import Load


class ShedLoad:
    """Stands before the session, so that who is refused costs no statement.

    A shop that serves all alike serves nobody once more come than it can serve: all of them wait, give up,
    and ask again, also those whose money is on its way.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.load = Load(settings.SHED_LIMITS)

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, or ask to come back."""
        kind = kind_of(request.path_info)
        if not self.load.begin(kind, monotonic()):
            notice(f"shed.{kind}")
            return come_back(request)
        try:
            return self.get_response(request)
        finally:
            self.load.end()
