"""Say for how many days a certificate is still good: `deploy/certificate https://shop.example.com`.

It looks as a browser does, so it also sees what one would refuse: another name, an authority that nobody
knows, a day that is over. Exit code 0: it is good for long enough. 1: it is not. 2: it was called wrongly.
"""

import argparse
import socket
import ssl
import sys
from datetime import UTC, datetime
from urllib.parse import SplitResult, urlsplit

from deploy.release.errors import Wrong

# An authority's program renews when a third of the time is left. Three weeks before the end it has failed for
# some days already, where certificates last for ninety.
ENOUGH = 21
PATIENCE = 10.0


def last_moment(address: SplitResult) -> datetime:
    """Until when a browser believes what an address shows (UTC).

    Raises:
        Wrong: it does not believe it now, or nobody answers.
    """
    name, port = address.hostname or "", address.port or 443
    try:
        with (
            socket.create_connection((name, port), timeout=PATIENCE) as line,
            ssl.create_default_context().wrap_socket(line, server_hostname=name) as secured,
        ):
            told = secured.getpeercert() or {}
    except ssl.SSLCertVerificationError as error:
        raise Wrong(
            f"Browsers refuse the certificate of {address.netloc}.",
            found=f"{error.verify_message}.",
            do="open runbooks/certificate.md.",
        ) from error
    except OSError as error:
        raise Wrong(
            f"{address.netloc} shows no certificate.",
            found=f"{error}.",
            do="look whether what ends TLS runs, and whether this is its address.",
        ) from error
    return datetime.fromtimestamp(ssl.cert_time_to_seconds(str(told["notAfter"])), UTC)


def address(text: str) -> SplitResult:
    """Read an address.

    Raises:
        ArgumentTypeError: nobody shows a certificate there.
    """
    url = urlsplit(text)
    if url.scheme != "https" or not url.hostname:
        raise argparse.ArgumentTypeError(f"found `{text}`; expected https:// and the host's name.")
    return url


def main() -> int:
    """Do what the command line says; gives the exit code."""
    parser = argparse.ArgumentParser(
        prog="deploy/certificate", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("address", type=address, help="the shop's, with https://")
    parser.add_argument("--days", type=int, default=ENOUGH, help="how many are enough (%(default)s)")
    asked = parser.parse_args()
    try:
        last = last_moment(asked.address)
    except Wrong as error:
        print(error)
        return 1
    left = (last - datetime.now(UTC)).days
    good = left >= asked.days
    print(
        f"{asked.address.netloc}: good for {left} more days, until {last:%Y-%m-%d %H:%M} UTC."
        f"{'' if good else f' Expected: at least {asked.days}.'}"
    )
    return not good


if __name__ == "__main__":
    sys.exit(main())
