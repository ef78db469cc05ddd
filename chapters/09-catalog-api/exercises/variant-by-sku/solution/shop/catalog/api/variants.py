"""A variant by itself, for people who hold its box in their hands."""

from drf_spectacular.utils import OpenApiExample, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from shop.catalog.api.documented import CARD, VARIANT
from shop.catalog.api.serializers import VariantOutput
from shop.catalog.models import Product
from shop.catalog.selectors import variant_by_sku
from shop.core.api.openapi import one
from shop.core.api.views import PublicApi

PRODUCT = {"slug": CARD["slug"], "name": CARD["name"]}
A_VARIANT = [OpenApiExample("A mug in ash", {**VARIANT, "product": PRODUCT}, response_only=True)]


class VariantsProduct(serializers.Serializer[Product]):
    """The page on which a variant is shown."""

    slug = serializers.SlugField()
    name = serializers.CharField()


class VariantDetailApi(PublicApi):
    """One variant, by what stands on its box."""

    class Output(VariantOutput):
        product = VariantsProduct()

    @extend_schema(summary="Show a variant", responses=one(Output), examples=A_VARIANT)
    def get(self, request: Request, sku: str) -> Response:
        return Response(self.shown(self.Output, variant_by_sku(sku)))
