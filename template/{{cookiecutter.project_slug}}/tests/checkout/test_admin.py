"""Checkouts in the admin: whoever may look finds the order that a transfer is for."""

import pytest
from django.test import Client

from shop.checkout.models import Checkout
from shop.checkout.services.finalising import complete_checkout
from tests.builders import a_colleague
from tests.checkout.builders import a_checkout, seen

pytestmark = pytest.mark.django_db

LIST = "/admin/checkout/checkout/"


@pytest.fixture
def done() -> Checkout:
    """A transfer that is awaited."""
    begun = a_checkout(way="bank-transfer")
    return complete_checkout(token=begun.cart, seen=seen(begun)).checkout


@pytest.fixture
def colleague(client: Client) -> Client:
    """Somebody who may look."""
    client.force_login(a_colleague("checkout.view_checkout"))
    return client


def test_a_transfer_is_found_by_its_reference(colleague: Client, done: Checkout) -> None:
    found = colleague.get(LIST, {"q": done.reference}).content.decode()
    nothing = colleague.get(LIST, {"q": "00000-00000"}).content.decode()

    assert str(done.order) in found
    assert "€96.00" in found
    assert str(done.order) not in nothing


def test_nobody_types_in(colleague: Client, done: Checkout) -> None:
    page = colleague.get(f"{LIST}{done.pk}/change/")

    assert page.status_code == 200
    assert 'name="point"' not in page.content.decode()
    assert colleague.get(f"{LIST}add/").status_code == 403
    assert colleague.post(f"{LIST}{done.pk}/delete/").status_code == 403
