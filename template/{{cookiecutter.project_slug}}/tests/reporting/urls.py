"""An address that fails while it knows everything of a person."""

from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.views.decorators.csrf import csrf_exempt


@csrf_exempt
def fail(request: HttpRequest, token: str) -> HttpResponse:
    """Know it all, and fail."""
    email = "ada@example.com"
    card = "4242 4242 4242 4242"
    raise RuntimeError(f"{email} could not pay with {card}")


urlpatterns = [path("carts/<slug:token>/", fail, name="fail")]
