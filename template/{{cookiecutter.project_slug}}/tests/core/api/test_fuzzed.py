"""Schemathesis asks the API what its description allows, and what it forbids.

Each answer must be one that is described, what is forbidden must be refused, and nothing may be a mistake of
ours. A few requests for each operation in every run of the tests; `API_EXAMPLES=1000` asks for more.
"""

import os
from collections import Counter
from collections.abc import Iterator
from typing import Any
from zlib import crc32

import hypothesis
import pytest
import schemathesis
from django.core import signals
from django.core.cache import cache
from django.db import close_old_connections
from schemathesis import Case
from schemathesis.config import SchemathesisConfig

from config.wsgi import application
from shop.carts.api import base
from shop.carts.api.serializers import body_of
from tests.addresses import stand
from tests.carts.api.addresses import TOKEN
# {% if reached("checkout.api") %}
from tests.checkout.api.addresses import SEEN
# {% endif %}
# {% if reached("orders.in-the-shop") %}
from tests.orders.api.addresses import KEY, ORDER
# {% endif %}
# {% if reached("checkout.api") %}
from tests.orders.builders import HOME
# {% endif %}

EXAMPLES = int(os.environ.get("API_EXAMPLES", "5"))
REFUSALS = [400, 403, 404, 405, 406, 412, 415, 422]
SETTINGS = {
    "generation": {"allow-x00": False},  # no text of ours has a null character; other tests send one
    "checks": {
        "negative_data_rejection": {"expected-statuses": REFUSALS},
        # What is of the right form may still name something that is not there, or is too much.
        "positive_data_acceptance": {"expected-statuses": ["2xx", 304, 403, 404, 409, 412, 422]},
    },
    # A cursor of the right form is still none of ours, and a parameter without a value is as good as none.
    "operations": [
        {
            "include-path": "/api/v1/products/",
            "checks": {
                "positive_data_acceptance": {"enabled": False},
                "negative_data_rejection": {"enabled": False},
            },
        },
        # {% if reached("orders.in-the-shop") %}
        # A session or the key, either is enough: it takes the key for a request without both. The tests of
        # addresses ask with each, and with neither.
        *(
            {
                "include-path": path,
                "checks": {
                    "ignored_auth": {"enabled": False},
                    "negative_data_rejection": {"enabled": False},
                },
            }
            for path in ("/api/v1/orders/{public_id}/", "/api/v1/orders/{public_id}/cancel/")
        ),
        # {% endif %}
    ],
}
# What stands in the shop: three of four requests ask for it, or nearly all answers would be 404.
KNOWN: dict[str, list[Any]] = {
    "token": [TOKEN],
    "sku": ["KNOWN-JUG", "KNOWN-SET"],
    "slug": ["known-mug", "known-plate", "known-set"],
    "code": ["KNOWN-CODE"],
    "country": ["AT"],
    # {% if reached("checkout.api") %}
    "email": ["ada@example.com"],
    "seen": [SEEN],
    "ship_to": [HOME.kept()],
    "way": ["bank-transfer"],
    # {% endif %}
    # {% if reached("orders.in-the-shop") %}
    "public_id": [ORDER],
    "Order-Key": [KEY],
    # {% endif %}
}
# How many answers of which status there were; `make proof` of the kit reads it.
ANSWERS: Counter[int] = Counter()

schema = schemathesis.openapi.from_wsgi(
    "/api/v1/schema/", application, config=SchemathesisConfig.from_dict(SETTINGS)
)


@pytest.fixture(autouse=True)
def shop(db: None) -> Iterator[None]:
    """A shop in which all that is known stands; its requests keep the connection of the test."""
    cache.clear()
    stand()
    for signal in (signals.request_started, signals.request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (signals.request_started, signals.request_finished):
        signal.connect(close_old_connections)


@schema.hook
def map_case(context: Any, case: Case[Any]) -> Case[Any]:
    """Put what is known into most of the requests; what is wrong on purpose stays wrong."""
    if case.path_parameters:
        case.path_parameters = known(case.path_parameters)
    # {% if reached("orders.in-the-shop") %}
    if case.headers:
        case.headers.update(known({**case.headers}))
    # {% endif %}
    if isinstance(case.body, dict) and case.meta and case.meta.generation.mode.is_positive:
        case.body = known(case.body)
    return case


def known(given: dict[str, Any]) -> dict[str, Any]:
    """Values, most of them known ones. Equal values become equal ones, so that a failure comes again."""
    lots = {name: crc32(repr(value).encode()) for name, value in given.items()}
    return {
        name: KNOWN[name][lot % len(KNOWN[name])] if name in KNOWN and lot % 4 else given[name]
        for name, lot in lots.items()
    }


@schema.parametrize()
@hypothesis.settings(max_examples=EXAMPLES, derandomize=True, deadline=None)
def test_every_answer_is_as_described(case: Case[Any]) -> None:
    answer = case.call()

    ANSWERS[answer.status_code] += 1
    case.validate_response(answer)


def the_cart() -> Case[Any]:
    """A request for the cart that is known."""
    return schema["/api/v1/carts/{token}/"]["GET"].Case(path_parameters={"token": TOKEN})


def test_the_cart_is_as_described() -> None:
    the_cart().call_and_validate()


@pytest.mark.parametrize(
    ("broken", "said"),
    [
        (lambda now: {**body_of(now), "currency": None}, "Response violates schema"),
        (lambda now: [][now.cart.version], "Server error"),
    ],
)
def test_an_answer_that_is_not_as_described_is_found(
    monkeypatch: pytest.MonkeyPatch, broken: Any, said: str
) -> None:
    monkeypatch.setattr(base, "body_of", broken)

    with pytest.RaisesGroup(pytest.RaisesExc(Exception, match=said), allow_unwrapped=True):
        the_cart().call_and_validate()


def test_a_failed_property_elsewhere_shows_its_example() -> None:
    @hypothesis.given(hypothesis.strategies.just(41))
    def wrong(number: int) -> None:
        assert number == 0

    with pytest.raises(AssertionError) as failure:
        wrong()

    assert any("number=41" in note for note in failure.value.__notes__)
