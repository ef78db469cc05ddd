"""Pages offer places; what is put there is shown, and a part that is absent leaves no trace."""

from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from shop.core import slots
from tests.builders import a_published_product

pytestmark = pytest.mark.django_db

PLACES = ["page.header", "page.footer", "product.buy", "product.details", "product.after"]


@pytest.fixture(autouse=True)
def empty(monkeypatch: pytest.MonkeyPatch) -> None:
    """No part stands anywhere."""
    monkeypatch.setattr(slots, "_slots", defaultdict(list))


@pytest.fixture(autouse=True)
def parts_of_these_tests(settings: Any) -> None:
    """Let templates that only these tests have be found."""
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": [Path(__file__).parent / "templates"]}]


@pytest.mark.parametrize("place", PLACES)
def test_the_product_page_shows_what_stands_in_its_places(client: Client, place: str) -> None:
    slots.register(place, "stands.html")
    page = a_published_product()

    assert client.get(f"/p/{page.slug}/").content.decode().count("<p>Here I stand.</p>") == 1


def test_the_header_is_on_every_page_but_on_those_that_do_not_exist(client: Client) -> None:
    slots.register("page.header", "stands.html")

    assert "Here I stand" in client.get("/").content.decode()
    assert "Here I stand" not in client.get("/no/such/page/").content.decode()


def test_a_part_sees_what_the_page_gives_and_shows_what_it_makes_of_it(client: Client) -> None:
    slots.register("product.details", "says.html", lambda page: {"words": f"About {page['product'].name}"})
    product = a_published_product(name="Tom & <b>Jerry</b>")

    written = client.get(f"/p/{product.slug}/").content.decode()

    # It was not told the product itself, so it cannot show it.
    assert "<p>About Tom &amp; &lt;b&gt;Jerry&lt;/b&gt; /  /</p>" in written


def test_a_part_that_has_nothing_to_say_shows_nothing(client: Client) -> None:
    slots.register("product.details", "stands.html", lambda page: None)

    assert "Here I stand" not in client.get(f"/p/{a_published_product().slug}/").content.decode()


def test_forms_in_a_part_carry_the_token_against_forgery(client: Client) -> None:
    slots.register("product.buy", "asks.html")

    assert "csrfmiddlewaretoken" in client.get(f"/p/{a_published_product().slug}/").content.decode()
