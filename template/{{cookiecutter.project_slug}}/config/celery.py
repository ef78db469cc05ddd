"""Where work is done that nobody waits for: `celery -A config worker`."""

import os

from celery import Celery
# {% if reached("kubernetes.alive") %}

from shop.core.turning import Turning
# {% endif %}

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

app = Celery("shop")
app.config_from_object("django.conf:settings", namespace="CELERY")
# Each domain says in its module `tasks` what it does in the background.
app.autodiscover_tasks()
# {% if reached("kubernetes.alive") %}
app.steps["consumer"].add(Turning)
# {% endif %}
