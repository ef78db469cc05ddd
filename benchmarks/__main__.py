"""`python -m benchmarks [NAME …]`: run them, keep the figures, and say which goals are not met."""

import argparse
import importlib
import sys

from benchmarks.figures import HERE, keep, write_table

NAMES = ["generate", "course", "demo", "pages", "million"]


def main() -> int:
    """Run the benchmarks that are asked for; gives 1 if a goal is missed."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("name", nargs="*", choices=[*NAMES, []], help="which to run; all, if none is named")
    missed = False
    for name in parser.parse_args().name or NAMES:
        print(f"{name} …", flush=True)
        figures = importlib.import_module(f"benchmarks.{name}").run()
        keep(name, figures)
        for figure in figures:
            print("  " + " | ".join(part for part in figure.row().split(" | ") if part.strip()))
            missed |= not figure.met
    write_table(NAMES)
    print(f"\nThe table is in {HERE.name}/README.md." + (" Not every goal is met." if missed else ""))
    return int(missed)


sys.exit(main())
