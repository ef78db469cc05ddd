"""Orders that were placed before they had a key get one."""

import pytest

from shop.orders.backfills import fill_key
from shop.orders.models import OrderContact
from shop.schema.backfilling import fillings

pytestmark = pytest.mark.django_db


def test_it_is_known_by_name_and_nothing_is_left_in_a_new_shop() -> None:
    assert fillings()["orders.email-key"].is_done()


def test_an_old_order_gets_the_key_that_a_new_one_has() -> None:
    contact = OrderContact(email="Ada@Bücher.example")

    fill_key(contact)

    assert contact.email_key == "ada@xn--bcher-kva.example"
