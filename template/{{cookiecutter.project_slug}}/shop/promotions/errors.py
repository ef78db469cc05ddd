"""What promotions refuse, and why."""

from shop.core.errors import ShopError


class PromotionTaken(ShopError):
    """One word means one promotion."""

    code = "promotion-taken"
    title = "There is a promotion of this name already."


class WrongPromotion(ShopError):
    """A promotion gives something, in a currency, in a period that ends after it begins."""

    code = "wrong-promotion"
    title = "A promotion cannot be like that."
    status = 422


class CouponTaken(ShopError):
    """A code belongs to one promotion, for ever: people keep old ones in drawers."""

    code = "coupon-taken"
    title = "This code is in use, or was."


class NobodyCanAsk(ShopError):
    """A promotion that needs a code begins when it has one."""

    code = "nobody-can-ask"
    title = "The promotion needs a code, and has none."
    status = 422
# {% if reached("promotions.redeeming") %}


class UnknownCoupon(ShopError):
    """Only what was given out can be redeemed."""

    code = "unknown-coupon"
    title = "There is no such code, or it holds no more."
    status = 404


class CouponUsedUp(ShopError):
    """A code may be redeemed so often, and not once more."""

    code = "coupon-used-up"
    title = "The code has been used up."


class CouponUsedByCustomer(ShopError):
    """One customer may redeem a code so often."""

    code = "coupon-used-by-customer"
    title = "You have used this code already."
# {% endif %}
