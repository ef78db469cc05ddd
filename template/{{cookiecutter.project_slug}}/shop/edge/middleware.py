"""Say to whoever keeps pages for everybody by which names they are to be kept, and for how long."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from shop.edge.keys import keys_of


class NameWhatIsKept:
    """Adds headers to what is for everybody. Whether it is, was decided before, and is not changed here."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, with the names.

        A browser keeps a page for as long as before, since nobody can tell a browser what has changed.
        `CDN-Cache-Control` (RFC 9213) is for caches that can be told.
        """
        response, found = self.get_response(request), request.resolver_match
        if response.status_code != 200 or found is None or "public" not in response.get("Cache-Control", ""):
            return response
        if keys := keys_of(found.view_name, found.kwargs.get("slug", "")):
            response.headers["Surrogate-Key"] = " ".join(keys)
            response.headers["Cache-Tag"] = ",".join(keys)
            response.headers["CDN-Cache-Control"] = (
                f"max-age={settings.EDGE_SECONDS}, stale-while-revalidate=60, stale-if-error=3600"
            )
        return response
