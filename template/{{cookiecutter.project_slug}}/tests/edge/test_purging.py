"""What changes is purged by name, by a real request, and nothing is asked where nobody keeps pages."""

import json
from typing import Any

import pytest
from django.db import transaction
from django.urls import NoReverseMatch, resolve, reverse

from shop.catalog.services.categories import update_category
from shop.catalog.services.products import update_product
from shop.catalog.services.publishing import unpublish_product
from shop.catalog.services.variants import change_price
from shop.core.money import Money
from shop.edge.keys import MANY, ONE, keys_of
from shop.edge.tasks import purge_what_changed
from shop.outbox.models import Event
from tests.builders import a_published_product
from tests.webhooks.outgoing.receiver import Receiver

pytestmark = pytest.mark.django_db(transaction=True)


def told() -> list[Any]:
    """Which products were said to have changed."""
    events = Event.objects.filter(topic="catalog.changed").order_by("pk")
    return [event.payload["product"] for event in events]


def test_a_change_is_told_in_its_transaction(edge: Receiver) -> None:
    product = a_published_product(slug="mug")
    variant = product.variants.get()

    change_price(variant=variant, price=Money(2600, "EUR"))
    update_product(product=product, summary="A mug.")
    update_category(category=product.category, name="Mugs")
    unpublish_product(product=product)

    assert told() == ["mug", "mug", "", "mug"]


def test_what_is_rolled_back_is_not_told(edge: Receiver) -> None:
    variant = a_published_product().variants.get()

    with transaction.atomic():
        change_price(variant=variant, price=Money(2600, "EUR"))
        transaction.set_rollback(True)

    assert told() == []


def test_the_names_are_purged_with_our_key(edge: Receiver) -> None:
    change_price(variant=a_published_product(slug="mug").variants.get(), price=Money(2600, "EUR"))

    purge_what_changed(Event.objects.get(topic="catalog.changed"))

    ((headers, body),) = edge.got
    assert headers["surrogate-key"] == "lists product-mug"
    assert json.loads(body) == {"tags": ["lists", "product-mug"]}
    assert (headers["authorization"], headers["fastly-key"]) == ("Bearer key-of-ours", "key-of-ours")


def test_what_is_refused_is_an_error_so_that_it_is_tried_again(edge: Receiver) -> None:
    update_category(category=a_published_product().category, name="Mugs")
    edge.answers = [503]

    with pytest.raises(Exception, match=r"Found: 503\."):
        purge_what_changed(Event.objects.get(topic="catalog.changed"))


def test_nobody_waits_for_it_in_a_transaction(edge: Receiver) -> None:
    update_category(category=a_published_product().category, name="Mugs")

    with pytest.raises(RuntimeError, match="while a transaction is open"), transaction.atomic():
        purge_what_changed(Event.objects.get(topic="catalog.changed"))

    assert edge.got == []


def test_without_an_edge_nothing_is_told_and_nothing_asked() -> None:
    variant = a_published_product().variants.get()

    change_price(variant=variant, price=Money(2600, "EUR"))

    assert told() == []
    purge_what_changed(Event(topic="catalog.changed", payload={"product": "mug"}))


@pytest.mark.parametrize("view", sorted(ONE | MANY))
def test_every_name_of_a_view_is_that_of_one(view: str) -> None:
    _, _, name = view.partition(":")

    try:
        address = reverse(view, kwargs={"slug": "mug"} if view in ONE or name == "category" else {})
    except NoReverseMatch as error:
        assert "is not a registered namespace" in str(error)  # noqa: PT017 - this store has no such pages
    else:
        assert keys_of(resolve(address).view_name, "mug")
