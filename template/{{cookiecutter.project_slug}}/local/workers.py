"""What works beside the shop: a worker, beat, the relay, webhooks. `make worker`; `make run` has them too."""

import argparse
import os
import signal
import sys
import threading
import time
from contextlib import ExitStack

from local.interrupts import interruptible
from local.processes import ServerError, beside

# In a container one is often root, and need not be told each time that workers in production must not be.
QUIETLY = ["-W", "ignore:You're running the worker with superuser privileges"]
CELERY = [sys.executable, *QUIETLY, "-m", "celery", "--app=config", "--quiet"]
PROGRAMS = [
    [*CELERY, "worker", "--concurrency=2", "--loglevel=WARNING", "--without-gossip", "--without-mingle"],
    # Not inside the worker (`--beat`): there it is a process that lives on when its worker is killed.
    [*CELERY, "beat", "--loglevel=WARNING", "--pidfile="],
    [sys.executable, "manage.py", "relay"],
    [sys.executable, "manage.py", "work_webhooks"],
]
LOOKS = 0.5  # seconds between two looks whether one has ended by itself


def main() -> int:
    """Run them until Ctrl-C or SIGTERM; each ends what it is at. Gives the exit code."""
    parser = argparse.ArgumentParser(prog="python -m local.workers", description=__doc__)
    parser.add_argument("--tied", action="store_true", help="end when standard input does")
    is_tied = parser.parse_args().tied
    try:
        with interruptible(), ExitStack() as all_of_them:
            running = [all_of_them.enter_context(beside(program)) for program in PROGRAMS]
            # Not before: who is told to end while a program is being started would leave it behind.
            if is_tied:
                threading.Thread(target=end_with_the_starter, daemon=True).start()
            while all(program.poll() is None for program in running):
                time.sleep(LOOKS)
    except ServerError as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 0
    print("A worker ended by itself.\nDo: read the lines above, then run again.", file=sys.stderr)
    return 1


def end_with_the_starter() -> None:
    """Wait for the end of standard input, which the starter holds open and never writes to, and end."""
    os.read(0, 1)
    os.kill(os.getpid(), signal.SIGTERM)


if __name__ == "__main__":
    sys.exit(main())
