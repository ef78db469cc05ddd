"""Stripe, by its official client. The only module of the shop that talks to it.

Each write has an idempotency key that follows from the payment and the verb. So it can be asked again after a
crash, by another process, and is done once. What is asked for here is never a card: the buyer's browser gives
that to Stripe, and we hear a name such as `pm_1N…`.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import stripe

from shop.core.money import Money
from shop.core.outside import outside
# {% if reached("launch.card-testing") %}
from shop.payments.gateways.asking import ASK, asks_banks
# {% endif %}
# {% if reached("scaling.provider") %}
from shop.payments.gateways.guarded import GuardedClient, LeftAlone
# {% endif %}
from shop.payments.gateways.stripe_facts import facts_of
from shop.payments.gateways.stripe_reasons import reason_of
from shop.payments.models import Payment
from shop.payments.outcomes import Declined, Done, NeedsAction, Outcome, Reason, TryLater

VERSION = "2026-10-28.endive"
# Seconds to connect and to answer. Most answers take one; a bank that is asked may take ten. A buyer waits
# for both attempts together, and so does the process that serves them.
PATIENCE = (3.0, 12.0)
RETRIES = 1
# Cards have a least amount and a largest, another in each currency. Some currencies count in thousandths, and
# a card's amounts in them end with a nought.
UNPAYABLE = ("amount_too_small", "amount_too_large", "invalid_charge_amount")
# Errors after which it is sure that this request has done nothing.
# {% if reached("scaling.provider") %}
UNDONE = (stripe.RateLimitError, LeftAlone)
# {% else %}
UNDONE = (stripe.RateLimitError,)
# {% endif %}


@dataclass(frozen=True)
class StripeGateway:
    """One account at Stripe.

    Args:
        secret_key: who we are. It never leaves this process but for Stripe.
        api_base: where Stripe is played, in development and tests; empty for Stripe itself.
        patience: how many seconds to wait for a connection, and for an answer.
    """

    secret_key: str = field(repr=False)
    api_base: str = ""
    patience: tuple[float, float] = PATIENCE
    code = "stripe"

    @cached_property
    def http(self) -> stripe.RequestsClient:
        """What carries the requests. It keeps connections open."""
        # {% if reached("scaling.provider") %}
        return GuardedClient(self.patience)
        # {% else %}
        return stripe.RequestsClient(timeout=self.patience)
        # {% endif %}

    @cached_property
    def client(self) -> stripe.StripeClient:
        """Stripe's client. It asks again by itself, with the same key, where nobody answered."""
        return stripe.StripeClient(
            self.secret_key,
            stripe_version=VERSION,
            base_addresses={"api": self.api_base} if self.api_base else {},
            http_client=self.http,
            max_network_retries=RETRIES,
        )

    def begin(self, *, payment: Payment, capture: bool = True, customer: str = "") -> Outcome:
        """Tell Stripe that so much is to be paid; the buyer's browser does the rest, with the secret.

        Args:
            capture: whether to take the money at once, or to set it aside for a week.
            customer: whose kept cards may pay, by their name at Stripe.
        """
        params: Any = {
            "amount": payment.amount,
            "currency": payment.currency.lower(),
            "capture_method": "automatic" if capture else "manual",
            # Opaque, and enough to find our payment by, should we have died before its name was noted.
            "metadata": {"payment": payment.public_id},
            "expand": ["latest_charge"],
        }
        if customer:
            params["customer"] = customer
        return self._asked(
            payment, "create", lambda options: self.client.v1.payment_intents.create(params, options)
        )

    def confirm(
        self, *, payment: Payment, method: str, return_url: str, attempt: int = 1, keep: bool = False
    ) -> Outcome:
        """Try to get the money with a payment method, from here and not from the browser.

        Args:
            method: what Stripe calls the card.
            return_url: where the buyer comes back to, should their bank want to see them.
            attempt: which attempt with this card it is. An answer is kept for its key, a refusal too; who has
                put money on the card and tries again tries a second time.
            keep: whether the card is kept for the payment's customer.
        """
        params: Any = {"payment_method": method, "return_url": return_url, "expand": ["latest_charge"]}
        if keep:
            params["setup_future_usage"] = "on_session"
        verb = f"confirm-{method}-{attempt}{'-keep' if keep else ''}"
        # {% if reached("launch.card-testing") %}
        if asks_banks():
            params["payment_method_options"] = ASK
            verb += "-ask"  # whoever asks again after the switch was thrown asks something else
        # {% endif %}
        return self._asked(
            payment,
            verb,
            lambda options: self.client.v1.payment_intents.confirm(payment.reference, params, options),
        )

    def capture(self, *, payment: Payment, money: Money | None = None) -> Outcome:
        """Take what was set aside, or a part of it; the rest is free again."""
        params: Any = {"expand": ["latest_charge"]}
        if money:
            params["amount_to_capture"] = money.amount
        return self._asked(
            payment,
            "capture",
            lambda options: self.client.v1.payment_intents.capture(payment.reference, params, options),
        )

    def cancel(self, *, payment: Payment) -> Outcome:
        """Give up, and free what was set aside. What was taken is not given back by it: then it is `Done`."""
        params: Any = {"expand": ["latest_charge"]}
        return self._asked(
            payment,
            "cancel",
            lambda options: self.client.v1.payment_intents.cancel(payment.reference, params, options),
        )

    def refund(self, *, payment: Payment, money: Money, key: str) -> Outcome:
        """Give money back.

        Args:
            key: which of the payment's refunds this is; the same key is the same refund.
        """
        params: Any = {"payment_intent": payment.reference, "amount": money.amount}
        return self._asked(
            payment, f"refund-{key}", lambda options: self.client.v1.refunds.create(params, options)
        )

    def look(self, *, payment: Payment) -> Outcome:
        """Ask what became of a payment. Nothing is changed by it."""
        params: Any = {"expand": ["latest_charge"]}
        return self._asked(
            payment,
            "",
            lambda options: self.client.v1.payment_intents.retrieve(payment.reference, params, options),
        )

    def _asked(
        self, payment: Payment, verb: str, ask: Callable[[stripe.RequestOptions], stripe.StripeObject]
    ) -> Outcome:
        """Ask, outside of any transaction, and say what came of it in the shop's words.

        What cannot be done where the payment stands is answered by where it stands.

        Raises:
            RuntimeError: a transaction is open.
            stripe.StripeError: what was asked makes no sense, or the key is wrong: a mistake of ours.
        """
        options: stripe.RequestOptions = {"idempotency_key": f"{payment.public_id}-{verb}"} if verb else {}
        with outside(f"stripe: {verb or 'look at'} {payment}"):
            try:
                return outcome_of(ask(options).to_dict())
            except stripe.CardError as error:
                return declined(error)
            except stripe.InvalidRequestError as error:
                return refused(error)
            except stripe.IdempotencyError as error:
                # Somebody asks the same at this moment, or has asked it otherwise before.
                return TryLater(maybe_done=True, why=said(error))
            except UNDONE as error:
                return TryLater(maybe_done=False, why=said(error))
            except (stripe.APIConnectionError, stripe.APIError) as error:
                return TryLater(maybe_done=bool(verb), why=said(error))


