"""Which release answers: a deploy waits for it, and whoever reads a log wants to know it.

It is public, so it says one thing: the commit that the image was built from. That names no library and no
version of one, and without the repository it means nothing.
"""

from django.conf import settings
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe


@never_cache
@require_safe
def version(request: HttpRequest) -> JsonResponse:
    """Name the release that this process runs. It asks nobody, and no proxy may keep it."""
    return JsonResponse({"release": settings.RELEASE})
