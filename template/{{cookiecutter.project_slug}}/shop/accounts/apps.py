"""Tell Django of this package."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Who people are."""

    name = "shop.accounts"
    label = "accounts"
