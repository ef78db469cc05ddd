"""Somebody tries stolen cards, a few in each of many checkouts; most are declined, and some pay."""

from drills.cards import begun, bought, charges, paid
from drills.drill import Drill
from drills.errors import DrillFailed
from drills.place import BROWSER, Place
from drills.waiting import until
from shop.checkout.errors import PaymentDeclined
from shop.checkout.models import Checkout
from shop.checkout.services.finalising import Completed
from shop.orders.models import Order
from shop.orders.states import State
from shop.payments.gateways.asking import asks_banks
from shop.payments.ledger import Kind
from shop.payments.models import Payment, PaymentEvent

CHECKOUTS = 8  # of the thief's
# The last of five pays, in some of the checkouts.
WORTHLESS = (
    "visa_chargeDeclinedStolenCard",
    "visa_chargeDeclinedLostCard",
    "visa_chargeDeclined",
    "chargeDeclinedIncorrectCvc",
)
WORKS = "threeDSecureOptional"  # its bank asks the buyer only where the shop wants it
BOUGHT = 2


def trouble(place: Place) -> dict[str, str]:
    """Let one honest buyer order, and a thief try five cards in each checkout.

    Raises:
        DrillFailed: a sixth card was tried.
    """
    bought(place)
    for at in range(CHECKOUTS):
        checkout = begun()
        for card in (*WORTHLESS, WORKS if at < BOUGHT else WORTHLESS[0]):
            tried(place, checkout, card)
    before = Payment.objects.count()
    if tried(place, checkout, WORKS) or Payment.objects.count() != before:
        raise DrillFailed("A sixth card was tried in one checkout.")
    declined = CHECKOUTS * (len(WORTHLESS) + 1) - BOUGHT
    heard = PaymentEvent.objects.filter(kind=Kind.DECLINED)
    until(lambda: heard.count() == declined, "the provider tells of each card")
    until(
        lambda: not Payment.objects.filter(events__kind=Kind.CAPTURED, order=None).exists(),
        "orders are put to payments",
    )
    return {"LIST": str(place.folder / "suspicious")}


def tried(place: Place, checkout: Checkout, card: str) -> Completed | None:
    """What comes of a card; nothing, if it is declined."""
    checkout.refresh_from_db()
    try:
        return paid(place, checkout, card)
    except PaymentDeclined:
        return None


def proof(place: Place) -> None:
    """The thief's orders are gone, a stolen card pays for nothing more, and an honest buyer has an order."""
    until(asks_banks, "this process has seen the switch")
    kept = Order.objects.filter(contact__email__startswith="cleo.card").exclude(state=State.CANCELLED)
    if (ordered := kept.count(), taken := sum(charges(place).values())) != (1, 1):  # the honest buyer's
        raise DrillFailed(f"{ordered} orders stand, and {taken} charges were not given back.")
    thief, buyer = begun(), begun()
    if (done := tried(place, thief, WORKS)) is None or done.action is None:
        raise DrillFailed("A stolen card paid without its bank's having seen the buyer.")
    came = paid(place, buyer, WORKS).action
    if came is None:
        raise DrillFailed("The bank did not want to see the honest buyer.")
    BROWSER.open(came.action["url"], b"proved=yes", timeout=30).close()
    buyer.refresh_from_db()
    if not paid(place, buyer).checkout.order or sum(charges(place).values()) != 2:
        raise DrillFailed("Who has proved to their bank who they are has no order.")
    thief.refresh_from_db()
    if thief.order or kept.count() != 2:
        raise DrillFailed("The thief has an order.")
    place.manage("confirm_cards", "off")


DRILL = Drill(trouble, proof)
