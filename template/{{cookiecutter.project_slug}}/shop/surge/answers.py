"""What is said to those who are asked to come back. It is made once: to say it must cost next to nothing."""

import random
from functools import cache

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

SOON = (2, 8)  # seconds, by lot: all at once would be the same crowd again
PROBLEM = b'{"type": "about:blank", "title": "Too many at once. Ask again later.", "status": 503}'


def come_back(request: HttpRequest) -> HttpResponse:
    """503, with the time after which to ask again, for programs and for people."""
    after = random.randint(*SOON)  # noqa: S311 - nobody gains by guessing it
    if request.path_info.startswith("/api/"):
        answer = HttpResponse(PROBLEM, status=503, content_type="application/problem+json")
    else:
        answer = HttpResponse(busy(), status=503)
    answer.headers["Retry-After"] = str(after)
    answer.headers["Cache-Control"] = "no-store"
    return answer


@cache
def busy() -> str:
    """The page. It asks for itself again, without a script."""
    return render_to_string("surge/busy.html")
