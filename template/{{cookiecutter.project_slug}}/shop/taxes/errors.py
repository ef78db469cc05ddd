"""What cannot be taxed like that, and why."""

from shop.core.errors import ShopError


class TaxCategoryTaken(ShopError):
    """One word means one kind of goods."""

    code = "tax-category-taken"
    title = "This tax category is defined already."


class RatesOverlap(ShopError):
    """On any day, one rate holds."""

    code = "tax-rates-overlap"
    title = "Another rate holds in this period already."


class WrongPeriod(ShopError):
    """A period ends after it begins, and what has ended is not changed."""

    code = "wrong-tax-period"
    title = "The period of this rate cannot be like that."
    status = 422
# {% if reached("taxes.kinds-of-goods") %}


class NoTaxRate(ShopError):
    """A place whose taxes are kept has an answer for each day; a hole in the table is not a zero."""

    code = "no-tax-rate"
    title = "The table of taxes has a hole."
    status = 500
# {% endif %}
# {% if reached("taxes.vat-ids") %}


class InvalidVatId(ShopError):
    """What cannot be a VAT id need not be looked up."""

    code = "invalid-vat-id"
    title = "This is not a VAT id."
    status = 422
# {% endif %}
