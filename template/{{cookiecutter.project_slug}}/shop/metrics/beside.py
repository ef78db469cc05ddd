"""Tell what the processes of one pod count, and nothing else: `python -m shop.metrics.beside FOLDER`.

One stands beside each process of a cluster, so it must be small. What the database knows, one
`manage.py metrics` tells for all of them.
"""

from argparse import ArgumentParser

from prometheus_client import CollectorRegistry
from prometheus_client.multiprocess import MultiProcessCollector

from shop.core.stopping import stopping
from shop.metrics.answering import PORT, server


def main(*, folder: str, host: str, port: int) -> None:
    """Answer, until it is told to end."""
    registry = CollectorRegistry(auto_describe=False)
    MultiProcessCollector(registry, folder)  # type: ignore[no-untyped-call]
    with server(host, port, registry) as answering, stopping() as stop:
        while not stop.is_set():
            answering.handle_request()


if __name__ == "__main__":
    asked = ArgumentParser(prog="deploy/bin/counts", description="Tell what is counted in a folder.")
    asked.add_argument("folder")
    asked.add_argument("--host", default="0.0.0.0")  # noqa: S104 - policies say who reaches the pod
    asked.add_argument("--port", type=int, default=PORT)
    main(**vars(asked.parse_args()))
