"""Try the machines of a room, and begin to work, without a network and without anything but Python and git.

    python3 room.py test               is this machine ready?
    python3 room.py begin              a working copy in ./shop, installed from wheels/
    python3 room.py check [EXERCISE]   run an exercise's tests against the working copy
    python3 room.py learn              the kit's own program in ./kit: `shopwright learn`
    eval "$(python3 room.py env)"      let `make` and `shopwright learn` find wheels/, in this terminal

This file lies beside what it needs: course.bundle, wheels/, pins/, exercises/ and room.json. It uses nothing
but the standard library.
"""

import argparse
import hashlib
import json
import os
import platform
import shlex
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

HERE = Path(__file__).resolve().parent
FREE = 2_000_000_000


class Stop(Exception):
    """What a person is told: what, what was found, and what to do."""

    def __init__(self, what: str, found: str, do: str) -> None:
        super().__init__(f"{what}\nFound: {found}\nDo: {do}")


def main() -> int:
    """Do what was asked; return the exit code."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    words = parser.add_subparsers(dest="word", required=True)
    test = words.add_parser("test", help="say whether this machine is ready")
    test.add_argument("--quick", action="store_true", help="do not install anything")
    begin = words.add_parser("begin", help="make a working copy")
    check = words.add_parser("check", help="run the tests of an exercise")
    begin.add_argument("chapter", nargs="?", help="where to begin; otherwise where the workshop does")
    check.add_argument("exercise", nargs="?", help="its name; it can be left out where there is only one")
    begin.add_argument("--end", action="store_true", help="at the chapter's end, where its exercise begins")
    for each in (begin, check):
        each.add_argument("--folder", type=Path, default=Path("shop"), help="the working copy")
    learn = words.add_parser("learn", help="install the kit's own program")
    learn.add_argument("--folder", type=Path, default=Path("kit"), help="where to install it")
    words.add_parser("env", help="print the variables that replace a network")
    given = parser.parse_args()
    try:
        if given.word == "test":
            return test_machine(quick=given.quick)
        if given.word == "begin":
            return begin_work(given.folder, given.chapter, end=given.end)
        if given.word == "learn":
            return install_kit(given.folder)
        if given.word == "env":
            print(variables())
            return 0
        return check_exercise(given.folder, given.exercise)
    except Stop as stop:
        print(stop, file=sys.stderr)
        return 1


def room() -> dict[str, Any]:
    """Return what this archive is about."""
    found: dict[str, Any] = json.loads((HERE / "room.json").read_text("utf-8"))
    return found


def test_machine(*, quick: bool) -> int:
    """Try one thing after the other; go on after a failure, and say at the end how many there were."""
    trials: list[tuple[str, Callable[[], str]]] = [
        ("Python", try_python),
        ("git", lambda: try_program("git", "install git: https://git-scm.com")),
        ("free space", try_space),
        ("the archive", try_archive),
        ("packages for this machine", lambda: try_pins().name),
    ]
    if not quick:
        trials.append(("a working copy and its packages, without a network", try_install))
    if os.name != "nt":
        trials.append(("make", lambda: try_program("make", "install make; the store's commands use it")))
    failures = 0
    for name, trial in trials:
        try:
            print(f"ok    {name}: {trial()}", flush=True)
        except Stop as stop:
            failures += 1
            print(f"FAIL  {name}: {stop}", flush=True)
    print("This machine is ready." if not failures else f"{failures} to mend on this machine.")
    return 1 if failures else 0


def try_python() -> str:
    """Look for Python 3.11 or newer that can make environments."""
    if sys.version_info < (3, 11):  # noqa: UP036 - older Pythons run this too, and are told so
        raise Stop("Python is too old.", platform.python_version(), "install Python 3.11 or newer.")
    try:
        import ensurepip  # noqa: F401, PLC0415 - Debian ships Python without it
        import venv  # noqa: F401, PLC0415
    except ImportError as error:
        raise Stop(
            "Python cannot make environments.", str(error), "on Debian, `apt install python3-venv`."
        ) from None
    return platform.python_version()


def try_program(name: str, do: str) -> str:
    """Look for a program."""
    found = shutil.which(name)
    if not found:
        raise Stop(f"There is no {name}.", "nothing of that name on the PATH.", f"{do}.")
    return found


def try_space() -> str:
    """Look for room on the disk."""
    free = shutil.disk_usage(tempfile.gettempdir()).free
    if free < FREE:
        raise Stop("The disk is nearly full.", f"{free / 1e9:.1f} GB.", "make room for 2 GB.")
    return f"{free / 1e9:.0f} GB"


def try_archive() -> str:
    """Compare each file with its checksum."""
    lines = (HERE / "SHA256SUMS").read_text("utf-8").splitlines()
    for line in lines:
        wanted, _, name = line.partition("  ")
        file = HERE / name
        if not file.is_file() or hashlib.sha256(file.read_bytes()).hexdigest() != wanted:
            raise Stop("The archive is damaged.", f"{name} is missing or another file.", "copy it once more.")
    return f"{len(lines)} files are what they were"


def try_pins() -> Path:
    """Return the list of packages for this machine."""
    system = {"darwin": "macos", "win32": "windows"}.get(sys.platform, "linux")
    machine = platform.machine().lower()
    machine = {"amd64": "x86_64", "arm64": "arm64" if system == "macos" else "aarch64"}.get(machine, machine)
    name = f"{system}-{machine}-{sys.version_info.major}.{sys.version_info.minor}"
    file = HERE / "pins" / f"{name}.txt"
    if not file.is_file():
        there = ", ".join(sorted(each.stem for each in (HERE / "pins").glob("*.txt"))) or "none"
        raise Stop("The archive has no packages for this machine.", f"{name}; it has {there}.",
                   "run this with another Python, or ask for an archive with this platform.")  # fmt: skip
    return file


def try_install() -> str:
    """Make a working copy, install everything, and throw it away."""
    with tempfile.TemporaryDirectory() as place:
        prepare(Path(place, "shop"), room()["start"])
    return "it works"


def begin_work(folder: Path, chapter: str | None, *, end: bool) -> int:
    """Make a working copy at the start of a chapter, or at its end."""
    slugs = room()["chapters"]
    if chapter and chapter not in slugs:
        raise Stop(f"There is no chapter `{chapter}`.", ", ".join(slugs), "name one of these.")
    tag = f"{chapter}-start" if chapter else str(room()["start"])
    tag = f"{tag.removesuffix('-start')}-end" if end else tag
    prepare(folder, tag)
    print(f"You stand at {tag} in {folder}. Next: cd {shlex.quote(str(folder))}; git log --oneline -3")
    print(f"So that `make` finds its packages without a network, once in each terminal:\n  {ask_variables()}")
    return 0


def variables() -> str:
    """Return the commands for a shell that let make, pip and uv find packages in wheels/ and nowhere else."""
    links = shlex.quote((HERE / "wheels").as_uri())  # pip would part a path at its blanks
    return f"export UV_OFFLINE=1 UV_FIND_LINKS={links} PIP_NO_INDEX=1 PIP_FIND_LINKS={links}"


def ask_variables() -> str:
    """Return the command that sets these variables in a terminal."""
    return f'eval "$(python3 {shlex.quote(str(HERE / "room.py"))} env)"'


def install_kit(folder: Path) -> int:
    """Make an environment with the kit's own program, and say how to learn with it."""
    refuse_to_touch(folder)
    pins = HERE / "pins" / "kit" / try_pins().name
    if not pins.is_file():
        raise Stop("The archive does not hold the kit.", f"no {pins.relative_to(HERE)}.",
                   "ask for an archive that was made without `--no-kit`.")  # fmt: skip
    print("Installing the kit; this takes a minute …", flush=True)
    try:
        run([sys.executable, "-m", "venv", str(folder)])
        install(folder, "--require-hashes", "-r", str(pins))
        install(folder, *map(str, sorted((HERE / "wheels").glob("shopwright-*.whl"))))
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    program = shlex.quote(str(folder / python_in(folder).parent.name / "shopwright"))
    start = room()["learn"]
    print(f"The kit is in {folder}. So that it finds packages without a network, once in each terminal:")
    print(f"  {ask_variables()}")
    print(f"Next: {program} {f'learn start {start}' if start else '--help'}")
    return 0


