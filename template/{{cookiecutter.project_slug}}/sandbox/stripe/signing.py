"""How Stripe signs what it sends: `Stripe-Signature: t=1792000000,v1=5177…`."""

import hmac
import json
from hashlib import sha256

from sandbox.stripe.state import State, Thing
from sandbox.webhooks import Endpoint, Message, Sender


def signature(body: bytes, secret: str, moment: int) -> str:
    """The header's value: the moment, and a proof that who knows the secret has signed both."""
    proof = hmac.new(secret.encode(), f"{moment}.".encode() + body, sha256).hexdigest()
    return f"t={moment},v1={proof}"


def announce(state: State, sender: Sender, endpoint: Endpoint) -> None:
    """Send each event to an address, from now on."""

    def tell(event: Thing) -> None:
        event["pending_webhooks"] += 1
        # As it is now: what an event says does not change any more.
        body = json.dumps(event, indent=2).encode()
        # Signed when it is sent, and again when it is sent again: an old signature would be refused.
        sender.send(
            Message(
                name=f"{event['type']} {event['id']}",
                url=endpoint.url,
                body=body,
                sign=lambda: {"Stripe-Signature": signature(body, endpoint.secret, state.clock.now())},
            )
        )

    state.listeners.append(tell)
