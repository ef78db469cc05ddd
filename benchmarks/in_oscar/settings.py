"""The settings of Oscar's own guide, on the same PostgreSQL, without what an order does not need."""

import os

import dj_database_url
from oscar.defaults import *  # noqa: F403 - so its guide says

DATABASES = {
    "default": dj_database_url.parse(
        os.environ["OSCAR_DATABASE_URL"], conn_max_age=60, conn_health_checks=True
    )
    | {"ATOMIC_REQUESTS": True}  # as its guide and its sandbox have it
}
SECRET_KEY = os.environ.get("SECRET_KEY", "only-for-this-benchmark")
DEBUG = False
ALLOWED_HOSTS = ["localhost"]
ROOT_URLCONF = "in_oscar.urls"
USE_TZ = True
SITE_ID = 1
DEFAULT_AUTO_FIELD = "django.db.models.AutoField"
LOGGING_CONFIG = None
MIDDLEWARE: list[str] = []  # no session, no basket in a cookie: its requests carry the basket's number
HAYSTACK_CONNECTIONS = {"default": {"ENGINE": "haystack.backends.simple_backend.SimpleEngine"}}
TEMPLATES = [{"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True}]
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.sites",
    "django.contrib.messages",
    "django.contrib.flatpages",
    "oscar.config.Shop",
    "oscar.apps.analytics.apps.AnalyticsConfig",
    "oscar.apps.checkout.apps.CheckoutConfig",
    "oscar.apps.address.apps.AddressConfig",
    "oscar.apps.shipping.apps.ShippingConfig",
    "oscar.apps.catalogue.apps.CatalogueConfig",
    "oscar.apps.catalogue.reviews.apps.CatalogueReviewsConfig",
    "oscar.apps.communication.apps.CommunicationConfig",
    "oscar.apps.partner.apps.PartnerConfig",
    "oscar.apps.basket.apps.BasketConfig",
    "oscar.apps.payment.apps.PaymentConfig",
    "oscar.apps.offer.apps.OfferConfig",
    "oscar.apps.order.apps.OrderConfig",
    "oscar.apps.customer.apps.CustomerConfig",
    "oscar.apps.search.apps.SearchConfig",
    "oscar.apps.voucher.apps.VoucherConfig",
    "oscar.apps.wishlists.apps.WishlistsConfig",
    *(
        f"oscar.apps.dashboard.{name}.apps.{config}DashboardConfig"
        for name, config in {
            "reports": "Reports",
            "users": "Users",
            "orders": "Orders",
            "catalogue": "Catalogue",
            "offers": "Offers",
            "partners": "Partners",
            "pages": "Pages",
            "ranges": "Ranges",
            "reviews": "Reviews",
            "vouchers": "Vouchers",
            "communications": "Communications",
            "shipping": "Shipping",
        }.items()
    ),
    "oscar.apps.dashboard.apps.DashboardConfig",
    "widget_tweaks",
    "haystack",
    "treebeard",
    "django_tables2",
]
