"""A list that goes on "after this piece": the thousandth page costs what the first does."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Self

from django.db.models import Q, QuerySet
from django.utils.http import base36_to_int, int_to_base36

from shop.catalog.models import Product

PAGE_SIZE = 24  # whole rows, whether a row has two pieces, three or four
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)
# At most ten digits of base 36: enough for the next eighty years, and never more than a date can hold.
WRITTEN = re.compile(r"(?P<moment>[0-9a-z]{1,10})-(?P<public_id>prd_[0-9a-z]{1,30})")


class BadPlace(ValueError):
    """The text names no place in a list."""


@dataclass(frozen=True)
class Place:
    """A place among the newest: a product's moment, and the product, which decides between two of one moment.

    In an address it gives no number away and outlives its product: who followed a link yesterday goes on from
    the same moment today, even if the product was archived overnight.
    """

    moment: datetime
    public_id: str

    @classmethod
    def of(cls, product: Product) -> Self:
        """Where a product stands, as a page's address says it."""
        if product.published_at is None:
            raise BadPlace(f"{product} is not published, so it stands in no list.")
        return cls(product.published_at, product.public_id)

    @classmethod
    def read(cls, text: str) -> Self:
        """Read a place from an address.

        Raises:
            BadPlace: somebody made it up.
        """
        match = WRITTEN.fullmatch(text)
        if match is None:
            raise BadPlace(f"This is no place in a list: {text!r}.")
        return cls(EPOCH + base36_to_int(match["moment"]) * MICROSECOND, match["public_id"])

    def __str__(self) -> str:
        return f"{int_to_base36((self.moment - EPOCH) // MICROSECOND)}-{self.public_id}"

    def older(self) -> Q:
        """The condition for what comes after it, in the order of the index."""
        return Q(published_at__lte=self.moment) & (Q(published_at__lt=self.moment) | Q(id__lt=self._row()))

    def newer(self) -> Q:
        """The condition for what comes before it."""
        return Q(published_at__gte=self.moment) & (Q(published_at__gt=self.moment) | Q(id__gt=self._row()))

    def _row(self) -> QuerySet[Product, tuple[int]]:
        """The product's own row, which the database looks up within the query."""
        return Product.objects.filter(public_id=self.public_id).values_list("id")


@dataclass(frozen=True)
class Page:
    """Some products in their order, and where the list goes on, as an address says it: `after=…`."""

    products: list[Product]
    newer: str = ""
    older: str = ""
    first: bool = True


def page_of(products: QuerySet[Product], asked: Mapping[str, str], size: int = PAGE_SIZE) -> Page:
    """Read one page of a list that is ordered by `-published_at, -id`.

    Args:
        asked: the address's parameters; `after` or `before` name the place to go on from.

    Raises:
        BadPlace: the place was made up.
    """
    if before := asked.get("before", ""):
        return page_before(products, Place.read(before), size)
    after = asked.get("after", "")
    if after:
        products = products.filter(Place.read(after).older())
    found = list(products[: size + 1])
    shown = found[:size]
    return Page(
        products=shown,
        newer=f"before={Place.of(shown[0])}" if after and shown else "",
        older=f"after={Place.of(shown[-1])}" if len(found) > size else "",
        first=not after,
    )


def page_before(products: QuerySet[Product], place: Place, size: int) -> Page:
    """The page that ends where another began: read backwards, shown forwards."""
    found = list(products.filter(place.newer()).order_by("published_at", "id")[: size + 1])
    shown = found[size - 1 :: -1]
    return Page(
        products=shown,
        newer=f"before={Place.of(shown[0])}" if len(found) > size else "",
        older=f"after={Place.of(shown[-1])}" if shown else "",
        first=False,
    )
