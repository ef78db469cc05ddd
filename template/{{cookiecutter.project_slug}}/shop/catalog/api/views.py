"""What can be read of the catalog."""

from collections.abc import Collection
from functools import cached_property

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from shop.catalog.api.documented import A_PAGE, A_PRODUCT, CATEGORIES, LIST_PARAMETERS
from shop.catalog.api.filters import ProductFilter
from shop.catalog.api.serializers import (
    AxisOutput,
    CardPicture,
    CategoryName,
    PriceRange,
    ProductPictureOutput,
    VariantOutput,
)
from shop.catalog.models import Category, Product
from shop.catalog.selectors import categories_with_counts, product_by_slug
# {% if not reached("catalog-api.filters") %}
from shop.catalog.selectors import published_products
# {% endif %}
from shop.core.api.fields import Moment
from shop.core.api.openapi import items_of, one, page_of_items
from shop.core.api.pages import PAGE, page_of
from shop.core.api.views import PublicApi


class ProductListApi(PublicApi):
    """The products that the shop shows, the newest first."""

    class Output(serializers.Serializer[Product]):
        id = serializers.CharField(source="public_id")
        slug = serializers.SlugField()
        name = serializers.CharField()
        summary = serializers.CharField()
        category = CategoryName()
        price = PriceRange(source="*")
        picture = CardPicture(allow_null=True)
        published_at = Moment()

    # {% if reached("catalog-api.filters") %}
    @cached_property
    def filter(self) -> ProductFilter:
        """The filters that were asked for."""
        # {% if reached("catalog-api.keyset-pagination") %}
        return ProductFilter(self.request.query_params, others=PAGE)
        # {% else %}
        return ProductFilter(self.request.query_params)
        # {% endif %}

    def parameters(self) -> Collection[str]:
        # {% if reached("catalog-api.keyset-pagination") %}
        return {*self.filter.filters, *PAGE}
        # {% else %}
        return set(self.filter.filters)
        # {% endif %}

    def repeatable(self) -> Collection[str]:
        return self.filter.repeatable()

    # {% endif %}
    # {% if reached("catalog-api.openapi") %}
    @extend_schema(
        summary="List products", parameters=LIST_PARAMETERS, responses=page_of_items(Output), examples=A_PAGE
    )
    # {% endif %}
    def get(self, request: Request) -> Response:
        # {% if reached("catalog-api.keyset-pagination") %}
        return page_of(self, self.filter.products(), self.Output)
        # {% elif reached("catalog-api.filters") %}
        return Response({"items": self.shown(self.Output, self.filter.products(), many=True)})
        # {% else %}
        return Response({"items": self.shown(self.Output, published_products(), many=True)})
        # {% endif %}


class ProductDetailApi(PublicApi):
    """One product, with all that can be bought of it."""

    class Output(serializers.Serializer[Product]):
        id = serializers.CharField(source="public_id")
        slug = serializers.SlugField()
        name = serializers.CharField()
        summary = serializers.CharField()
        description = serializers.CharField()
        category = CategoryName()
        price = PriceRange(source="*")
        axes = AxisOutput(many=True)
        variants = VariantOutput(many=True)
        pictures = ProductPictureOutput(many=True)
        published_at = Moment()

    # {% if reached("catalog-api.openapi") %}
    @extend_schema(summary="Show a product", responses=one(Output), examples=A_PRODUCT)
    # {% endif %}
    def get(self, request: Request, slug: str) -> Response:
        product = product_by_slug(slug)
        return Response(self.shown(self.Output, product))


class CategoryListApi(PublicApi):
    """All categories in the shop's own order, each with the number of products in and below it."""

    class Output(serializers.Serializer[Category]):
        slug = serializers.SlugField()
        name = serializers.CharField()
        description = serializers.CharField()
        parent = serializers.SerializerMethodField()  # type: ignore[assignment] # a field with a method's name
        product_count = serializers.IntegerField()

        def get_parent(self, category: Category) -> str | None:
            """The slug of the category that it stands in."""
            return category.parent.slug if category.parent else None

    # {% if reached("catalog-api.openapi") %}
    @extend_schema(summary="List categories", responses=items_of(Output), examples=CATEGORIES)
    # {% endif %}
    def get(self, request: Request) -> Response:
        return Response({"items": self.shown(self.Output, categories_with_counts(), many=True)})
