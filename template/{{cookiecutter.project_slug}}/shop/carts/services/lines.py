"""Put things into a cart, take them out, and say how many."""

from django.db import transaction
from django.db.models import Count, OuterRef, Subquery

# {% if reached("inventory.in-carts") %}
from shop.carts.errors import NotForSale, NotInCart, NotSoMany, SoldOut, TooMany
# {% else %}
from shop.carts.errors import NotForSale, NotInCart, TooMany
# {% endif %}
from shop.carts.models import MOST_LINES, MOST_OF_ONE, Cart, CartLine
from shop.carts.services.keeping import changed, hold
from shop.catalog.models import Status, Variant
from shop.core.money import Money
# {% if reached("inventory.in-carts") %}
from shop.inventory.alongside import stock_of, with_stock
# {% endif %}


@transaction.atomic
def add_line(
    *, token: str, sku: str, quantity: int = 1, seen: Money | None = None, version: int | None = None
) -> Cart:
    """Put so many more of a variant into a cart.

    Costs four statements: the cart, the variant with what of it is there, the line, the version.

    Args:
        seen: what the shopper was shown as its price; they are told when it is another.

    Raises:
        CartNotFound, StaleCart: as `hold` says.
        NotForSale: it is not sold, or does not exist.
        TooMany: the line or the cart would be too long.
        # {% if reached("inventory.in-carts") %}
        SoldOut, NotSoMany: so many are not there.
        # {% endif %}
    """
    cart = hold(token, version)
    variant, there, lines = for_sale(sku, cart)
    refuse_too_many(there + quantity, sku)
    # {% if reached("inventory.in-carts") %}
    refuse_missing(stock_of(variant).total, there + quantity, sku)
    # {% endif %}
    if not there and lines >= MOST_LINES:
        raise TooMany(found=f"{lines} lines.", do="order these first, or write to us.")
    write(CartLine(cart=cart, variant=variant, quantity=there + quantity, **columns(seen)))
    return changed(cart)


@transaction.atomic
def set_quantity(*, token: str, sku: str, quantity: int, version: int | None = None) -> Cart:
    """Say how many of something there are to be; none takes it out.

    Raises:
        CartNotFound, StaleCart: as `hold` says.
        NotInCart: it is not there.
        TooMany: the line would be too long.
        # {% if reached("inventory.in-carts") %}
        SoldOut, NotSoMany: so many are not there.
        # {% endif %}
    """
    cart = hold(token, version)
    line = CartLine.objects.filter(cart=cart, variant__sku=sku)
    refuse_too_many(max(quantity, 1), sku)
    # {% if reached("inventory.in-carts") %}
    if quantity > 0 and (told := with_stock(line, "variant").first()):
        refuse_missing(stock_of(told).total, quantity, sku)
    # {% endif %}
    there = line.update(quantity=quantity) if quantity > 0 else line.delete()[0]
    if not there:
        raise NotInCart(found=f"no `{sku}`.", do="add it first.")
    return changed(cart)


def remove_line(*, token: str, sku: str, version: int | None = None) -> Cart:
    """Take something out.

    Raises:
        CartNotFound, StaleCart, NotInCart: as `set_quantity` says.
    """
    return set_quantity(token=token, sku=sku, quantity=0, version=version)


@transaction.atomic
def clear_cart(*, token: str, version: int | None = None) -> Cart:
    """Take everything out, coupons too.

    Raises:
        CartNotFound, StaleCart: as `hold` says.
    """
    cart = hold(token, version)
    cart.lines.all().delete()
    cart.coupons = []
    return changed(cart)


def for_sale(sku: str, cart: Cart) -> tuple[Variant, int, int]:
    """A variant, how many of it are in the cart, and how many lines that has. Costs one query.

    Raises:
        NotForSale: it is not sold, or does not exist.
    """
    lines = CartLine.objects.filter(cart=cart)
    found = Variant.objects.filter(sku=sku, is_active=True, product__status=Status.PUBLISHED).annotate(
        there=Subquery(lines.filter(variant=OuterRef("pk")).values("quantity")),
        lines=Subquery(lines.order_by().values("cart").annotate(n=Count("pk")).values("n")),
    )
    # {% if reached("inventory.in-carts") %}
    found = with_stock(found)
    # {% endif %}
    variant = found.first()
    if variant is None:
        raise NotForSale(found=f"nothing for sale as `{sku}`.", do="choose something that is sold.")
    return variant, variant.there or 0, variant.lines or 0


def write(line: CartLine) -> None:
    """Write a line, over the one that is there if there is one. Costs one statement."""
    CartLine.objects.bulk_create(
        [line],
        update_conflicts=True,
        unique_fields=["cart", "variant"],
        update_fields=["quantity", "seen_amount", "seen_currency"],
    )


def columns(seen: Money | None) -> dict[str, int | str | None]:
    """How a line remembers a price that was shown."""
    if seen is None:
        return {"seen_amount": None, "seen_currency": ""}
    return {"seen_amount": seen.amount, "seen_currency": seen.currency}


def refuse_too_many(quantity: int, sku: str) -> None:
    """Raise TooMany unless a line holds so many."""
    if not 1 <= quantity <= MOST_OF_ONE:
        raise TooMany(
            found=f"{quantity} of `{sku}`.", expected=f"1 to {MOST_OF_ONE}.", do="take another quantity."
        )
# {% if reached("inventory.in-carts") %}


def refuse_missing(there: int, wanted: int, sku: str) -> None:
    """Raise SoldOut or NotSoMany unless so many are there. It is a look, and promises nothing."""
    if there >= wanted:
        return
    if not there:
        raise SoldOut(found=f"none of `{sku}`.", do="choose something else, or look again another day.")
    raise NotSoMany(
        found=f"{there} of `{sku}`.", expected=f"at least {wanted}.", do=f"take {there} in all, or fewer."
    )
# {% endif %}
