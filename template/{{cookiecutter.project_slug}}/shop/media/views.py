"""Uploaded files in development. In production the platform's web server or object storage serves them."""

from django.conf import settings
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe
from django.views.static import serve

FOR_EVER = "public, max-age=31536000, immutable"


@require_safe
def development_file(request: HttpRequest, path: str) -> HttpResponseBase:
    """Send an uploaded file, with DEBUG only: a slow line would keep a web process busy for minutes.

    Its name is made of its contents, so a browser may keep it for ever. It is what its ending says, and a
    browser must not look for itself (`nosniff`).
    """
    if not settings.DEBUG:
        raise Http404
    answer = serve(request, path, document_root=str(settings.MEDIA_ROOT))
    answer["Cache-Control"] = FOR_EVER
    answer["X-Content-Type-Options"] = "nosniff"
    return answer
