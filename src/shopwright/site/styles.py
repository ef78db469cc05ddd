"""One style sheet out of the site's own: each file more is one more that a page waits for before it shows."""

from pathlib import Path
from typing import Any

import yaml

MERGED = "assets/css/site.css"


class _Settings(yaml.SafeLoader):
    """Reads mkdocs.yml, in which some values name Python functions."""


_Settings.add_multi_constructor("tag:yaml.org,2002:python/", lambda loader, suffix, node: suffix)


def settings_of(root: Path) -> dict[str, Any]:
    """Return what the mkdocs.yml of a kit says."""
    found: dict[str, Any] = yaml.load((root / "mkdocs.yml").read_text("utf-8"), Loader=_Settings)  # noqa: S506
    return found


def merge(root: Path, pages: Path) -> list[str]:
    """Write the style sheets that mkdocs.yml lists into one, in their order; return what to list instead."""
    listed: list[str] = settings_of(root).get("extra_css", [])
    text = "\n".join((pages / name).read_text("utf-8").strip() for name in listed)
    for name in listed:
        (pages / name).unlink()
    (pages / MERGED).write_text(f"{text}\n", "utf-8")
    return [MERGED]
