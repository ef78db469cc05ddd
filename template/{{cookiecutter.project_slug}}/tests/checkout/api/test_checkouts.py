"""Checkouts over HTTP: with the cart's key, by anybody, to one order."""

from typing import Any

import pytest
from django.test import Client

from shop.carts.models import Cart
from shop.catalog.models import Variant
from shop.checkout.models import Checkout
from shop.checkout.ways import Declined, NeedsAction
from shop.idempotency.models import IdempotencyKey
from shop.idempotency.services import LEASE
from shop.orders.keys import key_of
from shop.orders.models import Order
from tests.builders import a_user
from tests.checkout.bank import Bank
from tests.conftest import FrozenClock
from tests.core.api.contract import assert_as_described
from tests.core.api.people import everybody
from tests.orders.builders import HOME, a_full_cart

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vat")]

CHECKOUT = "/api/v1/carts/{token}/checkout/"
COMPLETE = "/api/v1/carts/{token}/checkout/complete/"
WHO = {"email": "ada@example.com", "ship_to": HOME.kept(), "way": "bank"}
SEEN = {"amount": 9600, "currency": "EUR"}


@pytest.fixture
def cart(bank: Bank) -> Cart:
    """Three mugs and a plate, for 96 euros."""
    return a_full_cart(MUG=3, PLATE=1)


def at(cart: Cart, rest: str = "") -> str:
    """A checkout's address, or one below it."""
    return f"/api/v1/carts/{cart.token}/checkout/{rest}"


def begin(client: Client, cart: Cart, **told: Any) -> Any:
    """Say who buys."""
    answer = client.put(at(cart), WHO | told, content_type="application/json")
    assert_as_described(answer, CHECKOUT, "put")
    return answer


def complete(client: Client, cart: Cart, key: str = "k-1", **told: Any) -> Any:
    """Agree, with a key."""
    headers = {"Idempotency-Key": key} if key else {}
    body = {"seen": SEEN} | told
    answer = client.post(at(cart, "complete/"), body, content_type="application/json", headers=headers)
    assert_as_described(answer, COMPLETE, "post")
    return answer


def problem(answer: Any) -> tuple[int, str]:
    """What was refused."""
    return answer.status_code, answer.json()["type"].rpartition("#")[2]


def test_a_guest_buys_and_opens_the_order(client: Client, cart: Cart) -> None:
    begun = begin(client, cart)
    done = complete(client, cart)

    assert (begun.status_code, begun.json()["total"], begun.json()["point"]) == (200, SEEN, "begun")
    assert begun.headers["Cache-Control"] == done.headers["Cache-Control"] == "no-store"
    told = done.json()["order"]
    order = Order.objects.get()
    assert (told["id"], told["number"], told["key"]) == (order.public_id, order.label, key_of(order))
    shown = client.get(f"/api/v1/orders/{told['id']}/", headers={"Order-Key": told["key"]})
    assert shown.status_code == 200


def test_a_customer_needs_no_key(client: Client, cart: Cart) -> None:
    Cart.objects.filter(pk=cart.pk).update(user=(ada := a_user()))
    begin(client, cart)

    told = complete(client, cart).json()["order"]

    assert told["key"] == ""
    client.force_login(ada)
    assert client.get(f"/api/v1/orders/{told['id']}/").status_code == 200


@pytest.mark.parametrize("who", ["anonymous", "customer", "staff without rights", "staff with rights"])
def test_the_key_opens_a_checkout_whoever_has_it(client: Client, cart: Cart, who: str) -> None:
    if person := everybody()[who]:
        client.force_login(person)

    assert begin(client, cart).status_code == 200
    shown = client.get(at(cart))
    assert shown.status_code == 200
    assert_as_described(shown, CHECKOUT)
    assert complete(client, cart).status_code == 200


def test_without_the_key_nobody_opens_it(client: Client, cart: Cart) -> None:
    begin(client, cart)
    stranger = Cart(token="crt_00000000000000000000")

    assert problem(client.get(at(stranger))) == (404, "checkout-not-found")
    assert problem(begin(client, stranger)) == (404, "cart-not-found")
    assert problem(complete(client, stranger)) == (404, "checkout-not-found")


def test_what_is_ordered_shows_its_order_and_nobody(client: Client, cart: Cart) -> None:
    begin(client, cart)
    done = complete(client, cart).json()

    shown = client.get(at(cart))

    assert_as_described(shown, CHECKOUT)
    assert shown.json() == done
    assert (done["email"], done["ship_to"], done["cart"], done["total"]) == ("", None, None, SEEN)


def test_a_transfer_says_what_to_transfer(client: Client, cart: Cart) -> None:
    begin(client, cart, way="bank-transfer")

    told = complete(client, cart).json()

    assert (told["settled"], told["instructions"]["Amount"]) == ("pending", "€96.00")


@pytest.mark.parametrize(
    ("told", "refused", "field"),
    [
        ({"ship_to": HOME.kept() | {"postcode": "1"}}, (422, "address-refused"), "ship_to.postcode"),
        ({"email": "ada"}, (422, "address-refused"), "email"),
        ({"way": "barter"}, (422, "unknown-way"), None),
        ({"ship_to": {"name": "Ada"}}, (400, "invalid-values"), "ship_to.country"),
        ({"bill_to": {"name": "A", "line1": "1", "country": "DE"}}, (422, "address-refused"), "bill_to.city"),
        ({"email": 7}, (400, "invalid-values"), "email"),
        ({"customer": 7}, (400, "unknown-parameter"), None),
        ({"ship_to": HOME.kept() | {"country": "AT", "postcode": "1010"}}, (422, "sent-elsewhere"), None),
    ],
)
def test_what_cannot_be_used_is_named(
    client: Client, cart: Cart, told: Any, refused: tuple[int, str], field: str | None
) -> None:
    answer = begin(client, cart, **told)

    assert problem(answer)[0] == refused[0]
    if field:
        assert problem(answer)[1] == refused[1]
        assert field in {wrong["field"] for wrong in answer.json()["errors"]}


