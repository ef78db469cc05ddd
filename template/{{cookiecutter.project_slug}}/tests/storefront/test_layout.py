"""The frame of every page: whom it greets, what it loads, and that it stands when little else does."""

from pathlib import Path
from typing import Any

import pytest
from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.test import Client
from django.urls import reverse

from tests.storefront.reading import read

pytestmark = pytest.mark.django_db


def test_the_first_page_has_landmarks_and_one_heading(client: Client) -> None:
    page = read(client.get(reverse("storefront:home")))

    assert page.one("html")["lang"] == "en"
    assert len(page.texts("h1")) == 1
    assert [len(list(page.all(tag))) for tag in ("header", "main", "footer")] == [1, 1, 1]


def test_the_first_link_skips_to_the_content(client: Client) -> None:
    page = read(client.get(reverse("storefront:home")))

    first = next(page.all("a"))
    assert first["href"] == "#main"
    assert page.one("main")["id"] == "main"


def test_the_page_can_be_enlarged(client: Client) -> None:
    viewport = read(client.get(reverse("storefront:home"))).one("meta", name="viewport")["content"]

    assert "user-scalable" not in viewport
    assert "maximum-scale" not in viewport


def test_nothing_is_loaded_from_elsewhere(client: Client) -> None:
    page = read(client.get(reverse("storefront:home")))

    loaded = [element["href"] for element in page.all("link") if element["rel"] != "canonical"]
    loaded += [element["src"] for tag in ("img", "script") for element in page.all(tag) if element.get("src")]
    assert loaded
    assert all(address.startswith("/") and not address.startswith("//") for address in loaded)


def test_the_typeface_is_our_own_and_loaded_early(client: Client) -> None:
    font = read(client.get(reverse("storefront:home"))).one("link", rel="preload")

    assert font["as"] == "font"
    assert finders.find("fonts/HankenGrotesk[wght].ttf")
    # The stylesheet must ask for the very same address, or a browser loads the file twice.
    css = finders.find("storefront/storefront.css")
    assert isinstance(css, str)
    assert font["href"].removeprefix("/static/fonts/") in Path(css).read_text(encoding="utf-8")


def test_the_look_weighs_less_than_one_picture() -> None:
    css = finders.find("storefront/storefront.css")

    assert isinstance(css, str)
    assert Path(css).stat().st_size < 20_000


def test_the_name_of_the_shop_is_the_owners_choice_and_never_markup(client: Client, settings: Any) -> None:
    settings.SHOP_NAME = "Salt & <b>Smoke</b>"

    page = read(client.get(reverse("storefront:home")))

    assert page.one("title").text == "Salt & <b>Smoke</b>"
    assert not list(page.all("b"))


def test_an_address_that_leads_nowhere_says_so_in_the_shops_look(client: Client) -> None:
    answer = client.get("/no/such/page/")

    assert answer.status_code == 404
    page = read(answer)
    assert page.texts("h1") == ["This shelf is empty."]
    assert page.one("a", class_="button")["href"] == reverse("storefront:home")


def test_the_page_for_errors_needs_nothing_that_may_be_broken() -> None:
    # No context, no tags, no other template, no stylesheet: any of them may be the error.
    written = render_to_string("500.html")

    assert "Something broke" in written
    assert "/static/" not in written
