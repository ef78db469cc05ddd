"""Pages say by which names they are purged, and how long others may keep them."""

import pytest
from django.test import Client

from shop.edge.keys import LISTS
from tests.builders import a_published_product
from tests.webhooks.outgoing.receiver import Receiver

pytestmark = pytest.mark.django_db(transaction=True)


def test_pages_for_everybody_bear_the_names_of_what_they_show(edge: Receiver, client: Client) -> None:
    product = a_published_product(slug="mug")
    pages = ["/p/mug/", f"/c/{product.category.slug}/", "/"]

    answers = [client.get(page) for page in pages]

    assert [one.headers["Surrogate-Key"] for one in answers] == ["product-mug", LISTS, LISTS]
    assert [one.headers["Cache-Tag"] for one in answers] == ["product-mug", LISTS, LISTS]
    assert answers[0].headers["CDN-Cache-Control"].startswith("max-age=300, ")
    assert answers[0].headers["Cache-Control"] == "public, max-age=60"


def test_a_page_for_one_visitor_bears_none(edge: Receiver, client: Client) -> None:
    a_published_product(slug="mug")
    client.cookies["country"] = "FR"

    private = [client.get("/p/mug/"), client.get("/cart/"), client.get("/p/nothing/")]

    assert [one.headers.get("Surrogate-Key") for one in private] == [None] * 3
    assert [one.headers.get("CDN-Cache-Control") for one in private] == [None] * 3
