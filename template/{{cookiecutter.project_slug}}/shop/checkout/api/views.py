"""What can be done with a checkout over HTTP. The cart's key is all that counts: nobody signs in."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from shop.checkout.api.documented import A_CHECKOUT, AN_ORDERED_ONE
from shop.checkout.api.serializers import (
    CheckoutInput,
    CheckoutOutput,
    CompleteInput,
    body_of,
    contact_of,
    with_key,
)
from shop.checkout.selectors import checkout_by_cart, review_of
from shop.checkout.services.finalising import change_checkout, complete_checkout
from shop.core.api.openapi import one
from shop.core.api.private import NO_STORE
from shop.core.api.strict import read
from shop.core.api.unkept import UnkeptApi
from shop.core.money import Money
from shop.idempotency.api.keyed import IDEMPOTENCY_KEY, Answer, Reached, once


class CheckoutDetailApi(UnkeptApi):
    """The one checkout of a cart."""

    http_method_names = ["get", "head", "put"]
    throttle_scope = "carts"

    @extend_schema(
        operation_id="checkoutDetail",
        summary="Show a checkout",
        parameters=[NO_STORE],
        responses=one(CheckoutOutput),
        examples=A_CHECKOUT,
    )
    def get(self, request: Request, token: str) -> Response:
        return Response(with_key(self.told(token)))

    @extend_schema(
        operation_id="checkoutBegin",
        summary="Begin a checkout, or change it",
        request=CheckoutInput,
        responses=one(CheckoutOutput),
        examples=A_CHECKOUT,
    )
    def put(self, request: Request, token: str) -> Response:
        data = read(CheckoutInput, request)
        change_checkout(token=token, contact=contact_of(data), way=data["way"])
        return Response(self.told(token))

    def told(self, token: str) -> Any:
        """The checkout as it is now."""
        return self.shown(CheckoutOutput, body_of(review_of(checkout_by_cart(token))))


class CheckoutCompleteApi(UnkeptApi):
    """Make an order of a checkout, once for each key."""

    http_method_names = ["post"]
    throttle_scope = "carts"

    @extend_schema(
        operation_id="checkoutComplete",
        summary="Agree to the total, pay, and order",
        description=(
            "Where the way to pay needs something of the buyer, `order` is null and `action` says what. "
            "Afterwards, the same request goes on."
        ),
        parameters=[IDEMPOTENCY_KEY],
        request=CompleteInput,
        responses=one(CheckoutOutput),
        examples=AN_ORDERED_ONE,
    )
    def post(self, request: Request, token: str) -> Any:
        data = read(CompleteInput, request)

        def work(reached: Reached) -> Answer:
            seen, given = Money(**data["seen"]), data.get("given")
            done = complete_checkout(token=token, seen=seen, given=given, at_point=reached)
            body = body_of(review_of(done.checkout), done.action)
            return Answer(self.shown(CheckoutOutput, body), is_final=done.action is None)

        return once(request, f"cart:{token}"[:80], work, with_key)
