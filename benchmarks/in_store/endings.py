"""Run inside a store: processes end and are replaced under load, at full size. The last line is JSON."""

# ruff: noqa: E402 - Django must be told where the settings are before it is imported
import json
import os
import sys
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

import django

django.setup()

from config.celery import app
from releasing import released
from tests.endings import working
from tests.endings.replacing import asleep_first, cluster, forgotten_first, replaced, told_first
from tests.workers.desk import open_desk

TIMES = int(os.environ.get("TIMES", "5"))
WORK = int(os.environ.get("WORK", "100"))


def main() -> None:
    """Each order, its control, and the workers."""
    found: list[dict[str, Any]] = []
    with released() as (release, variables):
        for order in (asleep_first, forgotten_first, told_first):
            with cluster(release, variables) as place:
                told = replaced(place, order, times=TIMES, count=8)
            found.append({"order": order.__name__, "pages": told.pages, "failed": len(told.failed)})
            print(found[-1], file=sys.stderr, flush=True)
        with open_desk() as desk:
            marks = working.replaced(release, variables, app, desk, times=TIMES, work=WORK)
    undone = TIMES * (WORK + 1) - len(marks)
    often = sum(1 for count in marks.values() if count > 1)
    print(json.dumps({"orders": found, "done": len(marks), "undone": undone, "often": often}))


if __name__ == "__main__":
    main()
