"""All steps share one environment, and pytest loads every plugin that it finds there.

A reader at an early step has fewer packages. So that pytest does what it does for them, plugins of packages
that a step does not name yet are left out. One of the kit's own comes along, which saves time.
"""

import re
from functools import cache
from importlib.metadata import distributions
from pathlib import Path

GROUP = "pytest11"
# A folder that holds nothing else, as the store can import all that is in it.
INSIDE = Path(__file__).with_name("inside")
KEPT_DATABASES = "kept_databases"
# What to tell pytest where a database has to come from nothing.
FROM_NOTHING = ("-p", f"no:{KEPT_DATABASES}")


def leaving_out(project: Path) -> str:
    """Return the options for pytest that leave out plugins of packages which a project does not name.

    Args:
        project: a folder with the environment as its `.venv`.
    """
    file = project / "pyproject.toml"
    named = _normal(file.read_text("utf-8")) if file.exists() else ""
    plugins = _plugins((project / ".venv").resolve())
    return " ".join(
        f"-p no:{plugin}"
        for plugin, package in plugins
        if not re.search(rf"(?<![\w-]){re.escape(package)}(?![\w-])", named)
    )


@cache
def _plugins(environment: Path) -> tuple[tuple[str, str], ...]:
    """The plugins in an environment, each with its package."""
    places = [str(place) for place in environment.glob("lib/python3*/site-packages")]
    found = {
        (entry.name, _normal(one.metadata["Name"]))
        for one in distributions(path=places)
        for entry in one.entry_points
        if entry.group == GROUP
    }
    return tuple(sorted(found))


def _normal(text: str) -> str:
    """Write names of packages in the one way in which they can be compared (PEP 503)."""
    return re.sub(r"[-_.]+", "-", text).lower()
