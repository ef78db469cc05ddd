"""What every page for shoppers says to browsers: what it may load, and how long it may be kept."""

from collections.abc import Callable
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse
# {% if reached("carts.region-switch") %}
from django.utils.cache import patch_cache_control, patch_vary_headers

# {% if reached("card-payments.elements") %}
from storefront.allowing import with_allowed
# {% endif %}
from storefront.chosen import COOKIE
# {% else %}
from django.utils.cache import patch_cache_control
# {% endif %}

KEPT_SECONDS = 60  # a price that somebody changed is on every page after a minute


class PageHeaders:
    """Adds the headers to the storefront's own pages, and to those that say "not found".

    The admin and the API's documentation have pages of other makes, and are left as they are.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.policy = content_security_policy(settings.MEDIA_URL)

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer as the view does, with the headers."""
        response = self.get_response(request)
        if is_page(request) and response.status_code < 500:
            # {% if reached("card-payments.elements") %}
            policy = with_allowed(self.policy, request)
            response.headers.setdefault("Content-Security-Policy", policy)
            # {% else %}
            response.headers.setdefault("Content-Security-Policy", self.policy)
            # {% endif %}
            if response.status_code == 200:
                say_how_long_to_keep(request, response)
        return response


def is_page(request: HttpRequest) -> bool:
    """Whether a page of the storefront was asked for, or one that does not exist."""
    return request.resolver_match is None or "storefront" in request.resolver_match.app_names


def content_security_policy(media_url: str) -> str:
    """Say that pages load from the shop itself and from nowhere else, and stand in nobody's frame.

    Args:
        media_url: where uploaded pictures are; another host's is let in, for pictures alone.
    """
    media = urlsplit(media_url)
    pictures = f"'self' {media.scheme}://{media.netloc}" if media.netloc else "'self'"
    rules = {
        "default-src": "'none'",
        "script-src": "'self'",
        "style-src": "'self'",
        "font-src": "'self'",
        "img-src": pictures,
        "connect-src": "'self'",
        "form-action": "'self'",
        "base-uri": "'none'",
        "frame-ancestors": "'none'",
    }
    return "; ".join(f"{what} {where}" for what, where in rules.items())


def say_how_long_to_keep(request: HttpRequest, response: HttpResponse) -> None:
    """Let everybody keep a page for a minute, unless it was made for one visitor."""
    if response.has_header("Cache-Control"):
        return
    session = getattr(request, "session", None)
    # {% if reached("carts.region-switch") %}
    # Who has chosen a country sees other prices at the same address, and caches must know that.
    patch_vary_headers(response, ["Cookie"])
    if COOKIE in request.COOKIES or (session is not None and session.accessed):
        # {% else %}
    if session is not None and session.accessed:
        # {% endif %}
        patch_cache_control(response, private=True, no_cache=True)
    else:
        patch_cache_control(response, public=True, max_age=KEPT_SECONDS)
