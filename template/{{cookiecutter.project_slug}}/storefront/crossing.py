"""Take forms from the shop's own pages, and from nobody else's.

The usual way is a token in each form. It makes every page with a form another one for each visitor, so that
no proxy may keep it, and sets a cookie for people who only look. Browsers say by themselves where a request
comes from, in a header that no page can change.
"""

from collections.abc import Callable
from functools import wraps
from urllib.parse import urlsplit

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

View = Callable[..., HttpResponse]


def own_form(view: View) -> View:
    """Let a view be reached by POST from pages of this shop alone."""

    @wraps(view)
    def checked(request: HttpRequest, *args: str, **kwargs: str) -> HttpResponse:
        if not is_own(request):
            raise PermissionDenied("This form was sent by a page of another site.")
        return view(request, *args, **kwargs)

    return csrf_exempt(require_POST(checked))


def is_own(request: HttpRequest) -> bool:
    """Whether a page of this shop sent a request. A browser too old to say so is not believed."""
    if site := request.headers.get("Sec-Fetch-Site"):
        return site == "same-origin"
    return urlsplit(request.headers.get("Origin", "")).netloc == request.get_host()
