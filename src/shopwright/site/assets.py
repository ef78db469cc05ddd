"""Bring in what others made: typefaces from PyPI packages, scripts from npm. Nothing of it is committed."""

import fcntl
import hashlib
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

from shopwright.errors import Problem

# Brackets in a file's name would have to be escaped in every address.
FONTS = {
    "fontpkg_hanken_grotesk": {
        "HankenGrotesk[wght].ttf": "hanken-grotesk.ttf",
        "HankenGrotesk-Italic[wght].ttf": "hanken-grotesk-italic.ttf",
    },
    "fontpkg_jetbrains_mono": {"JetBrainsMono[wght].ttf": "jetbrains-mono.ttf"},
}
SCRIPTS = {"iframe-worker.js": "iframe-worker/shim/index.js"}
WITH_TOOLS = "with-tools"
MERMAID = {"mermaid.min.js": "mermaid/dist/mermaid.min.js"}


def copy_fonts(folder: Path) -> None:
    """Copy both typefaces into a folder under names that addresses can carry."""
    folder.mkdir(parents=True, exist_ok=True)
    for package, names in FONTS.items():
        spec = find_spec(package)
        if spec is None or spec.origin is None:
            raise Problem(
                "The site's typefaces are not installed.",
                found=f"no Python package {package}.",
                do="run `make site`, which installs them, or install the dependency group `site`.",
            )
        for source, target in names.items():
            shutil.copyfile(Path(spec.origin).parent / "files" / source, folder / target)


def copy_scripts(root: Path, folder: Path, *, mermaid: bool) -> None:
    """Copy the scripts that pages load; mermaid only when a page draws with it."""
    install_scripts(root)
    folder.mkdir(parents=True, exist_ok=True)
    for target, source in (SCRIPTS | (MERMAID if mermaid else {})).items():
        shutil.copyfile(root / "node_modules" / source, folder / target)


def fingerprint(lock: Path) -> str:
    """Return what a lock file is known by."""
    return hashlib.sha256(lock.read_bytes()).hexdigest()


def install_scripts(root: Path, *, tools: bool = False) -> None:
    """Run `npm ci` when package-lock.json is not the one that was installed last.

    Args:
        tools: bring in what judges the site, too: axe, Lighthouse, html-validate. Readers need none of it.
    """
    with _alone(root):
        _install(root, tools=tools)


@contextmanager
def _alone(root: Path) -> Iterator[None]:
    """Let one process install at a time: npm begins by removing what is there."""
    (root / "build").mkdir(exist_ok=True)
    with (root / "build" / "npm.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _install(root: Path, *, tools: bool) -> None:
    lock = root / "package-lock.json"
    wanted = fingerprint(lock)
    stamp = root / "node_modules" / ".shopwright"
    there = stamp.read_text("utf-8").split() if stamp.is_file() else []
    if there[:1] == [wanted] and (not tools or WITH_TOOLS in there):
        return
    npm = shutil.which("npm")
    if npm is None:
        raise Problem(
            "The site needs npm for its scripts.",
            found="no `npm` on the PATH.",
            do="install Node.js 20 or newer (on Debian and Ubuntu, `apt install npm`) and run this again.",
        )
    command = [npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", *([] if tools else ["--omit=dev"])]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    if done.returncode:
        last = [line for line in done.stderr.strip().splitlines() if line.strip()][-3:]
        raise Problem(
            "The site's scripts could not be installed.",
            found=f"`npm ci` failed: {' '.join(last)}",
            do="see that the npm registry can be reached, then run this again.",
        )
    stamp.write_text(f"{wanted} {WITH_TOOLS if tools else ''}", "utf-8")
