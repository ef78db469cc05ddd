"""The secrets of endpoints follow from the shop's own. While that is changed, the ones of before are good."""

from typing import Any

import pytest

from shop.webhooks.keys import key_of, keys_of
from tests.webhooks.outgoing.builders import an_endpoint

pytestmark = pytest.mark.django_db


def test_while_the_key_of_before_stands_messages_are_signed_with_both(settings: Any) -> None:
    endpoint = an_endpoint()
    before = key_of(endpoint)

    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], "x" * 50

    assert key_of(endpoint) != before
    assert keys_of(endpoint) == [key_of(endpoint), before]
    settings.SECRET_KEY_FALLBACKS = []
    assert keys_of(endpoint) == [key_of(endpoint)]
