"""What all addresses of carts have in common. The key in the address is all that counts: nobody signs in."""

import re
from collections.abc import Callable
from typing import Any, TypeVar

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from shop.carts.api.documented import A_CART
from shop.carts.api.serializers import CartOutput, body_of
from shop.carts.errors import StaleCart
from shop.carts.reading import CartNow
from shop.core.api.openapi import one
from shop.core.api.unkept import UnkeptApi

Method = TypeVar("Method", bound=Callable[..., Response])

ETAG = OpenApiParameter(
    "ETag", str, OpenApiParameter.HEADER, response=[200, 201], description="The cart's version."
)
IF_MATCH = OpenApiParameter(
    "If-Match",
    str,
    OpenApiParameter.HEADER,
    description="The `ETag` of the cart as you know it; if it has changed since, nothing is done.",
)


class CartApi(UnkeptApi):
    """One cart, for whoever has its key."""

    http_method_names = ["get", "head", "post", "put", "delete"]
    throttle_scope = "carts"

    def told(self, now: CartNow, status: int = 200) -> Response:
        """A cart with its version."""
        output = self.shown(CartOutput, body_of(now))
        return Response(output, status, headers={"ETag": f'"{now.cart.version}"'})


def reads(summary: str) -> Callable[[Method], Method]:
    """Describe an operation that only looks."""
    return extend_schema(
        operation_id="cartDetail",
        summary=summary,
        responses=one(CartOutput),
        examples=A_CART,
        parameters=[ETAG],
    )


def writes(operation: str, summary: str, body: Any = None, status: int = 200) -> Callable[[Method], Method]:
    """Describe an operation that changes a cart and answers with it."""
    return extend_schema(
        operation_id=operation,
        summary=summary,
        request=body,
        responses={status: one(CartOutput)},
        examples=A_CART,
        parameters=[ETAG] if status == 201 else [IF_MATCH, ETAG],
    )


def version_of(request: Request) -> int | None:
    """The version that a client has read, if they say so.

    Raises:
        StaleCart: they name something that was never a version.
    """
    tag = request.headers.get("If-Match", "*").strip()
    if tag == "*":
        return None
    if found := re.fullmatch(r'"(\d{1,9})"', tag):
        return int(found[1])
    raise StaleCart(found=f"`If-Match: {tag[:40]}`.", do="send the `ETag` that came with the cart.")
