"""A cart becomes an order: all of it or nothing, once, and in a number of statements that does not grow."""

from collections import Counter
from dataclasses import replace
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from shop.carts.errors import CartNotFound, StaleCart
from shop.carts.models import Cart, CartLine
from shop.carts.reading import cart_now
from shop.carts.services.lines import add_line
from shop.catalog.models import Variant
from shop.core.money import Money
from shop.inventory.errors import ReservationClosed
from shop.inventory.models import Reservation, State, StockItem
from shop.inventory.services.closing import release_reservation
from shop.orders import errors
from shop.orders.models import Order, OrderEvent, OrderLine
from shop.orders.services.placing import place_order
from shop.promotions.errors import CouponUsedByCustomer
from shop.promotions.models import Redemption
from tests.builders import a_user
from tests.carts.builders import a_cart, sold
from tests.orders.builders import HOME, a_contact, a_full_cart, a_reservation, an_order, ordered, total
from tests.promotions.builders import a_coupon
from tests.rivals import Rival

pytestmark = pytest.mark.django_db

# {% if reached("webhooks.announce") %}
WRITES = ("INSERT", "UPDATE", "DELETE", "WITH ASKED", "WITH ANNOUNCED")
# {% else %}
WRITES = ("INSERT", "UPDATE", "DELETE", "WITH ASKED")
# {% endif %}


def nothing_ordered() -> bool:
    """Whether nothing was written and nothing sold."""
    sold_units = StockItem.objects.exclude(allocated=0).exists()
    return not (Order.objects.exists() or OrderEvent.objects.exists() or sold_units)


def ordering(cart: Cart, **told: Any) -> Any:
    """Everything that is needed to order a cart, and what a test tells otherwise."""
    now = cart_now(cart)
    made_up = {"now": now, "contact": a_contact(), "seen": total(now)}
    return made_up | ({} if "reservation" in told else {"reservation": a_reservation(cart)}) | told


def a_copy(cart: Cart) -> Cart:
    """The same cart, as somebody else holds it."""
    copy = Cart.objects.get(pk=cart.pk)
    copy.groups = ()
    return copy


@pytest.mark.usefixtures("vat")
def test_a_cart_becomes_an_order() -> None:
    cart = a_full_cart(MUG=3, PLATE=1)
    token = cart.token

    order = ordered(cart, customer=(ada := a_user()))

    order.refresh_from_db()
    assert (order.state, order.version, order.units, order.cart) == ("placed", 1, 4, token)
    assert (order.net_amount, order.tax_amount, order.gross_amount) == (8067, 1533, 9600)
    assert (order.country, order.currency, order.included) == ("DE", "EUR", True)
    assert order.public_id.startswith("ord_")
    assert (order.contact.customer, order.contact.email) == (ada, "ada@example.com")
    assert order.contact.shipping == order.contact.billing == HOME
    (event,) = order.events.all()
    assert (event.number, event.verb, event.state, event.role) == (1, "place", "placed", "buyer")
    assert not Cart.objects.exists()
    assert not CartLine.objects.exists()


@pytest.mark.usefixtures("vat")
def test_a_line_says_what_was_sold_as_it_was_sold() -> None:
    sold("MUG", name="Ash, 250 ml")
    a_coupon("SPRING")
    cart = a_full_cart(MUG=3)
    Cart.objects.update(coupons=["SPRING"])
    cart.coupons = ["SPRING"]

    order = ordered(cart)
    Variant.objects.update(sku="CUP", name="Grey", price_amount=1)

    line = OrderLine.objects.get(order=order)
    assert (line.sku, line.name, line.options, line.quantity) == ("MUG", "Mug", "Ash, 250 ml", 3)
    assert (line.unit, line.discount_amount) == (Money(2400, "EUR"), 720)
    assert [(off["amount"], off["says"]) for off in line.reductions] == [
        (720, "10 % SPRING on 3 x Mug, Ash, 250 ml: -€7.20")
    ]
    assert (line.net_amount, line.tax_amount, line.gross_amount) == (5445, 1035, 6480)
    assert (line.tax_name, str(line.tax_percent)) == ("VAT", "19.0000")
    assert line.parts == {str(line.variant_id): 1}