def prepare(folder: Path, tag: str) -> None:
    """Clone the course into a folder that does not exist, and install the packages there."""
    refuse_to_touch(folder)
    pins = try_pins()
    print("Making a working copy and installing its packages; this takes a minute …", flush=True)
    run(["git", "clone", "-q", str(HERE / "course.bundle"), str(folder)])
    run(["git", "-C", str(folder), "-c", "advice.detachedHead=false", "checkout", "-q", "-b", "mine", tag])
    run([sys.executable, "-m", "venv", str(folder / ".venv")])
    install(folder / ".venv", "--require-hashes", "-r", str(pins))
    (folder / ".venv" / ".installed").touch()  # the store's Makefile looks for it


def refuse_to_touch(folder: Path) -> None:
    """Leave a folder alone that is there."""
    if folder.exists():
        raise Stop(f"{folder} was not touched.", "a folder of that name.", "name another: `--folder NAME`.")


def install(environment: Path, *what: str) -> None:
    """Install packages from wheels/ into an environment, and from nowhere else."""
    options = ["--no-index", "--find-links", str(HERE / "wheels"), "--no-deps"]
    quiet = ["-q", "--disable-pip-version-check"]
    run([str(python_in(environment)), "-m", "pip", "install", *quiet, *options, *what])


def check_exercise(folder: Path, name: str | None) -> int:
    """Run an exercise's tests against the working copy, and tell by task what is still to be done.

    `shopwright learn check` tells more; this needs no package of the kit.
    """
    known = {each["name"]: each for each in room()["exercises"]}
    if name is None and len(known) == 1:
        (name,) = known
    if name is None:
        raise Stop("Which exercise?", ", ".join(known) or "none in this archive.", "name one of these.")
    if name not in known:
        raise Stop(f"There is no exercise `{name}`.", ", ".join(known), "name one of these.")
    if not python_of(folder).exists():
        raise Stop(
            f"There is no working copy in {folder}.", "no environment.", "run `python3 room.py begin`."
        )
    exercise = known[name]
    source = HERE / "exercises" / exercise["chapter"] / name / "tests"
    shutil.copytree(source, folder / "tests", dirs_exist_ok=True)
    failed = failures(folder, sorted({test.partition("::")[0] for test in exercise["fails"]}))
    open_tasks = 0
    for number, task in enumerate(exercise["tasks"], 1):
        wrong = [failed[test] for test in task["tests"] if test in failed]
        open_tasks += bool(wrong)
        print(f"{'open' if wrong else 'done'} {number}. {one_line(task['looks'])}")
        if wrong:
            print(f"        Found: {wrong[0]}\n        Why:   {one_line(task['why'])}")
            print(f"        Read:  {page_of(task['read'])}")
    others = failed.keys() - {test for task in exercise["tasks"] for test in task["tests"]}
    for test in sorted(others):
        print(f"FAIL  {test}: {failed[test]}")
    print(verdict(exercise, open_tasks) if failed else "The exercise is done.")
    return 1 if failed else 0


