"""How gunicorn serves a release here; it says into a pipe when it listens, so that nobody has to ask."""

import os

worker_class = "gthread"
workers = 1
threads = 4
loglevel = "warning"
control_socket_disable = True


def when_ready(server: object) -> None:
    """Say so, once."""
    pipe = int(os.environ["READY"])
    os.write(pipe, b"ready")
    os.close(pipe)
