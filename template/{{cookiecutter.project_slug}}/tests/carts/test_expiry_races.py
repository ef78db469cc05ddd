"""The sweeper comes in the moment in which somebody comes back to their cart. One of them wins, cleanly."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from shop.carts.models import Cart, CartLine
from shop.carts.services.keeping import expire_carts
from shop.carts.services.lines import add_line, set_quantity
from shop.core import clock
from tests.carts.builders import a_cart, contents, sold
from tests.rivals import Rival

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def late() -> Cart:
    """A cart with a mug, whose last minute has begun."""
    sold("PLATE")
    cart = a_cart(MUG=1)
    Cart.objects.update(expires_at=clock.now() + timedelta(minutes=1))
    return cart


@pytest.fixture
def a_minute_passes(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Let the cart's time be over, for everybody who looks at the clock from now on."""

    def pass_by() -> None:
        after = clock.now() + timedelta(minutes=2)
        monkeypatch.setattr(timezone, "now", lambda: after)

    return pass_by


def test_the_sweeper_leaves_alone_what_somebody_changes_now(
    late: Cart, a_minute_passes: Callable[[], None]
) -> None:
    with transaction.atomic():
        add_line(token=late.token, sku="PLATE")
        a_minute_passes()
        sweeper = Rival(expire_carts)
        sweeper.begin()
        done_meanwhile = not sweeper.is_alive()

    assert (sweeper.end(), done_meanwhile) == ("done", True)
    assert contents(late) == {"MUG": 1, "PLATE": 1}


def test_who_comes_back_too_late_is_told(late: Cart, a_minute_passes: Callable[[], None]) -> None:
    shopper = Rival(lambda: add_line(token=late.token, sku="PLATE"))

    a_minute_passes()
    with transaction.atomic():
        assert expire_carts() == 1
        shopper.begin()

    assert shopper.end() == "cart-not-found"
    assert (Cart.objects.count(), CartLine.objects.count()) == (0, 0)


def test_a_sweeper_that_does_not_lock_takes_what_somebody_changes(
    late: Cart, a_minute_passes: Callable[[], None]
) -> None:
    def careless() -> None:
        over = list(Cart.objects.filter(expires_at__lte=clock.now()).values_list("pk", flat=True))
        Cart.objects.filter(pk__in=over).delete()

    with transaction.atomic():
        set_quantity(token=late.token, sku="MUG", quantity=2)
        a_minute_passes()
        sweeper = Rival(careless)
        sweeper.begin()

    assert sweeper.end() == "done"
    assert not Cart.objects.exists()
