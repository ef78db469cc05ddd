"""Lists go on "after this piece": every piece once, in order, whatever happens in between."""

import pytest
from django.test import Client

from shop.catalog.models import Product, Status
from shop.catalog.selectors import published_products
from shop.core import clock
from storefront.paging import PAGE_SIZE, BadPlace, Page, Place, page_of
from tests.builders import a_category
from tests.storefront.builders import products

pytestmark = pytest.mark.django_db


def asked(link: str) -> dict[str, str]:
    """A link's parameters."""
    return dict([link.split("=", 1)]) if link else {}


def page(link: str = "") -> Page:
    """The page that a link leads to."""
    return page_of(published_products(), asked(link))


def test_going_on_shows_every_product_once_and_in_order() -> None:
    made = products(2 * PAGE_SIZE + 1)

    first = page()
    second = page(first.older)
    third = page(second.older)

    assert first.products + second.products + third.products == made
    assert third.older == ""


def test_going_back_shows_the_same_pages() -> None:
    products(2 * PAGE_SIZE + 1)
    first = page()
    second = page(first.older)
    third = page(second.older)

    assert page(third.newer).products == second.products
    assert page(second.newer).products == first.products
    assert page(second.newer).newer == ""


def test_two_products_of_one_moment_are_both_shown() -> None:
    made = products(PAGE_SIZE + 2, published_at=clock.now())
    made.reverse()  # between two of one moment the later row comes first

    first = page()

    assert first.products + page(first.older).products == made


def test_a_place_outlives_its_product() -> None:
    made = products(PAGE_SIZE + 1)
    first = page()
    last_shown = made[PAGE_SIZE - 1]
    Product.objects.filter(pk=last_shown.pk).update(status=Status.ARCHIVED, published_at=None)

    assert page(first.older).products == made[PAGE_SIZE:]


def test_a_new_product_moves_nothing_on_the_pages_that_follow() -> None:
    made = products(PAGE_SIZE + 1)
    first = page()
    products(1, published_at=clock.now())

    assert page(first.older).products == made[PAGE_SIZE:]


def test_a_place_is_read_as_it_was_written() -> None:
    place = Place.of(products(1)[0])

    assert Place.read(str(place)) == place


@pytest.mark.parametrize(
    "made_up", ["x", "-", "!!-prd_1", "zzzzzzzzzzzzz-prd_1", "1" * 40, "1-prd_\x00", "1-prd_1-"]
)
def test_a_place_that_somebody_made_up_is_not_found(client: Client, made_up: str) -> None:
    with pytest.raises(BadPlace, match="no place in a list"):
        Place.read(made_up)

    for parameter in ("after", "before"):
        assert client.get("/", {parameter: made_up}).status_code == 404
        assert client.get(f"/c/{a_category().slug}/", {parameter: made_up}).status_code == 404


def test_an_unknown_product_of_a_real_moment_still_names_a_place() -> None:
    made = products(2)
    moment = made[0].published_at
    assert moment

    assert page(f"after={Place(moment, 'prd_gone')}").products == made[1:]
