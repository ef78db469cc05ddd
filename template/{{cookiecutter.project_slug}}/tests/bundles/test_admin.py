"""Sets in the admin: who may compose them, and that it goes through the service."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from shop.bundles.models import BundleItem
from shop.bundles.services import compose_bundle
from shop.catalog.models import Variant
from tests.builders import a_colleague, a_user, a_variant
from tests.forms import submit

pytestmark = pytest.mark.django_db

LIST = "admin:bundles_bundle_changelist"


def page(variant: Variant) -> str:
    """The page that says what is in a variant."""
    return reverse("admin:bundles_bundle_change", args=[variant.pk])


def rows(*parts: tuple[Variant, int]) -> dict[str, Any]:
    """Parts, filled in from the first row on."""
    filled: dict[str, Any] = {"bundle_items__TOTAL_FORMS": len(parts)}
    for row, (component, quantity) in enumerate(parts):
        filled |= {
            f"bundle_items__{row}__component": component.pk,
            f"bundle_items__{row}__quantity": quantity,
        }
    return filled


def said(variant: Variant) -> list[str]:
    """What is in a set, in words."""
    return [str(item) for item in BundleItem.objects.filter(bundle=variant)]


@pytest.fixture
def packer(client: Client) -> Client:
    """Somebody who may say what is in a set."""
    items = [f"bundles.{verb}_bundleitem" for verb in ("view", "add", "change", "delete")]
    client.force_login(a_colleague("bundles.view_bundle", "bundles.change_bundle", *items))
    return client


def test_a_stranger_and_a_customer_are_asked_to_sign_in(client: Client) -> None:
    assert client.get(reverse(LIST)).status_code == 302

    client.force_login(a_user())

    assert client.get(reverse(LIST)).status_code == 302


def test_staff_without_the_right_are_refused(client: Client) -> None:
    client.force_login(a_colleague("catalog.view_product"))

    assert client.get(reverse(LIST)).status_code == 403
    assert client.get(page(a_variant())).status_code == 403


def test_staff_who_may_look_cannot_write(client: Client) -> None:
    bundle = a_variant()
    client.force_login(a_colleague("bundles.view_bundle", "bundles.view_bundleitem"))

    assert client.get(page(bundle)).status_code == 200
    assert client.post(page(bundle), {}).status_code == 403


def test_a_set_is_composed_and_changed_and_dissolved(packer: Client) -> None:
    bundle, mug, plate = a_variant(), a_variant(sku="MUG"), a_variant(sku="PLATE")

    submit(packer, page(bundle), **rows((mug, 2), (plate, 1)))
    assert said(bundle) == ["2 x MUG", "1 x PLATE"]

    submit(packer, page(bundle), bundle_items__0__quantity=4)
    assert said(bundle) == ["4 x MUG", "1 x PLATE"]

    submit(packer, page(bundle), bundle_items__0__DELETE="on", bundle_items__1__DELETE="on")
    assert said(bundle) == []


def test_a_form_that_says_nothing_new_writes_nothing(packer: Client) -> None:
    bundle = a_variant()
    before = compose_bundle(bundle=bundle, parts={a_variant().pk: 2})

    submit(packer, page(bundle))

    assert list(bundle.bundle_items.all()) == before


def test_what_the_service_refuses_is_said_above_the_form(packer: Client) -> None:
    bundle = a_variant()

    answer = submit(packer, page(bundle), **rows((a_variant(), 1)))

    assert "A set needs at least two units." in answer.content.decode()
    assert said(bundle) == []


def test_nobody_makes_or_deletes_a_variant_here(packer: Client) -> None:
    packer.force_login(a_user(is_staff=True, is_superuser=True))

    assert packer.get(reverse("admin:bundles_bundle_add")).status_code == 403
    assert packer.get(reverse("admin:bundles_bundle_delete", args=[a_variant().pk])).status_code == 403


@pytest.mark.parametrize(("kind", "shown"), [("yes", ["SET"]), ("no", ["MUG"]), ("", ["MUG", "SET"])])
def test_sets_are_told_from_other_variants(packer: Client, kind: str, shown: list[str]) -> None:
    compose_bundle(bundle=a_variant(sku="SET"), parts={a_variant(sku="MUG").pk: 2})

    answer = packer.get(reverse(LIST), {"is_set": kind} if kind else {})

    assert [variant.sku for variant in answer.context["cl"].result_list] == shown


def test_the_list_costs_the_same_however_long(
    packer: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for count in (1, 5):
        for _ in range(count):
            compose_bundle(bundle=a_variant(), parts={a_variant().pk: 2})
        with django_assert_num_queries(8):
            packer.get(reverse(LIST))
