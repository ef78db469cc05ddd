"""What all addresses of carts have in common. The key in the address is all that counts: nobody signs in."""

import re
from collections.abc import Callable
from typing import Any, TypeVar

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from shop.carts.api.documented import A_CART
from shop.carts.api.serializers import CartOutput, body_of
from shop.carts.errors import StaleCart
from shop.carts.reading import CartNow
from shop.core.api.openapi import one
from shop.core.api.parameters import refuse_unknown
from shop.core.api.views import PublicApi

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


class CartApi(PublicApi):
    """One cart, for whoever has its key. Nobody keeps the answers: the next one may be another."""

    http_method_names = ["get", "head", "post", "put", "delete"]
    throttle_scope = "carts"

    def finalize_response(self, request: Request, response: Response, *args: Any, **kwargs: Any) -> Response:
        """Say that an answer is of one moment and for one shopper, as no other public address does."""
        answer = APIView.finalize_response(self, request, response, *args, **kwargs)
        answer.headers["Cache-Control"] = "no-store"
        return answer

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


def read(body: type[serializers.Serializer[Any]], request: Request) -> Any:
    """The values in a request's body.

    Raises:
        UnknownParameter: it has a field that nobody would read.
        ValidationError: a value cannot be used.
    """
    data = body(data=request.data)
    refuse_unread(request.data, data)
    data.is_valid(raise_exception=True)
    return data.validated_data


def refuse_unread(given: Any, body: serializers.Serializer[Any]) -> None:
    """Raise UnknownParameter if a body, or a part of it, has a field that nobody would read."""
    if not isinstance(given, dict):
        return
    refuse_unknown(given, set(body.fields))
    for name, part in body.fields.items():
        if isinstance(part, serializers.Serializer):
            refuse_unread(given.get(name), part)


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
