"""What the template's files and hooks ask of the answers: `reached()`, `part()`, and a check of each answer.

Cookiecutter loads this extension beside `cookiecutter.json`. It imports only what cookiecutter itself needs.
"""

from __future__ import annotations

import contextlib
import hashlib
import inspect
import json
import os
import sys
import types
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import shopwright_answers
from jinja2 import Environment, pass_context
from jinja2.bccache import Bucket, FileSystemBytecodeCache
from jinja2.ext import Extension
from jinja2.runtime import Context
from shopwright_answers import (
    CHECKS,
    COUNTRIES,
    IN_THE_WAY,
    Refused,
    currencies,
    declared,
    dropped,
    listed,
    nearest,
    refuse_in_the_way,
    selection,
)

# Both files as they were when they were imported.
SOURCES = {Path(str(name)): Path(str(name)).read_bytes() for name in (shopwright_answers.__file__, __file__)}


def _answers(context: Context) -> Mapping[str, Any]:
    answers: Mapping[str, Any] = context["cookiecutter"]
    return answers


@pass_context
def reached(context: Context, step: str) -> bool:
    """Say whether the course has come to a step. A buyer's store has reached them all."""
    course = _answers(context).get("_course")
    if course is None:
        return True
    if step not in course["steps"]:
        raise Refused(
            f"A gate asks for a step that the course does not have: `{step}`.",
            found=f'`reached("{step}")`.',
            do=f'write `reached("{nearest(step, course["steps"])}")`, or add the step to its chapter.',
        )
    return step in course["reached"]


@pass_context
def part(context: Context, name: str) -> bool:
    """Say whether the buyer's store has an optional part."""
    known = declared().parts
    if name not in known:
        raise Refused(
            f"A gate asks for a part that `cookiecutter.json` does not declare: `{name}`.",
            found=f'`part("{name}")`.',
            do=f'write `part("{nearest(name, known)}")`, or declare the part under `_parts`.',
        )
    return name in selection(_answers(context))


@pass_context
def asks_in(context: Context, currency: str) -> bool:
    """Say whether the buyer's store asks for prices in a currency, at home or in a region."""
    return currency in currencies(_answers(context))


@pass_context
def home_country(context: Context) -> str:
    """Give the country in which a shop of the buyer's currency is."""
    return COUNTRIES[_answers(context)["currency"]]


@pass_context
def checked(context: Context, question: str) -> str:
    """Refuse an answer as soon as it was given: cookiecutter calls this between two questions.

    The first call also looks for questions on the command line that do not exist.
    """
    answers = _answers(context)
    questions = declared().questions
    if question == questions[0]:
        refuse_unknown(given_answers(), questions)
    CHECKS[question](question, str(answers[question]))
    if question == "without_parts":
        selection(answers)
    return "checked"


@pass_context
def answers_json(context: Context) -> str:
    """Give what `.shopwright.json` keeps: the template's version, the answers, and the parts they choose."""
    answers = _answers(context)
    kept = {
        "template": "shopwright",
        "version": declared().version,
        "answers": {question: answers[question] for question in declared().questions},
        "parts": list(selection(answers)),
    }
    return json.dumps(kept, indent=2, ensure_ascii=False)


@pass_context
def hook_plan(context: Context, *, before: bool = False) -> str:
    """Check all answers once more (replayed ones were never asked), and give the hooks what they need."""
    answers = _answers(context)
    for question in declared().questions:
        CHECKS[question](question, str(answers[question]))
    left_out = dropped(selection(answers))
    # Cookiecutter reports what fails here in three lines, and a hook that fails with a traceback. Cruft does
    # not tell the folder; there the hook looks.
    if before and "_output_dir" in answers:
        refuse_in_the_way(Path(answers["_output_dir"], answers["project_slug"]), left_out)
    plan = {
        "dropped": left_out,
        "refusal": IN_THE_WAY,
        # `cruft update` renders into temporary folders, of which nobody needs to hear.
        "announce": any(frame.f_code.co_name != "update" for frame in _calls()),
    }
    return json.dumps(plan)


