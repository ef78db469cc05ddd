"""Where the truths are kept."""

import dj_database_url

from config.environment import environment

DATABASES = {
    "default": dj_database_url.parse(
        environment.database_url.get_secret_value(),
        conn_max_age=60,
        conn_health_checks=True,
    ),
}
