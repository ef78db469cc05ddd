"""What the catalog refuses, and why."""

from shop.core.errors import ShopError


class SlugTaken(ShopError):
    """Two pages cannot have one address."""

    code = "slug-taken"
    title = "This address belongs to something else."


class CategoryTooDeep(ShopError):
    """Shelves stand in two rows at most: more, and shoppers lose their way."""

    code = "category-too-deep"
    title = "A category cannot stand in this one."
# {% if reached("products.product-model") %}


class NotReadyToPublish(ShopError):
    """A page that shoppers see must be complete."""

    code = "not-ready-to-publish"
    title = "Shoppers cannot be shown this product like this."
    status = 422
# {% endif %}
# {% if reached("products.selectors") %}


class ProductNotFound(ShopError):
    """Shoppers see published products only, and nothing else exists for them."""

    code = "product-not-found"
    title = "There is no such product."
    status = 404
# {% endif %}
# {% if reached("variants.attributes") %}


class AttributeTaken(ShopError):
    """One code means one attribute, one value one choice of it."""

    code = "attribute-taken"
    title = "The attribute, or this choice of it, is defined already."


class AxesInUse(ShopError):
    """Variants were made along these axes; they cannot turn under them."""

    code = "axes-in-use"
    title = "The axes of a product with variants cannot change."


class WrongKindOfAttribute(ShopError):
    """Only choices offer choices, and only numbers have a unit."""

    code = "wrong-kind-of-attribute"
    title = "This kind of attribute cannot have that."
    status = 422


class MissingAxis(ShopError):
    """A variant answers all that the variants of its product differ in."""

    code = "missing-axis"
    title = "The variant does not say what it differs in."
    status = 422


class UnknownAttribute(ShopError):
    """Only what was defined can be said about a variant."""

    code = "unknown-attribute"
    title = "There is no such attribute."
    status = 422


class WrongKindOfValue(ShopError):
    """A number is not a text; a choice is one of those offered."""

    code = "wrong-kind-of-value"
    title = "The value does not fit its attribute."
    status = 422
# {% endif %}
# {% if reached("variants.variant-services") %}


class SkuTaken(ShopError):
    """One number on a box means one thing."""

    code = "sku-taken"
    title = "This SKU belongs to another variant."


class DuplicateVariant(ShopError):
    """Two variants that differ in nothing cannot be told apart, by shoppers or by packers."""

    code = "duplicate-variant"
    title = "The product already has a variant with these options."


class WrongPrice(ShopError):
    """Prices are kept in the shop's one currency and are not negative."""

    code = "wrong-price"
    title = "This cannot be a price."
    status = 422


class LastActiveVariant(ShopError):
    """A published product always has something to sell."""

    code = "last-active-variant"
    title = "This is the last active variant of a published product."
# {% endif %}
