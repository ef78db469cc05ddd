"""Which attributes there are: what a client needs to offer the filters of the list of products."""

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from shop.catalog.api.documented import ATTRIBUTES
from shop.catalog.models import Attribute, AttributeChoice, Kind
from shop.core.api.openapi import items_of
from shop.core.api.views import PublicApi


class ChoiceOutput(serializers.Serializer[AttributeChoice]):
    """One of the answers that an attribute allows; a filter takes its `value`."""

    value = serializers.SlugField()
    label = serializers.CharField()  # type: ignore[assignment] # a field that is called as one of its options
    swatch = serializers.CharField()


class AttributeListApi(PublicApi):
    """All attributes of the catalog. Each `code` is a parameter of the list of products."""

    class Output(serializers.Serializer[Attribute]):
        code = serializers.SlugField()
        name = serializers.CharField()
        kind = serializers.ChoiceField(choices=Kind.choices)
        unit = serializers.CharField()
        choices = ChoiceOutput(many=True)

    # {% if reached("catalog-api.openapi") %}
    @extend_schema(summary="List attributes", responses=items_of(Output), examples=ATTRIBUTES)
    # {% endif %}
    def get(self, request: Request) -> Response:
        attributes = Attribute.objects.prefetch_related("choices")
        return Response({"items": self.shown(self.Output, attributes, many=True)})
