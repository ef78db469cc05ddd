"""Tell what the processes of one pod count, and nothing else: `python -m shop.metrics.beside FOLDER`.

One stands beside each process of a cluster, so it must be small. What the database knows, one
`manage.py metrics` tells for all of them.
"""

import sys

from prometheus_client import CollectorRegistry
from prometheus_client.multiprocess import MultiProcessCollector

from shop.core.stopping import stopping
from shop.metrics.answering import PORT, server


def main(folder: str, host: str = "0.0.0.0", port: int = PORT) -> None:  # noqa: S104 - the pod's; policies say who
    """Answer, until it is told to end."""
    registry = CollectorRegistry(auto_describe=False)
    MultiProcessCollector(registry, folder)  # type: ignore[no-untyped-call]
    with server(host, port, registry) as answering, stopping() as stop:
        while not stop.is_set():
            answering.handle_request()


if __name__ == "__main__":
    folder, *where = sys.argv[1:]
    main(folder, *where[:1], *map(int, where[1:]))
