"""How often a set can be packed, for who reads variants anyway: its parts come along as a column."""

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef
from django.db.models.functions import JSONObject

from shop.bundles.models import BundleItem
from shop.inventory.alongside import brings_recipes, kept_column


@brings_recipes
def parts_column(variant: str) -> ArraySubquery:
    """The parts of a set, each with what lies of it on the shelves; an empty list for what is no set."""
    items = BundleItem.objects.filter(bundle=OuterRef(variant)).annotate(kept=kept_column("component"))
    entry = JSONObject(part=F("component"), units=F("quantity"), kept=F("kept"))
    return ArraySubquery(items.annotate(entry=entry).values("entry"))
