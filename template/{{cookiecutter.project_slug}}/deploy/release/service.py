"""Act on one process of the shop, wherever it runs: `deploy/service restart relay`.

SHOP_TARGET names a file of `deploy/targets/`; that file has the command for each verb. So a runbook says what
to do in one way, and the target says how it is done there.
"""

import argparse
import os
import re
import sys
from pathlib import Path

from deploy.release.errors import Wrong
from deploy.release.target import Target

VERBS = {
    "status": "say what runs",
    "log": "show the last lines of its log",
    "reload": "let it read its files again, and drop nothing",
    "restart": "end it and start it again",
    "stop": "end it",
    "start": "start it",
}
NAME = re.compile(r"[a-z][a-z-]*")


def act(target: Target, verb: str, name: str) -> str:
    """Do what a verb says with a process, and give what the target printed.

    Raises:
        Wrong: the target does not know the verb, there is no such name, or the command failed.
    """
    if "run" not in target.commands.get(verb, {}):
        known = [one for one in VERBS if "run" in target.commands.get(one, {})]
        raise Wrong(
            f"`{target.name}` cannot {verb} anything.",
            found=f"`run` for {', '.join(known) or 'none of the verbs'}.",
            do=f"do it by hand there, and write [{verb}] into its file.",
        )
    if verb != "status" and not NAME.fullmatch(name):
        raise Wrong("Which process?", found=f"`{name}`.", do="name one, such as `relay`.")
    # A target reads names in capitals from the environment.
    os.environ["SERVICE"] = name or "all"
    return target.run(verb, None)


def main() -> int:
    """Do what the command line says; gives the exit code."""
    parser = argparse.ArgumentParser(
        prog="deploy/service",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        epilog="\n".join(f"{verb:<9}{says}" for verb, says in VERBS.items()),
    )
    parser.add_argument("verb", choices=VERBS, metavar="VERB", help=", ".join(VERBS))
    parser.add_argument("name", nargs="?", default="", help="web, worker, beat, relay, webhooks, …")
    asked = parser.parse_args()
    try:
        said = act(Target(chosen(os.environ.get("SHOP_TARGET", ""))), asked.verb, asked.name)
    except Wrong as error:
        print(error, file=sys.stderr)
        return 1
    print(said.strip() or f"{asked.name}: done ({asked.verb}).")
    return 0


def chosen(name: str) -> Path:
    """The file of the target.

    Raises:
        Wrong: none is named, or it is not there.
    """
    if name and Path(name).is_file():
        return Path(name)
    raise Wrong(
        "Nobody said where the shop runs.",
        found=f"SHOP_TARGET is {f'`{name}`, which is no file' if name else 'not set'}.",
        do="set it to a file of deploy/targets/.",
    )


if __name__ == "__main__":
    sys.exit(main())
