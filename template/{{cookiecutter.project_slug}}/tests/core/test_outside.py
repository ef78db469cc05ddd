"""Nobody outside is asked while a transaction is open."""

import pytest
from django.db import transaction

from shop.core.outside import outside

pytestmark = pytest.mark.django_db


def test_inside_a_transaction_nobody_is_asked() -> None:
    asked = []

    refused = pytest.raises(RuntimeError, match="Found: bank: pay, inside one")
    with refused, transaction.atomic(), outside("bank: pay"):
        asked.append("bank")

    assert asked == []


def test_after_it_they_are() -> None:
    with transaction.atomic():
        pass

    with outside("bank: pay"):
        assert True
