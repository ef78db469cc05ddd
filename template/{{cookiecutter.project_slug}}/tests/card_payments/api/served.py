"""The shop as gunicorn serves it, where a test says how many failures it takes to leave Stripe alone.

Then it is left alone for an hour, so that nothing depends on how fast a machine is.
"""

import os
from dataclasses import replace
from datetime import timedelta

from config.wsgi import application
from shop.payments.gateways import guarded

__all__ = ["application"]

HOUR = timedelta(hours=1)
FAILURES = int(os.environ["TEST_FAILURES"])
guarded.LIMITS = replace(guarded.LIMITS, failures=FAILURES, shortest=HOUR, longest=HOUR)