def test_what_changed_is_named(client: Client, cart: Cart) -> None:
    begin(client, cart)
    Variant.objects.filter(sku="MUG").update(price_amount=2600)

    answer = complete(client, cart)

    assert problem(answer) == (409, "checkout-changed")
    assert answer.json()["errors"] == [
        {"field": "MUG", "code": "price", "detail": "Mug costs €26.00 now. It was €24.00."}
    ]
    assert client.get(at(cart)).json()["total"] == {"amount": 10200, "currency": "EUR"}


def test_a_request_has_a_key(client: Client, cart: Cart) -> None:
    begin(client, cart)

    for key in ("", "a b", "x" * 101):
        assert problem(complete(client, cart, key=key)) == (400, "key-missing")
    assert not Order.objects.exists()


def test_the_same_key_gets_the_same_answer(client: Client, cart: Cart) -> None:
    begin(client, cart)

    first, again = complete(client, cart), complete(client, cart)

    assert first.json() == again.json()
    assert "Idempotent-Replayed" not in first.headers
    assert again.headers["Idempotent-Replayed"] == "true"
    assert Order.objects.count() == 1


def test_the_key_to_an_order_is_kept_nowhere(client: Client, cart: Cart) -> None:
    begin(client, cart)

    key = complete(client, cart).json()["order"]["key"]

    assert len(key) > 20
    for table in (IdempotencyKey, Checkout):
        assert key not in str(list(table.objects.values()))


def test_what_was_asked_with_a_key_is_asked_with_no_other_body(client: Client, cart: Cart) -> None:
    begin(client, cart)
    complete(client, cart)

    assert problem(complete(client, cart, given={"token": "t"})) == (422, "key-used-otherwise")


def test_a_refusal_is_an_answer(client: Client, cart: Cart) -> None:
    begin(client, cart)
    Variant.objects.filter(sku="MUG").update(price_amount=2600)
    first = complete(client, cart)
    Variant.objects.filter(sku="MUG").update(price_amount=2400)

    again = complete(client, cart)

    assert (again.status_code, again.json()) == (409, first.json())
    assert again.headers["Content-Type"] == "application/problem+json"


def test_who_asks_while_it_is_worked_on_is_told_when_to_come_back(client: Client, cart: Cart) -> None:
    begin(client, cart)
    complete(client, cart)
    IdempotencyKey.objects.update(status=None, body=None, held_until="2999-01-01T00:00Z")

    answer = complete(client, cart)

    assert problem(answer) == (409, "key-in-flight")
    assert answer.headers["Retry-After"] == "1"


def test_a_dead_ones_key_goes_on_when_its_time_is_over(
    client: Client, cart: Cart, frozen_clock: FrozenClock
) -> None:
    Cart.objects.update(expires_at="2999-01-01T00:00Z")
    begin(client, cart)
    complete(client, cart, key="other")
    IdempotencyKey.objects.all().update(status=None, body=None, held_until=frozen_clock.moment + LEASE)
    assert complete(client, cart, key="other").status_code == 409
    frozen_clock.move(LEASE)

    assert complete(client, cart, key="other").json()["order"]["id"] == Order.objects.get().public_id


def test_how_far_it_came_stands_at_the_key(client: Client, cart: Cart) -> None:
    begin(client, cart)
    complete(client, cart)

    assert IdempotencyKey.objects.get().point == "paid"
    assert IdempotencyKey.objects.get().principal == f"cart:{cart.token}"


def test_who_does_not_know_goes_on_with_the_same_key(client: Client, cart: Cart, bank: Bank) -> None:
    bank.answers = [None]
    begin(client, cart)

    assert problem(complete(client, cart)) == (409, "payment-unknown")
    assert complete(client, cart).status_code == 200
    assert len(bank.charges) == 1


def test_who_has_to_do_something_goes_on_with_the_same_key(client: Client, cart: Cart, bank: Bank) -> None:
    bank.answers = [NeedsAction("pay_1", {"secret": "s-1"})]
    begin(client, cart)

    first = complete(client, cart, given={"card": "tok_1"}).json()

    assert (first["action"], first["order"], first["settled"]) == ({"secret": "s-1"}, None, "needs-action")
    assert "s-1" not in str(IdempotencyKey.objects.values().get())
    assert complete(client, cart, given={"card": "tok_1"}).json()["order"]
    assert bank.asked[0].given == {"card": "tok_1"}


def test_who_is_declined_takes_another_key(client: Client, cart: Cart, bank: Bank) -> None:
    bank.answers = [Declined("Your bank says no.")]
    begin(client, cart)

    assert problem(complete(client, cart)) == (422, "payment-declined")
    assert problem(complete(client, cart)) == (422, "payment-declined")
    assert complete(client, cart, key="k-2").json()["order"]


def test_what_breaks_down_is_no_answer(cart: Cart, bank: Bank, monkeypatch: pytest.MonkeyPatch) -> None:
    client = Client(raise_request_exception=False)
    begin(client, cart)

    def broken(request: object) -> None:
        raise ValueError("a mistake of ours")

    with monkeypatch.context() as patch:
        patch.setattr(bank, "pay", broken)
        assert complete(client, cart).status_code == 500

    assert complete(client, cart).status_code == 200


def test_an_ordered_cart_is_not_begun_again(client: Client, cart: Cart) -> None:
    begin(client, cart)
    complete(client, cart)

    assert problem(begin(client, cart)) == (409, "already-ordered")
