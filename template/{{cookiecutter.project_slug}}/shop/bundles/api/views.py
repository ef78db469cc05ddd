"""What can be read of sets."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from shop.bundles import selectors
from shop.bundles.api.documented import A_BUNDLE
from shop.bundles.models import BundleItem
from shop.catalog.models import Product, Variant
from shop.core.api.fields import MoneyOutput
from shop.core.api.openapi import one
from shop.core.api.views import PublicApi
from shop.core.money import Money


class ProductName(serializers.Serializer[Product]):
    """The page on which a variant is shown."""

    slug = serializers.SlugField()
    name = serializers.CharField()


class BundleItemOutput(serializers.Serializer[BundleItem]):
    """So many of one variant."""

    quantity = serializers.IntegerField(min_value=1)
    variant = serializers.CharField(source="component.public_id")
    sku = serializers.CharField(source="component.sku")
    name = serializers.CharField(source="component.name")
    price = MoneyOutput(source="component.price")
    product = ProductName(source="component.product")


class PartsTotal(MoneyOutput):
    """What the parts cost one by one."""

    def get_attribute(self, instance: Any) -> Money:
        """The sum, from what has been read already."""
        return selectors.components_total(instance)


class BundleDetailApi(PublicApi):
    """A set: what is in it, what it costs, and what its parts would cost one by one."""

    class Output(serializers.Serializer[Variant]):
        id = serializers.CharField(source="public_id")
        sku = serializers.CharField()
        name = serializers.CharField()
        product = ProductName()
        price = MoneyOutput()
        parts_total = PartsTotal()
        is_sellable = serializers.SerializerMethodField()
        items = BundleItemOutput(source="bundle_items", many=True)

        def get_is_sellable(self, bundle: Variant) -> bool:
            """Whether all of its parts are sold."""
            return selectors.is_sellable(bundle)

    # {% if reached("catalog-api.openapi") %}
    @extend_schema(summary="Show a set", responses=one(Output), examples=A_BUNDLE)
    # {% endif %}
    def get(self, request: Request, sku: str) -> Response:
        return Response(self.shown(self.Output, selectors.bundle_by_sku(sku)))
