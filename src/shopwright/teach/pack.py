"""Put all that a workshop needs into one archive that works without a network."""

import hashlib
import json
import shutil
import subprocess
import tempfile
import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from shopwright.course.environment import find_uv
from shopwright.course.exercises import Exercise, load_exercises
from shopwright.course.history import build, git_environment
from shopwright.course.opening import KIT
from shopwright.course.plans import Plan
from shopwright.course.schedule import schedule
from shopwright.course.template import Template
from shopwright.errors import Problem
from shopwright.site.build import build as build_site
from shopwright.site.material import Material
from shopwright.teach.files import refuse_to_overwrite
from shopwright.teach.handout import handout
from shopwright.teach.papers import checklist, start_here
from shopwright.teach.slides import as_html, plan_slides, slides_of
from shopwright.teach.told import as_markdown
from shopwright.teach.wheelhouse import Platform, Wheelhouse

SUMS = "SHA256SUMS"
STORED = (".whl", ".bundle", ".png", ".webp")  # compressed already
MOMENT = (2026, 1, 1, 0, 0, 0)  # the same files give the same archive


@dataclass(frozen=True)
class Order:
    """What goes into an archive.

    Attributes:
        out: the archive; the solutions go to a file beside it.
        site: a site that was built already; otherwise it is built.
        kit: whether the kit's own wheel and its packages go in.
    """

    plan: Plan
    out: Path
    platforms: Sequence[Platform]
    pythons: Sequence[str]
    site: Path | None = None
    kit: bool = True

    @property
    def solutions(self) -> Path:
        """The archive with the solutions."""
        return self.out.with_name(f"{self.out.stem}-solutions.zip")

    @property
    def targets(self) -> list[str]:
        """The machines that the archive is for, as in "linux-x86_64-3.11"."""
        return [f"{each.name}-{python}" for each in self.platforms for python in self.pythons]


@dataclass(frozen=True)
class Packed:
    """What was written: the two archives, and how many files are in the first."""

    out: Path
    solutions: Path
    files: int


def contents(material: Material, order: Order) -> list[str]:
    """Return what an archive would hold, as lines; nothing is fetched, built or written."""
    plan, exercises = order.plan, list(_exercises(order.plan))
    return [
        f"course.bundle    {len(material.course.steps)} commits, the room begins at {plan.start}",
        f"site/            {'from ' + str(order.site) if order.site else 'to be built'}",
        f"wheels/, pins/   packages for {', '.join(order.targets)}{', and the kit' if order.kit else ''}",
        f"exercises/       {len(exercises)}: {', '.join(exercise.name for exercise in exercises)}",
        f"slides/          {', '.join(chapter.slug for chapter in plan.chapters)}, and all in one",
        f"handouts/        {', '.join(chapter.slug for chapter in plan.chapters)}",
        "room.py, START-HERE.md, CHECKLIST.md, schedule.md, room.json, SHA256SUMS",
        f"beside it        {order.solutions.name}",
    ]


def pack(material: Material, order: Order, say: Callable[[str], None], *, force: bool = False) -> Packed:
    """Write the archive of a workshop, and that of its solutions; both, or nothing.

    Args:
        say: is told what is being done.

    Raises:
        Problem: the workshop is over time, there is such a file, or something could not be had.
    """
    found = schedule(order.plan)
    if found.over:
        raise Problem(
            "The archive was not made: the workshop does not fit.",
            found=f"{found.over} minutes over time.",
            do=f"look at `shopwright teach plan {order.plan.slug}`, and leave something out.",
        )
    for file in (order.out, order.solutions):
        refuse_to_overwrite(file, force=force)
    _check_site(order)
    order.out.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".pack-", dir=order.out.parent) as scratch:
        work = Path(scratch)
        folder, kept = work / order.out.stem, work / f"{order.out.stem}-solutions"
        folder.mkdir()
        _papers(material, order, folder)
        _exercise_folders(order.plan, folder / "exercises", kept)
        _bundle(material, work, folder, say)
        _site(material, order, work, folder, say)
        _wheels(material, order, work, folder, say)
        files = _sum(folder)
        _sum(kept)
        say("Writing the archives …")
        made = {order.out: _zip(folder), order.solutions: _zip(kept)}
        for target, archive in made.items():
            archive.replace(target)
    return Packed(order.out, order.solutions, files)


def _exercises(plan: Plan) -> Iterator[Exercise]:
    for chapter in plan.chapters:
        yield from load_exercises(chapter)


