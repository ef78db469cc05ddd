"""What can be done with orders over HTTP. A checkout places them; here they are looked at and cancelled."""

from collections.abc import Collection
from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from shop.core.api.fields import Moment, MoneyOutput
from shop.core.api.openapi import one, page_of_items
from shop.core.api.pages import PAGE, PageInput, page_of
from shop.core.api.private import NO_STORE, PrivateApi
from shop.core.api.strict import Text, read
from shop.orders.api.access import SaysWho, SeesOrders, actor_of
from shop.orders.api.documented import AN_ORDER, BY_KEY, ORDERS, STATE
from shop.orders.api.serializers import OrderOutput, body_of
from shop.orders.models import Order, Reason
from shop.orders.selectors import newest_orders, order_by_public_id, order_now
from shop.orders.services.changing import cancel_order
from shop.orders.states import State


class OrderCancelInput(serializers.Serializer[Any]):
    """Why."""

    reason = Text(regex=rf"^({'|'.join(Reason.values)})$", help_text=f"One of {', '.join(Reason.values)}.")


class StateInput(serializers.Serializer[Any]):
    """Which orders."""

    state = serializers.ChoiceField(State.values, required=False)


class OrderListApi(PrivateApi):
    """All orders, the newest first, for staff who may look at them."""

    permission_classes = (SeesOrders,)

    class Output(serializers.Serializer[Order]):
        id = serializers.CharField(source="public_id")
        number = serializers.CharField(source="label")
        state = serializers.ChoiceField(State.values)
        placed_at = Moment()
        gross = MoneyOutput()

    def parameters(self) -> Collection[str]:
        return {"state", *PAGE}

    @extend_schema(
        summary="List orders",
        parameters=[STATE, PageInput, NO_STORE],
        responses={200: page_of_items(Output), 403: None},
        examples=ORDERS,
    )
    def get(self, request: Request) -> Response:
        wanted = StateInput(data=request.query_params)
        wanted.is_valid(raise_exception=True)
        orders = newest_orders(state=wanted.validated_data.get("state", ""))
        return page_of(self, orders, self.Output, moment="placed_at")


class OrderDetailApi(PrivateApi):
    """An order, for who placed it and for staff who may look at orders."""

    permission_classes = (SaysWho,)

    @extend_schema(
        summary="Show an order",
        auth=BY_KEY,
        parameters=[NO_STORE],
        responses={200: one(OrderOutput), 403: None},
        examples=AN_ORDER,
    )
    def get(self, request: Request, public_id: str) -> Response:
        order = order_by_public_id(public_id)
        actor_of(request, order)
        return Response(self.shown(OrderOutput, body_of(order_now(order))))


class OrderCancelApi(PrivateApi):
    """Take back all of an order: who placed it while nobody works on it, and staff who have the right."""

    http_method_names = ["post"]
    permission_classes = (SaysWho,)

    @extend_schema(
        summary="Cancel an order",
        auth=BY_KEY,
        parameters=[NO_STORE],
        request=OrderCancelInput,
        responses={200: one(OrderOutput), 403: None, 409: None},
        examples=AN_ORDER,
    )
    def post(self, request: Request, public_id: str) -> Response:
        reason = Reason(read(OrderCancelInput, request)["reason"])
        order = order_by_public_id(public_id)
        cancel_order(order=order, reason=reason, by=actor_of(request, order, "orders.cancel_order"))
        return Response(self.shown(OrderOutput, body_of(order_now(order))))
