"""Give each request a name, and write one line when it is answered."""

import logging
import re
import uuid
from collections.abc import Callable
from time import perf_counter

from django.http import HttpRequest, HttpResponse

from shop.core.observing import doing

HEADER = "X-Request-ID"
# What a proxy makes. Anything else could be a line of its own in somebody's log, or a thousand of them.
SAFE = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]{7,63}")
KNOWN = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})

logger = logging.getLogger(__name__)

Answering = Callable[[HttpRequest], HttpResponse]


class NameRequests:
    """The first of all hands: what comes after it is written down with the request's name."""

    def __init__(self, get_response: Answering) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, and say how that went."""
        name, begun = named(request), perf_counter()
        with doing("request", "", request=name) as what:
            answer = self.get_response(request)
            what.name = f"{method_of(request)} {view_of(request)}"
            what.outcome = f"{answer.status_code // 100}xx"
            took = (perf_counter() - begun) * 1000
            logger.info("%s %d in %.0f ms", what.name, answer.status_code, took)
        answer.headers[HEADER] = name
        return answer


def named(request: HttpRequest) -> str:
    """What the proxy calls this request, if that is safe to repeat; otherwise a new name."""
    told = request.headers.get(HEADER, "")
    return told if SAFE.fullmatch(told) else str(uuid.uuid4())


def method_of(request: HttpRequest) -> str:
    """What is to be done, in one of few words: a client may invent others."""
    return str(request.method) if request.method in KNOWN else "OTHER"


def view_of(request: HttpRequest) -> str:
    """Who answers, by the name in `urls.py`: they are few, however many products there are."""
    found = request.resolver_match
    return (found.view_name or found.route) if found else "nobody"