def test_what_was_set_aside_is_sold() -> None:
    order = an_order(MUG=3)

    item = StockItem.objects.get()
    assert (item.held, item.allocated) == (0, 3)
    assert Reservation.objects.get(pk=order.reservation_id).state == State.USED


def test_a_set_remembers_what_was_in_it(packed: dict[int, dict[int, int]]) -> None:
    mug, plate = sold("MUG"), sold("PLATE")
    packed[sold("SET").pk] = {mug.pk: 2, plate.pk: 1}

    order = ordered(a_cart(SET=2, MUG=1))

    assert [line.parts for line in order.lines.all()] == [
        {str(mug.pk): 2, str(plate.pk): 1},
        {str(mug.pk): 1},
    ]
    allocated = StockItem.objects.exclude(allocated=0).values_list("variant", "allocated")
    assert dict(allocated) == {mug.pk: 5, plate.pk: 2}


@pytest.mark.usefixtures("nothing_packed")
@pytest.mark.parametrize("length", [1, 10, 100])
# {% if reached("background-work.order-mail") %}
def test_an_order_costs_seventeen_statements_however_long_it_is(length: int) -> None:
# {% else %}
def test_an_order_costs_sixteen_statements_however_long_it_is(length: int) -> None:
# {% endif %}
    cart = a_full_cart(**{f"THING-{number}": 2 for number in range(length)})
    given = ordering(cart)

    with CaptureQueriesContext(connection) as statements:
        place_order(**given)

    asked = [statement["sql"].strip() for statement in statements]
    # {% if reached("background-work.order-mail") %}
    assert len(asked) == 17
    assert sum(sql.upper().startswith(WRITES) for sql in asked) == 10
    # {% else %}
    # {% if reached("webhooks.announce") %}
    assert len(asked) == 16 + 1  # the one more asks whether anybody outside listens
    # {% else %}
    assert len(asked) == 16
    # {% endif %}
    assert sum(sql.upper().startswith(WRITES) for sql in asked) == 9
    # {% endif %}
    assert [sql for sql, times in Counter(asked).items() if times > 1] == []
    assert OrderLine.objects.count() == length


@pytest.mark.usefixtures("nothing_packed")
def test_a_code_costs_eight_more() -> None:
    a_coupon("SPRING", max_uses=1)
    cart = a_full_cart(MUG=1)
    cart.coupons = ["SPRING"]
    given = ordering(cart)

    with CaptureQueriesContext(connection) as statements:
        place_order(**given)

    # {% if reached("webhooks.announce") %}
    assert len(statements) == 17 + 8
    # {% else %}
    assert len(statements) == 16 + 8
    # {% endif %}


def test_who_saw_another_total_pays_nothing() -> None:
    given = ordering(a_full_cart(MUG=1), seen=Money(2399, "EUR"))

    with pytest.raises(errors.TotalChanged) as caught:
        place_order(**given)

    assert (caught.value.found, caught.value.expected) == ("€24.00.", "€23.99.")
    assert nothing_ordered()


def test_the_same_number_in_another_currency_is_another_total() -> None:
    given = ordering(a_full_cart(MUG=1), seen=Money(2400, "USD"))

    with pytest.raises(errors.TotalChanged):
        place_order(**given)


def test_what_is_no_longer_sold_is_named() -> None:
    cart = a_full_cart(MUG=1, PLATE=1)
    Variant.objects.filter(sku="PLATE").update(is_active=False)

    with pytest.raises(errors.CannotBeOrdered, match=r"Plate: It is no longer sold\."):
        place_order(**ordering(cart))

    assert nothing_ordered()


def test_what_there_are_not_so_many_of_is_named() -> None:
    cart = a_full_cart(MUG=3)
    StockItem.objects.update(on_hand=2)
    now = cart_now(cart)

    with pytest.raises(errors.CannotBeOrdered, match="3 of Mug, of which there are 2"):
        place_order(
            now=now, contact=a_contact(), seen=total(now), reservation=a_reservation(a_full_cart(BOWL=1))
        )


