"""Which parts make up the store, and through which hands a request passes."""

import django_stubs_ext

# {% if reached("launch.worst-days") %}
from config.environment import environment, split_commas
# {% else %}
from config.environment import environment
# {% endif %}

# Lets Django's generic classes be written with their type, as in ModelAdmin[Product], while running too.
django_stubs_ext.monkeypatch()

DEBUG = environment.debug
SECRET_KEY = environment.secret_key.get_secret_value()
# {% if reached("launch.worst-days") %}
SECRET_KEY_FALLBACKS = split_commas(environment.secret_key_fallbacks.get_secret_value())
# {% endif %}
ALLOWED_HOSTS = environment.allowed_hosts
ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    # {% if reached("storefront.layout") and part("storefront") %}
    "storefront",
    # {% endif %}
    # {% if reached("observability.metrics") and part("metrics") %}
    "shop.metrics",
    # {% endif %}
    # {% if reached("observability.health-page") %}
    "shop.health",
    # {% endif %}
    # {% if reached("card-payments.way") %}
    "shop.card_payments",
    # {% endif %}
    # {% if reached("checkout.ways-to-pay") %}
    "shop.checkout",
    # {% endif %}
    # {% if reached("stripe.payment-ledger") %}
    "shop.payments",
    # {% endif %}
    # {% if reached("orders.states") %}
    "shop.orders",
    # {% endif %}
    # {% if reached("carts.cart-model") %}
    "shop.carts",
    # {% endif %}
    # {% if reached("bundles.bundle-model") and part("bundles") %}
    "shop.bundles",
    # {% endif %}
    # {% if reached("warehouses.warehouse-model") and part("warehouses") %}
    "shop.warehouses",
    # {% endif %}
    # {% if reached("promotions.promotion-model") %}
    "shop.promotions",
    # {% endif %}
    # {% if reached("taxes.rates") %}
    "shop.taxes",
    # {% endif %}
    # {% if reached("price-lists.regions") %}
    "shop.pricing",
    # {% endif %}
    # {% if reached("inventory.stock-model") %}
    "shop.inventory",
    # {% endif %}
    # {% if reached("media.image-model") %}
    "shop.media",
    # {% endif %}
    # {% if reached("products.categories") %}
    "shop.catalog",
    # {% endif %}
    # {% if reached("checkout.idempotency-keys") %}
    "shop.idempotency",
    # {% endif %}
    # {% if reached("background-work.outbox") %}
    "shop.outbox",
    # {% endif %}
    # {% if reached("migrations.timeouts") %}
    "shop.schema",
    # {% endif %}
    # {% if reached("observability.sentry") and part("sentry") %}
    "shop.reporting",
    # {% endif %}
    # {% if reached("observability.tracing") and part("tracing") %}
    "shop.tracing",
    # {% endif %}
    # {% if reached("observability.logs") %}
    "shop.logs",
    # {% endif %}
    "shop.core",
    # {% if reached("webhooks.inbox") %}
    "shop.webhooks",
    # {% endif %}
    # {% if reached("django-project.custom-user") %}
    "shop.accounts",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    # {% if reached("price-lists.lists") %}
    "django.contrib.postgres",
    # {% endif %}
    "django.contrib.sessions",
    # {% endif %}
    # {% if reached("real-services.one-command") %}
    "whitenoise.runserver_nostatic",
    # {% endif %}
    "django.contrib.staticfiles",
    # {% if reached("catalog-api.filters") and part("api") %}
    "django_filters",
    # {% endif %}
    # {% if reached("catalog-api.problem-details") and part("api") %}
    "rest_framework",
    # {% endif %}
    # {% if reached("catalog-api.openapi") and part("api") %}
    "drf_spectacular",
    "drf_spectacular_sidecar",
    # {% endif %}
]

MIDDLEWARE = [
    # {% if reached("containers.probes") %}
    "shop.core.probes.AnswerProbes",
    # {% endif %}
    # {% if reached("observability.logs") %}
    "shop.logs.middleware.NameRequests",
    # {% endif %}
    "django.middleware.security.SecurityMiddleware",
    # {% if reached("real-services.one-command") %}
    "whitenoise.middleware.WhiteNoiseMiddleware",
    # {% endif %}
    # {% if reached("django-project.custom-user") %}
    "django.contrib.sessions.middleware.SessionMiddleware",
    # {% endif %}
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    # {% if reached("django-project.custom-user") %}
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    # {% endif %}
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                # {% if reached("django-project.custom-user") %}
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                # {% endif %}
            ],
        },
    },
]
