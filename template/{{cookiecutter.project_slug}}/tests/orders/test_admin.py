"""Orders in the admin: who has the right looks, confirms, cancels; and nobody types in."""

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from shop.orders.models import Order, OrderContact, OrderEvent
from tests.builders import a_colleague, a_user
from tests.orders.builders import an_order

pytestmark = pytest.mark.django_db

LIST = "admin:orders_order_changelist"
LOOK = "orders.view_order"


def act(client: Client, action: str, *orders: Order) -> str:
    """Choose an action for some orders; gives the page that comes of it."""
    chosen = {"action": action, "_selected_action": [str(order.pk) for order in orders]}
    return client.post(reverse(LIST), chosen, follow=True).content.decode()


def last(order: Order) -> OrderEvent:
    """What happened to an order last."""
    return OrderEvent.objects.filter(order=order).order_by("-number")[0]


def test_a_stranger_and_a_customer_are_asked_to_sign_in(client: Client) -> None:
    assert client.get(reverse(LIST)).status_code == 302

    client.force_login(a_user())

    assert client.get(reverse(LIST)).status_code == 302


def test_staff_without_the_right_are_refused(client: Client) -> None:
    client.force_login(a_colleague("inventory.view_stockitem"))

    assert client.get(reverse(LIST)).status_code == 403


def test_who_may_look_sees_what_was_sold_and_what_happened(client: Client) -> None:
    order = an_order(MUG=3)
    client.force_login(a_colleague(LOOK))

    page = client.get(reverse("admin:orders_order_change", args=[order.pk])).content.decode()

    for word in ("MUG", "7200", "Placed", "ada@example.com", "Kiln Lane 3"):
        assert word in page
    assert 'name="state"' not in page


def test_who_may_look_may_do_nothing(client: Client) -> None:
    order = an_order(MUG=3)
    client.force_login(a_colleague(LOOK))

    assert 'value="confirm"' not in client.get(reverse(LIST)).content.decode()
    act(client, "confirm", order)
    act(client, "cancel_unpaid", order)

    assert last(order).verb == "place"


def test_who_has_the_right_confirms(client: Client) -> None:
    order = an_order(MUG=3)
    client.force_login(colleague := a_colleague(LOOK, "orders.confirm_order"))

    assert "1 confirmed." in act(client, "confirm", order)

    assert (last(order).verb, last(order).by) == ("confirm", colleague)
    assert "cancel_unpaid" not in client.get(reverse(LIST)).content.decode()


def test_who_has_the_right_cancels_for_a_reason(client: Client) -> None:
    order = an_order(MUG=3)
    client.force_login(a_colleague(LOOK, "orders.cancel_order"))

    assert "1 cancelled." in act(client, "cancel_unpaid", order)

    assert (last(order).verb, last(order).reason) == ("cancel", "unpaid")


def test_one_that_refuses_does_not_hold_up_the_others(client: Client) -> None:
    done, fresh = an_order(MUG=1), an_order(MUG=1)
    client.force_login(a_colleague(LOOK, "orders.cancel_order"))
    act(client, "cancel_mistake", done)

    page = act(client, "cancel_mistake", done, fresh)

    assert "an order that is cancelled" in page
    assert "1 cancelled." in page


def test_nobody_types_in(client: Client) -> None:
    order = an_order(MUG=1)
    client.force_login(a_user(is_staff=True, is_superuser=True))

    for name in ("change", "delete"):
        page = reverse(f"admin:orders_order_{name}", args=[order.pk])
        assert client.post(page, {"state": "cancelled"}).status_code == 403
    assert client.get(reverse("admin:orders_order_add")).status_code == 403


def test_an_order_of_somebody_who_was_forgotten_is_shown(client: Client) -> None:
    order = an_order(MUG=1)
    OrderContact.objects.all().delete()
    client.force_login(a_colleague(LOOK))

    assert client.get(reverse(LIST)).status_code == 200
    assert client.get(reverse("admin:orders_order_change", args=[order.pk])).status_code == 200


def test_the_list_costs_the_same_however_long(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client.force_login(a_colleague(LOOK))
    for count in (1, 5):
        for _ in range(count):
            an_order(MUG=1)
        with django_assert_num_queries(11):
            client.get(reverse(LIST))
