"""Run the sandbox until Ctrl-C, or until whoever started it ends."""

import argparse
import os
import sys
import threading

from sandbox.refusing import RefusesToRun, refuse_real_money
# {% if reached("stripe.signed-webhooks") %}
from sandbox.webhooks import Endpoint
# {% endif %}
from sandbox.whole import Sandbox


def main() -> int:
    """Do what the command line says; gives the exit code."""
    parser = argparse.ArgumentParser(prog="python -m sandbox", description=__doc__)
    parser.add_argument("--port", type=int, default=8001, help="where to listen; 0 takes a free one (8001)")
    parser.add_argument("--quiet", action="store_true", help="do not say where it is")
    parser.add_argument("--with-starter", action="store_true", help="end when standard input ends")
    # {% if reached("stripe.signed-webhooks") %}
    parser.add_argument("--webhook", metavar="URL", help="where to send webhooks, on this machine")
    parser.add_argument("--secret", default="whsec_sandbox", help="what they are signed with (whsec_sandbox)")
    # {% endif %}
    wanted = parser.parse_args()
    try:
        refuse_real_money(os.environ)
        sandbox = Sandbox(wanted.port)
        # {% if reached("stripe.signed-webhooks") %}
        if wanted.webhook:
            sandbox.tell(Endpoint(wanted.webhook, wanted.secret))
        # {% endif %}
    except (RefusesToRun, OSError, ValueError) as error:
        sys.stderr.write(f"{error}\n")
        return 1
    if not wanted.quiet:
        sys.stdout.write(f"The sandbox is open at {sandbox.url}/sandbox\n")
        sys.stdout.flush()
    if wanted.with_starter:
        threading.Thread(target=end_with_the_starter, daemon=True).start()
    try:
        sandbox.server.serve_forever(poll_interval=0.1)
    except KeyboardInterrupt:
        return 0
    return 0


def end_with_the_starter() -> None:
    """Wait for the end of standard input, and end. The kernel closes it however the starter ends."""
    os.read(0, 1)
    os._exit(0)


if __name__ == "__main__":
    sys.exit(main())
