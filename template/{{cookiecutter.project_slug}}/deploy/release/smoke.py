"""Ask a release whether it sells: `python -m deploy.release.smoke https://shop.example.com --release COMMIT`.

It waits until the shop is ready and that release answers, then looks at what a shopper needs. It never places
an order. Exit code 0: it sells. 1: it does not, and the last lines say why. 2: it was called wrongly.
"""

import argparse
import sys
import time
from collections.abc import Callable

from deploy.release.asking import Visitor
from deploy.release.checks import looks
from deploy.release.errors import Wrong

WITHIN = 120.0
PAUSE = 0.5
# Behind one address are several processes, and while they are exchanged, any of them may answer.
IN_A_ROW = 5

Tell = Callable[[str], None]


def release_of(visitor: Visitor) -> str:
    """Which release answers now; nothing where none does, or where it does not say."""
    try:
        said = visitor.get("/health/version").json()
    except Wrong:
        return ""
    return str(said.get("release", "")) if isinstance(said, dict) else ""


def is_ready(visitor: Visitor) -> bool:
    """Whether the shop may be sent work and lacks nothing.

    A balancer asks for less: it keeps a shop whose cache is away. A new release that does not find it has the
    wrong address of it, and nobody would notice.
    """
    try:
        answer = visitor.get("/health/ready")
    except Wrong:
        return False
    said = answer.json()
    parts = said.get("parts", {}) if isinstance(said, dict) else {}
    return answer.status == 200 and "down" not in parts.values()


def wait_for(visitor: Visitor, release: str, within: float) -> str:
    """Wait until the shop is ready, and the release answers several times in a row; without one, any will do.

    Raises:
        Wrong: it did not come to that in time.
    """
    began = time.monotonic()
    in_a_row, ready, answers = 0, False, ""
    while in_a_row < IN_A_ROW:
        ready, answers = is_ready(visitor), release_of(visitor)
        good = ready and (not release or answers == release)
        in_a_row = in_a_row + 1 if good else 0
        if good:
            continue
        if time.monotonic() - began > within:
            raise Wrong(
                "The release did not come." if ready else "The shop is not ready.",
                found=f"{'ready' if ready else 'not ready'}, and `{answers or 'nobody'}` answers, "
                f"not `{release or 'any release'}`, {within:.0f} s later.",
                do="look at the log of the new process; /health/ready names what it lacks.",
            )
        time.sleep(PAUSE)
    return f"`{answers}` is ready after {time.monotonic() - began:.0f} s"


def smoke(shop: str, *, release: str, within: float, empty: bool, tell: Tell) -> None:
    """Look at everything, and tell of each thing as it was seen.

    Args:
        release: the commit that must answer; empty where any will do.
        within: how many seconds it may take to come.
        empty: whether the shelves are, so that nothing can be bought.

    Raises:
        Wrong: the first thing that is not right.
    """
    visitor = Visitor(shop)
    tell(told("release", wait_for(visitor, release, within)))
    for look in looks():
        if not (look.goods and empty):
            tell(told(look.name, look.look(visitor)))


def told(name: str, what: str) -> str:
    """A line that can be read in a column of its like."""
    return f"{name:<14}{what}"


def main() -> int:
    """Do what the command line says; gives the exit code."""
    parser = argparse.ArgumentParser(prog="python -m deploy.release.smoke", description=__doc__)
    parser.add_argument("shop", help="the shop's address: https://shop.example.com")
    parser.add_argument("--release", default="", help="the commit that must answer; any, if not given")
    parser.add_argument("--within", type=float, default=WITHIN, help="seconds to wait for it (120)")
    parser.add_argument("--empty", action="store_true", help="there is nothing on the shelves yet")
    asked = parser.parse_args()
    try:
        smoke(asked.shop, release=asked.release, within=asked.within, empty=asked.empty, tell=print)
    except Wrong as error:
        print(f"\nThe release does not sell. {error}", file=sys.stderr)
        return 1
    print("\nThe release sells.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
