"""Tell Django of this package."""

from django.apps import AppConfig


class PromotionsConfig(AppConfig):
    """Promotions and coupons."""

    name = "shop.promotions"
    label = "promotions"
