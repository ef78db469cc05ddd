"""Cards that a customer has let us keep: at Stripe, under a name that is all we know of them."""

from shop.accounts.models import User
from shop.card_payments.models import Wallet
from shop.checkout.models import CheckoutContact
from shop.checkout.ways import PaymentRequest
from shop.payments.gateways.configured import stripe_gateway
from shop.payments.gateways.stripe_customers import Kept, forget, kept_for, new_customer


def kept_under(request: PaymentRequest) -> str:
    """Under which name at Stripe a buyer's cards are; nothing for a guest, and for who never kept one.

    Who wants a card kept for the first time gets a name. If nobody answers, the card pays and is not kept:
    first comes the order.
    """
    asked = CheckoutContact.objects.filter(checkout__public_id=request.checkout).select_related("customer")
    contact = asked.first()
    owner = contact.customer if contact else None
    if owner is None:
        return ""
    if found := name_of(owner):
        return found
    return begin_wallet(owner=owner) if request.given.get("keep") == "yes" else ""


def name_of(owner: User) -> str:
    """Under which name at Stripe somebody's cards are, if they have kept any. Costs one query."""
    return Wallet.objects.filter(owner=owner).values_list("reference", flat=True).first() or ""


def begin_wallet(*, owner: User) -> str:
    """Have a name at Stripe for somebody. Of two who ask at once, both get the same."""
    made = new_customer(stripe_gateway(), key=f"customer-{owner.pk}")
    if made:
        Wallet.objects.bulk_create([Wallet(owner=owner, reference=made)], ignore_conflicts=True)
    return name_of(owner)


def cards_of(owner: User) -> list[Kept]:
    """The cards that somebody has kept. Costs one query, and asks Stripe if there may be any."""
    name = name_of(owner)
    return kept_for(stripe_gateway(), customer=name) if name else []


def forget_card(*, owner: User, method: str) -> bool:
    """Forget a card of somebody's own. Gives whether it is gone; somebody else's stays."""
    if method not in {one.method for one in cards_of(owner)}:
        return False
    return forget(stripe_gateway(), method=method)
