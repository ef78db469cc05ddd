"""The commands that run things: `shopwright course verify`, `replay` and `exercises`."""

import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Annotated

import typer

from shopwright.course.exercises import Exercise, load_exercises
from shopwright.course.history import build
from shopwright.course.manifest import Chapter
from shopwright.course.normal import normal
from shopwright.course.opening import KIT, Root
from shopwright.course.progress import Progression
from shopwright.course.replay import Replayed, Stage, commands, rewrite
from shopwright.course.tryout import Room, Trial
from shopwright.course.verify import Proofs, Result, Run, Verdict, chosen
from shopwright.course.workshop import services, uv_variable, workshop

Only = Annotated[list[str] | None, typer.Option(help="A step or a chapter; may be repeated.")]
OnlyChapter = Annotated[list[str] | None, typer.Option("--only", help="A chapter; may be repeated.")]
Env = Annotated[
    Path | None, typer.Option("--environment", help="A Python environment to use instead of build/env.")
]


def verify(  # noqa: PLR0913, PLR0917 - each parameter is an option of the command
    jobs: Annotated[int, typer.Option(help="How many steps at once.")] = os.cpu_count() or 1,
    only: Only = None,
    fresh: Annotated[bool, typer.Option("--fresh", help="Forget what earlier runs proved.")] = False,
    whole: Annotated[bool, typer.Option("--whole", help="Types and all tests at every step.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the results as JSON.")] = False,
    given: Env = None,
    root: Root = KIT,
) -> None:
    """Prove every step: formatted, linted, typed, migrated with data in the tables, tested.

    Types are checked at the end of each part, and at each of the steps that `--only` names.

    A step is tested by the tests that it writes, or else by those of the packages that it touches; the end
    of the course by all tests. Slow tests, named in chapters/apart.toml, run where they changed and there.
    `--whole` proves everything at every step. What an equal input proved before is not proved again;
    `--fresh` forgets it.

    Example: `shopwright course verify --only products --jobs 2`
    """
    with workshop(root, given, "verify") as (course, template, folder, servers):
        steps = chosen(course, only or [])
        out = root.resolve() / "build" / "verify"
        out.mkdir(parents=True, exist_ok=True)
        kept = out / "proved.json"
        if fresh:
            kept.unlink(missing_ok=True)
        shown = Progression(len(steps), quiet=as_json)
        with shown.bar:
            run = Run(course, template, folder, out, servers, Proofs(kept), shown.hear, shown.hear_end)
            run.typed, run.whole = whole or bool(only), whole
            verdict = run.verify(steps, max(1, jobs))
    typer.echo(verdict.as_json() if as_json else _told(verdict))
    if verdict.failures:
        raise typer.Exit(1)


def _told(verdict: Verdict) -> str:
    lines: list[str] = []
    alike: dict[tuple[str, str], list[Result]] = {}
    for failure in verdict.failures:
        key = (failure.check, failure.place or normal(failure.excerpt))
        alike.setdefault(key, []).append(failure)
    for (check, _), failures in alike.items():
        at = f" at {failures[0].place}" if failures[0].place else ""
        more = f" (and at {len(failures) - 1} later steps, to {failures[-1].step})" if failures[1:] else ""
        lines += [f"\n{failures[0].step}: {check} failed{at}{more}", failures[0].excerpt]
    reused = sum(result.reused for result in verdict.results)
    lines.append(
        f"{verdict.steps} steps, {len(verdict.results)} checks ({reused} proved before), "
        f"{len(verdict.failures)} failures, {verdict.seconds:.0f} s."
    )
    spent: dict[str, float] = {}
    for result in verdict.results:
        spent[result.check] = spent.get(result.check, 0) + result.seconds
    dearest = sorted(spent.items(), key=lambda pair: -pair[1])
    lines.append(
        "Time went into " + ", ".join(f"{name} ({seconds:.0f} s)" for name, seconds in dearest) + "."
    )
    if verdict.failures:
        lines.append(
            f"Next: mend the template, then shopwright course verify --only {verdict.failures[0].step}"
        )
    else:
        lines.append("Next: shopwright course replay")
    return "\n".join(lines)


