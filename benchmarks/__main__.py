"""`python -m benchmarks [NAME …]`: run them, keep the figures, and say which goals are not met."""

import argparse
import importlib
import sys

from benchmarks.figures import HERE, keep, write_table

NAMES = [
    "generate",
    "course",
    "site",
    "learn",
    "demo",
    "pages",
    "queries",
    "weight",
    "allocation",
    "place-order",
    "million",
    "lighthouse",
    "processes",
    "order-size",
    "tunings",
    "caching",
    "peak",
]
# What the tests prove at a small size, at its full one; `proof` stands for all of them.
PROOFS = ["reservations", "ledger", "api", "servers", "checkouts", "rolling", "endings", "drills"]


def main() -> int:
    """Run the benchmarks that are asked for; gives 1 if a goal is missed."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    choices = [*NAMES, *PROOFS, "proof", []]
    parser.add_argument(
        "name", nargs="*", choices=choices, help="which to run; all but proofs, if none is named"
    )
    missed = False
    for name in asked(parser.parse_args().name):
        print(f"{name} …", flush=True)
        figures = importlib.import_module(f"benchmarks.{name.replace('-', '_')}").run()
        keep(name, figures)
        for figure in figures:
            print("  " + " | ".join(part for part in figure.row().split(" | ") if part.strip()))
            missed |= not figure.met
    write_table([*NAMES, *PROOFS])
    print(f"\nThe table is in {HERE.name}/README.md." + (" Not every goal is met." if missed else ""))
    return int(missed)


def asked(names: list[str]) -> list[str]:
    """The benchmarks of these names, `proof` spelt out."""
    spelt = [one for name in names for one in (PROOFS if name == "proof" else [name])]
    return spelt or NAMES


sys.exit(main())
