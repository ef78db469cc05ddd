"""Where nothing is, the API says so in its own form, or shows the way."""

import pytest
from django.test import Client

from shop.core.api.problems import NotFound, type_of


@pytest.mark.parametrize("path", ["/api/", "/api/v1/", "/api/v1/prodcuts/", "/api/v2/products", "/api/x.php"])
@pytest.mark.parametrize("method", ["GET", "POST", "DELETE", "OPTIONS"])
def test_an_address_that_does_not_exist_is_a_problem(client: Client, method: str, path: str) -> None:
    answer = client.generic(method, path)

    assert answer.status_code == 404
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert answer.json()["type"] == type_of(NotFound).uri
    assert answer.json()["detail"].startswith(f"Found: nothing at {path}")


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_who_leaves_out_the_slash_is_led_on(client: Client, method: str) -> None:
    answer = client.generic(method, "/api/v1/products?limit=2")

    assert answer.status_code == 308
    assert answer.headers["Location"] == "/api/v1/products/?limit=2"
