"""The first page and the shelves: what is shown, what never is, and what it costs."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from shop.catalog.models import Category, Status
from shop.media.models import ProductImage
from storefront.paging import PAGE_SIZE
from tests.builders import a_category, a_product, a_published_product, a_variant
from tests.storefront.builders import products
from tests.storefront.reading import ReadPage, read

pytestmark = pytest.mark.django_db


def names(page: ReadPage) -> list[str]:
    """The names on the cards, in order."""
    return [text for text in page.texts("h3") if not text.startswith("Category")]


def at(category: Category) -> str:
    """Where a shelf is."""
    return reverse("storefront:category", args=[category.slug])


def test_a_full_shelf_costs_four_queries(client: Client, django_assert_num_queries: Any) -> None:
    shelf = a_category(parent=a_category())
    products(PAGE_SIZE + 1, category=shelf)
    client.get(at(shelf))  # the first visitor of a while may have more looked up, which is remembered

    with django_assert_num_queries(4):
        page = read(client.get(at(shelf)))

    assert len(names(page)) == PAGE_SIZE


def test_the_first_page_costs_four_queries(client: Client, django_assert_num_queries: Any) -> None:
    products(3)
    client.get("/")

    with django_assert_num_queries(4):
        page = read(client.get(reverse("storefront:home")))

    assert len(names(page)) == 3


def test_the_newest_stands_first(client: Client) -> None:
    newest, older = products(2)

    assert names(read(client.get("/"))) == [newest.name, older.name]


def test_what_is_not_published_or_not_sold_is_not_shown(client: Client) -> None:
    shown = a_published_product()
    a_product(name="A draft")
    a_variant(product=a_product(name="Archived", status=Status.ARCHIVED))
    unsold = a_published_product(name="Without a variant")
    unsold.variants.update(is_active=False)

    assert names(read(client.get("/"))) == [shown.name]


def test_a_shelf_shows_what_stands_on_it_and_below_it(client: Client) -> None:
    ceramics, textiles = a_category(), a_category()
    cups = a_category(parent=ceramics)
    (cup,), (vase,), (blanket,) = (products(1, category=place) for place in (cups, ceramics, textiles))

    assert set(names(read(client.get(at(ceramics))))) == {cup.name, vase.name}
    assert names(read(client.get(at(cups)))) == [cup.name]
    assert names(read(client.get(at(textiles)))) == [blanket.name]


def test_a_shelf_that_does_not_exist_is_not_found(client: Client) -> None:
    assert client.get("/c/no-such-shelf/").status_code == 404


def test_an_empty_shelf_says_so(client: Client) -> None:
    page = read(client.get(at(a_category())))

    assert "Nothing stands here" in page.one("p", class_="empty").text


def test_a_hostile_name_is_only_a_name(client: Client) -> None:
    hostile = '<script>alert("x")</script>'
    (product,) = products(1, name=hostile, summary=hostile, category=a_category(name=hostile))
    ProductImage.objects.update(alt=f'" onerror="{hostile}')

    for address in ("/", at(product.category)):
        page = read(client.get(address))

        assert not list(page.all("script"))
        assert all(picture.get("onerror") is None for picture in page.all("img"))
        assert hostile in page.texts("h3")


def test_a_card_says_from_which_price_on(client: Client) -> None:
    product = a_published_product()
    one_price = read(client.get("/")).texts("p", class_="price")
    a_variant(product=product, price_amount=1850)

    assert one_price == ["€24.00"]
    assert read(client.get("/")).texts("p", class_="price") == ["from €18.50"]


def test_prices_are_written_as_the_visitor_writes_them(client: Client) -> None:
    a_published_product()

    answer = client.get("/", headers={"accept-language": "de"})

    assert read(answer).texts("p", class_="price") == ["24,00 €"]


def test_pictures_come_in_several_widths_and_keep_their_place(client: Client) -> None:
    shelf = a_category()
    products(1, category=shelf)

    picture = read(client.get(at(shelf))).one("img")

    assert [candidate.split()[1] for candidate in picture["srcset"].split(", ")] == ["480w", "960w"]
    assert (picture["width"], picture["height"], picture["alt"]) == ("960", "1200", "A bowl")
    assert picture["sizes"]


def test_only_the_first_row_is_loaded_at_once(client: Client) -> None:
    shelf = a_category()
    products(5, category=shelf)

    pictures = read(client.get(at(shelf))).all("img")

    assert [picture.get("loading") for picture in pictures] == [None, None, None, "lazy", "lazy"]


def test_the_navigation_says_where_we_are(client: Client) -> None:
    ceramics = a_category(name="Ceramics")
    cups = a_category(name="Cups", parent=ceramics)

    page = read(client.get(at(cups)))

    current = [
        (element["href"], element["aria-current"]) for element in page.all("a") if element.get("aria-current")
    ]
    assert current == [(at(ceramics), "true"), (at(cups), "page")]


def test_the_first_page_of_a_list_has_an_address_of_its_own(client: Client) -> None:
    shelf = a_category()
    products(PAGE_SIZE + 1, category=shelf)

    first = read(client.get(at(shelf)))
    second = read(client.get(at(shelf) + first.one("a", rel="next")["href"]))

    assert first.one("link", rel="canonical")["href"] == f"http://testserver{at(shelf)}"
    assert not list(second.all("link", rel="canonical"))
    assert second.one("meta", name="robots")["content"] == "noindex, follow"


def test_lists_are_read_and_nothing_else(client: Client) -> None:
    assert client.post("/").status_code == 405
    assert client.head("/").status_code == 200
