"""The store's settings, one file a concern. What differs between machines comes from the environment."""

# {% if reached("django-project.custom-user") %}
from config.settings.accounts import *
# {% endif %}
# {% if reached("catalog-api.problem-details") and part("api") %}
from config.settings.api import *
# {% endif %}
from config.settings.apps import *
# {% if reached("real-services.valkey") %}
from config.settings.cache import *
# {% endif %}
from config.settings.database import *
# {% if reached("scaling.purge") %}
from config.settings.edge import *
# {% endif %}
from config.settings.files import *
from config.settings.language import *
from config.settings.logs import *
# {% if reached("background-work.order-mail") %}
from config.settings.mail import *
# {% endif %}
# {% if reached("observability.metrics") and part("metrics") %}
from config.settings.metrics import *
# {% endif %}
# {% if reached("migrations.timeouts") %}
from config.settings.migrations import *
# {% endif %}
# {% if reached("stripe.gateway") %}
from config.settings.payments import *
# {% endif %}
# {% if reached("scaling.pooler") %}
from config.settings.pooler import *
# {% endif %}
# {% if reached("pipeline.version") %}
from config.settings.release import *
# {% endif %}
# {% if reached("scaling.replica") %}
from config.settings.replica import *
# {% endif %}
# {% if reached("background-work.beat") %}
from config.settings.schedule import *
# {% endif %}
# {% if reached("django-project.production-refuses") %}
from config.settings.security import *
# {% endif %}
# {% if reached("observability.sentry") and part("sentry") %}
from config.settings.sentry import *
# {% endif %}
# {% if reached("variants.money") %}
from config.settings.shop import *
# {% endif %}
# {% if reached("storefront.layout") and part("storefront") %}
from config.settings.storefront import *
# {% endif %}
# {% if reached("scaling.shedding") %}
from config.settings.surge import *
# {% endif %}
# {% if reached("background-work.celery") %}
from config.settings.tasks import *
# {% endif %}
# {% if reached("observability.tracing") and part("tracing") %}
from config.settings.tracing import *
# {% endif %}
# {% if reached("media.image-model") %}
from config.settings.uploads import *
# {% endif %}
# {% if reached("webhooks.signatures") %}
from config.settings.webhooks import *
# {% endif %}
