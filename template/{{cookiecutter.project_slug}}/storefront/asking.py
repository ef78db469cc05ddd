"""What a visitor is asked for, on every page as in the cart: one function chooses for both."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpRequest

from shop.catalog.models import Variant
from shop.core import clock
from shop.core.money import Money
# {% if reached("inventory.in-carts") %}
from shop.inventory.alongside import with_stock
# {% endif %}
from shop.pricing.alongside import Whose, prior_of, rows_of, with_prices
from shop.pricing.choosing import Ask, Snapshot, UnitPrice, choose_price
from shop.pricing.errors import NoPrice
# {% if reached("carts.region-switch") %}
from shop.pricing.selectors import groups_of
# {% endif %}
from shop.pricing.tiers import Tier, tiers
from shop.taxes.markets import Market, market_of
# {% if reached("carts.region-switch") %}
from storefront.chosen import chosen
# {% endif %}


@dataclass(frozen=True)
class Shown:
    """The price of one, as pages show it.

    Attributes:
        prior: the lowest of the 30 days before the sale in which it is, if it is in one.
        tiers: from how many on one costs less.
    """

    unit: UnitPrice
    prior: Money | None = None
    tiers: tuple[Tier, ...] = ()

    @property
    def money(self) -> Money:
        """What the cart asks for one."""
        return self.unit.money

    @property
    def before(self) -> Money | None:
        """What is struck through beside it. A sale that lowers nothing has nothing to announce."""
        return self.prior if self.prior and self.money < self.prior else None


@dataclass(frozen=True)
class Asking:
    """For whom a page shows prices, and when."""

    market: Market
    at: datetime
    groups: frozenset[str] = frozenset()

    def bring(self, variants: "QuerySet[Variant]") -> "QuerySet[Variant]":
        """Have variants bring along what `of` needs. Costs no query."""
        whose = Whose(self.market.currency, self.at, self.market.region, self.groups)
        return with_prices(variants, whose)

    def of(self, variant: Variant) -> Shown | None:
        """The price of a variant that came through `bring`; none where it has none in this currency."""
        snapshot = Snapshot(
            {variant.pk: rows_of(variant)}, {variant.pk: variant.price}, rates=self.market.rates
        )
        ask = Ask(
            variant.pk, self.market.currency, self.at, region=self.market.region_slug, groups=self.groups
        )
        try:
            unit = choose_price(ask, snapshot)
        except NoPrice:
            return None
        return Shown(unit, prior_of(variant, unit), tuple(tiers(ask, snapshot)))

    def all_of(self, variants: Iterable[Variant]) -> dict[int, Shown]:
        """The prices of variants that came through `bring`, by variant. Costs nothing."""
        shown = {variant.pk: self.of(variant) for variant in variants}
        return {pk: price for pk, price in shown.items() if price}

    def brought(self, variants: Iterable[Variant]) -> list[Variant]:
        """Any variants, once more and with what `of` needs. Costs one query."""
        again = self.bring(Variant.objects.filter(pk__in=[variant.pk for variant in variants]))
        # {% if reached("inventory.in-carts") %}
        again = with_stock(again)  # it is asked next on a product's page, and costs nothing here
        # {% endif %}
        return list(again)

    def read(self, variants: Iterable[Variant]) -> dict[int, Shown]:
        """The prices of any variants. Costs one query."""
        # {% if reached("performance.read-once") %}
        # Their stock, which `brought` has too, nobody asks for here.
        return self.all_of(self.bring(Variant.objects.filter(pk__in=[variant.pk for variant in variants])))
        # {% else %}
        return self.all_of(self.brought(variants))
        # {% endif %}

    @property
    def says(self) -> str:
        """What these prices include."""
        tax = self.market.tax
        if self.market.included:
            at_home = self.market.country == settings.SHOP_COUNTRY
            return f"incl. {tax or 'tax'}" if tax or at_home else "incl. tax, which the cart takes off"
        return f"plus {tax}" if tax else "excl. tax"


def asking(request: HttpRequest) -> Asking:
    """For whom a request's page is: looked up once, for the view and for the frame of the page.

    Costs what `market_of` does.
    """
    kept: dict[str, Asking] = request.__dict__
    if "asking" not in kept:
        # {% if reached("carts.region-switch") %}
        kept["asking"] = Asking(market_of(chosen(request)), clock.now(), groups_for(request))
        # {% else %}
        kept["asking"] = Asking(market_of(), clock.now())
        # {% endif %}
    return kept["asking"]
# {% if reached("carts.region-switch") %}


def groups_for(request: HttpRequest) -> frozenset[str]:
    """The groups of a customer who has signed in. Costs three queries, and nothing for a visitor.

    Only who has a session is asked for it: looking makes a page that visitor's own.
    """
    return groups_of(request.user) if settings.SESSION_COOKIE_NAME in request.COOKIES else frozenset()
# {% endif %}


def lowest(prices: Iterable[Shown]) -> Shown | None:
    """The lowest of some prices; none of none."""
    return min(prices, key=lambda price: price.money.amount, default=None)
