"""From the cart to the order as shoppers see it, with forms that work without a script."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from shop.carts.models import Cart
from shop.catalog.models import Variant
from shop.checkout.models import Checkout
from shop.checkout.ways import Declined, NeedsAction
from shop.inventory.models import StockItem
from shop.orders.models import Order, OrderContact, Reason
from shop.orders.people import BUYER
from shop.orders.services.changing import cancel_order
from tests.builders import a_user
from tests.carts.builders import sold
from tests.checkout.bank import Bank, open_bank
from tests.pricing.builders import a_region
from tests.rivals import hang_up
from tests.storefront.reading import read
from tests.taxes.builders import a_rate

pytestmark = pytest.mark.django_db

ADA = {
    "email": "ada@example.com",
    "name": "Ada Potter",
    "line1": "Kiln Lane 3",
    "postcode": "10115",
    "city": "Berlin",
}


@pytest.fixture(autouse=True)
def nothing_known() -> None:
    """Begin with an empty memory, and with a tax."""
    cache.clear()
    a_rate("19")


@pytest.fixture
def bank() -> Iterator[Bank]:
    """A way to pay that remembers what it took."""
    with open_bank(Bank()) as bank:
        yield bank


@pytest.fixture
def visitor() -> Client:
    """A browser that says where its forms come from, with two mugs in the cart."""
    visitor = Client(headers={"Sec-Fetch-Site": "same-origin"}, enforce_csrf_checks=True)
    sold("MUG")
    visitor.post("/cart/add/", {"variant": "MUG", "quantity": "2"})
    return visitor


def begin(visitor: Client, way: str = "bank-transfer", **told: str) -> Any:
    """Fill in the address; gives the next page."""
    return visitor.post("/checkout/begin/", ADA | {"way": way} | told, follow=True)


def pay(visitor: Client, seen: str = "4800 EUR", **given: str) -> Any:
    """Click on the button; gives the next page."""
    return visitor.post("/checkout/pay/", {"seen": seen} | given, follow=True)


def words(answer: Any) -> str:
    """What a page says."""
    return " ".join(read(answer).one("main").text.split())


def test_the_cart_leads_to_the_checkout(visitor: Client) -> None:
    assert 'href="/checkout/"' in visitor.get("/cart/").content.decode()
    assert 'href="/checkout/"' not in Client().get("/cart/").content.decode()


def test_a_guest_buys_by_transfer(visitor: Client) -> None:
    form, review = visitor.get("/checkout/"), begin(visitor)
    done = pay(visitor)

    assert form.status_code == review.status_code == done.status_code == 200
    assert "Order and pay €48.00" in words(review)
    assert "of which VAT 19 % €7.66" in words(review)
    order = Order.objects.get()
    said = words(done)
    assert f"Number {order.label}" in said
    assert "Amount €48.00" in said
    assert f"Reference {Checkout.objects.get().reference}" in said
    assert "Kiln Lane 3" in said


def test_nobody_keeps_these_pages(visitor: Client) -> None:
    for page in (visitor.get("/checkout/"), begin(visitor), pay(visitor)):
        assert "no-store" in page.headers["Cache-Control"]
        assert page.headers["Content-Security-Policy"].startswith("default-src 'none'")


def test_a_guests_order_opens_with_its_key_and_for_nobody_else(visitor: Client) -> None:
    begin(visitor)
    address = pay(visitor).redirect_chain[-1][0]

    assert Client().get(address).status_code == 200
    assert Client().get(address[:-2] + "/").status_code == 404
    assert Client().get(f"/order/{Order.objects.get().public_id}/").status_code == 404
    assert Client().get("/order/ord_none/").status_code == 404


def test_a_customers_order_opens_for_their_account(visitor: Client) -> None:
    visitor.force_login(ada := a_user())
    assert read(visitor.get("/checkout/")).one("input", id="email")["value"] == ada.email
    begin(visitor)

    address = pay(visitor).redirect_chain[-1][0]

    assert address == f"/order/{Order.objects.get().public_id}/"
    assert OrderContact.objects.get().customer == ada
    assert Client().get(address).status_code == 404
    other = Client()
    other.force_login(a_user())
    assert other.get(address).status_code == 404


def test_a_second_click_finds_the_order(visitor: Client) -> None:
    begin(visitor)
    first, second = pay(visitor), pay(visitor)

    assert first.redirect_chain[-1] == second.redirect_chain[-1]
    assert visitor.get("/checkout/review/", follow=True).redirect_chain[-1] == first.redirect_chain[-1]
    assert Order.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_clicks_at_once_are_one_order(visitor: Client, bank: Bank) -> None:
    begin(visitor, "bank")
    ready = Barrier(2)

    def click(_: int) -> str:
        try:
            window = Client(headers={"Sec-Fetch-Site": "same-origin"})
            window.cookies = visitor.cookies
            ready.wait()
            return str(window.post("/checkout/pay/", {"seen": "4800 EUR"}).headers["Location"])
        finally:
            hang_up()

    with ThreadPoolExecutor(2) as hands:
        first, second = hands.map(click, range(2))

    assert first == second
    assert first.startswith(f"/order/{Order.objects.get().public_id}/")
    assert len(bank.charges) == 1
    assert StockItem.objects.get().allocated == 2


def test_what_is_wrong_is_said_beside_its_field(visitor: Client) -> None:
    answer = begin(visitor, postcode="1", name="", email="ada")

    page = read(answer)
    assert answer.status_code == 422
    assert page.one("input", id="email")["aria-invalid"] == "true"
    assert "The address cannot be used. Look at what is marked." in words(answer)
    page = read(begin(visitor, postcode="1", name=""))
    assert page.one("span", id="name-wrong").text == "This is missing."
    assert "No postcode of DE looks like this." in page.one("span", id="postcode-wrong").text
    assert page.one("input", id="city")["value"] == "Berlin"


def test_each_country_has_its_own_fields(visitor: Client) -> None:
    assert not list(read(visitor.get("/checkout/")).all("select", id="part"))
    a_region("US", currency="EUR")
    visitor.post("/cart/destination/", {"country": "US"})

    page = read(visitor.get("/checkout/"))

    assert "Texas" in page.texts("option")
    assert page.one("select", id="part").get("required") == ""


def test_what_changed_is_told_once_and_agreed_to_then(visitor: Client) -> None:
    begin(visitor)
    Variant.objects.update(price_amount=2600)

    refused = pay(visitor)

    assert refused.status_code == 409
    assert "Mug costs €26.00 now. It was €24.00." in words(refused)
    assert "Order and pay €52.00" in words(refused)
    assert not Order.objects.exists()
    assert "Number" in words(pay(visitor, "5200 EUR"))


def test_who_looks_again_is_told_and_need_not_be_refused(visitor: Client) -> None:
    begin(visitor)
    Variant.objects.update(price_amount=2600)

    told = visitor.get("/checkout/review/")

    assert "Mug costs €26.00 now." in words(told)
    assert "Mug costs" not in words(visitor.get("/checkout/review/"))
    assert "Number" in words(pay(visitor, "5200 EUR"))


def test_what_is_gone_is_told(visitor: Client) -> None:
    begin(visitor)
    StockItem.objects.update(on_hand=0)

    assert "Mug cannot be bought. It is sold out." in words(pay(visitor))
    assert not Order.objects.exists()


def test_who_is_declined_reads_why_and_may_try_again(visitor: Client, bank: Bank) -> None:
    begin(visitor, "bank")
    bank.answers = [Declined("Your bank says no.")]

    refused = pay(visitor)

    assert refused.status_code == 422
    assert "Your bank says no." in words(refused)
    assert "Number" in words(pay(visitor))


def test_who_has_to_do_something_stays_on_the_page(visitor: Client, bank: Bank) -> None:
    begin(visitor, "bank")
    bank.answers = [NeedsAction("pay_1", {"secret": "s"})]

    asked = pay(visitor, **{"given.token": "tok_1"})

    assert asked.status_code == 200
    assert asked.context["action"] == {"secret": "s"}
    assert bank.asked[0].given == {"token": "tok_1"}
    assert "Number" in words(pay(visitor))


def test_who_has_to_go_elsewhere_is_led_there_and_comes_back(visitor: Client, bank: Bank) -> None:
    begin(visitor, "bank")
    bank.answers = [NeedsAction("pay_1", {"url": "https://bank.example.com/prove"})]

    led = pay(visitor)
    assert led.headers["Refresh"] == "0; url=https://bank.example.com/prove"
    came = visitor.get("/checkout/back/?redirect_status=succeeded", headers={"Sec-Fetch-Site": "cross-site"})

    assert came.headers["Location"].startswith(f"/order/{Order.objects.get().public_id}/")
    assert visitor.get("/checkout/back/", follow=True).redirect_chain[-1][0] == came.headers["Location"]


def test_who_comes_back_without_having_paid_reads_why(visitor: Client, bank: Bank) -> None:
    begin(visitor, "bank")
    bank.answers = [
        NeedsAction("pay_1", {"url": "https://bank.example.com/prove"}),
        Declined("It is not you."),
    ]
    pay(visitor)

    came = visitor.get("/checkout/back/?redirect_status=succeeded")

    assert (came.status_code, Order.objects.count()) == (422, 0)
    assert "It is not you." in words(came)
    assert visitor.get("/checkout/back/").headers["Location"] == "/checkout/review/"


def test_who_comes_back_and_is_not_done_is_not_sent_away_again(visitor: Client, bank: Bank) -> None:
    begin(visitor, "bank")
    bank.answers = [NeedsAction("pay_1", {"url": "https://bank.example.com/prove"})] * 2
    pay(visitor)

    came = visitor.get("/checkout/back/")

    assert (came.status_code, "Refresh" in came.headers) == (200, False)


def test_whoever_was_nowhere_cannot_come_back(visitor: Client) -> None:
    assert Client().get("/checkout/back/").headers["Location"] == "/cart/"
    begin(visitor)
    assert visitor.get("/checkout/back/").headers["Location"] == "/checkout/review/"
    assert not Order.objects.exists()


def test_without_a_cart_there_is_nothing_to_check_out() -> None:
    stranger = Client(headers={"Sec-Fetch-Site": "same-origin"})

    for answer in (
        stranger.get("/checkout/"),
        stranger.get("/checkout/review/"),
        pay(stranger),
        begin(stranger),
    ):
        assert "Nothing is in it yet" in answer.content.decode() or answer.status_code == 303
    assert not Cart.objects.exists()


def test_forms_of_other_sites_are_refused(visitor: Client) -> None:
    begin(visitor)
    other = Client(headers={"Sec-Fetch-Site": "cross-site"})
    other.cookies = visitor.cookies

    assert pay(other).status_code == 403
    assert begin(other).status_code == 403
    assert not Order.objects.exists()


def test_a_cancelled_order_asks_for_no_money(visitor: Client) -> None:
    begin(visitor)
    address = pay(visitor).redirect_chain[-1][0]
    cancel_order(order=Order.objects.get(), reason=Reason.CHANGED_MIND, by=BUYER)

    said = words(visitor.get(address))

    assert "was cancelled" in said
    assert "IBAN" not in said
