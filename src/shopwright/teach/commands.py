"""`shopwright teach …`: words on a command line become workshops, slides, handouts and an archive."""

import json
import re
from collections.abc import Sized
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from shopwright.course.manifest import Course, load_course
from shopwright.course.names import advice
from shopwright.course.opening import KIT, Root
from shopwright.course.plans import FILE, Breaks, Plan, altered, clock, find_plan, load_plans, own_plan
from shopwright.course.schedule import PACES, SMALLEST, schedule
from shopwright.errors import Problem
from shopwright.site.material import Material
from shopwright.teach.files import write_whole
from shopwright.teach.handout import handout
from shopwright.teach.pack import Order, contents
from shopwright.teach.pack import pack as make_pack
from shopwright.teach.slides import as_html, plan_slides, slides_of
from shopwright.teach.told import as_data, as_markdown, as_text
from shopwright.teach.wheelhouse import PLATFORMS, platforms_named, pythons_named, sizes

ABOUT = "Plan a workshop, and make what it needs."
app = typer.Typer(no_args_is_help=True, help=ABOUT, rich_markup_mode="markdown")

Slug = Annotated[str, typer.Argument(metavar="[PLAN]", show_default=False, help="A ready plan.")]
Chapters = Annotated[str, typer.Option(help="Chapters of your own instead of a ready plan: `carts,orders`.")]
Hours = Annotated[float | None, typer.Option(min=0.25, max=24, help="How long a session is.")]
BreaksText = Annotated[
    str, typer.Option(help="Minutes of a break, and of work before one: `15/90`; or `none`.")
]
Out = Annotated[Path | None, typer.Option(help="Write a page of Markdown to this file.")]
Force = Annotated[bool, typer.Option("--force", help="Replace a file that is there.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print data for a program.")]


@app.command()
def plan(  # noqa: PLR0913, PLR0917 - each parameter is an option of the command
    slug: Slug = "",
    chapters: Chapters = "",
    hours: Hours = None,
    start: Annotated[str, typer.Option(help="When a session begins: `13:30`.")] = "",
    breaks: BreaksText = "",
    pace: Annotated[str, typer.Option(help="`quick`, `usual` or `slow`.")] = "usual",
    out: Out = None,
    force: Force = False,
    as_json: AsJson = False,
    root: Root = KIT,
) -> None:
    """Make a workshop from chapters, with a schedule; without arguments, list the ready ones.

    Exit code 1 says that it is over time, and the lines say by how much and what could be left out.

    Example: `shopwright teach plan half-day --start 13:30`
    """
    course = load_course(root)
    if not slug and not chapters:
        _list_plans(course, as_json=as_json)
        return
    wanted = chosen_plan(course, slug, chapters, hours)
    minutes = None if hours is None else round(hours * 60)
    changed = altered(wanted, start=_start(start), breaks=_breaks(breaks), minutes=minutes)
    found = schedule(changed, _pace(pace))
    if out:
        write_whole(out, as_markdown(found, course), force=force)
    if as_json:
        typer.echo(json.dumps(as_data(found, course), indent=2))
    elif out:
        following = "" if found.over else f" Next: shopwright teach slides {slug or changed.chapters[0].slug}"
        typer.echo(f"Written to {out}.{following}")
    else:
        typer.echo(as_text(found, course))
    if found.over:
        typer.secho(f"It is {found.over} minutes over time.", err=True, fg=typer.colors.RED)
        raise typer.Exit(1)


def chosen_plan(course: Course, slug: str, chapters: str, hours: float | None) -> Plan:
    """Return a ready plan, or one made of the chapters that are named; not both."""
    if slug and chapters:
        raise Problem(
            "A workshop is a ready plan or made of chapters, not both.",
            found=f"`{slug}` and `--chapters {chapters}`.",
            do="leave one of them out.",
        )
    if slug:
        return find_plan(course, slug)
    slugs = [name for name in re.split(r"[,\s]+", chapters) if name]
    return own_plan(course, slugs, round((hours or 3) * 60))


def _list_plans(course: Course, *, as_json: bool) -> None:
    plans = load_plans(course)
    if as_json:
        typer.echo(json.dumps([as_data(schedule(each), course) for each in plans], indent=2))
        return
    for each in plans:
        typer.echo(f"{each.slug:<12} {each.length}: {each.title}. {_count(each.chapters)}.")
    if plans:
        typer.echo(f"Next: shopwright teach plan {plans[0].slug}")
    else:
        typer.echo(f"There is no chapters/{FILE}. Next: shopwright teach plan --chapters a,b --hours 3")


def _count(chapters: Sized) -> str:
    """Return how many chapters there are, in words."""
    return f"{len(chapters)} chapter{'' if len(chapters) == 1 else 's'}"


def _start(text: str) -> int | None:
    try:
        return clock(text) if text else None
    except ValueError as error:
        raise Problem("That is no time of day.", found=f"{error}.", do="write it as 13:30.") from error


