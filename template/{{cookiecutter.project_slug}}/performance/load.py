"""`make load`: let shoppers come, say what they waited for, and fail where the shop breaks its promises."""

import argparse
import json
import sys
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from ipaddress import ip_address
from pathlib import Path
from random import Random
from urllib.parse import urlsplit

from local.interrupts import interruptible
from local.processes import ServerError
from performance.driver import Load, drive
from performance.model import MODEL, BadModel, Model, read_model
from performance.report import over, report_of, table
from performance.scratch import sandbox, scratch, web
from performance.shopper import Shopper

BUDGETS = Path(__file__).with_name("budgets.toml")
EXAMPLE = "Example: make load ARGS='--rate 2 --seconds 60'. Without --target, a shop is started for it."


class NotYours(ValueError):
    """A load that would go to somebody else's machine."""


def words() -> argparse.ArgumentParser:
    """What the command understands."""
    parser = argparse.ArgumentParser(prog="python -m performance.load", description=__doc__, epilog=EXAMPLE)
    parser.add_argument("--rate", type=float, default=1.0, help="visits that begin in a second (1)")
    parser.add_argument("--seconds", type=float, default=30.0, help="for so long (30)")
    parser.add_argument("--hurry", type=float, default=8.0, help="pauses are so many times shorter (8)")
    parser.add_argument("--most", type=int, default=300, help="people in the shop at once, at most (300)")
    parser.add_argument("--seed", type=int, help="other shoppers than the model's")
    parser.add_argument("--model", type=Path, default=MODEL, help="another model than performance/model.toml")
    parser.add_argument("--way", default="card", help="how they pay: card (in the sandbox) or bank-transfer")
    parser.add_argument("--target", default="", help="a shop that runs: http://127.0.0.1:8000")
    parser.add_argument("--i-own", default="", metavar="HOST", help="the target's host, if it is no loopback")
    parser.add_argument("--json", action="store_true", help="the report for programs")
    return parser


def main() -> int:
    """Do what the command line says; 1 if a promise was broken, 2 if nothing was asked."""
    wish = words().parse_args()
    try:
        with interruptible():
            refuse_what_is_not_yours(wish.target, wish.i_own)
            model = read_model(wish.model)
            with shop(wish.target) as target:
                crowd = drive(model, load_of(wish, model), lambda *lot: somebody(target, wish.way, *lot))
    except (NotYours, BadModel, ServerError) as error:
        print(error, file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("\nStopped.", file=sys.stderr)
        return 130
    report = report_of(crowd)
    broken = list(over(report, promises()))
    if wish.json:
        print(json.dumps({**report.as_json(), "broken": broken}))
    else:
        print("\n".join([table(report), *broken]))
        print("Not every promise was kept." if broken else "Every promise was kept.")
    return 1 if broken else 0


def load_of(wish: argparse.Namespace, model: Model) -> Load:
    """How much, as the command line says it."""
    seed = model.seed if wish.seed is None else wish.seed
    return Load(wish.rate, wish.seconds, seed, wish.hurry, wish.most)


def somebody(target: str, way: str, random: Random, twice: bool) -> Shopper:
    """A shopper at the door."""
    return Shopper(target, random, way, twice)


def promises() -> dict[str, dict[str, float]]:
    """What the shop promises to those who wait."""
    told: dict[str, dict[str, float]] = tomllib.loads(BUDGETS.read_text("utf-8"))["promises"]
    return told


@contextmanager
def shop(target: str) -> Iterator[str]:
    """The shop at an address, or one that is started for it."""
    if target:
        yield target.rstrip("/")
        return
    with scratch(), sandbox() as variables, web(variables=variables) as here:
        yield here


def refuse_what_is_not_yours(target: str, owned: str) -> None:
    """A load is an attack for whoever did not ask for it.

    Raises:
        NotYours: the target is another machine, and nobody said that it is theirs.
    """
    host = urlsplit(target).hostname or ""
    if target and not host:
        raise NotYours(f"This is no address of a shop.\nFound: {target}.\nDo: write http://127.0.0.1:8000.")
    if not target or host == "localhost" or is_loopback(host) or host == owned:
        return
    raise NotYours(
        "Nothing was sent: the target is not this machine.\n"
        f"Found: {host}.\n"
        f"Do: leave it alone, or, if the shop is yours and its hosting allows it, add `--i-own {host}`."
    )


def is_loopback(host: str) -> bool:
    """Whether an address leads nowhere but here."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


if __name__ == "__main__":
    sys.exit(main())
