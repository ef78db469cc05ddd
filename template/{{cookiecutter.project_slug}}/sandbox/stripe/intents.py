"""The life of a payment intent: from what is wanted to what was paid.

    requires_payment_method -> requires_confirmation -> requires_action -> requires_capture -> succeeded

A card that is declined leads back to the beginning; whoever gives up cancels.
"""

from sandbox.stripe.cards import AUTHENTICATE, FAILED_TO_AUTHENTICATE, Decline
from sandbox.stripe.charging import DAY, charge
from sandbox.stripe.disputing import dispute
from sandbox.stripe.errors import CardError, Invalid, StripeError
from sandbox.stripe.resources.payment_methods import card_of, keep, method_of
from sandbox.stripe.state import State, Thing

TO_CONFIRM = ("requires_payment_method", "requires_confirmation", "requires_action")
TO_CANCEL = (*TO_CONFIRM, "requires_capture")
AUTHORISED_FOR = 7 * DAY
ASKING = ("any", "automatic", "challenge")


def must_be(intent: Thing, states: tuple[str, ...], done: str) -> None:
    """Refuse what cannot be done to an intent where it stands.

    Args:
        done: what is to be done, as Stripe says it: `captured`.

    Raises:
        StripeError: it stands somewhere else.
    """
    if intent["status"] not in states:
        raise StripeError(
            f"This PaymentIntent could not be {done} because it has a status of {intent['status']}. "
            f"Only a PaymentIntent with one of the following statuses may be {done}: {', '.join(states)}.",
            code="payment_intent_unexpected_state",
            payment_intent=dict(intent),
        )


def refuse_a_pages(state: State, intent: Thing, done: str) -> None:
    """What a page of Stripe's will be paid with is left to that page.

    Args:
        done: what is to be done, as Stripe says it: `canceled`.

    Raises:
        StripeError: the intent is of a checkout session that is open.
    """
    for session in state.all("cs_test"):
        if session["payment_intent"] == intent["id"] and session["status"] == "open":
            raise StripeError(
                f"This PaymentIntent could not be {done} because it was created by Checkout. Expire the "
                f"Checkout Session instead: {session['id']}.",
                code="payment_intent_unexpected_state",
                payment_intent=dict(intent),
            )


def confirm(state: State, intent: Thing, given: Thing, url: str) -> None:
    """Try to get the money.

    Args:
        given: what came with the call: payment_method, return_url, off_session and so on.

    Raises:
        CardError: the bank says no.
        StripeError: it cannot be confirmed like this.
    """
    must_be(intent, TO_CONFIRM, "confirmed")
    name = given.get("payment_method") or intent["payment_method"]
    if not name:
        raise StripeError(
            "You cannot confirm this PaymentIntent because it's missing a payment method.",
            code="payment_intent_unexpected_state",
            payment_intent=dict(intent),
        )
    refuse_without_a_way_back(intent, given)
    method = method_of(state, name)
    refuse_somebody_elses(intent, method)
    intent["payment_method"] = method["id"]
    intent["setup_future_usage"] = given.get("setup_future_usage") or intent["setup_future_usage"]
    intent["payment_method_options"] = given.get("payment_method_options") or intent["payment_method_options"]
    card, wanted = card_of(state, method["id"]), is_to_be_asked(intent)
    if card.asks or (card.can_ask and wanted):
        ask_the_buyer(state, intent, given, url)
    else:
        take(state, intent, method)


def is_to_be_asked(intent: Thing) -> bool:
    """Whether the shop wants the bank to see the buyer, be it necessary or not.

    Raises:
        Invalid: it says so in a word that there is not.
    """
    card = intent["payment_method_options"].get("card") or {}
    wanted = card.get("request_three_d_secure") or "automatic"
    if wanted not in ASKING:
        param = "payment_method_options[card][request_three_d_secure]"
        raise Invalid(f"Invalid {param}: must be one of {', '.join(ASKING)}", param=param)
    return wanted != "automatic"


def refuse_without_a_way_back(intent: Thing, given: Thing) -> None:
    """Some ways to pay lead to another page, so the buyer must be able to come back.

    Raises:
        Invalid: there is no `return_url`, and ways that lead away are allowed.
    """
    allowed = (intent["automatic_payment_methods"] or {}).get("allow_redirects", "always")
    if allowed != "never" and not given.get("return_url") and not given.get("off_session"):
        raise Invalid(
            "This PaymentIntent is configured to accept payment methods enabled in your Dashboard. Because "
            "some of these payment methods might redirect your customer off of your page, you must provide a "
            "`return_url`. If you don't want to accept redirect-based payment methods, set "
            "`automatic_payment_methods[enabled]` to `true` and `automatic_payment_methods[allow_redirects]` "
            "to `never` when creating Setup Intents and Payment Intents.",
            param="return_url",
        )


