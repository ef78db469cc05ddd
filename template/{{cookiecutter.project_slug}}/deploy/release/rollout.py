"""Roll a release out, and go back to the one before when it does not sell.

    python -m deploy.release.rollout deploy/targets/compose.toml --shop https://shop.example.com \\
        --image ghcr.io/owner/shop@sha256:… --release COMMIT

The order never changes: fetch the image; migrate with it, while the old release serves; let it serve; ask
whether it sells. Exit code 0: the new release serves. 3: nothing was changed for shoppers, the old one
serves. 4: the old one serves again. 5: nobody serves as they should, and a person is needed now.
"""

import argparse
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import IntEnum
from pathlib import Path

from deploy.release.asking import Visitor
from deploy.release.errors import Wrong
from deploy.release.smoke import WITHIN, release_of, smoke
from deploy.release.summary import write_summary
from deploy.release.target import Release, Target


class Outcome(IntEnum):
    """How it ended; the number is the exit code."""

    LIVE = 0
    NOTHING_CHANGED = 3
    WENT_BACK = 4
    NOBODY_SERVES = 5


@dataclass
class Report:
    """What was done, in its order, told while it happens and kept for the summary."""

    lines: list[tuple[str, str, float]] = field(default_factory=list)

    def did(self, what: str, act: Callable[[], object]) -> None:
        """Do something, and note how it went and how long it took."""
        print(f"{what} ...", flush=True)
        began = time.monotonic()
        try:
            act()
        except Wrong as error:
            self.note(what, f"failed: {error.what} {error.found}", time.monotonic() - began)
            raise
        self.note(what, "done", time.monotonic() - began)

    def note(self, what: str, how: str, seconds: float) -> None:
        """Keep a line."""
        self.lines.append((what, how, seconds))
        print(f"{what}: {how} ({seconds:.0f} s)", flush=True)


@dataclass(frozen=True)
class Rollout:
    """Everything that one takes.

    Attributes:
        within: how many seconds a release may take to answer.
        empty: whether the shelves are.
    """

    target: Target
    wanted: Release
    shop: str
    within: float = WITHIN
    empty: bool = False
    report: Report = field(default_factory=Report)

    def run(self) -> Outcome:
        """Bring the release to life, or leave things as they were."""
        try:
            image, commit = self.target.current(), release_of(Visitor(self.shop))
            before = Release(image, commit) if image else None
            self.act("fetch", self.wanted)
            self.act("migrate", self.wanted)
        except Wrong as error:
            return self.keep(error)
        try:
            self.act("activate", self.wanted)
            self.ask(self.wanted)
        except Wrong as error:
            print(error, file=sys.stderr)
            return self.go_back(before)
        return Outcome.LIVE

    def act(self, name: str, release: Release) -> None:
        """Run one of the target's commands."""
        self.report.did(f"{name} `{release.commit[:12]}`", lambda: self.target.run(name, release))

    def ask(self, release: Release) -> None:
        """Ask whether a release sells."""

        def look() -> None:
            smoke(self.shop, release=release.commit, within=self.within, empty=self.empty, tell=print)

        self.report.did(f"smoke `{release.commit[:12]}`", look)

    def keep(self, error: Wrong) -> Outcome:
        """Stop before anything was changed for shoppers."""
        print(f"{error}\nThe release before it was not touched.", file=sys.stderr)
        return Outcome.NOTHING_CHANGED

    def go_back(self, before: Release | None) -> Outcome:
        """Let the release before serve again. The database stays: a migration may only add to it."""
        if before is None:
            self.report.note("go back", "failed: this is the first release", 0)
            return Outcome.NOBODY_SERVES
        try:
            self.act("activate", before)
            self.ask(before)
        except Wrong as error:
            print(error, file=sys.stderr)
            return Outcome.NOBODY_SERVES
        return Outcome.WENT_BACK


def main() -> int:
    """Do what the command line says; gives the exit code."""
    parser = argparse.ArgumentParser(
        prog="python -m deploy.release.rollout",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("target", type=Path, help="a file of deploy/targets/")
    parser.add_argument("--shop", required=True, help="the shop's address there")
    parser.add_argument("--image", required=True, help="the image, by its digest")
    parser.add_argument("--release", required=True, help="the commit that it was built from")
    parser.add_argument(
        "--within", type=float, default=WITHIN, help="seconds a release may take to answer (120)"
    )
    parser.add_argument("--empty", action="store_true", help="there is nothing on the shelves yet")
    asked = parser.parse_args()
    try:
        release = Release(asked.image, asked.release)
        rollout = Rollout(Target(asked.target), release, asked.shop, asked.within, asked.empty)
    except Wrong as error:
        print(error, file=sys.stderr)
        return 2
    outcome = rollout.run()
    write_summary(rollout.report.lines, release, outcome.name)
    return outcome


if __name__ == "__main__":
    sys.exit(main())
