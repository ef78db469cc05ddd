"""Fetch the packages that a course and the kit need, for other machines than this one, into one folder.

Which packages: uv resolves the project's pyproject.toml for the other machine, under the exact pins of its
constraints.txt. Which files: those whose hashes stand in constraints.txt; without it, those that uv saw.
"""

import os
import platform
import re
import subprocess
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from shopwright.course.names import advice
from shopwright.course.tree import Tree
from shopwright.errors import Problem

_MANYLINUX = [*range(5, 29)]
_NO_WHEEL = re.compile(r"No matching distribution found for (\S+)")


@dataclass(frozen=True)
class Platform:
    """A kind of machine: how we call it, how uv does, and which wheels it can use."""

    name: str
    uv: str
    tags: tuple[str, ...]


def _linux(machine: str) -> Platform:
    old = ("manylinux1", "manylinux2010", "manylinux2014")
    tags = [f"manylinux_2_{minor}_{machine}" for minor in _MANYLINUX] + [f"{name}_{machine}" for name in old]
    return Platform(f"linux-{machine}", f"{machine}-manylinux_2_28", (*tags, f"linux_{machine}"))


PLATFORMS: Mapping[str, Platform] = {
    each.name: each
    for each in (
        _linux("x86_64"),
        _linux("aarch64"),
        Platform("macos-arm64", "aarch64-apple-darwin", ("macosx_14_0_arm64", "macosx_14_0_universal2")),
        Platform("macos-x86_64", "x86_64-apple-darwin", ("macosx_14_0_x86_64", "macosx_14_0_universal2")),
        Platform("windows-x86_64", "x86_64-pc-windows-msvc", ("win_amd64",)),
    )
}


def this_platform() -> str:
    """Return the name of the kind of machine that this is; "" if we have none."""
    system = {"darwin": "macos", "win32": "windows"}.get(sys.platform, "linux")
    machine = platform.machine().lower()
    machine = {"amd64": "x86_64", "arm64": "aarch64"}.get(machine, machine)
    if system == "macos" and machine == "aarch64":
        machine = "arm64"
    name = f"{system}-{machine}"
    return name if name in PLATFORMS else ""


def platforms_named(names: str) -> list[Platform]:
    """Return the platforms of a list such as `linux-x86_64,macos-arm64`; without names, this one."""
    wanted = [name for name in re.split(r"[,\s]+", names) if name] or [this_platform() or "this machine"]
    for name in wanted:
        if name not in PLATFORMS:
            raise Problem(
                f"There is no platform `{name}`.",
                found=f"{', '.join(PLATFORMS)}.",
                do=advice(name, PLATFORMS, otherwise="name one of these with `--platform`."),
            )
    return [PLATFORMS[name] for name in dict.fromkeys(wanted)]


def pythons_named(names: str) -> list[str]:
    """Return versions of Python such as `3.11,3.13`; without names, that which runs."""
    here = f"{sys.version_info.major}.{sys.version_info.minor}"
    wanted = [name for name in re.split(r"[,\s]+", names) if name] or [here]
    for name in wanted:
        if not re.fullmatch(r"3\.\d+", name) or int(name[2:]) < 11:
            raise Problem(
                f"`{name}` is no Python that the course runs on.",
                found=f"--python {names}.",
                do="name versions from 3.11 on, as in `--python 3.11,3.13`.",
            )
    return list(dict.fromkeys(wanted))