def refuse_somebody_elses(intent: Thing, method: Thing) -> None:
    """A card that was kept for one customer pays for nobody else.

    Raises:
        Invalid: it is another's.
    """
    if method["customer"] not in {None, intent["customer"]}:
        raise Invalid(
            f"The PaymentMethod supplied ({method['id']}) belongs to the Customer {method['customer']}. "
            "Please include the Customer in the `customer` parameter on the PaymentIntent.",
            param="payment_method",
        )


def ask_the_buyer(state: State, intent: Thing, given: Thing, url: str) -> None:
    """Send the buyer to their bank. Who is not there cannot be asked.

    Raises:
        CardError: the buyer is not there.
    """
    if given.get("off_session") or given.get("error_on_requires_action"):
        declined(state, intent, AUTHENTICATE)
    back = given.get("return_url")
    intent["status"] = "requires_action"
    intent["next_action"] = {
        "type": "redirect_to_url",
        "redirect_to_url": {"url": f"{url}/3d-secure/{intent['id']}", "return_url": back},
    }
    state.happened("payment_intent.requires_action", intent)


def answered(state: State, intent: Thing, *, proved: bool) -> None:
    """Go on after the buyer has been at their bank.

    Raises:
        CardError: they have not proved who they are, or the bank says no even so.
    """
    must_be(intent, ("requires_action",), "confirmed")
    intent["next_action"] = None
    if not proved:
        declined(state, intent, FAILED_TO_AUTHENTICATE)
    take(state, intent, state.get("pm", intent["payment_method"]))


def take(state: State, intent: Thing, method: Thing) -> None:
    """Charge the card.

    Raises:
        CardError: the bank says no.
    """
    card = card_of(state, method["id"])
    made = charge(state, intent, method, card)
    if card.decline:
        declined(state, intent, card.decline)
    intent["last_payment_error"] = None
    if intent["customer"] and intent["setup_future_usage"]:
        keep(state, method, intent["customer"])
    if not method["customer"]:
        state.spent.add(method["id"])
    if intent["capture_method"] == "manual":
        intent |= {"status": "requires_capture", "amount_capturable": intent["amount"]}
        state.happened("payment_intent.amount_capturable_updated", intent)
        state.clock_of(intent).later(AUTHORISED_FOR, lambda: lapse(state, intent))
    else:
        succeed(state, intent, intent["amount"])
    if card.disputed:
        dispute(state, made)


def declined(state: State, intent: Thing, why: Decline) -> None:
    """Note that the bank said no, and say so.

    Raises:
        CardError: always.
    """
    method = state.get("pm", intent["payment_method"])
    error = CardError(
        why.message,
        code=why.code,
        decline_code=why.reason,
        charge=intent["latest_charge"],
        payment_method=dict(method),
    )
    intent |= {
        "status": "requires_payment_method",
        "payment_method": None,
        "next_action": None,
        "last_payment_error": error.as_json()["error"],
    }
    state.happened("payment_intent.payment_failed", intent)
    error.fields["payment_intent"] = dict(intent)
    raise error


def succeed(state: State, intent: Thing, amount: int) -> None:
    """All of it is paid that will be."""
    intent |= {"status": "succeeded", "amount_received": amount, "amount_capturable": 0}
    state.happened("payment_intent.succeeded", intent)


def capture(state: State, intent: Thing, amount: int | None) -> None:
    """Take what was set aside, or a part of it; the rest is free again.

    Raises:
        StripeError: nothing is set aside, or less.
    """
    must_be(intent, ("requires_capture",), "captured")
    wanted = intent["amount_capturable"] if amount is None else amount
    if not 0 < wanted <= intent["amount_capturable"]:
        raise Invalid(
            f"The requested capture amount is greater than the amount you can capture for this charge. "
            f"Found: {wanted}; capturable: {intent['amount_capturable']}.",
            code="amount_too_large",
            param="amount_to_capture",
        )
    taken = state.get("ch", intent["latest_charge"])
    taken |= {"captured": True, "amount_captured": wanted}
    state.happened("charge.captured", taken, {"captured": False, "amount_captured": 0})
    succeed(state, intent, wanted)


def cancel(state: State, intent: Thing, reason: str | None) -> None:
    """Give up. What was set aside is free again.

    Raises:
        StripeError: it is too late.
    """
    must_be(intent, TO_CANCEL, "canceled")
    if intent["status"] == "requires_capture":
        free(state, state.get("ch", intent["latest_charge"]))
    intent |= {
        "status": "canceled",
        "canceled_at": state.clock_of(intent).now(),
        "cancellation_reason": reason,
        "amount_capturable": 0,
        "next_action": None,
    }
    state.happened("payment_intent.canceled", intent)


def free(state: State, made: Thing) -> None:
    """A charge that was never captured is taken back; Stripe calls this a refund, and no money flows."""
    made |= {"refunded": True, "amount_refunded": made["amount"]}
    state.happened("charge.refunded", made, {"refunded": False, "amount_refunded": 0})


def lapse(state: State, intent: Thing) -> None:
    """After a week, the bank forgets what it had set aside."""
    if intent["status"] == "requires_capture":
        state.happened("charge.expired", state.get("ch", intent["latest_charge"]))
        cancel(state, intent, "expired")
