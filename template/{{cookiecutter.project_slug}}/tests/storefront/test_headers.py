"""What pages say to browsers: load nothing from elsewhere, keep nothing that belongs to one visitor."""

from typing import Any

import pytest
from django.contrib.sessions.middleware import SessionMiddleware
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.urls import reverse

from storefront.middleware import PageHeaders, content_security_policy
from tests.builders import a_published_product
from tests.storefront.reading import read

pytestmark = pytest.mark.django_db


def policy(header: str) -> dict[str, str]:
    """What each kind of thing may be loaded from."""
    return dict(rule.split(" ", 1) for rule in header.split("; "))


def test_every_page_allows_the_shop_itself_and_nothing_else(client: Client) -> None:
    for address in ("/", f"/p/{a_published_product().slug}/", "/no/such/page/"):
        rules = policy(client.get(address)["Content-Security-Policy"])

        assert rules["default-src"] == "'none'"
        assert set(rules.values()) == {"'none'", "'self'"}


def test_no_page_has_what_its_policy_forbids(client: Client) -> None:
    for address in ("/", f"/p/{a_published_product().slug}/", "/no/such/page/"):
        page = read(client.get(address))

        assert not list(page.all("style"))
        assert all(element.get("style") is None for element in page.elements)
        assert all(not name.startswith("on") for element in page.elements for name in element.attributes)
        assert [script.get("type") for script in page.all("script")] in ([], ["application/ld+json"])


def test_pictures_may_come_from_where_the_shop_keeps_them() -> None:
    rules = policy(content_security_policy("https://pictures.example.com/shop/"))

    assert rules["img-src"] == "'self' https://pictures.example.com"
    assert rules["script-src"] == "'self'"


def test_other_pages_than_the_storefronts_are_left_alone(client: Client) -> None:
    assert not client.get(reverse("admin:login")).has_header("Content-Security-Policy")
    assert not client.get("/health/live").has_header("Content-Security-Policy")


def test_pages_may_be_kept_for_a_minute_in_each_language(client: Client) -> None:
    answer = client.get("/")

    assert answer["Cache-Control"] == "public, max-age=60"
    # {% if reached("carts.region-switch") %}
    assert answer["Vary"] == "Cookie, Accept-Language"
    # {% else %}
    assert answer["Vary"] == "Accept-Language"
    # {% endif %}
    assert not client.cookies


def test_a_page_that_looked_at_the_visitor_is_theirs_alone(rf: RequestFactory) -> None:
    def basket(request: HttpRequest) -> HttpResponse:
        return HttpResponse(f"{request.session.get('basket')}")

    answer = SessionMiddleware(PageHeaders(basket))(rf.get("/"))

    assert isinstance(answer, HttpResponse)
    assert answer["Cache-Control"] == "private, no-cache"


def test_what_does_not_exist_today_is_not_remembered(client: Client) -> None:
    assert not client.get("/no/such/page/").has_header("Cache-Control")


def test_a_broken_page_shows_the_page_for_errors(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: Any) -> None:
        raise RuntimeError("a fault")

    monkeypatch.setattr("storefront.pages.home.published_products", broken)
    client.raise_request_exception = False

    answer = client.get("/")

    assert answer.status_code == 500
    assert "Something broke in the workshop" in answer.content.decode()
    # Its style stands in the page itself, which the policy would forbid.
    assert not answer.has_header("Content-Security-Policy")