@dataclass(frozen=True)
class Wheelhouse:
    """Where wheels are collected, and the uv that does it.

    Attributes:
        wheels: the folder for the wheels of all platforms.
        pins: the folder for `platform-python.txt`, what to install there.
        work: a folder of our own.
        say: is told what is being done.
    """

    wheels: Path
    pins: Path
    work: Path
    uv: str
    say: Callable[[str], None]

    def fetch(self, tree: Tree, target: Platform, python: str) -> None:
        """Fetch what a tree of the course needs, with its tools for development."""
        name = f"{target.name}-{python}"
        self.say(f"Fetching the packages of the course for {name} …")
        source = self.work / f"course-{name}"
        source.mkdir(parents=True)
        for path in ("pyproject.toml", "constraints.txt"):
            if path in tree:
                (source / path).write_bytes(tree[path].data)
        file = self.pins / f"{name}.txt"
        file.write_text(self._resolve(source, target, python, group=_has_dev(source)), "utf-8")
        self._download(file, target, python)
        if version := _uv_version(tree):
            extra = source / "uv.txt"
            extra.write_text(f"uv=={version}\n", "utf-8")
            self._download(extra, target, python)

    def fetch_kit(self, kit: Path, target: Platform, python: str) -> None:
        """Fetch what the kit's own program needs; its pins lie in a folder `kit` beside the course's."""
        self.say(f"Fetching the packages of the kit for {target.name}-{python} …")
        source = self.work / f"kit-{target.name}-{python}"
        source.mkdir(parents=True)
        for name in ("pyproject.toml", "constraints.txt"):
            (source / name).write_bytes((kit / name).read_bytes())
        file = self.pins / "kit" / f"{target.name}-{python}.txt"
        file.parent.mkdir(exist_ok=True)
        file.write_text(self._resolve(source, target, python, group=False), "utf-8")
        self._download(file, target, python)

    def build_kit(self, kit: Path) -> None:
        """Build the kit's own wheel."""
        self.say("Building the kit's own wheel …")
        if not (kit / "pyproject.toml").is_file():
            raise Problem(
                "The kit's wheel cannot be built.",
                found=f"no pyproject.toml in {kit}.",
                do="run this from a clone of the kit.",
            )
        self._run([self.uv, "build", "-q", "--wheel", "--out-dir", str(self.wheels), str(kit)], self.work)
        (self.wheels / ".gitignore").unlink(missing_ok=True)

    def _resolve(self, source: Path, target: Platform, python: str, *, group: bool) -> str:
        """Return the exact, hashed pins of a project for a machine."""
        constraints = source / "constraints.txt"
        hashes = ["-c", "constraints.txt"] if constraints.exists() else ["--generate-hashes"]
        command = [self.uv, "pip", "compile", "-q", "--no-header", "--no-annotate", *hashes]
        command += ["--python-platform", target.uv, "--python-version", python]
        command += ["--group", "dev"] if group else []
        found = self._run([*command, "pyproject.toml"], source)
        return _with_hashes(found, constraints.read_text("utf-8")) if constraints.exists() else found

    def _download(self, pins: Path, target: Platform, python: str) -> None:
        if not pins.read_text("utf-8").strip():
            return
        tags = [word for tag in target.tags for word in ("--platform", tag)]
        command = [self.uv, "tool", "run", "-q", "pip", "download", "-q", "--disable-pip-version-check"]
        command += ["--no-deps", "--only-binary", ":all:", "--implementation", "cp", *tags]
        command += ["--python-version", python, "-d", str(self.wheels), "-r", str(pins)]
        try:
            self._run(command, self.work)
        except Problem as problem:
            if not (lacking := _NO_WHEEL.search(problem.found)):
                raise
            raise Problem(
                f"`{lacking[1]}` has no wheel for {target.name} and Python {python}.",
                found="the registry has other files of it, or none.",
                do="leave that platform or Python out; people on Windows can use WSL and linux-x86_64.",
            ) from problem

    def _run(self, command: Sequence[str], folder: Path) -> str:
        variables = {**os.environ, "UV_PYTHON_DOWNLOADS": "never"}
        variables.pop("VIRTUAL_ENV", None)
        done = subprocess.run(command, cwd=folder, env=variables, capture_output=True, text=True, check=False)
        if done.returncode:
            said = [line for line in done.stderr.splitlines() if line.startswith(("ERROR", "error", "  "))]
            raise Problem(
                "The packages could not be fetched.",
                found="\n       ".join(line.strip() for line in said[-6:]) or f"exit code {done.returncode}.",
                do="see that the registry can be reached, and that there is a wheel for each platform.",
            )
        return done.stdout


def _has_dev(source: Path) -> bool:
    return bool(re.search(r"^\[dependency-groups\]\s*\n(?:.*\n)*?dev\s*=", _text(source), re.MULTILINE))


def _text(source: Path) -> str:
    file = source / "pyproject.toml"
    return file.read_text("utf-8") if file.exists() else ""


def _uv_version(tree: Tree) -> str:
    """Return the uv that the course's Makefile would install for itself, or ""."""
    if "Makefile" not in tree:
        return ""
    found = re.search(r"^UV_VERSION\s*:?=\s*(\S+)", tree["Makefile"].text, re.MULTILINE)
    return found[1] if found else ""


def _with_hashes(resolved: str, constraints: str) -> str:
    """Return the pins that were resolved with the hashes that the project's own constraints give them."""
    hashed = {}
    for block in re.findall(r"^\S.*(?:\n[ \t]+.*)*", constraints, re.MULTILINE):
        if pin := re.match(r"(\S+?)(?:\[.*?\])?==([^\s;\\]+)", block):
            hashed[_pin(pin[1], pin[2])] = re.findall(r"--hash=\S+", block)
    lines = []
    for line in resolved.splitlines():
        if pin := re.match(r"(\S+?)(?:\[.*?\])?==([^\s;\\]+)", line):
            name = _pin(pin[1], pin[2])
            if name not in hashed:
                raise Problem(
                    f"`{name}` has no hash.", found="no such pin in constraints.txt.", do="run `make lock`."
                )
            lines.append(" \\\n    ".join([name, *hashed[name]]))
    return "".join(f"{line}\n" for line in lines)


def _pin(name: str, version: str) -> str:
    return f"{re.sub(r'[-_.]+', '-', name).lower()}=={version}"


def sizes(files: Iterable[Path]) -> str:
    """Return how large files are together, in megabytes."""
    return f"{sum(file.stat().st_size for file in files) / 1_000_000:.1f} MB"
