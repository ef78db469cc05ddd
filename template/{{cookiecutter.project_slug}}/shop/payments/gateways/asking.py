"""Have banks see every buyer: a switch that is thrown without a release, while somebody tries stolen cards.

Whoever has a card's number has not its owner's telephone. So the payment waits for a buyer who proves to the
bank who they are, and a thief does not. A few buyers give up, too: this is for the hours of an attack.

Some banks cannot be asked. Then Stripe lets the payment go on without; see `runbooks/card-testing.md`.
"""

from typing import Any

from shop.core.dark import Switches

ASK: Any = {"card": {"request_three_d_secure": "any"}}
EVERY = "every card"

switches = Switches("banks-asked")


def asks_banks() -> bool:
    """Whether banks are to see every buyer now."""
    return EVERY in switches.now()


def ask_banks(*, every: bool) -> None:
    """Have banks see every buyer, or leave it to them again; in all processes within seconds.

    Raises:
        RedisError: it was not written down.
    """
    switches.throw([EVERY] if every else [])
