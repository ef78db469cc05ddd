"""An exercise's page: tests, tasks with hints that open one by one, and a solution that opens last."""

from collections.abc import Iterator

from shopwright.course.anchors import anchors
from shopwright.course.exercises import Exercise, Task, load_exercises
from shopwright.course.manifest import Chapter
from shopwright.course.names import advice
from shopwright.course.solutions import solved
from shopwright.course.tree import Tree, changes
from shopwright.errors import Problem
from shopwright.site import diff, parts
from shopwright.site.directives import LESSON, Call, Context, expand
from shopwright.site.markup import count, escape, front_matter, inline, link, prose
from shopwright.site.material import Material


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
        context = Context(material, page, material.shown(exercise.text), chapter, chapter.steps[-1])
        if not exercise.text.is_file():
            raise Problem(
                f"The exercise `{exercise.name}` has no task.",
                found=f"no {context.file}.",
                do="write it.",
            )
        text = expand(exercise.text.read_text("utf-8"), context, LESSON)
        solution = _changed(exercise, material.tree(chapter.steps[-1]))
        head, tests = _head(context, exercise, chapter), _tests(exercise, chapter)
        pieces = [
            head,
            text,
            tests,
            _tasks(context, exercise, solution),
            _solution(context, exercise, solution),
        ]
        yield page, "\n\n".join(piece for piece in pieces if piece) + "\n"


def _head(context: Context, exercise: Exercise, chapter: Chapter) -> str:
    back = f'<a href="{link(context.page, parts.lesson_page(chapter))}">{escape(chapter.title)}</a>'
    text = exercise.text.read_text("utf-8").lstrip()
    title = "" if text.startswith("# ") else f"# {exercise.title}\n\n"
    return (
        f"{front_matter(f'Exercise: {exercise.title}')}"
        f'<p class="sw-eyebrow">{back} · exercise · {exercise.minutes} min</p>\n\n{title}'
    )


def _tests(exercise: Exercise, chapter: Chapter) -> str:
    """Return how to begin with plain git: where to stand, and the tests to lay into the store."""
    boxes = "".join(_test(path, blob.text) for path, blob in exercise.tests.items() if not blob.is_binary)
    run = parts.command(f"pytest {' '.join(exercise.modules)}")
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


def _tasks(context: Context, exercise: Exercise, solution: list[diff.FileDiff]) -> str:
    """Return the tasks: what each looks for, why, where to read, and help that opens level by level."""
    total = len(exercise.tasks)
    rows = [_task(context, task, f"{n} of {total}", solution) for n, task in enumerate(exercise.tasks, 1)]
    return f"## Tasks\n\n<div>{''.join(rows)}</div>" if rows else ""


def _task(context: Context, task: Task, place: str, solution: list[diff.FileDiff]) -> str:
    names = "".join(f"<li><code>{escape(test.rpartition('::')[2])}</code></li>" for test in task.tests)
    boxes = "".join(_solution_file(shown) for shown in solution if not task.files or shown.path in task.files)
    levels = (("A nudge", prose(task.nudge)), ("Where to look", prose(task.pointer)), ("The change", boxes))
    hints = "".join(_hint(name, body) for name, body in levels)
    return (
        f'<section class="sw-task" aria-label="Task {place}"><p class="sw-step-place">Task {place}</p>'
        f'<p class="sw-task-looks">{inline(task.looks)}</p>{prose(task.why)}'
        f'<ul class="sw-task-tests">{names}</ul><p>{_read(context, task)}</p>{hints}</section>'
    )


def _hint(name: str, body: str) -> str:
    # What a reader has not opened is not found by the search.
    return f'<details class="sw-hint" data-search-exclude><summary>{name}</summary>{body}</details>'


def _read(context: Context, task: Task) -> str:
    slug, _, anchor = task.read.partition("#")
    chapter = context.material.course.chapter(slug)
    title = anchors(chapter.lesson).get(anchor, anchor)
    href = link(context.page, f"{parts.lesson_page(chapter)}#{anchor}")
    return f'Read again: <a href="{href}">{escape(chapter.title)}, {escape(title)}</a>'


def _changed(exercise: Exercise, end: Tree) -> list[diff.FileDiff]:
    """Return what the solution changes at the end of the chapter."""
    return [shown for change in changes(end, solved(exercise, end)) if (shown := diff.of(change))]


def _solution(context: Context, exercise: Exercise, solution: list[diff.FileDiff]) -> str:
    boxes = "".join(_solution_file(shown) for shown in solution)
    if not boxes:
        return ""
    summary = "<summary>Show it</summary>"
    details = f'<details class="sw-solution" data-search-exclude>{summary}{boxes}</details>'
    return "\n\n".join(["## One solution", details, _until(context, exercise)])


def _until(context: Context, exercise: Exercise) -> str:
    """Say where in the course the solution no longer applies, and why."""
    if not exercise.until:
        return ""
    chapter = context.material.course.chapter(exercise.until)
    lesson = f'<a href="{link(context.page, parts.lesson_page(chapter))}">{escape(chapter.title)}</a>'
    begins = f"<p>It applies until the chapter {lesson}.</p>"
    return f'<div class="sw-note">{begins}{prose(exercise.because)}</div>'


def _solution_file(shown: diff.FileDiff) -> str:
    where = f"{shown.status} <code>{escape(shown.path)}</code> {parts.counts(*shown.counts())}"
    caption = f'<figcaption data-search-exclude><span class="sw-where">{where}</span></figcaption>'
    return f'<figure class="sw-listing">{caption}{diff.render(shown)}</figure>'
