"""Beat with a schedule that is faster than any shop's."""

import sys
from datetime import timedelta

from celery.__main__ import main
from django.conf import settings

from config.celery import app as app  # noqa: PLC0414 - `celery -A` looks for it here
from shop.outbox.schedule import Every

settings.SHOP_SCHEDULE = {"errand": Every(timedelta(milliseconds=100))}

if __name__ == "__main__":
    sys.argv[1:] = ["--app=tests.workers.beat", "beat", "--pidfile=", "--loglevel=WARNING"]
    main()