def verdict(exercise: dict[str, Any], open_tasks: int) -> str:
    """Return how far an exercise is; where nothing is done yet, that this is how one begins."""
    said = f"{open_tasks} of {len(exercise['tasks'])} tasks are open."
    if open_tasks < len(exercise["tasks"]):
        return said
    return (
        f"{said} At the start of an exercise, which is the tag {exercise['chapter']}-end, that is expected."
    )


def page_of(place: str) -> str:
    """Return what to open in a browser for a place in a lesson, such as "till#prices"."""
    slug, _, anchor = place.partition("#")
    page = HERE / "site" / "course" / slug / "index.html"
    return f"{page.as_uri()}#{anchor}" if page.is_file() else place


def failures(folder: Path, files: list[str]) -> dict[str, str]:
    """Run pytest on some files; return what it says of each test that fails, in a line.

    A file that cannot be imported fails each of the tests that are known to be in it.
    """
    with tempfile.TemporaryDirectory() as place:
        report = Path(place, "report.xml")
        options = [
            "-q",
            "--no-header",
            "--tb=short",
            "--continue-on-collection-errors",
            f"--junitxml={report}",
        ]
        command = [str(python_of(folder).absolute()), "-m", "pytest", *options, *files]
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
        if done.returncode not in (0, 1, 2) or not report.is_file():  # 2: something could not be imported
            said = (done.stdout.strip() or done.stderr.strip())[-800:]
            raise Stop("The tests could not be run.", said, "mend that first.")
        found: dict[str, str] = {}
        for case in ElementTree.parse(report).iter("testcase"):  # noqa: S314 - written here, a moment ago
            for wrong in [*case.iter("failure"), *case.iter("error")]:
                for test in tests_of(case.get("classname", ""), case.get("name", "")):
                    collected = wrong.get("message") != "collection failure"
                    said = one_line(wrong.get("message") if collected else wrong.text)
                    found.setdefault(test, said.removesuffix(" Use -v to get more diff")[-200:])
    return found


def tests_of(classname: str, name: str) -> list[str]:
    """Return pytest's names of what a report calls by a class and a name; several for a whole file."""
    stated = [test for each in room()["exercises"] for test in each["fails"]]
    if not classname:  # of a file that could not be imported, the name is the file's
        return [test for test in stated if dotted(test.partition("::")[0]) == name] or [name]
    for test in stated:
        file, _, inside = test.partition("::")
        if dotted(file) + "".join(f".{part}" for part in inside.split("::")[:-1]) == classname and (
            inside.split("::")[-1] == name
        ):
            return [test]
    return [f"{classname}.{name}"]


def dotted(file: str) -> str:
    """Return the module that a file is."""
    return file.removesuffix(".py").replace("/", ".")


def one_line(text: str | None) -> str:
    """Return a text without its breaks."""
    return " ".join((text or "").split())


def python_of(folder: Path) -> Path:
    """Return the Python of a working copy."""
    return python_in(folder / ".venv")


def python_in(environment: Path) -> Path:
    """Return the Python of an environment."""
    return environment / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def run(command: list[str]) -> None:
    """Run a program that must succeed."""
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        said = (done.stderr or done.stdout).strip().splitlines()[-4:]
        raise Stop(f"`{Path(command[0]).name} {command[1]}` failed.", "\n       ".join(said),
                   "show this to the person in front of the room.")  # fmt: skip


if __name__ == "__main__":
    sys.exit(main())