def outcome_of(thing: dict[str, Any]) -> Outcome:
    """What an answer says: an intent by where it stands, a refund by itself."""
    reference, facts = thing["id"], facts_of(thing)
    match thing.get("status"):
        case "requires_payment_method" if error := thing.get("last_payment_error"):
            return Declined(reason_of(error), reference, facts)
        case "requires_payment_method" | "requires_confirmation" | "requires_action":
            return NeedsAction(reference, thing["client_secret"], next_page(thing), facts)
        case "canceled":
            return Declined(Reason.OVER, reference, facts)
        case "failed":
            return Declined(Reason.BANK, reference, facts)
        case "processing":
            return TryLater(maybe_done=True, why="the payment is being processed")
    return Done(reference, facts)


def next_page(intent: dict[str, Any]) -> str:
    """Where the buyer has to go, if they have to."""
    action = intent.get("next_action") or {}
    return str((action.get("redirect_to_url") or {}).get("url") or "")


def declined(error: stripe.CardError) -> Declined:
    """What a card error says. It carries the intent, but not the whole charge."""
    whole: Any = error.json_body or {}
    return Declined(reason_of(whole.get("error", {})), intent_in(error).get("id", ""))


def refused(error: stripe.InvalidRequestError) -> Outcome:
    """What a request that makes no sense comes to, where the buyer made it: with a card, or an amount.

    Raises:
        stripe.InvalidRequestError: it is a mistake of ours.
    """
    if error.code == "payment_intent_unexpected_state":
        return outcome_of(intent_in(error))
    if error.param == "payment_method":
        return Declined(Reason.GONE)
    if error.code in UNPAYABLE:
        return Declined(Reason.AMOUNT)
    raise error


def intent_in(error: stripe.StripeError) -> dict[str, Any]:
    """The payment intent that an error carries."""
    whole: Any = error.json_body or {}
    found: dict[str, Any] = whole.get("error", {}).get("payment_intent") or {}
    return found


def said(error: stripe.StripeError) -> str:
    """An error for the log: what it was, and Stripe's name for the request."""
    return f"{type(error).__name__} {error.http_status or ''} {error.request_id or ''}".strip()
