"""Pay on a page of Stripe's, which needs no script of ours, and no field."""

from django.conf import settings

from shop.card_payments.choices import Capture
from shop.card_payments.models import Attempt
from shop.card_payments.services import name_page
from shop.payments.gateways.configured import stripe_gateway
from shop.payments.gateways.stripe_page import Shown, close_page, look_at_page, open_page
from shop.payments.outcomes import Declined, NeedsAction, Outcome, TryLater


def led_to_page(attempt: Attempt, back: str) -> Outcome:
    """The page's address, or what became of it. A payment that was begun with a card is not paid here too."""
    gateway = stripe_gateway()
    if attempt.payment.reference:
        return gateway.look(payment=attempt.payment)
    if attempt.session:
        return look_at_page(gateway, name=attempt.session)
    at_once = settings.SHOP_CAPTURE is Capture.AT_ONCE
    shown = Shown(settings.SHOP_NAME, back, attempt.customer, at_once)
    page = open_page(gateway, payment=attempt.payment, shown=shown)
    if isinstance(page, TryLater):
        return page
    name_page(attempt=attempt, session=page.name)
    # In another window a card may have begun to pay meanwhile. Each of both first writes and then reads, so
    # one of them sees the other.
    attempt.payment.refresh_from_db(fields=["reference"])
    if attempt.payment.reference:
        return on_page(attempt, leave=True) or gateway.look(payment=attempt.payment)
    return NeedsAction("", url=page.url)


def on_page(attempt: Attempt, *, leave: bool) -> Outcome | None:
    """What became of an attempt that was led to a page. None, if it is left: then a card may pay here.

    Args:
        leave: whether the page is closed first. Nobody shall pay there and here.
    """
    gateway = stripe_gateway()
    if not leave:
        return look_at_page(gateway, name=attempt.session)
    told = close_page(gateway, name=attempt.session)
    is_left = isinstance(told, Declined) and not told.reference
    return None if is_left else told
