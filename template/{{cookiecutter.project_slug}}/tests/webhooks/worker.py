"""A worker in a process of its own, for drills that end it: `python -m tests.webhooks.worker MODE`.

It says `in the middle` when its handler has written something and not yet returned.
"""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parents[2]


@contextmanager
def worker(mode: str) -> Iterator["subprocess.Popen[str]"]:
    """A worker on the database of the tests. However the block ends, its process ends."""
    from django.conf import settings  # noqa: PLC0415 - the worker itself has none yet
    from django.db import connection  # noqa: PLC0415

    found: Any = connection.settings_dict
    url = f"postgres://{found['USER']}:{found['PASSWORD']}@{found['HOST']}:{found['PORT']}/{found['NAME']}"
    redis = str(settings.CACHES["default"]["LOCATION"])
    here = os.environ | {"DATABASE_URL": url, "REDIS_URL": redis}
    command = [sys.executable, "-m", "tests.webhooks.worker", mode]
    with subprocess.Popen(
        command, cwd=HERE, env=here, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        try:
            yield process
        finally:
            process.kill()


def heard(process: "subprocess.Popen[str]") -> str:
    """The next line that a worker says."""
    assert process.stdout
    return process.stdout.readline().strip()


def main(mode: str) -> None:
    """Work on messages of the drill. A handler that is told to halts until somebody writes it a line."""
    import django  # noqa: PLC0415

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    from django.contrib.auth.models import Group  # noqa: PLC0415
    from django.core.management import call_command  # noqa: PLC0415

    from shop.webhooks import sources  # noqa: PLC0415
    from tests.webhooks.builders import a_source  # noqa: PLC0415

    def handler(message: sources.Message) -> None:
        """Its effect is a group, of which there may be several."""
        Group.objects.create(name=f"{message.message_id} by {os.getpid()}")
        if mode == "halts":
            print("in the middle", flush=True)  # noqa: T201
            sys.stdin.readline()

    sources.register(a_source(handler))
    print("ready", flush=True)  # noqa: T201
    call_command("work_webhooks", "incoming", *([] if mode == "halts" else ["--once"]), pause=0.01)


if __name__ == "__main__":
    main(sys.argv[1])
