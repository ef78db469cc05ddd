"""The shop's settings, with some of them exchanged: what a tuning compares. A variable says which.

`PERFORMANCE_SETTINGS` is JSON, and a name leads by dots: `{"DATABASES.default.CONN_MAX_AGE": 0}`.
"""

import json
import os
from typing import Any

from config import settings as shop

globals().update({name: getattr(shop, name) for name in dir(shop) if name.isupper()})


def exchange(settings: dict[str, Any], name: str, value: object) -> None:
    """Put a value in the place of another.

    Raises:
        LookupError: nothing is there; a misspelt name would measure the same thing twice.
    """
    *way, last = name.split(".")
    for step in way:
        settings = settings[step]
    if last not in settings:
        raise LookupError(f"No setting is exchanged.\nFound: {name}, which is not there.\nDo: mend its name.")
    settings[last] = value


for exchanged, by in json.loads(os.environ.get("PERFORMANCE_SETTINGS") or "{}").items():
    exchange(globals(), exchanged, by)