def refuse_unknown(given: Mapping[str, Any], questions: Sequence[str]) -> None:
    """Refuse answers to questions that do not exist, and answers that cookiecutter would render."""
    for name, answer in given.items():
        if "{{" in str(answer):
            raise Refused(
                f"The answer to `{name}` would be read as a template.",
                found=f"`{name}={answer}`.",
                do="write it without braces.",
            )
        if name not in questions and not name.startswith("_"):
            raise Refused(
                f"`{name}` is not a question of this template.",
                found=f"the questions are {listed(questions, 'and')}.",
                do=f"write `{nearest(name, questions)}=…` instead of `{name}=…`.",
            )


# The calls that hold what a person wrote on the command line. `cruft update` also replays old answers, among
# them those to questions that a newer template no longer asks; so only its own argument is looked at.
_CALLS = {
    ("cookiecutter.main", "cookiecutter"),
    ("cruft._commands.create", "create"),
    ("cruft._commands.update", "update"),
}


def _calls() -> Iterator[types.FrameType]:
    frame = inspect.currentframe()
    while frame:
        if (frame.f_globals.get("__name__"), frame.f_code.co_name) in _CALLS:
            yield frame
        frame = frame.f_back


def given_answers() -> dict[str, Any]:
    """Look up the call stack: cookiecutter drops unknown answers before it loads any extension."""
    given: dict[str, Any] = {}
    for frame in _calls():
        given |= frame.f_locals.get("extra_context") or {}
    return given


class _ForgivingCache(FileSystemBytecodeCache):
    """Compiled templates on disk; a full or read-only disk costs time, never a store."""

    def dump_bytecode(self, bucket: Bucket) -> None:
        with contextlib.suppress(OSError):
            super().dump_bytecode(bucket)


def bytecode_cache(environment: Environment) -> FileSystemBytecodeCache | None:
    """Give a cache in the user's cache folder, or in Jinja's own checked folder for temporary files, or none.

    Compiled templates are code, so the folder must be ours alone. Its name carries a hash of what decides how
    a template is compiled: this code, the delimiters, and Python.
    """
    decides = [*SOURCES.values(), environment.block_start_string.encode(), sys.version.encode()]
    version = hashlib.sha256(b"".join(decides)).hexdigest()[:16]
    home = Path(os.environ.get("XDG_CACHE_HOME") or "~/.cache").expanduser()
    folder = home / "shopwright" / f"templates-{version}"
    with contextlib.suppress(OSError, RuntimeError):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        ours = not hasattr(os, "geteuid") or folder.stat().st_uid == os.geteuid()
        if ours and os.access(folder, os.W_OK):
            return _ForgivingCache(str(folder))
    with contextlib.suppress(OSError, RuntimeError):
        return _ForgivingCache(pattern=f"__shopwright_{version}_%s.cache")
    return None


class StoreExtension(Extension):
    """Put the functions above into the template's environment."""

    def __init__(self, environment: Environment) -> None:
        super().__init__(environment)
        newest_install()(environment)


def install(environment: Environment) -> None:
    """Give the environment its functions and its cache."""
    environment.bytecode_cache = bytecode_cache(environment)
    for function in (reached, part, asks_in, home_country, checked, answers_json, hook_plan):
        environment.globals[function.__name__] = function


def newest_install() -> Callable[[Environment], None]:
    """Give `install`, from the files of this extension as they are now.

    `cruft update` renders the old and the new template in one process, from one path; Python, which imports
    a name once, would give the new template the old functions.
    """
    if all(path.read_bytes() == source for path, source in SOURCES.items()):
        return install
    fresh = types.ModuleType(__name__)
    for path in SOURCES:
        fresh = types.ModuleType(path.stem)
        fresh.__file__ = str(path)
        sys.modules[path.stem] = fresh
        exec(compile(path.read_bytes(), str(path), "exec"), fresh.__dict__)  # noqa: S102 - the template's own code
    newest: Callable[[Environment], None] = fresh.install
    return newest
