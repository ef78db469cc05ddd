"""Whether the web process here answers: `python deploy/healthy.py /health/ready`, exit code 0 or 1.

A slim image has neither curl nor wget, and needs neither.
"""

import sys
from http.client import HTTPConnection, HTTPException

PATIENCE = 3  # seconds


def answers(path: str, port: int) -> bool:
    """Ask the process itself, and not a proxy that the environment may name."""
    line = HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    try:
        line.request("GET", path)
        return line.getresponse().status == 200
    except (OSError, HTTPException):
        return False
    finally:
        line.close()


if __name__ == "__main__":
    path, port = [*sys.argv[1:], *["/health/live", "8000"][len(sys.argv) - 1 :]]
    sys.exit(not answers(path, int(port)))
