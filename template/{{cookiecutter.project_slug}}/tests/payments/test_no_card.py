"""Card data never touches this server: there is no place for it, in no table, no form and no request."""

from collections.abc import Iterator
from importlib import import_module
from pkgutil import walk_packages
from typing import Any

import pytest
from django import forms
from django.apps import apps
from django.db import IntegrityError, transaction
# {% if part("api") %}
from rest_framework import serializers
# {% endif %}

import shop
from shop.core.money import Money
from shop.payments.models import Payment
from shop.payments.services import name_payment, open_payment

# How fields for cards are called, in whole or in part.
CARD = {"card", "pan", "cvc", "cvv", "cvn", "expiry", "expiration", "exp", "cardholder", "iin", "track"}
NUMBER = "4242424242424242"
# {% if part("storefront") %}
OURS = ("shop", "storefront")
# {% else %}
OURS = ("shop",)
# {% endif %}


def words(name: str) -> set[str]:
    """The words of a name."""
    return set(name.lower().replace("-", "_").split("_"))


def load_everything() -> None:
    """Import all modules of the shop, so that every class of theirs is known."""
    for module in walk_packages(shop.__path__, "shop."):
        if ".migrations" not in module.name:
            import_module(module.name)


def below(base: Any) -> Iterator[Any]:
    """All classes below one."""
    for one in base.__subclasses__():
        yield one
        yield from below(one)


def ours(base: Any) -> list[Any]:
    """Those of them that are the shop's."""
    return [one for one in below(base) if one.__module__.partition(".")[0] in OURS]


def suspicious(names: Iterator[str]) -> set[str]:
    """The names that could be a card's."""
    return {name for name in names if words(name) & CARD}


def test_no_table_has_a_place_for_a_card() -> None:
    named = (
        f"{model._meta.label}.{field.name}"  # noqa: SLF001 - Django's own name for what is public
        for model in apps.get_models()
        for field in model._meta.get_fields()  # noqa: SLF001
        if words(field.name) & CARD
    )

    assert list(named) == []


def test_no_form_and_no_request_has_one() -> None:
    load_everything()
    found = {
        f"{form.__name__}.{name}"
        for form in ours(forms.BaseForm)
        for name in suspicious(iter(form.base_fields))
    }
    # {% if part("api") %}
    found |= {
        f"{one.__name__}.{name}"
        for one in ours(serializers.Serializer)
        for name in suspicious(iter(one._declared_fields))  # noqa: SLF001
    }
    # {% endif %}

    assert found == set()


@pytest.mark.parametrize("name", ["card_number", "cvc", "payment-card", "exp_month", "CVV"])
def test_the_search_would_find_one(name: str) -> None:
    assert suspicious(iter([name, "number", "options", "discard"])) == {name}


@pytest.mark.django_db
def test_the_database_refuses_what_looks_like_a_card() -> None:
    payment = open_payment(subject="chk_1", gateway="stripe", asked=Money(2000, "EUR"))

    with pytest.raises(IntegrityError, match="payment_holds_no_card"), transaction.atomic():
        open_payment(subject=NUMBER, gateway="stripe", asked=Money(2000, "EUR"))
    with pytest.raises(IntegrityError, match="payment_holds_no_card"):
        name_payment(payment=payment, reference=NUMBER)
    assert Payment.objects.get().reference == ""
