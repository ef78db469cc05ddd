"""Reads of attempts to pay by card."""

from shop.card_payments.models import Attempt


def attempt_of(key: str) -> Attempt | None:
    """The attempt with a checkout's payment key. Costs one query, by `card_attempt_once`."""
    return Attempt.objects.select_related("payment").filter(key=key).first()
