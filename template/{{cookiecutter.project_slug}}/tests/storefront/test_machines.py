"""What programs read."""

import pytest
from django.test import Client

from shop.catalog.models import Status
from tests.builders import a_category, a_product, a_published_product

pytestmark = pytest.mark.django_db


def test_robots_are_told_where_the_list_of_pages_is(client: Client) -> None:
    answer = client.get("/robots.txt")

    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    assert "Sitemap: http://testserver/sitemap.xml\n" in answer.content.decode()


def test_the_sitemap_lists_its_parts(client: Client) -> None:
    answer = client.get("/sitemap.xml")

    assert answer.status_code == 200
    for part in ("products", "categories"):
        assert f"<loc>http://testserver/sitemap-{part}.xml</loc>" in answer.content.decode()


def test_the_sitemap_names_what_shoppers_see_and_nothing_else(client: Client) -> None:
    shown = a_published_product()
    hidden = [a_product(), a_product(status=Status.ARCHIVED)]

    written = client.get("/sitemap-products.xml").content.decode()

    assert f"<loc>http://testserver/p/{shown.slug}/</loc>" in written
    assert all(product.slug not in written for product in hidden)


def test_the_sitemap_names_the_shelves(client: Client) -> None:
    shelf = a_category()

    assert f"http://testserver/c/{shelf.slug}/" in client.get("/sitemap-categories.xml").content.decode()


def test_a_part_that_does_not_exist_is_not_found(client: Client) -> None:
    assert client.get("/sitemap-basket.xml").status_code == 404
