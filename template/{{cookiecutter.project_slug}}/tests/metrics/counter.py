"""A process that counts what it is told to. With the word 1, it is number 1, as in each container."""

import os
import sys

from prometheus_client import values
from prometheus_client.values import MultiProcessValue

from shop.metrics.slots import count_in


def say(word: str) -> None:
    """Tell who started this process."""
    sys.stdout.write(f"{word}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    if sys.argv[1:] == ["1"]:
        values.ValueClass = MultiProcessValue(process_identifier=lambda: 1)  # type: ignore[no-untyped-call]
    else:
        count_in(os.environ["PROMETHEUS_MULTIPROC_DIR"])
    from shop.metrics.instruments import REFUSALS

    say("ready")
    for line in sys.stdin:
        REFUSALS.inc(int(line))
        say("counted")