def _breaks(text: str) -> Breaks | None:
    if not text:
        return None
    if text == "none":
        return Breaks(every=0, minutes=0)
    match = re.fullmatch(r"(\d+)/(\d+)", text)
    if not match or int(match[2]) < SMALLEST or not int(match[1]):
        raise Problem(
            "These are no breaks.",
            found=f"{text}.",
            do=f"write minutes of a break, a slash, minutes of work ({SMALLEST} or more): 15/90; or `none`.",
        )
    return Breaks(every=int(match[2]), minutes=int(match[1]))


def _pace(text: str) -> str:
    if text not in PACES:
        raise Problem("That is no pace.", found=f"{text}.", do=f"write one of {', '.join(PACES)}.")
    return text


Name = Annotated[str, typer.Argument(metavar="CHAPTER|PLAN", help="A chapter, or a ready plan.")]
Page = Annotated[Path | None, typer.Option("--out", help="The HTML file.", show_default=False)]


@app.command()
def slides(name: Name, out: Page = None, force: Force = False, root: Root = KIT) -> None:
    """Make slides from lessons: one HTML file that needs nothing else.

    Arrow keys move, `n` shows the speaker's notes, and the browser prints a slide a page.

    Example: `shopwright teach slides reservations`
    """
    material = Material(root.resolve())
    file = out or Path(f"build/slides/{name}.html")
    found, title = _plan_or_chapter(material.course, name)
    with Console(stderr=True).status("Cutting lessons into slides …"):
        made = plan_slides(material, schedule(found)) if found.why else slides_of(material, found.chapters)
    write_whole(file, as_html(title, made), force=force or out is None)
    typer.echo(f"{len(made)} slides in {file}. Next: open it in a browser; n shows the notes.")


@app.command()
def handouts(name: Name, out: Page = None, force: Force = False, root: Root = KIT) -> None:
    """Make a handout to print on A4: goals, commands, tasks, and lines to write on.

    Example: `shopwright teach handouts half-day`
    """
    material = Material(root.resolve())
    file = out or Path(f"build/handouts/{name}.html")
    found, title = _plan_or_chapter(material.course, name)
    write_whole(file, handout(material, found.chapters, title), force=force or out is None)
    typer.echo(f"{_count(found.chapters)} in {file}. Next: print it from a browser.")


def _plan_or_chapter(course: Course, name: str) -> tuple[Plan, str]:
    """Return a ready plan, or one of a single chapter, and its title."""
    plans = {each.slug: each for each in load_plans(course)}
    slugs = [chapter.slug for chapter in course.chapters]
    if name in plans:
        return plans[name], plans[name].title
    if name not in slugs and name not in [chapter.label for chapter in course.chapters]:
        raise Problem(
            f"There is no chapter and no plan `{name}`.",
            found=f"{len(slugs)} chapters and {len(plans)} plans.",
            do=advice(name, [*slugs, *plans], otherwise="look at `shopwright course list`."),
        )
    chapter = course.chapter(name)
    return own_plan(course, [chapter.slug], 180), chapter.title


@app.command()
def pack(  # noqa: PLR0913, PLR0917 - each parameter is an option of the command
    plan: Annotated[str, typer.Option(help="A ready plan.")] = "",
    chapters: Chapters = "",
    hours: Hours = None,
    out: Annotated[Path, typer.Option(help="The archive.")] = Path("build/pack.zip"),
    platform: Annotated[str, typer.Option(help=f"Of {', '.join(PLATFORMS)}; otherwise this one.")] = "",
    python: Annotated[str, typer.Option(help="`3.11,3.13`; otherwise that which runs.")] = "",
    site: Annotated[
        Path | None,
        typer.Option(help="The `html` folder of a site that is built already.", show_default=False),
    ] = None,
    kit: Annotated[bool, typer.Option(help="Put the kit's own program in.")] = True,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would be in it; write nothing.")
    ] = False,
    force: Force = False,
    root: Root = KIT,
) -> None:
    """Put all that a workshop needs into one archive that works without a network.

    Making it needs one: packages are fetched for each platform, with the hashes of the course's own pins.

    Example: `shopwright teach pack --plan half-day --platform linux-x86_64,macos-arm64 --out half-day.zip`
    """
    material = Material(root.resolve())
    wanted = chosen_plan(material.course, plan, chapters, hours)
    machines, pythons = platforms_named(platform), pythons_named(python)
    order = Order(wanted, out.absolute(), machines, pythons, site.absolute() if site else None, kit)
    if dry_run:
        typer.echo("\n".join(contents(material, order)))
        typer.echo("Nothing was written. Next: the same without --dry-run")
        return
    console = Console(stderr=True)
    packed = make_pack(material, order, lambda text: console.print(text, highlight=False), force=force)
    typer.echo(f"{packed.files} files, {sizes([packed.out])}: {out}")
    typer.echo(f"The solutions: {packed.solutions}")
    typer.echo("Next: unpack it on another machine, cut the network, and run python3 room.py test")
