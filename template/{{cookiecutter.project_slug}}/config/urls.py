"""The store's addresses, each group where its domain keeps it."""

from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path

from shop.core import health
# {% if reached("pipeline.version") %}
from shop.core.version import version
# {% endif %}
from shop.media.views import development_file

urlpatterns: list[URLPattern | URLResolver] = [
    # {% if reached("django-project.custom-user") %}
    path("admin/", admin.site.urls),
    # {% endif %}
    # {% if reached("real-services.health") %}
    path("health/live", health.live, name="health-live"),
    path("health/ready", health.ready, name="health-ready"),
    # {% if reached("pipeline.version") %}
    path("health/version", version, name="health-version"),
    # {% endif %}
    # {% endif %}
    # {% if reached("catalog-api.first-endpoint") and part("api") %}
    path("api/", include("config.api_urls")),
    # {% endif %}
    # {% if reached("media.image-model") %}
    path("media/<path:path>", development_file),
    # {% endif %}
    # {% if reached("webhooks.inbox") %}
    path("webhooks/", include("shop.webhooks.urls")),
    # {% endif %}
    # {% if reached("storefront.layout") and part("storefront") %}
    path("", include("storefront.urls")),
    # {% endif %}
]
# {% if reached("catalog-api.problem-details") and part("api") %}

handler400 = "shop.core.api.handlers.bad_request"
handler500 = "shop.core.api.handlers.server_error"
# {% endif %}
