"""What cannot be a set, and why."""

from shop.core.errors import ShopError


class BundleOfItself(ShopError):
    """A box does not fit into itself."""

    code = "bundle-of-itself"
    title = "A set cannot contain itself."
    status = 422


class NestedBundle(ShopError):
    """A set consists of things, not of sets: one look tells what to pack and what is in stock."""

    code = "nested-bundle"
    title = "A set cannot be part of a set."
    status = 422


class BundleTooSmall(ShopError):
    """One thing alone is not a set; it is that thing."""

    code = "bundle-too-small"
    title = "A set needs at least two units."
    status = 422


class BundleInTwoCurrencies(ShopError):
    """What a set saves can be said in one currency only."""

    code = "bundle-in-two-currencies"
    title = "The parts of a set are priced in the currency of the set."
    status = 422


class UnknownPart(ShopError):
    """Only what exists can be packed."""

    code = "unknown-part"
    title = "The set names a variant that does not exist."
    status = 422


class BundleNotFound(ShopError):
    """Shoppers find the sets of published products, and nothing else exists for them."""

    code = "bundle-not-found"
    title = "There is no such set."
    status = 404