def _papers(material: Material, order: Order, folder: Path) -> None:
    plan, found = order.plan, schedule(order.plan)
    for name in ("slides", "handouts"):
        (folder / name).mkdir()
    for chapter in plan.chapters:
        made = as_html(chapter.title, slides_of(material, [chapter]))
        (folder / "slides" / f"{chapter.label}.html").write_text(made, "utf-8")
        page = handout(material, [chapter], chapter.title)
        (folder / "handouts" / f"{chapter.label}.html").write_text(page, "utf-8")
    whole = as_html(plan.title, plan_slides(material, found))
    (folder / "slides" / "all.html").write_text(whole, "utf-8")
    (folder / "schedule.md").write_text(as_markdown(found, material.course), "utf-8")
    # The kit's wheel carries the kit's course, and no other.
    learn = plan.chapters[0].slug if order.kit and material.root == KIT.resolve() else ""
    (folder / "START-HERE.md").write_text(start_here(plan, order.targets, learn=learn), "utf-8")
    (folder / "CHECKLIST.md").write_text(checklist(plan), "utf-8")
    shutil.copyfile(Path(__file__).with_name("room.py"), folder / "room.py")
    about = {
        "plan": plan.slug,
        "start": plan.start,
        "learn": learn,
        "chapters": [chapter.slug for chapter in material.course.chapters],
        "exercises": [
            {
                "name": exercise.name,
                "chapter": exercise.chapter,
                "fails": list(exercise.fails),
                "tasks": [
                    {"tests": list(task.tests), "looks": task.looks, "why": task.why, "read": task.read}
                    for task in exercise.tasks
                ],
            }
            for exercise in _exercises(plan)
        ],
    }
    (folder / "room.json").write_text(json.dumps(about, indent=2) + "\n", "utf-8")


def _exercise_folders(plan: Plan, folder: Path, kept: Path) -> None:
    """Copy the tasks and tests to one folder, and all of each exercise, its solution too, to another."""
    junk = shutil.ignore_patterns("__pycache__", "*.pyc")
    for exercise in _exercises(plan):
        place = folder / exercise.chapter / exercise.name
        place.mkdir(parents=True)
        if exercise.text.is_file():
            shutil.copyfile(exercise.text, place / "exercise.md")
        if (exercise.folder / "tests").is_dir():
            shutil.copytree(exercise.folder / "tests", place / "tests", ignore=junk)
        shutil.copytree(exercise.folder, kept / exercise.chapter / exercise.name, ignore=junk)
    kept.mkdir(exist_ok=True)


def _bundle(material: Material, work: Path, folder: Path, say: Callable[[str], None]) -> None:
    say("Writing the course as a git bundle …")
    repository = build(material.course, Template(material.root / "template"), work / "course").folder
    command = ["git", "-C", str(repository), "bundle", "create", "-q", str(folder / "course.bundle"), "--all"]
    done = subprocess.run(command, env=git_environment(), capture_output=True, text=True, check=False)
    if done.returncode:
        raise Problem(
            "The bundle was not made.", found=done.stderr.strip(), do="see that the disk is not full."
        )


def _check_site(order: Order) -> None:
    if order.site and not (order.site / "index.html").is_file():
        raise Problem(
            "There is no site to put into the archive.",
            found=f"no index.html in {order.site}.",
            do="name the folder `html` that `shopwright site build` wrote, or leave out `--site`.",
        )


def _site(material: Material, order: Order, work: Path, folder: Path, say: Callable[[str], None]) -> None:
    if order.site is None:
        say("Building the site …")
    html = order.site or build_site(material.root, work / "site").html
    shutil.copytree(html, folder / "site")


def _wheels(material: Material, order: Order, work: Path, folder: Path, say: Callable[[str], None]) -> None:
    (folder / "wheels").mkdir()
    (folder / "pins").mkdir()
    house = Wheelhouse(folder / "wheels", folder / "pins", work / "wheelhouse", find_uv(KIT), say)
    house.work.mkdir()
    # Steps only ever need more packages, so those of the last chapter serve all.
    last = max(order.plan.chapters, key=lambda chapter: chapter.number)
    tree = material.tree(last.steps[-1])
    for target in order.platforms:
        for python in order.pythons:
            house.fetch(tree, target, python)
            if order.kit:
                house.fetch_kit(KIT, target, python)
    if order.kit:
        house.build_kit(KIT)


def _sum(folder: Path) -> int:
    """Write the checksum of every file; return how many there are."""
    files = sorted(file for file in folder.rglob("*") if file.is_file())
    rows = [
        f"{hashlib.sha256(file.read_bytes()).hexdigest()}  {file.relative_to(folder).as_posix()}\n"
        for file in files
    ]
    (folder / SUMS).write_text("".join(rows), "utf-8")
    return len(files) + 1


def _zip(folder: Path) -> Path:
    archive = folder.with_name(f"{folder.name}.zip")
    with zipfile.ZipFile(archive, "w") as made:
        for file in sorted(file for file in folder.rglob("*") if file.is_file()):
            info = zipfile.ZipInfo(f"{folder.name}/{file.relative_to(folder).as_posix()}", MOMENT)
            info.external_attr = 0o644 << 16
            stored = file.suffix in STORED
            info.compress_type = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
            made.writestr(info, file.read_bytes())
    return archive
