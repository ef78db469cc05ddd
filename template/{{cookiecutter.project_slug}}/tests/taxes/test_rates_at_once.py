"""Two colleagues read about a new rate in the same newspaper, and both write it down."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import transaction

from shop.taxes.models import TaxRate
from shop.taxes.services.rates import Period, add_rate, change_rate
from tests.rivals import Rival
from tests.taxes.builders import GERMANY, a_rate, a_tax_category

pytestmark = pytest.mark.django_db(transaction=True)

SUMMER = date(2020, 7, 1)


def add(percent: int, begins: date) -> TaxRate:
    """Write down a rate for Germany."""
    return add_rate(
        place=GERMANY,
        category=a_tax_category(),
        percent=Decimal(percent),
        name="VAT",
        period=Period(begins),
    )


def test_of_two_rates_for_one_day_the_second_waits_and_is_refused() -> None:
    a_tax_category()
    rival = Rival(lambda: add(5, SUMMER))

    with transaction.atomic():
        add(16, SUMMER)
        assert not TaxRate.objects.filter(percent=5).exists()
        rival.begin()

    assert rival.end() == "tax-rates-overlap"
    assert [rate.percent for rate in TaxRate.objects.all()] == [16]


def test_of_two_changes_on_one_day_the_second_waits_and_is_refused() -> None:
    rate = a_rate()
    rival = Rival(lambda: change_rate(rate=TaxRate.objects.get(pk=rate.pk), percent=Decimal(5), on=SUMMER))

    with transaction.atomic():
        change_rate(rate=rate, percent=Decimal(16), on=SUMMER)
        rival.begin()

    assert rival.end() == "wrong-tax-period"
    assert sorted(rate.percent for rate in TaxRate.objects.all()) == [16, 19]
