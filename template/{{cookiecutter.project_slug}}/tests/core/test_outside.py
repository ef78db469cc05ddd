"""Nobody outside is asked while a transaction is open."""

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from shop.core.outside import outside

pytestmark = pytest.mark.django_db(transaction=True)


def test_who_goes_outside_in_a_transaction_is_stopped_before() -> None:
    asked = []

    with (
        pytest.raises(RuntimeError, match=r"Found: bank: pay, inside one\."),
        transaction.atomic(),
        outside("bank: pay"),
    ):
        asked.append("bank")

    assert asked == []


def test_who_goes_outside_without_one_goes() -> None:
    with transaction.atomic():
        pass

    with outside("bank: pay"):
        pass


def test_looking_costs_nothing() -> None:
    connection.ensure_connection()

    with CaptureQueriesContext(connection) as statements, outside("bank: pay"):
        pass

    assert [statement["sql"] for statement in statements] == []


def test_what_goes_wrong_outside_is_said_as_it_is() -> None:
    with pytest.raises(RuntimeError, match=r"^the bank is closed$"), outside("bank: pay"):
        raise RuntimeError("the bank is closed")


@pytest.mark.django_db
def test_the_transaction_of_a_test_is_none() -> None:
    with outside("bank: pay"):
        pass