def replay(
    only: OnlyChapter = None,
    write: Annotated[bool, typer.Option("--write", help="Put what came into the lessons.")] = False,
    jobs: Annotated[int, typer.Option(help="How many chapters at once.")] = os.cpu_count() or 1,
    given: Env = None,
    root: Root = KIT,
) -> None:
    """Run the commands of the lessons and compare what they print.

    Example: `shopwright course replay --only products`
    """
    with workshop(root, given, "replay") as (course, template, folder, servers):
        chapters = [course.chapter(name) for name in only] if only else list(course.chapters)
        below = root.resolve() / "build" / "replay"
        repository = build(course, template, below / "course").folder
        shown = Progression(sum(len(list(commands(chapter))) for chapter in chapters), quiet=False)
        # Bytecode goes elsewhere: a reader who goes back a step does not find the folders of later ones.
        variables = {**uv_variable(root), "PYTHONPYCACHEPREFIX": str(below / "pycache")}
        stage = Stage(course, template.trees(course), repository, below, folder, servers, variables)

        def one(chapter: Chapter) -> list[Replayed]:
            shown.begin(chapter.slug)
            return stage.replay(chapter, lambda _: shown.end(""))  # counted by command, named by chapter

        with shown.bar, ThreadPoolExecutor(max(1, jobs)) as pool:
            results = [result for found in pool.map(one, chapters) for result in found]
    _tell(results, write=write)


def _tell(results: list[Replayed], *, write: bool) -> None:
    wrong = [result for result in results if not result.ok]
    for result in wrong:
        where = f"{_short(result.command.file)}:{result.command.line}"
        typer.echo(f"\n{where}: $ {result.command.text}\n{result.diff}")
    typer.echo(f"{len(results)} commands, {len(wrong)} differ.")
    if write and wrong:
        typer.echo(f"{rewrite(results)} outputs rewritten. Next: read them with `git diff chapters`")
    elif wrong:
        typer.echo("Next: mend the lesson or the store, or take what came: shopwright course replay --write")
        raise typer.Exit(1)
    else:
        typer.echo("Next: shopwright course exercises")


def exercises(  # noqa: PLR0913, PLR0917 - each parameter is an option of the command
    only: OnlyChapter = None,
    jobs: Annotated[int, typer.Option(help="How many exercises at once.")] = os.cpu_count() or 1,
    later: Annotated[bool, typer.Option("--later", help="Try solutions at the course's end.")] = False,
    whole: Annotated[bool, typer.Option("--whole", help="Run slow tests, too.")] = False,
    given: Env = None,
    root: Root = KIT,
) -> None:
    """Prove both sides of every exercise, and its hints: the start fails, the solution passes.

    A solution is tested as a step is; slow tests, named in chapters/apart.toml, run with `--whole`.

    With `--later`, the tests of each exercise are run once more at the end of the whole course, with the
    solution laid over it; one that says `until` must then fail.

    Example: `shopwright course exercises --only products`
    """
    with workshop(root, given, "exercises") as (course, template, folder, servers):
        chapters = [course.chapter(name) for name in only] if only else list(course.chapters)
        wanted = [(chapter, exercise) for chapter in chapters for exercise in load_exercises(chapter)]
        shown = Progression(len(wanted), quiet=False)
        last = template.tree(course)

        def one(pair: tuple[Chapter, Exercise]) -> Trial:
            chapter, exercise = pair
            shown.begin(exercise.name)
            end = template.tree(course, chapter.steps[-1])
            room = Room(
                root.resolve() / "build" / "exercises",
                folder,
                services(servers, chapter, last if later else end, exercise),
                () if whole else course.apart,
            )
            trial = room.try_later(exercise, end, last) if later else room.try_out(exercise, end)
            shown.end(exercise.name, "" if shown.console.is_terminal else exercise.name)
            return trial

        with shown.bar, ThreadPoolExecutor(max(1, jobs)) as pool:
            trials = list(pool.map(one, wanted))
    _tell_trials(trials)


def _tell_trials(trials: list[Trial]) -> None:
    wrong = [trial for trial in trials if not trial.ok]
    for trial in wrong:
        typer.echo("\n".join(["", *trial.wrong, trial.tail]).rstrip())
    typer.echo(f"{len(trials)} exercises, {len(wrong)} do not hold.")
    if wrong:
        typer.echo(f"Next: mend it, then shopwright course exercises --only {wrong[0].exercise.chapter}")
        raise typer.Exit(1)
    typer.echo("Next: shopwright course build")


def _short(file: Path) -> str:
    return str(file.relative_to(Path.cwd())) if file.is_relative_to(Path.cwd()) else str(file)
