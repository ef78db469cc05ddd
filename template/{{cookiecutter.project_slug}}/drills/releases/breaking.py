"""What somebody forgot to test."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse


def without_carts(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """A middleware that fails wherever a cart is."""

    def respond(request: HttpRequest) -> HttpResponse:
        if "cart" in request.path:
            raise RuntimeError("nobody tried a cart")
        return get_response(request)

    return respond
