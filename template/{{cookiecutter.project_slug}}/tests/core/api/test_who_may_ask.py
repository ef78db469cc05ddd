"""Every address of the API says who may ask. Whoever adds one has to decide, here too."""

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, reverse
from rest_framework.permissions import AllowAny

from config.api_urls import urlpatterns
from shop.core.api.views import NowhereApi
from tests.core.api.people import answers_to_everybody

# {% if reached("orders.in-the-shop") %}
# Addresses that are not for everybody, by name.
NOT_PUBLIC = frozenset({"api:order-list", "api:order-detail", "api:order-cancel"})
# {% else %}
# Addresses that are not for everybody, by name. There are none yet.
NOT_PUBLIC: frozenset[str] = frozenset()
# {% endif %}


Patterns = list[URLPattern | URLResolver]


def addresses(patterns: Patterns = urlpatterns, namespace: str = "") -> list[tuple[str, URLPattern]]:
    """Every address below `/api/` with its name, but for the one that stands for nothing."""
    found = []
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            found += addresses(pattern.url_patterns, f"{pattern.namespace}:")
        elif getattr(pattern.callback, "cls", None) is not NowhereApi:
            found.append((f"{namespace}{pattern.name}", pattern))
    return found


# Addresses that can be read without knowing anything.
WITHOUT_ARGUMENTS = [
    name
    for name, pattern in addresses()
    if name not in NOT_PUBLIC and not pattern.pattern.regex.groups and hasattr(pattern.callback.cls, "get")  # type: ignore[attr-defined]
]


@pytest.mark.parametrize(("name", "pattern"), addresses())
def test_an_address_is_public_or_on_the_list(name: str, pattern: URLPattern) -> None:
    view = pattern.callback.cls  # type: ignore[attr-defined]

    assert (tuple(view.permission_classes) == (AllowAny,)) is (name not in NOT_PUBLIC)


@pytest.mark.parametrize(("name", "pattern"), addresses())
def test_a_public_address_does_not_look_who_asks(name: str, pattern: URLPattern) -> None:
    view = pattern.callback.cls  # type: ignore[attr-defined]

    assert name in NOT_PUBLIC or not view.authentication_classes


@pytest.mark.django_db
@pytest.mark.parametrize("name", WITHOUT_ARGUMENTS)
def test_everybody_reads_the_same(name: str) -> None:
    answers = answers_to_everybody(reverse(name))

    assert answers["anonymous"][0] == 200
    assert len(set(answers.values())) == 1


@pytest.mark.django_db
@pytest.mark.parametrize("name", WITHOUT_ARGUMENTS)
def test_nobody_writes(name: str, admin_client: Client) -> None:
    for method in ("POST", "PUT", "PATCH", "DELETE", "OPTIONS"):
        answer = admin_client.generic(method, reverse(name))

        assert answer.status_code == 405
        assert answer.headers["Allow"] == "GET, HEAD"


@pytest.mark.django_db
@pytest.mark.parametrize("name", WITHOUT_ARGUMENTS)
def test_scripts_of_any_site_may_read(client: Client, name: str) -> None:
    for answer in (
        client.get(reverse(name)),
        client.get(reverse(name), {"x": "y"}),
        client.post(reverse(name)),
    ):
        assert answer.headers["Access-Control-Allow-Origin"] == "*"
