"""How many there must be, by what an outside system said and what the shop did itself.

The last count, and all that came and went after the moment of which it speaks: the shop's own movements, and
the changes that were told. It follows from the messages as a set, so their order does not matter.
"""

from datetime import UTC, datetime
from typing import TypedDict

from django.db.models import DateTimeField, F, IntegerField, OuterRef, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Coalesce
from django_stubs_ext import WithAnnotations

from shop.inventory.models import Movement, StockItem
from shop.warehouses.models import Kind, StockMessage

LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)


class Expected(TypedDict):
    """What `expected` adds to an item.

    Attributes:
        counted: the last count; 0 if there never was one, for then all that ever moved is added to it.
        counted_at: of which moment the last count speaks; long ago if there never was one.
        moved: what the shop itself moved since.
        told: what was told to have come and gone since.
    """

    counted: int
    counted_at: datetime
    moved: int
    told: int


def expected() -> "QuerySet[WithAnnotations[StockItem, Expected]]":
    """The items in places that an outside system counts, with what there must be. Costs one query.

    Of two counts of one moment, the one with the higher number is the last, or the one whose name sorts last.
    A change of the very moment of a count is in the count.
    """
    said = StockMessage.objects.filter(
        item=OuterRef("pk"), source=OuterRef("location__counted_by__source")
    ).order_by("-occurred_at", F("sequence").desc(nulls_last=True), "-message_id")
    last = said.filter(kind=Kind.COUNT)
    since = said.filter(kind=Kind.CHANGE, occurred_at__gt=OuterRef("counted_at"))
    own = Movement.objects.filter(item=OuterRef("pk"), at__gt=OuterRef("counted_at")).exclude(
        followed__message__source=OuterRef("location__counted_by__source")
    )
    counted = Subquery(last.values("quantity")[:1])
    at = Coalesce(Subquery(last.values("occurred_at")[:1]), Value(LONG_AGO, DateTimeField()))
    items = StockItem.objects.filter(location__counted_by__isnull=False)
    items = items.select_related("variant", "location__counted_by").annotate(counted_at=at)
    return items.annotate(counted=Coalesce(counted, 0), moved=summed(own), told=summed(since))


def summed(rows: "QuerySet[Movement] | QuerySet[StockMessage]") -> Coalesce:
    """The sum of their quantities; 0 if there are none."""
    total = rows.order_by().values("item").annotate(sum=Sum("quantity")).values("sum")
    return Coalesce(Subquery(total, output_field=IntegerField()), 0)


def there_must_be(item: "WithAnnotations[StockItem, Expected]") -> int:
    """How many that is. Below zero, something that was told to have gone has not been told to have come."""
    return int(item.counted + item.moved + item.told)
