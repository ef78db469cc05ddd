"""Where the shop's processes count. Each writes a file of its own there, and one process reads them all."""

import os

from config.environment import environment
from config.settings.cache import CACHES

METRICS_FOLDER = environment.metrics_folder

if METRICS_FOLDER:
    # The library looks for it when it is imported, and nowhere else.
    os.environ["PROMETHEUS_MULTIPROC_DIR"] = METRICS_FOLDER
    CACHES["default"]["BACKEND"] = "shop.metrics.cache.CountedCache"
