"""Put things up for sale."""

from collections.abc import Mapping, Sequence

from django.conf import settings
from django.db import transaction

from shop.catalog.answers import Answer, options_key, read_answers
from shop.catalog.errors import DuplicateVariant, LastActiveVariant, SkuTaken, WrongPrice
from shop.catalog.models import Product, Status, Variant, VariantValue
from shop.catalog.services.publishing import locked
from shop.catalog.skus import make_sku
# {% if reached("scaling.purge") %}
from shop.catalog.telling import tell_changed
# {% endif %}
# {% if reached("price-lists.history") %}
from shop.catalog.watching import tell_price_change
# {% endif %}
from shop.core.integrity import refusing
from shop.core.money import Money


@transaction.atomic
def add_variant(
    *,
    product: Product,
    price: Money,
    values: Mapping[str, Answer],
    sku: str = "",
    gtin: str = "",
    weight_grams: int | None = None,
) -> Variant:
    """Put one more form of a product up for sale.

    Args:
        values: answers by attribute code: one for each axis of the product, and any others worth saying.
        sku: what stands on its box; suggested by `make_sku` unless given.

    Raises:
        MissingAxis, UnknownAttribute, WrongKindOfValue: the values do not fit.
        WrongPrice: it is negative, or in a currency that is not the shop's.
        DuplicateVariant: the product has a variant with the same options.
        SkuTaken: another variant has this SKU.
    """
    refuse_wrong_price(price)
    locked(product)
    axes = list(product.axes.values_list("attribute__code", flat=True))
    said = read_answers(axes, values)
    options = said[: len(axes)]
    variant = Variant(
        product=product,
        sku=sku or suggested_sku(product, options),
        name=", ".join(value.phrase for value in options),
        position=product.variants.count() + 1,
        price_amount=price.amount,
        price_currency=price.currency,
        gtin=gtin,
        weight_grams=weight_grams,
        options_key=options_key(options),
    )
    save_new(variant, said)
    # {% if reached("scaling.purge") %}
    tell_changed(product)
    # {% endif %}
    return variant


# {% if reached("price-lists.history") %}
@transaction.atomic
# {% endif %}
def change_price(*, variant: Variant, price: Money) -> Variant:
    """Sell a variant for another price from now on. What was sold before keeps its own.

    Raises:
        WrongPrice: it is negative, or in a currency that is not the shop's.
    """
    refuse_wrong_price(price)
    # {% if reached("price-lists.history") %}
    # What it was is read from the row, held: the copy in hand may be of this morning.
    before = Variant.objects.select_for_update().get(pk=variant.pk).price
    # {% endif %}
    variant.price_amount, variant.price_currency = price.amount, price.currency
    variant.save(update_fields=["price_amount", "price_currency", "updated_at"])
    # {% if reached("price-lists.history") %}
    tell_price_change(variant, before)
    # {% endif %}
    return variant


@transaction.atomic
def retire_variant(*, variant: Variant) -> Variant:
    """Stop selling a variant. It stays, since orders of long ago name it.

    Raises:
        LastActiveVariant: its product is published and has no other that is sold.
    """
    locked(variant.product)
    others = variant.product.variants.filter(is_active=True).exclude(pk=variant.pk)
    if variant.product.status == Status.PUBLISHED and not others.exists():
        raise LastActiveVariant(
            found=f"`{variant.product.name}` is published and has no other.",
            do="take the product out of the shop first, or add another variant.",
        )
    return switched(variant, on=False)


def restore_variant(*, variant: Variant) -> Variant:
    """Sell a variant again."""
    return switched(variant, on=True)


# {% if reached("scaling.purge") %}
@transaction.atomic
# {% endif %}
def switched(variant: Variant, *, on: bool) -> Variant:
    """Write whether a variant is sold."""
    variant.is_active = on
    variant.save(update_fields=["is_active", "updated_at"])
    # {% if reached("scaling.purge") %}
    tell_changed(variant.product)
    # {% endif %}
    return variant


def refuse_wrong_price(price: Money) -> None:
    """Raise WrongPrice unless an amount can stand on a price tag of this shop."""
    if price.currency != settings.SHOP_CURRENCY or price.amount < 0:
        raise WrongPrice(
            found=f"{price.amount} {price.currency}.",
            expected=f"0 or more, in {settings.SHOP_CURRENCY}, the shop's currency.",
            do="correct the price.",
        )


def suggested_sku(product: Product, options: Sequence[VariantValue]) -> str:
    """A SKU that nobody has: what the options suggest, or that with the first number that makes it free."""
    suggestion = make_sku(product.slug, [value.code_in_sku for value in options])
    taken = set(Variant.objects.filter(sku__startswith=suggestion).values_list("sku", flat=True))
    number = 1
    free = suggestion
    while free in taken:
        number += 1
        free = f"{suggestion}-{number}"
    return free


def save_new(variant: Variant, said: Sequence[VariantValue]) -> None:
    """Check a variant's fields and write it, with all that is said about it."""
    variant.clean_fields(exclude=["product"])
    rules = {
        "variant_sku_unique": SkuTaken(found=f"`{variant.sku}`.", do="choose another SKU."),
        "variant_options_once_per_product": DuplicateVariant(
            found=variant.name or "a second variant of a product that comes in one form.",
            do="change an option, or use the variant that exists.",
        ),
    }
    with refusing(rules):
        variant.save()
    for value in said:
        value.variant = variant
    VariantValue.objects.bulk_create(said)
