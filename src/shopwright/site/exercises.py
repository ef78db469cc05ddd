"""An exercise's page: the task and its tests, hints that open one by one, and a solution that opens last."""

import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

from shopwright.course.exercises import Exercise, load_exercises, tree_below
from shopwright.course.history import git_environment
from shopwright.course.manifest import Chapter
from shopwright.course.names import advice
from shopwright.course.tree import Tree, changes, write_tree
from shopwright.errors import Problem
from shopwright.site import diff, parts
from shopwright.site.directives import LESSON, Call, Context, expand
from shopwright.site.highlight import lines_of
from shopwright.site.markup import count, escape, front_matter, inline, link, prose
from shopwright.site.material import Material

_LEVELS = {1: "A nudge", 2: "Where to look", 3: "Almost the answer"}


def exercise_directive(context: Context, call: Call) -> str:
    """`@exercise(name)`: a card that leads to an exercise of the lesson's chapter."""
    call.only()
    exercises = load_exercises(context.chapter) if context.chapter else ()
    found = {exercise.name: exercise for exercise in exercises}
    if context.chapter is None or call.value not in found:
        raise Problem(
            f"There is no exercise `{call.value}` here.",
            found=", ".join(found) or "no exercise.",
            do=advice(call.value, found, otherwise="name a folder in the chapter's exercises/."),
        )
    exercise = found[call.value]
    href = link(context.page, parts.exercise_page(context.chapter, exercise.name))
    return (
        f'<section class="sw-exercise" aria-label="Exercise">'
        f'<p class="sw-step-place">Exercise · {exercise.minutes} min</p>'
        f'<p class="sw-step-subject"><a href="{href}">{inline(exercise.title)}</a></p></section>'
    )


def exercises_of(material: Material, chapter: Chapter) -> Iterator[tuple[str, str]]:
    """Yield the page of each exercise of a chapter."""
    for exercise in load_exercises(chapter):
        page = parts.exercise_page(chapter, exercise.name)
        context = Context(material, page, material.shown(exercise.task), chapter, chapter.steps[-1])
        if not exercise.task.is_file():
            raise Problem(
                f"The exercise `{exercise.name}` has no task.",
                found=f"no {context.file}.",
                do="write it, or correct `task` in exercise.toml.",
            )
        text = expand(exercise.task.read_text("utf-8"), context, LESSON)
        end = material.tree(chapter.steps[-1])
        pieces = [_head(context, exercise, chapter), text, _tests(exercise, chapter), _hints(exercise)]
        yield page, "\n\n".join(piece for piece in [*pieces, _solution(exercise, end)] if piece) + "\n"


def _head(context: Context, exercise: Exercise, chapter: Chapter) -> str:
    back = f'<a href="{link(context.page, parts.lesson_page(chapter))}">{escape(chapter.title)}</a>'
    text = exercise.task.read_text("utf-8").lstrip()
    title = "" if text.startswith("# ") else f"# {exercise.title}\n\n"
    return (
        f"{front_matter(f'Exercise: {exercise.title}')}"
        f'<p class="sw-eyebrow">{back} · exercise · {exercise.minutes} min</p>\n\n{title}'
    )


def _tests(exercise: Exercise, chapter: Chapter) -> str:
    """Return how to begin with plain git: where to stand, and the tests to lay into the store."""
    tests = tree_below(exercise.folder / "tests", "tests/")
    boxes = "".join(_test(path, blob.text) for path, blob in tests.items() if not blob.is_binary)
    modules = [path for path in tests if path.rpartition("/")[2].startswith("test_")]
    run = parts.command(f"pytest {' '.join(modules)}")
    failing = count(len(exercise.fails), "test fails", "tests fail")
    return (
        "## Where to begin\n\n"
        f"Stand at the end of the chapter, and put the tests below into your store. {failing} at the start; "
        "the exercise is done when all of the store's tests pass.\n\n"
        f"{parts.command(f'git checkout {chapter.slug}-end')}\n\n<div>{boxes}</div>\n\n{run}"
    )


def _test(path: str, code: str) -> str:
    if not code.strip():
        return f'<p class="sw-note">New, and empty: <code>{escape(path)}</code></p>'
    return (
        '<figure class="sw-listing"><figcaption data-search-exclude><span class="sw-where">'
        f"new file <code>{escape(path)}</code></span></figcaption>{diff.render_listing(code, path)}</figure>"
    )


def _hints(exercise: Exercise) -> str:
    rows: list[str] = []
    test = ""
    for hint in sorted(exercise.hints, key=lambda hint: (hint.test, hint.level)):
        if hint.test != test:
            test = hint.test
            name = escape(test.rpartition("::")[2])
            rows.append(f'<p class="sw-hint-test">When <code>{name}</code> fails:</p>')
        level = _LEVELS.get(hint.level, "A hint")
        rows.append(f'<details class="sw-hint"><summary>{level}</summary>{_text(hint.text)}</details>')
    return f"## Hints\n\n<div>{''.join(rows)}</div>" if rows else ""


def _text(text: str) -> str:
    """Return a hint: words, or a patch where it looks like one."""
    if any(line.startswith(("+++ ", "@@")) for line in text.splitlines()):
        rows = "".join(_patch_line(html) for html in lines_of(text, "hint.patch"))
        return f'<pre class="sw-code sw-patch"><code><span class="sw-lines">{rows}</span></code></pre>'
    return prose(text)


def _patch_line(html: str) -> str:
    kind = "ins" if '<span class="gi">' in html else "del" if '<span class="gd">' in html else ""
    line = f'<span class="sw-line">{html}\n</span>'
    return f"<{kind}>{line}</{kind}>" if kind else line


def _solution(exercise: Exercise, end: Tree) -> str:
    found = (diff.of(change) for change in changes(end, _solved(exercise, end)))
    boxes = "".join(_solution_file(shown) for shown in found if shown)
    if not boxes:
        return ""
    summary = "<summary>Show it</summary>"
    return f'## One solution\n\n<details class="sw-solution" data-search-exclude>{summary}{boxes}</details>'


def _solution_file(shown: diff.FileDiff) -> str:
    where = f"{shown.status} <code>{escape(shown.path)}</code> {parts.counts(*shown.counts())}"
    caption = f'<figcaption data-search-exclude><span class="sw-where">{where}</span></figcaption>'
    return f'<figure class="sw-listing">{caption}{diff.render(shown)}</figure>'


def _solved(exercise: Exercise, end: Tree) -> Tree:
    """Return the tree with the solution laid over it: its files, then its patch."""
    tree = {**end, **tree_below(exercise.folder / "solution")}
    patch = exercise.folder / "solution.patch"
    if not patch.is_file():
        return tree
    with tempfile.TemporaryDirectory() as name:
        place = Path(name) / "store"
        write_tree(tree, place)
        # git must not take the folder for a part of a repository around it.
        nobody = {**git_environment(), "GIT_CEILING_DIRECTORIES": name}
        done = subprocess.run(
            ["git", "apply", str(patch.resolve())],
            cwd=place, env=nobody, capture_output=True, text=True, check=False,
        )  # fmt: skip
        if done.returncode:
            raise Problem(
                f"{patch}:1: the solution does not apply at the end of the chapter.",
                found=done.stderr.strip(),
                do="make the patch anew from the chapter's end.",
            )
        return tree_below(place)
