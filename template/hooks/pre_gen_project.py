"""Before anything is written: stop where a part that is left out would meet a file that is already there."""

import json
import os
import sys
from pathlib import Path

# The extension renders this line, and has checked every answer when it is done.
PLAN = json.loads(r"""{{ hook_plan(before=true) }}""")


def main() -> None:
    """Say which file is in the way, and stop the generation: what was just written is about to be removed."""
    for path, part in PLAN["dropped"].items():
        if os.path.lexists(path):
            sys.exit(PLAN["refusal"].format(part=part, path=path, folder=Path.cwd()))


main()
