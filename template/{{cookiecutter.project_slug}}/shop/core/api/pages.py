"""Long lists, page by page. A page begins after the last item of the one before it, not at a number.

"Skip 24,000 rows" makes the database read 24,000 rows, and whoever publishes something in between moves every
row by one: shoppers see a product twice, or never. "After this product" is a place in an index: it costs the
same anywhere, and stays where it is.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar, Self, TypeVar

from django.core.signing import BadSignature, Signer
from django.db.models import Field, Func, Model, QuerySet, Value
from django.db.models.functions import Coalesce
from django.db.models.lookups import LessThan
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from shop.core.api.problems import ApiError
from shop.core.api.views import PublicApi

PAGE = ("limit", "cursor")
USUAL = 24
MOST = 100
# Signed and not encrypted: a cursor holds nothing that its page did not show. The signature keeps people from
# writing cursors of their own, which we would have to support for ever.
SIGNER = Signer(salt="shop.core.api.pages", sep=".")
PAST_ALL_IDS = 2**63 - 1

M = TypeVar("M", bound=Model)


class BadCursor(ApiError):
    """A cursor comes from `next` of a page of the same list, and goes back unchanged."""

    code: ClassVar[str] = "bad-cursor"
    title: ClassVar[str] = "This cursor is not one of ours."
    status: ClassVar[int] = 400


class PageInput(serializers.Serializer[Any]):
    """Which page."""

    limit = serializers.IntegerField(
        min_value=1, max_value=MOST, default=USUAL, help_text="How many items at most."
    )
    cursor = serializers.CharField(
        required=False, help_text="Where to go on: as it stands in `next` of the page before."
    )


@dataclass(frozen=True)
class Place:
    """A place in a list that begins with the newest: right after this item of this moment."""

    moment: datetime
    public_id: str

    @classmethod
    def after(cls, item: Any, column: str) -> Self:
        """The place right after an item, in a list by the moments of a column."""
        return cls(getattr(item, column), item.public_id)

    @classmethod
    def read(cls, cursor: str) -> Self:
        """The place that a cursor means.

        Raises:
            BadCursor: somebody changed it, or made it.
        """
        try:
            moment, public_id = SIGNER.unsign_object(cursor)
            return cls(datetime.fromisoformat(moment), public_id)
        except (BadSignature, ValueError, TypeError):
            raise BadCursor(
                found=f"`{cursor[:80]}`.",
                do="follow `next` as it is, or leave `cursor` out to begin at the front.",
            ) from None

    def cursor(self) -> str:
        """This place as a text for an address."""
        return SIGNER.sign_object([self.moment.isoformat(), self.public_id])


class Row(Func):
    """Several columns as one value. PostgreSQL compares it from left to right, as a dictionary does words."""

    template = "(%(expressions)s)"
    output_field = Field()


def onward(queryset: QuerySet[M], place: Place, column: str) -> QuerySet[M]:
    """What comes after a place, in a queryset that is ordered by a column of moments and by id, downwards.

    The id is looked up where it is compared: outside, nobody needs to know it. When its row is gone, items of
    the very same moment are shown again rather than left out.
    """
    rows = type(queryset)(queryset.model).filter(public_id=place.public_id)
    last = Row(Value(place.moment), Coalesce(rows.values("pk"), PAST_ALL_IDS))
    return queryset.filter(LessThan(Row(column, "pk"), last))


def page_of(
    view: PublicApi,
    queryset: QuerySet[M],
    output: type[serializers.Serializer[M]],
    moment: str = "published_at",
) -> Response:
    """Answer with the page that a view's request asks for.

    Args:
        queryset: ordered by `-published_at, -id`, of models that have a `public_id`.
        moment: the column by which it is ordered, if that is another.

    Raises:
        BadCursor: see there.
        ValidationError: `limit` is not a number that we give.
    """
    wanted = PageInput(data=view.request.query_params)
    wanted.is_valid(raise_exception=True)
    limit = wanted.validated_data["limit"]
    if cursor := wanted.validated_data.get("cursor"):
        queryset = onward(queryset, Place.read(cursor), moment)
    # One more than wanted says whether anything follows. Counting them all would cost more than the page.
    found = list(queryset[: limit + 1])
    items = found[:limit]
    following = address(view.request, Place.after(items[-1], moment)) if len(found) > limit else None
    return Response({"items": view.shown(output, items, many=True), "next": following})


def address(request: Request, place: Place) -> str:
    """The address of the page at a place: this request's own, but for the cursor."""
    parameters = request.query_params.copy()
    parameters["cursor"] = place.cursor()
    return request.build_absolute_uri(f"{request.path}?{parameters.urlencode()}")
