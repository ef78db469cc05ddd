"""From a basket and offers to discounts by line, each with its reason.

The one rule of stacking: offers that hold are applied one after the other, in the order of their priority,
each to what the others have left. An exclusive offer is applied alone. The shopper gets what comes out best:
all that stack together, or one of the exclusive ones; between equals, those that stack.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from shop.core.money import Money
from shop.core.rounding import Halves
from shop.promotions.basket import Basket, Line
from shop.promotions.benefits import Kind, Left
from shop.promotions.offers import Offer, lines_for, why_not


@dataclass(frozen=True)
class Reduction:
    """What one offer takes off one line, and the sentence that says so."""

    offer: str
    line: str
    amount: int
    explanation: str


@dataclass(frozen=True)
class DiscountedLine:
    """A line, and all that is taken off it, in the order in which it was."""

    id: str
    amount: int
    reductions: tuple[Reduction, ...]

    @property
    def discount(self) -> int:
        """All that is taken off."""
        return sum(reduction.amount for reduction in self.reductions)

    @property
    def left(self) -> int:
        """What is paid."""
        return self.amount - self.discount


@dataclass(frozen=True)
class Refused:
    """A code that was typed in and gives nothing, and why."""

    code: str
    reason: str

    def __str__(self) -> str:
        return f"{self.code} {self.reason}."


@dataclass(frozen=True)
class Discounted:
    """What came of it, the lines in the order in which they were given."""

    lines: tuple[DiscountedLine, ...]
    offers: tuple[Offer, ...] = ()
    free_shipping: bool = False
    refused: tuple[Refused, ...] = ()

    @property
    def discount(self) -> int:
        """All that is taken off all lines."""
        return sum(line.discount for line in self.lines)

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes that gave something, which is what an order redeems."""
        return tuple(offer.code for offer in self.offers if offer.code)


def apply(basket: Basket, offers: Iterable[Offer], halves: Halves = Halves.UP) -> Discounted:
    """Take off what offers give, and say what each of the typed codes came to."""
    offers = list(offers)
    told = in_order(offers)
    holding = [offer for offer in told if not why_not(offer, basket)]
    together = [offer for offer in holding if not offer.exclusive]
    alone = [[offer] for offer in holding if offer.exclusive]
    outcomes = [outcome(basket, chosen, halves) for chosen in (together, *alone)]
    best = max(outcomes, key=lambda found: worth(found, basket))  # of equals, max() takes the first
    refused = tuple(refusals(basket, offers, best))
    return Discounted(best.lines, best.offers, best.free_shipping, refused)


def in_order(offers: Iterable[Offer]) -> list[Offer]:
    """Offers by priority. A promotion that was asked for by two of its codes counts once."""
    ordered: dict[str, Offer] = {}
    for offer in sorted(offers, key=lambda offer: (offer.priority, offer.slug, offer.used_up, offer.code)):
        ordered.setdefault(offer.slug, offer)
    return list(ordered.values())


def outcome(basket: Basket, offers: Sequence[Offer], halves: Halves) -> Discounted:
    """Apply offers one after the other; those that gave nothing are not named."""
    left = {line.id: line.amount for line in basket.lines}
    reductions: list[Reduction] = []
    gave: list[Offer] = []
    for offer in offers:
        lines = lines_for(offer.conditions, basket)
        taken = offer.benefit.reduce([Left(line, left[line.id]) for line in lines], halves)
        new = [reduction(offer, line, taken.get(line.id, 0), basket.currency) for line in lines]
        reductions += (found := [one for one in new if one.amount])
        for one in found:
            left[one.line] -= one.amount
        if found or offer.benefit.kind is Kind.FREE_SHIPPING:
            gave.append(offer)
    return Discounted(
        lines=tuple(discounted(line, reductions) for line in basket.lines),
        offers=tuple(gave),
        free_shipping=any(offer.benefit.kind is Kind.FREE_SHIPPING for offer in gave),
    )


def reduction(offer: Offer, line: Line, amount: int, currency: str) -> Reduction:
    """Say what is taken off a line and why: `10 % SPRING on 3 x mug: -€2.97`."""
    what = f"{offer.benefit.label(currency)} {offer.label} on {line.quantity} x {line.name}"
    return Reduction(offer.slug, line.id, amount, f"{what}: {Money(-amount, currency)}")


def discounted(line: Line, reductions: Sequence[Reduction]) -> DiscountedLine:
    """A line with what is taken off it."""
    return DiscountedLine(line.id, line.amount, tuple(one for one in reductions if one.line == line.id))


def worth(found: Discounted, basket: Basket) -> int:
    """What a shopper saves, the parcel included."""
    return found.discount + (basket.shipping if found.free_shipping else 0)


def refusals(basket: Basket, offers: Sequence[Offer], best: Discounted) -> Iterator[Refused]:
    """Why codes gave nothing, in the order of the alphabet."""
    by_code = {offer.code: offer for offer in offers if offer.code}
    for code in sorted(basket.codes - set(best.codes)):
        offer = by_code.get(code)
        if offer is None:
            yield Refused(code, "is not a code that we know")
        elif reason := why_not(offer, basket):
            yield Refused(code, reason)
        elif other := next((one for one in best.offers if one.slug == offer.slug), None):
            yield Refused(code, f"gives what {other.label} gives, and that counts once")
        elif best.offers and (offer.exclusive or any(other.exclusive for other in best.offers)):
            names = ", ".join(other.label for other in best.offers)
            yield Refused(code, f"cannot be combined with {names}, which saves more")
        else:
            yield Refused(code, "takes nothing off that is not taken off already")
