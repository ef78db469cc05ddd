"""What can be read of the shelves."""

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from shop.core.api.openapi import items_of
from shop.core.api.views import PublicApi
from shop.inventory.api.documented import AVAILABILITY
from shop.inventory.selectors import Level, OnPage, variants_on_page


class AvailabilityListApi(PublicApi):
    """Whether the variants of a product can be had. It is news, not a promise: whoever orders is promised."""

    class Output(serializers.Serializer[OnPage]):
        variant = serializers.CharField(source="variant.public_id")
        sku = serializers.CharField(source="variant.sku")
        level = serializers.ChoiceField(source="found.level", choices=[level.value for level in Level])
        left = serializers.SerializerMethodField()

        def get_left(self, row: OnPage) -> int | None:
            """How many are left, if they are few; null otherwise."""
            return row.found.ready if row.found.level == Level.LOW else None

    @extend_schema(summary="Show what is in stock", responses=items_of(Output), examples=AVAILABILITY)
    def get(self, request: Request, slug: str) -> Response:
        return Response({"items": self.shown(self.Output, variants_on_page(slug), many=True)})
