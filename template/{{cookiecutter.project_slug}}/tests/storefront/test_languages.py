"""Prices on pages are written as each visitor's language writes them, whichever it is."""

import pytest
from django.conf.global_settings import LANGUAGES
from django.test import Client
from django.utils import translation

from shop.core.money import Money
from storefront.templatetags.prices import price
from tests.builders import a_published_product

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("language", "written"),
    [
        ("en", "€24.00"),
        ("de", "24,00\N{NO-BREAK SPACE}€"),
        ("pt-BR", "€\N{NO-BREAK SPACE}24,00"),
        ("udm", "€24.00"),
    ],
)
def test_a_page_writes_its_prices_for_the_visitor(client: Client, language: str, written: str) -> None:
    a_published_product(slug="mug")

    answer = client.get("/p/mug/", headers={"accept-language": language})

    assert written in answer.content.decode()
    assert "Accept-Language" in answer["Vary"]


@pytest.mark.parametrize("language", [code for code, _ in LANGUAGES])
def test_no_language_that_a_browser_may_name_breaks_a_price(language: str) -> None:
    with translation.override(language):
        assert "24" in price(Money(2400, "EUR"))
