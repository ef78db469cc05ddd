"""Make an order of a priced cart, in one transaction and a number of statements that does not grow."""

# {% if reached("background-work.order-mail") %}
from django.conf import settings
# {% endif %}
from django.db import transaction
# {% if reached("background-work.order-mail") %}
from django.utils.translation import get_language
# {% endif %}

from shop.carts.reading import CartNow
from shop.core.money import Money
from shop.inventory.models import Reservation
from shop.inventory.recipes import recipes
from shop.inventory.services.closing import use_reservation
# {% if reached("webhooks.announce") and not reached("background-work.order-mail") %}
from shop.orders.announcing import tell
# {% endif %}
from shop.orders.history import OrderState, after, written
from shop.orders.models import Order, OrderContact, OrderLine
from shop.orders.people import BUYER, Actor, Contact
from shop.orders.services import checking
from shop.orders.services.copying import as_sold, begun, contact_of, lines_of
from shop.orders.services.coupons import redeem
from shop.orders.services.numbers import next_number
from shop.orders.services.recording import event_of, project
from shop.orders.states import Verb, transition
# {% if reached("background-work.order-mail") %}
from shop.outbox.services.publishing import publish
# {% endif %}


@transaction.atomic
def place_order(
    *, now: CartNow, contact: Contact, seen: Money, reservation: Reservation, by: Actor = BUYER
) -> Order:
    """Make an order of a cart: all of it or nothing, and once.

    # {% if reached("background-work.order-mail") %}
    Costs 17 statements, ten of them writes, for one line or a hundred; one more for each domain that knows
    # {% elif reached("webhooks.announce") %}
    Costs 17 statements, nine of them writes, for one line or a hundred; one write more where somebody outside
    listens; one more for each domain that knows
    # {% else %}
    Costs 16 statements, nine of them writes, for one line or a hundred; one more for each domain that knows
    # {% endif %}
    what things are packed of, and eight for each code that gave something.

    Args:
        now: the cart as it was priced. If it has changed since, nothing is done.
        seen: the total that the buyer has agreed to.
        reservation: what is set aside for this cart, its key as the owner.

    Raises:
        CannotBeOrdered, TotalChanged, SentElsewhere, NotReserved, AlreadyOrdered: see there.
        CartNotFound, StaleCart, ReservationClosed, CouponUsedUp: as carts, shelves and promotions say.
    """
    row = transition(Verb.PLACE, None, by.role)
    checking.refuse_unsellable(now.priced)
    checking.refuse_other_total(now.priced, seen)
    checking.refuse_elsewhere(now.cart, contact)
    checking.hold_once(now.cart)
    packed = recipes({line.wanted.variant for line in now.priced.lines})
    checking.refuse_unreserved(now, packed, reservation)
    order = begun(now, reservation)
    redeem(order=order, priced=now.priced, contact=contact)
    use_reservation(reservation=reservation)
    now.cart.delete()
    event = event_of(order, OrderState(), row, by)
    event.data = {"lines": written(as_sold(now.priced))}
    project(order, after(OrderState(), event))
    # {% if reached("webhooks.announce") and not reached("background-work.order-mail") %}
    tell(order, event, after(OrderState(), event))
    # {% endif %}
    # Last, because from here on everybody waits who wants a number.
    order.number = next_number(series=order.series)
    order.save(force_insert=True)
    OrderContact.objects.bulk_create([contact_of(order, contact)])
    OrderLine.objects.bulk_create(lines_of(order, now, packed))
    event.save(force_insert=True)
    # {% if reached("background-work.order-mail") %}
    publish(topic="order.placed", key=order.public_id, payload=told(order))
    # {% endif %}
    return order
# {% if reached("background-work.order-mail") %}


def told(order: Order) -> dict[str, str]:
    """What others hear of an order that was placed: which one it is, and in what language they spoke."""
    return {"order": order.public_id, "language": get_language() or settings.LANGUAGE_CODE}
# {% endif %}
