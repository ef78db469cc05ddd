"""Static files: they belong to a release, never change after it, and are served by the web process itself."""

from config.environment import ROOT, Stage, environment

STATIC_URL = "/static/"
STATIC_ROOT = ROOT / "static_collected"
# {% if reached("real-services.one-command") %}

STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        # In development names stay as they are and files are read where they lie; elsewhere each name carries
        # a hash of its contents, so that a browser may keep it for ever.
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if environment.shop_env is not Stage.PRODUCTION
        else "whitenoise.storage.CompressedManifestStaticFilesStorage",
    },
}
WHITENOISE_USE_FINDERS = environment.shop_env is not Stage.PRODUCTION
WHITENOISE_AUTOREFRESH = environment.shop_env is not Stage.PRODUCTION
# {% endif %}
