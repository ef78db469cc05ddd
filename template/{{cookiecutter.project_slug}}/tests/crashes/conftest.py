"""What these tests may ask for: a shop that takes cards, and a sandbox."""

from tests.card_payments.conftest import cards, stripe

__all__ = ["cards", "stripe"]
