"""How gunicorn serves in production; `deploy/bin/web` starts it.

Words after that command, and GUNICORN_CMD_ARGS, win over what stands here.
"""

import logging
import os
from contextlib import suppress
from pathlib import Path
from typing import Any

# Reading them ends an unsafe store here, once and with its sentences, and not in each new worker for ever.
from config.settings.logs import LOGGING

wsgi_app = "config.wsgi"
bind = "0.0.0.0:8000"  # who may come here, the network in front of the container decides

# A request waits most of its time for the database, so threads help. Each may hold a connection to it; all of
# them, in all containers, must stay below PostgreSQL's `max_connections`.
worker_class = "gthread"
workers = int(os.environ.get("WEB_CONCURRENCY") or 2)
threads = 4
# The code is read once, before the workers are forked, and they share its memory. What cannot be imported
# ends the whole server, so a platform sees it. Nothing may be connected at that time; a test looks.
preload_app = True

# SIGTERM: no new requests, and so long for those under way. Who starts us must wait longer before it kills.
graceful_timeout = 30
# A worker that has not shown itself for so long is replaced. It does so by touching a file. A disk that is
# busy or away could halt it by that alone; memory cannot.
timeout = 30
worker_tmp_dir = "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108 - gunicorn makes the file
# Longer than the proxy in front keeps an idle connection: who closes first must be the one that asks.
keepalive = 75
# What leaks, leaks for a while only. The second number is drawn by lot: all at once would be a short closing.
max_requests = 2000
max_requests_jitter = 400

# Shops need no long lines. Cookies are the largest header, and browsers keep them below 4 KB each.
limit_request_line = 4094
limit_request_fields = 64
limit_request_field_size = 8190
# Who asked, over what, and under which name: `X-Forwarded-Proto` and its like are Django's to read. Gunicorn
# believes none of them.
forwarded_allow_ips = ""
secure_scheme_headers: dict[str, str] = {}
LARGEST_BODY = 13 * 1024**2  # what the proxy in front lets through: staff upload pictures
control_socket_disable = True  # it would need a place to write to


def post_request(worker: object, request: Any, environ: object, response: object) -> None:
    """Read what the shop left of a body that it refused early, up to what the proxy lets through.

    Gunicorn reads 64 KiB and closes the line. A proxy that is still sending then says 502, and not what the
    shop said.
    """
    left = LARGEST_BODY
    with suppress(OSError):
        while left > 0 and (read := request.body.read(min(left, 64 * 1024))):
            left -= len(read)


def is_no_probe(record: logging.LogRecord) -> bool:
    """Leave out what a platform asks every few seconds, for ever."""
    return " /health/" not in record.getMessage()


# Lines like all others of the store. No address, no query, no cookie: those are about people.
access_log_format = "%(m)s %(U)s %(s)s %(B)s bytes %(M)s ms"
logconfig_dict = {
    **LOGGING,
    "filters": {"no probes": {"()": lambda: is_no_probe}},
    "loggers": {
        **LOGGING["loggers"],
        "gunicorn.error": {"handlers": [], "level": "INFO", "propagate": True},
        "gunicorn.access": {"handlers": [], "level": "INFO", "propagate": True, "filters": ["no probes"]},
    },
}
