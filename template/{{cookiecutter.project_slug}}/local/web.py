"""How gunicorn serves on a developer's machine: it reloads what changes, and never outlives its starter."""

import os
import signal
import threading

worker_class = "gthread"
workers = 2
threads = 4
reload = True
loglevel = "error"
control_socket_disable = True  # one place per person would not do for two projects


def on_starting(server: object) -> None:
    """Begin to watch the starter, before the first worker is there."""
    threading.Thread(target=end_with_the_starter, daemon=True).start()


def end_with_the_starter() -> None:
    """Wait for the end of standard input, and end.

    The starter holds the other side open and never writes to it. The kernel closes it however the starter
    ends, even by `kill -9`: a web server that nobody can stop would keep the port.
    """
    os.read(0, 1)
    os.kill(os.getpid(), signal.SIGINT)
