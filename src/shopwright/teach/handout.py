"""Handouts to print on A4: goals, commands, tasks, and lines to write on."""

import re
from collections.abc import Sequence
from html import escape

from shopwright.course.exercises import Exercise, load_exercises
from shopwright.course.manifest import Chapter
from shopwright.course.notes import read_notes
from shopwright.course.plans import starting_point
from shopwright.site.material import Material
from shopwright.teach.blocks import Block, blocks_of, commands_in, look, marked
from shopwright.teach.slides import typefaces

LINES = 8
LONGEST = 5  # lines of a command that somebody types from paper


def handout(material: Material, chapters: Sequence[Chapter], title: str) -> str:
    """Return the handout of some chapters, each on pages of its own, as one HTML page."""
    articles = "\n".join(_article(material, chapter) for chapter in chapters)
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(title)}</title><style>{typefaces()}{look('handout.css')}</style></head>\n"
        f"<body><main>{articles}</main></body></html>\n"
    )


def _article(material: Material, chapter: Chapter) -> str:
    goals = "".join(f"<li>{marked(goal)}</li>" for goal in read_notes(chapter).goals)
    parts = [
        f"<h1>{escape(chapter.title)}</h1>",
        f'<p class="facts">{escape(chapter.part)}, chapter {chapter.number}. {marked(chapter.summary)}</p>',
        f"<pre>$ git checkout {starting_point(chapter)}</pre>",
        f"<h2>Afterwards you can</h2><ul>{goals}</ul>" if goals else "",
        f"<h2>Commands</h2>{_commands(blocks_of(material, chapter))}",
        *(_exercise(exercise) for exercise in load_exercises(chapter)),
        f"<h2>What I want to remember</h2>{'<div class=line></div>' * LINES}",
    ]
    return f"<article>{''.join(parts)}</article>"


def _commands(blocks: Sequence[Block]) -> str:
    """Return the commands by the section of the lesson that they stand in; of scripts, the first line."""
    html: list[str] = []
    title = ""
    for block in blocks:
        if block.kind == "heading":
            title = block.text
            continue
        rows = [f"git checkout {block.text}"] if block.kind == "step" else []
        rows += commands_in(block.text) if block.kind == "console" else []
        if rows and title:
            html.append(f"<h3>{marked(title)}</h3>")
            title = ""
        html += [f"<pre>{escape(_short(row))}</pre>" for row in rows]
    return "".join(html)


def _short(command: str) -> str:
    lines = command.split("\n")
    return command if len(lines) <= LONGEST else f"{lines[0]}\n… {len(lines) - 1} lines: see the lesson"


def _exercise(exercise: Exercise) -> str:
    task = exercise.text.read_text("utf-8") if exercise.text.is_file() else ""
    words = "".join(_paragraph(each) for each in task.split("\n\n") if not each.startswith(("@", "#")))
    boxes = "".join(f'<p class="task">{check}</p>' for check in _checks(exercise))
    return (
        f"<h2>Exercise: {escape(exercise.title)}</h2>"
        f'<p class="facts">{exercise.minutes} minutes. It is done when these hold:</p>{boxes}{words}'
    )


def _paragraph(text: str) -> str:
    """Return a paragraph of a task as HTML, or a list where its lines begin with dashes."""
    if not text.lstrip().startswith("- "):
        return f"<p>{marked(' '.join(text.split()))}</p>"
    entries = re.split(r"^\s*- +", text, flags=re.MULTILINE)[1:]
    rows = [f"<li>{marked(' '.join(each.split()))}</li>" for each in entries]
    return f"<ul>{''.join(rows)}</ul>"


def _checks(exercise: Exercise) -> list[str]:
    """Return what the checks look for, in words where the exercise has them, or else by the tests' names."""
    tasks = getattr(exercise, "tasks", ())
    names = [test.rpartition("::")[2].removeprefix("test_").replace("_", " ") for test in exercise.fails]
    return [marked(task.looks) for task in tasks] or [escape(name) for name in names]
