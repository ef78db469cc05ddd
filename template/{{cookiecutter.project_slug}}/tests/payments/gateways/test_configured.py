"""The keys: from the environment, and in production none that is a test's."""

from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured

from config.production import refuse_unsafe
from shop.payments.gateways.configured import stripe_gateway
from tests.config.test_environment import load
from tests.config.test_production import SAFE

LIVE = {"stripe_secret_key": "sk_live_51Hxyz", "stripe_publishable_key": "pk_live_51Hxyz"}
# {% if reached("card-payments.make-run") %}
LIVE["webhook_secrets"] = "stripe=whsec_51Hxyz"
# {% endif %}


def test_a_shop_with_live_keys_or_without_cards_starts() -> None:
    refuse_unsafe(load(**SAFE))
    refuse_unsafe(load(**SAFE, **LIVE))


@pytest.mark.parametrize(
    ("wrong", "named"),
    [
        ({"stripe_secret_key": "sk_test_51Hxyz"}, "STRIPE_SECRET_KEY"),
        ({"stripe_secret_key": "change-me"}, "STRIPE_SECRET_KEY"),
        ({"stripe_publishable_key": "pk_test_51Hxyz"}, "STRIPE_PUBLISHABLE_KEY"),
        ({"stripe_publishable_key": ""}, "one without the other"),
        ({"stripe_secret_key": ""}, "one without the other"),
        ({"stripe_api_base": "http://127.0.0.1:8001"}, "STRIPE_API_BASE"),
        # {% if reached("card-payments.make-run") %}
        ({"webhook_secrets": ""}, "WEBHOOK_SECRETS"),
        ({"webhook_secrets": "stock=whsec_51Hxyz"}, "WEBHOOK_SECRETS"),
        # {% endif %}
    ],
)
def test_production_refuses_what_is_no_key_for_real_money(wrong: dict[str, str], named: str) -> None:
    with pytest.raises(ImproperlyConfigured, match=named) as refusal:
        refuse_unsafe(load(**SAFE, **(LIVE | wrong)))

    assert "51Hxyz" not in str(refusal.value)


def test_a_shop_without_keys_says_how_to_get_some(settings: Any) -> None:
    settings.STRIPE_SECRET_KEY = ""

    with pytest.raises(ImproperlyConfigured, match="`make run` starts a sandbox"):
        stripe_gateway()


def test_one_gateway_serves_a_process(settings: Any) -> None:
    settings.STRIPE_SECRET_KEY, settings.STRIPE_API_BASE = "sk_test_shop", "http://127.0.0.1:9"

    assert stripe_gateway() is stripe_gateway()
    assert stripe_gateway().api_base == "http://127.0.0.1:9"