def test_nothing_is_not_ordered() -> None:
    now = cart_now(a_cart())

    with pytest.raises(errors.CannotBeOrdered, match="an empty cart"):
        place_order(
            now=now, contact=a_contact(), seen=total(now), reservation=a_reservation(a_full_cart(MUG=1))
        )


def test_a_parcel_goes_where_the_cart_was_priced_for() -> None:
    given = ordering(a_full_cart(), contact=a_contact(ship_to=replace(HOME, country="AT")))

    with pytest.raises(errors.SentElsewhere):
        place_order(**given)

    assert nothing_ordered()


def test_a_cart_that_has_changed_since_is_not_ordered() -> None:
    cart = a_full_cart(MUG=1)
    given = ordering(cart)
    add_line(token=cart.token, sku="MUG", quantity=1)

    with pytest.raises(StaleCart):
        place_order(**given)

    assert nothing_ordered()


def test_what_was_not_set_aside_is_not_ordered() -> None:
    cart, other = a_full_cart(MUG=2), a_full_cart(MUG=2)
    fewer = a_reservation(a_full_cart(MUG=1))
    Reservation.objects.filter(pk=fewer.pk).update(owner=cart.token)
    fewer.owner = cart.token

    for reservation in (fewer, a_reservation(other)):
        with pytest.raises(errors.NotReserved):
            place_order(**ordering(cart, reservation=reservation))

    assert nothing_ordered()


def test_what_was_given_back_meanwhile_is_not_ordered() -> None:
    cart = a_full_cart(MUG=1)
    given = ordering(cart)
    release_reservation(reservation=given["reservation"])

    with pytest.raises(ReservationClosed):
        place_order(**given)

    assert nothing_ordered()
    assert Cart.objects.filter(token=cart.token).exists()


def test_who_orders_twice_is_told_of_the_first() -> None:
    cart = a_full_cart(MUG=1)
    given = ordering(cart)
    again = given | {"now": cart_now(a_copy(cart))}
    order = place_order(**given)

    with pytest.raises(errors.AlreadyOrdered) as caught:
        place_order(**again)

    assert caught.value.order == order.public_id
    assert Order.objects.count() == 1


def test_a_cart_that_nobody_ordered_is_not_found() -> None:
    cart = a_full_cart(MUG=1)
    given = ordering(cart)
    Cart.objects.filter(pk=cart.pk).delete()

    with pytest.raises(CartNotFound):
        place_order(**given)


@pytest.mark.django_db(transaction=True)
def test_of_two_who_order_one_cart_at_once_one_does() -> None:
    cart = a_full_cart(MUG=1)
    given, now = ordering(cart), cart_now(a_copy(cart))
    other = Rival(lambda: place_order(**(given | {"now": now})))

    with transaction.atomic():
        place_order(**given)
        other.begin()

    assert other.end() == "already-ordered"
    assert Order.objects.count() == 1
    assert StockItem.objects.get().allocated == 1


def test_a_second_order_of_a_cart_is_refused_by_the_database() -> None:
    order = an_order(MUG=1)
    other = an_order(MUG=1)

    with pytest.raises(IntegrityError, match="order_one_for_each_cart"), transaction.atomic():
        Order.objects.filter(pk=other.pk).update(cart=order.cart)


def test_a_code_is_used_with_the_order() -> None:
    coupon = a_coupon("SPRING", max_per_customer=1)

    for _ in range(2):
        cart = a_full_cart(MUG=1)
        cart.coupons = ["SPRING"]
        given = ordering(cart)
        if not Order.objects.exists():
            order = place_order(**given)

    redemption = Redemption.objects.get(coupon=coupon)
    assert redemption.reference == order.public_id
    assert "ada" not in redemption.customer
    with pytest.raises(CouponUsedByCustomer), transaction.atomic():
        place_order(**given)
    assert Order.objects.count() == 1
