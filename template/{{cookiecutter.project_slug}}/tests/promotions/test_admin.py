"""Promotions in the admin: who may prepare them, who may activate them, and that nobody rewrites one."""

from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from shop.promotions.benefits import AmountOff
from shop.promotions.models import Coupon, Promotion
from shop.promotions.offers import Conditions
from shop.promotions.selectors import benefit_of, conditions_of
from shop.promotions.services.promotions import end_promotion
from shop.promotions.services.redeeming import redeem_coupon
from tests.builders import a_category, a_colleague, a_product, a_user
from tests.forms import submit
from tests.promotions.builders import a_coupon, a_promotion

pytestmark = pytest.mark.django_db

LIST, ADD = reverse("admin:promotions_promotion_changelist"), reverse("admin:promotions_promotion_add")
REDEMPTIONS = reverse("admin:promotions_redemption_changelist")


def page(promotion: Promotion) -> str:
    """The page of a promotion."""
    return reverse("admin:promotions_promotion_change", args=[promotion.pk])


def chosen(action: str, *promotions: Promotion) -> dict[str, Any]:
    """The form of the list, in which some are ticked."""
    return {"action": action, "_selected_action": [promotion.pk for promotion in promotions]}


@pytest.fixture
def marketing(client: Client) -> Client:
    """Somebody who prepares promotions and may not activate them."""
    rights = [f"{verb}_{what}" for what in ("promotion", "coupon") for verb in ("view", "add", "change")]
    client.force_login(a_colleague(*(f"promotions.{right}" for right in rights)))
    return client


@pytest.fixture
def manager(client: Client) -> Client:
    """Somebody who decides what shoppers get."""
    client.force_login(a_colleague("promotions.view_promotion", "promotions.activate_promotion"))
    return client


@pytest.mark.parametrize("path", [LIST, ADD, REDEMPTIONS])
def test_a_stranger_and_a_customer_are_asked_to_sign_in(client: Client, path: str) -> None:
    assert client.get(path).status_code == 302

    client.force_login(a_user())

    assert client.get(path).status_code == 302


@pytest.mark.parametrize("path", [LIST, ADD, REDEMPTIONS])
def test_staff_without_the_right_are_refused(client: Client, path: str) -> None:
    client.force_login(a_colleague("catalog.view_product"))

    assert client.get(path).status_code == 403


def test_staff_who_may_look_cannot_write(client: Client) -> None:
    promotion = a_promotion()
    client.force_login(a_colleague("promotions.view_promotion"))

    assert client.get(page(promotion)).status_code == 200
    assert client.post(page(promotion), {"name": "Other"}).status_code == 403
    assert client.get(ADD).status_code == 403


def test_a_promotion_is_prepared_with_its_code(marketing: Client) -> None:
    product, category = a_product(), a_category()

    told = {"name": "Spring", "slug": "spring", "kind": "amount-off", "amount": 500, "currency": "EUR"}
    told |= {"products": product.pk, "categories": [category.pk], "groups": "trade,press"}
    code = {"coupons__TOTAL_FORMS": 1, "coupons__0__code": "SPRING", "coupons__0__max_uses": 5}
    submit(marketing, ADD, **told, **code, needs_code="on", minimum_amount=4000, priority=7)

    promotion = Promotion.objects.get()
    assert benefit_of(promotion) == AmountOff(500)
    assert conditions_of(promotion) == Conditions(
        minimum_amount=4000,
        products=frozenset({product.pk}),
        categories=frozenset({category.pk}),
        groups=frozenset({"trade", "press"}),
        currency="EUR",
    )
    assert (promotion.priority, promotion.needs_code, promotion.is_active) == (7, True, False)
    assert [(str(coupon), coupon.max_uses) for coupon in Coupon.objects.all()] == [("SPRING", 5)]


@pytest.mark.parametrize(
    ("benefit", "said"),
    [
        ({"kind": "percent"}, "Fill in what this kind of benefit needs, and nothing else."),
        ({"kind": "amount-off", "amount": 500}, "Say in which currency the amounts are."),
    ],
)
def test_half_a_promotion_is_refused_in_words(marketing: Client, benefit: dict[str, Any], said: str) -> None:
    answer = submit(marketing, ADD, name="Spring", slug="spring", **benefit)

    assert said in answer.content.decode()
    assert not Promotion.objects.exists()


def test_a_promotion_gets_another_code_and_the_old_one_stays_as_it_is(marketing: Client) -> None:
    coupon = a_coupon("SPRING", max_uses=5)

    code = {"coupons__TOTAL_FORMS": 2, "coupons__1__code": "MARCH", "coupons__0__max_uses": 9}
    submit(marketing, page(coupon.promotion), **code, name="Other", percent="50")

    coupon.refresh_from_db()
    assert (coupon.max_uses, coupon.promotion.percent) == (5, Decimal(10))
    assert [str(coupon) for coupon in coupon.promotion.coupons.all()] == ["MARCH", "SPRING"]


def test_a_code_that_is_taken_is_refused(marketing: Client) -> None:
    a_coupon("SPRING")
    promotion = a_promotion()

    code = {"coupons__TOTAL_FORMS": 1, "coupons__0__code": "SPRING"}
    submit(marketing, page(promotion), **code)

    assert not promotion.coupons.exists()


def test_who_prepares_cannot_activate(marketing: Client) -> None:
    promotion = end_promotion(promotion=a_promotion())

    marketing.post(LIST, chosen("activate", promotion))

    promotion.refresh_from_db()
    assert not promotion.is_active


def test_a_manager_activates_what_can_be_had_and_hears_why_the_rest_cannot(manager: Client) -> None:
    ready, unready = end_promotion(promotion=a_promotion()), a_promotion(name="Secret", needs_code=True)

    answer = manager.post(LIST, chosen("activate", ready, unready), follow=True)

    assert "1 activated." in answer.content.decode()
    assert "`Secret` without coupons" in answer.content.decode()
    assert list(Promotion.objects.filter(is_active=True)) == [ready]


def test_a_manager_ends_a_promotion(manager: Client) -> None:
    promotion = a_promotion()

    manager.post(LIST, chosen("end", promotion))

    promotion.refresh_from_db()
    assert not promotion.is_active


def test_redemptions_are_looked_at_and_nobody_writes_or_deletes_anything(admin_client: Client) -> None:
    a_coupon()
    redemption = redeem_coupon(code="SPRING", customer="ada@example.com", reference="order-1")
    change = reverse("admin:promotions_redemption_change", args=[redemption.pk])

    assert "order-1" in admin_client.get(REDEMPTIONS, {"q": "ada"}).content.decode()
    assert admin_client.get(change).status_code == 200
    assert admin_client.post(change, {"customer": "ben"}).status_code == 403
    assert admin_client.get(reverse("admin:promotions_redemption_add")).status_code == 403
    for kind, row in (("redemption", redemption), ("promotion", redemption.coupon.promotion)):
        delete = reverse(f"admin:promotions_{kind}_delete", args=[row.pk])
        assert admin_client.post(delete, {"post": "yes"}).status_code == 403


def test_the_list_costs_the_same_however_long(
    manager: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(3):
        a_promotion()
        with django_assert_num_queries(7):
            manager.get(LIST)
