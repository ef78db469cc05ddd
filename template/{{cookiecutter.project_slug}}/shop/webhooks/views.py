"""Where other systems deliver: one address a source, outside of the API, because no person asks here."""

from django.http import HttpRequest, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from shop.core.errors import ShopError
from shop.webhooks.errors import TooLarge
from shop.webhooks.services.receiving import receive
from shop.webhooks.sources import Headers

LARGEST = 256 * 1024  # bytes; the specification advises 20 KB


# A token against forged forms protects somebody whom a cookie has signed in. Here nobody is, and cookies mean
# nothing: what counts is the signature over the body.
@csrf_exempt
@require_POST
def deliver(request: HttpRequest, source: str) -> JsonResponse:
    """Keep what somebody sends, and say so at once. Whoever is not told 200 sends it again."""
    try:
        new = receive(source=source, body=body_of(request), headers=headers_of(request))
    except ShopError as refusal:
        return problem(refusal)
    return JsonResponse({"status": "received" if new else "known"})


def body_of(request: HttpRequest) -> bytes:
    """The bytes that were sent.

    Raises:
        TooLarge: more than anybody has to say; nothing of it was read.
    """
    length = request.META.get("CONTENT_LENGTH") or "0"
    if length.isdecimal() and int(length) > LARGEST:
        raise TooLarge(
            found=f"{length} bytes.", expected=f"at most {LARGEST}.", do="send what changed, and no more."
        )
    return request.body


def headers_of(request: HttpRequest) -> Headers:
    """What was said along, by names in small letters."""
    return {name.lower(): value for name, value in request.headers.items()}


def problem(refusal: ShopError) -> JsonResponse:
    """A refusal in the form of RFC 9457, as the API has it; the API itself may be left out of a store."""
    body = {
        "type": f"/api/problems/#{refusal.code}",
        "title": refusal.title,
        "status": refusal.status,
        "detail": refusal.detail,
    }
    answer = JsonResponse(body, status=refusal.status)
    answer.headers["Content-Type"] = "application/problem+json"
    return answer
