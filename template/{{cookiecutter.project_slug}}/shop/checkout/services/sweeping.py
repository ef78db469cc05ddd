"""End what nobody came back for: finish what was paid, give back what was not wanted, forget the rest."""

from datetime import timedelta

from django.conf import settings
from django.db.models import Exists, OuterRef

from shop.carts.models import Cart
from shop.checkout.models import Checkout, Point, Settled
from shop.checkout.selectors import all_of_it
from shop.checkout.services.finalising import resume_checkout
from shop.checkout.services.paying import take_back
from shop.core import clock
from shop.core.errors import ShopError

# Who is gone for so long has lost their browser, or we have lost our process.
LEFT = timedelta(minutes=10)
# A bank that waits for its customer has given up by then.
GIVEN_UP = timedelta(days=1)
BATCH = 100
UNFINISHED = (Point.ASKED, Point.PAID, Point.RETURNING)


def resume_unfinished() -> dict[str, int]:
    """Go on with every checkout that was left between the money and the order, the oldest first.

    Several sweepers do no harm: each step is done once, whoever does it.

    Returns:
        How many are where now: `{"ordered": 2, "asked": 1}`.
    """
    ended: dict[str, int] = {}
    left = all_of_it().filter(point__in=UNFINISHED, changed_at__lte=clock.now() - LEFT)
    for checkout in left.order_by("changed_at", "id")[:BATCH]:
        point = resumed(checkout)
        ended[point] = ended.get(point, 0) + 1
    return ended


def resumed(checkout: Checkout) -> str:
    """Go on with one, and say where it is then. One that is refused does not hold up the others."""
    abandoned = checkout.created_at <= clock.now() - GIVEN_UP and checkout.settled == Settled.NEEDS_ACTION
    try:
        if abandoned:
            return str(take_back(checkout=checkout).point)
        return str(resume_checkout(checkout=checkout).checkout.point)
    except ShopError:
        return str(Checkout.objects.values_list("point", flat=True).get(pk=checkout.pk))


def forget_checkouts() -> int:
    """Forget the checkouts whose cart is gone and of which no order came, with whose they were.

    Returns:
        How many.
    """
    gone = Checkout.objects.filter(
        ~Exists(Cart.objects.filter(token=OuterRef("cart"))),
        point__in=[Point.BEGUN, Point.PREPARED],
        created_at__lte=clock.now() - timedelta(days=settings.SHOP_CART_DAYS),
    )
    count = gone.count()
    gone.delete()
    return count
