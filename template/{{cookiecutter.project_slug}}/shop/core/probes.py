"""A platform's two questions, answered before anybody looks at how they were asked."""

from collections.abc import Callable

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from shop.core.health import live, ready

Answer = Callable[[HttpRequest], HttpResponseBase]
QUESTIONS: dict[str, Answer] = {"/health/live": live, "/health/ready": ready}


class AnswerProbes:
    """Middleware that stands before all others.

    What probes a container knows its address and nothing else: it asks `10.1.2.3:8000`, not encrypted. That
    is no host of this shop, so Django would answer 400, and a healthy process would be restarted for ever. To
    allow such hosts would allow everybody to use them. These two pages name no host, so they need not ask.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer a probe here, and hand everything else on."""
        return QUESTIONS.get(request.path_info, self.get_response)(request)
