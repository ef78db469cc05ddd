"""The card, as a way to pay a checkout.

Nobody is asked for anything before the buyer's browser has sent a name for a card. Then there is a payment of
ours first, then one at Stripe, then its name with ours, and only then is the money asked for. So wherever we
die, money that was taken is found by a row that was there before it.
"""

# {% if reached("card-payments.capture") %}
from django.conf import settings

from shop.card_payments.choices import Capture
# {% endif %}
from shop.card_payments.given import method_in, way_back
# {% if reached("launch.card-testing") %}
from shop.card_payments.guarding import ENOUGH, has_tried_enough
# {% endif %}
from shop.card_payments.models import Attempt
# {% if reached("card-payments.hosted-page") %}
from shop.card_payments.page import led_to_page, on_page
# {% endif %}
from shop.card_payments.selectors import attempt_of
from shop.card_payments.services import begin_attempt
from shop.checkout.errors import PaymentUnknown
from shop.checkout.ways import Declined, NeedsAction, Outcome, Paid, PaymentRequest
from shop.payments import outcomes
from shop.payments.gateways.configured import stripe_gateway
from shop.payments.models import Payment
from shop.payments.services import name_payment, record_facts


class Cards:
    """Asks Stripe. What a buyer typed in stays in Stripe's own fields; here comes a name for it."""

    code = "card"
    name = "Card"

    def pay(self, request: PaymentRequest) -> Outcome:
        """Pay with the card that was sent, or say what became of the payment.

        Raises:
            PaymentUnknown: nobody answered.
            NotAMethod, BackElsewhere: what was sent is of no use. Nobody was asked.
        """
        if not request.amount.amount:
            return Paid()
        # {% if reached("launch.card-testing") %}
        if has_tried_enough(request):
            return Declined(ENOUGH)
        # {% endif %}
        # {% if reached("card-payments.hosted-page") %}
        if request.given.get("page") == "yes":
            back = way_back(request.given)
            return in_words_of_checkouts(led_to_page(begin_attempt(request=request), back))
        # {% endif %}
        method = method_in(request.given)
        back = way_back(request.given) if method else ""
        attempt = begin_attempt(request=request) if method else attempt_of(request.key)
        if attempt is None:
            return type_it_in()
        # {% if reached("card-payments.kept-cards") %}
        keep = bool(attempt.customer) and request.given.get("keep") == "yes"
        return in_words_of_checkouts(asked(attempt, method, back, keep=keep))
        # {% else %}
        return in_words_of_checkouts(asked(attempt, method, back))
        # {% endif %}

    def undo(self, request: PaymentRequest) -> None:
        """Cancel a payment, or give back what was taken.

        Raises:
            PaymentUnknown: nobody answered.
        """
        if attempt := attempt_of(request.key):
            undone(attempt)


def type_it_in() -> NeedsAction:
    """The buyer has to give a card to Stripe, whose fields need the shop's public key."""
    return NeedsAction(action={"needs": "method"})


# {% if reached("card-payments.kept-cards") %}
def asked(attempt: Attempt, method: str, back: str, *, keep: bool = False) -> outcomes.Outcome:
    # {% else %}
def asked(attempt: Attempt, method: str, back: str) -> outcomes.Outcome:
    # {% endif %}
    """Have a payment be there at Stripe, and pay it if there is a card."""
    payment, gateway = attempt.payment, stripe_gateway()
    # {% if reached("card-payments.hosted-page") %}
    if attempt.session and (told := on_page(attempt, leave=bool(method))):
        return noted(payment, told)
    # {% endif %}
    if not payment.reference:
        # {% if reached("card-payments.kept-cards") %}
        at_once = settings.SHOP_CAPTURE is Capture.AT_ONCE
        begun = noted(payment, gateway.begin(payment=payment, capture=at_once, customer=attempt.customer))
        # {% elif reached("card-payments.capture") %}
        at_once = settings.SHOP_CAPTURE is Capture.AT_ONCE
        begun = noted(payment, gateway.begin(payment=payment, capture=at_once))
        # {% else %}
        begun = noted(payment, gateway.begin(payment=payment))
        # {% endif %}
        if not payment.reference:  # nobody answered, or cards cannot pay such an amount
            return begun
        # {% if reached("card-payments.hosted-page") %}
        attempt.refresh_from_db(fields=["session"])  # a page may have been opened in another window meanwhile
        if attempt.session and (told := on_page(attempt, leave=True)):
            return noted(payment, told)
        # {% endif %}
    if method:
        # {% if reached("card-payments.kept-cards") %}
        confirmed = gateway.confirm(payment=payment, method=method, return_url=back, keep=keep)
        return noted(payment, confirmed)
        # {% else %}
        return noted(payment, gateway.confirm(payment=payment, method=method, return_url=back))
        # {% endif %}
    return noted(payment, gateway.look(payment=payment))


def undone(attempt: Attempt) -> None:
    """Have an attempt be nothing. What has no name at Stripe yet has taken no money.

    Raises:
        PaymentUnknown: nobody answered.
    """
    payment, gateway = attempt.payment, stripe_gateway()
    # {% if reached("card-payments.hosted-page") %}
    if attempt.session and (told := on_page(attempt, leave=True)):
        noted(payment, told)
        if isinstance(told, outcomes.TryLater):
            raise unknown(told)
    # {% endif %}
    if not payment.reference:
        return
    outcome = noted(payment, gateway.cancel(payment=payment))
    if isinstance(outcome, outcomes.Done):
        outcome = noted(payment, gateway.refund(payment=payment, money=payment.asked, key="undo"))
    if isinstance(outcome, outcomes.TryLater):
        raise unknown(outcome)


def noted(payment: Payment, outcome: outcomes.Outcome) -> outcomes.Outcome:
    """Write down what an answer says of a payment, its name first."""
    if not isinstance(outcome, outcomes.TryLater):
        if not payment.reference and outcome.reference:
            name_payment(payment=payment, reference=outcome.reference)
        record_facts(payment=payment, facts=outcome.facts)
    return outcome


def in_words_of_checkouts(outcome: outcomes.Outcome) -> Outcome:
    """An outcome as the checkout reads it.

    Raises:
        PaymentUnknown: it is none.
    """
    match outcome:
        case outcomes.Done():
            return Paid(outcome.reference)
        case outcomes.NeedsAction(url=""):
            return type_it_in()
        # {% if reached("card-payments.hosted-page") %}
        case outcomes.NeedsAction(reference=""):
            return NeedsAction(action={"url": outcome.url, "where": "page"})
        # {% endif %}
        case outcomes.NeedsAction():
            return NeedsAction(outcome.reference, {"url": outcome.url})
        case outcomes.Declined():
            return Declined(outcome.reason.label)
    raise unknown(outcome)


def unknown(outcome: outcomes.TryLater) -> PaymentUnknown:
    """That nobody answered."""
    done = "It may have been paid all the same." if outcome.maybe_done else "This attempt took nothing."
    return PaymentUnknown(found=f"no answer from Stripe. {done}", do="ask again in a moment.")
