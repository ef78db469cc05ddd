"""The buyer's answers: which are valid, what to say to the others, and which files they leave out."""

from __future__ import annotations

import difflib
import functools
import json
import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from cookiecutter.exceptions import FailedHookException, OutputDirExistsException

HERE = Path(__file__).resolve().parent
STORE = HERE / "{{cookiecutter.project_slug}}"
Answers = Mapping[str, Any]


class Refused(FailedHookException):  # type: ignore[misc]
    """An answer that cannot be used. Cookiecutter prints this kind of error without a traceback."""

    def __init__(self, what: str, *, found: str, do: str) -> None:
        super().__init__(f"{what}\nFound: {found}\nDo: {do}")


class InTheWay(OutputDirExistsException):  # type: ignore[misc]
    """A file of a part that is left out is already there; nothing may be cleaned up after this error."""


IN_THE_WAY = (
    "The store was not written: the answers leave out `{part}`, and its files are in the folder.\n"
    "Found: {path} in {folder}.\n"
    "Do: remove them yourself if nobody needs them, or keep the part with `with_parts={part}`. "
    "Nothing was changed."
)


class Part(NamedTuple):
    """An optional part: its files, the parts it cannot do without, and whether it shows the catalog."""

    name: str
    files: tuple[str, ...]
    needs: tuple[str, ...]
    front: bool


class Declared(NamedTuple):
    """What `cookiecutter.json` offers."""

    questions: tuple[str, ...]
    presets: Mapping[str, Sequence[str]]
    parts: Mapping[str, Part]
    choices: Mapping[str, Sequence[str]]
    version: str


def declared() -> Declared:
    """Read what is offered; afresh each time, since `cruft update` swaps the file under us."""
    return _parsed((HERE / "cookiecutter.json").read_text(encoding="utf-8"))


@functools.lru_cache(maxsize=2)
def _parsed(text: str) -> Declared:
    raw = json.loads(text)
    return Declared(
        questions=tuple(key for key in raw if not key.startswith("_")),
        presets=raw["_presets"],
        parts={
            name: Part(name, tuple(part["files"]), tuple(part["needs"]), part["front"])
            for name, part in raw["_parts"].items()
        },
        choices={
            "preset": tuple(raw["_presets"]),
            "currency": raw["_currencies"],
            "license": raw["_licenses"],
            "prices_include_tax": ("yes", "no"),
        },
        version=raw["_version"],
    )


def nearest(word: str, valid: Iterable[str]) -> str:
    """Give the valid word that looks most like `word`, whatever the case."""
    by_folded = {name.casefold(): name for name in valid}
    folded = word.strip().casefold()
    begins = [name for name in by_folded if len(folded) > 1 and name.startswith(folded)]
    return by_folded[(begins or difflib.get_close_matches(folded, by_folded, n=1, cutoff=0.0))[0]]


def one_of(question: str, answer: str, valid: Sequence[str]) -> None:
    """Refuse an answer that is not one of a few, and name the nearest."""
    if answer not in valid:
        raise Refused(
            f"The answer to `{question}` is none of {listed(valid, 'and')}.",
            found=f"`{question}={answer}`.",
            do=f"write `{question}={nearest(answer, valid)}`.",
        )


_NAME = re.compile(r'[^\x00-\x1f\x7f"\\`${}<>%#]{1,60}')
_SLUG = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
_DOMAIN = re.compile(r"(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]")
_EMAIL = re.compile(r"[A-Za-z0-9.!#&'*+/=?^_|~-]+@(?P<domain>[^@]+)")
# A project that is called like one of its dependencies or packages would stand in its own way.
_RESERVED = {"celery", "config", "django", "local", "psycopg", "shop", "storefront", "tests"} | {
    "con",
    "nul",
    "prn",
}


def _check_name(question: str, answer: str) -> None:
    if answer != answer.strip() or not _NAME.fullmatch(answer):
        kept = " ".join(re.sub(r'[\x00-\x1f\x7f"\\`${}<>%#]+', " ", answer).split())[:60].strip()
        raise Refused(
            f"The answer to `{question}` must be 1 to 60 characters of plain text in one line.",
            found=f"{answer!r}; not allowed are quotation marks, backslashes, braces and ` $ < > % #.",
            do=f"write `{question}={kept or 'Kiln and Cloth'}`.",
        )


def _check_slug(question: str, answer: str) -> None:
    words = re.sub(r"[^a-z0-9]+", "-", answer.lower()).strip("-0123456789") or "store"
    if answer in _RESERVED:
        raise Refused(
            f"The answer to `{question}` is a name that the store needs for itself.",
            found=f"`{question}={answer}`.",
            do=f"write `{question}={words}-store`.",
        )
    if len(answer) > 50 or not _SLUG.fullmatch(answer):
        near = f"{words}-store" if words in _RESERVED else words[:50].rstrip("-")
        raise Refused(
            f"The answer to `{question}` must be small letters, digits and single hyphens, "
            "begin with a letter, and have at most 50 characters.",
            found=f"`{question}={answer}`.",
            do=f"write `{question}={near}`.",
        )


def _check_domain(question: str, answer: str) -> None:
    if not _DOMAIN.fullmatch(answer):
        bare = re.sub(r"^[a-z+]+:/*", "", answer.strip().lower()).split("/")[0].split(":")[0]
        guesses = (bare, f"{bare}.com", bare.replace("_", "-"), "example.com")
        near = next(guess for guess in guesses if _DOMAIN.fullmatch(guess))
        raise Refused(
            f"The answer to `{question}` must be a domain name, without https:// and without a path.",
            found=f"`{question}={answer}`.",
            do=f"write `{question}={near}`.",
        )


def _check_email(question: str, answer: str) -> None:
    match = _EMAIL.fullmatch(answer)
    if not match or not _DOMAIN.fullmatch(match["domain"].lower()):
        local = re.sub(r"[^A-Za-z0-9.+_-]+", "", answer.split("@", maxsplit=1)[0]) or "hello"
        raise Refused(
            f"The answer to `{question}` must be one e-mail address.",
            found=f"`{question}={answer}`.",
            do=f"write it like `{question}={local}@example.com`.",
        )


def _check_parts(question: str, answer: str) -> None:
    known = declared().parts
    for name in part_names(answer):
        if name not in known:
            raise Refused(
                f"The answer to `{question}` names a part that does not exist.",
                found=f"`{name}`; the parts are {listed(list(known), 'and')}.",
                do=f"write `{nearest(name, known)}` instead of `{name}`.",
            )


def _check_currencies(question: str, answer: str) -> None:
    known = declared().choices["currency"]
    words = part_names(answer)
    if words in (["all"], ["none"]):
        return
    for word in words or [answer]:
        if word not in known:
            near = nearest(word, known if len(words) > 1 else [*known, "all", "none"]) if word else "none"
            raise Refused(
                f"The answer to `{question}` is neither `all` nor `none`, nor a list of currencies.",
                found=f"`{word}`; the currencies are {listed(known, 'and')}.",
                do=f"write `{near}` instead of `{word}`.",
            )


def _check_choice(question: str, answer: str) -> None:
    one_of(question, answer, declared().choices[question])


CHECKS: Mapping[str, Callable[[str, str], None]] = {
    "preset": _check_choice,
    "with_parts": _check_parts,
    "without_parts": _check_parts,
    "project_name": _check_name,
    "project_slug": _check_slug,
    "domain_name": _check_domain,
    "author_name": _check_name,
    "author_email": _check_email,
    "currency": _check_choice,
    "further_currencies": _check_currencies,
    "prices_include_tax": _check_choice,
    "license": _check_choice,
}


def part_names(answer: str) -> list[str]:
    """Split an answer that lists parts; commas and blanks separate."""
    return [name for name in re.split(r"[,\s]+", answer) if name]


# Where a shop is whose prices are in a currency, unless its owner says otherwise in `config/shop.toml`.
COUNTRIES = {"EUR": "DE", "USD": "US", "GBP": "GB", "JPY": "JP", "KWD": "KW"}


def currencies(answers: Answers) -> tuple[str, ...]:
    """Give the currencies that the shop sells in, in the declared order."""
    known = declared().choices["currency"]
    further = part_names(answers["further_currencies"])
    if further == ["all"]:
        return tuple(known)
    return tuple(code for code in known if code == answers["currency"] or code in further)


def selection(answers: Answers) -> tuple[str, ...]:
    """Give the parts that the answers choose, in the declared order.

    Raises:
        Refused: a part is both added and left out, or needed by a chosen one, or nobody could see the store.
    """
    for question in ("preset", "with_parts", "without_parts"):
        CHECKS[question](question, answers[question])
    known = declared().parts
    added, removed = part_names(answers["with_parts"]), part_names(answers["without_parts"])
    if both := [name for name in added if name in removed]:
        raise Refused(
            f"The part `{both[0]}` is both added and left out.",
            found=f"`{both[0]}` stands in `with_parts` and in `without_parts`.",
            do="take it out of one of them.",
        )
    wanted = {*declared().presets[answers["preset"]], *added} - {*removed}
    for name in (part for part in known if part in wanted):
        if missing := [need for need in known[name].needs if need not in wanted]:
            raise Refused(
                f"The part `{name}` does not work without `{missing[0]}`.",
                found=f"`{name}` is chosen, `{missing[0]}` is not.",
                do=f"write `with_parts={missing[0]}`, or `without_parts={name}`.",
            )
    fronts = [part.name for part in known.values() if part.front]
    if not wanted.intersection(fronts):
        raise Refused(
            "The store would have no front: nobody could see its catalog.",
            found=f"neither {listed(fronts, 'nor')} is chosen.",
            do=f"keep one of them, for example with `with_parts={fronts[0]}`.",
        )
    return tuple(part for part in known if part in wanted)


def dropped(chosen: Iterable[str], store: Path = STORE) -> dict[str, str]:
    """Give the template's files of the parts that are not chosen, each with the name of its part."""
    out = [part for part in declared().parts.values() if part.name not in set(chosen)]
    patterns = [(part.name, glob(pattern)) for part in out for pattern in part.files]
    found: dict[str, str] = {}
    for path in sorted(_paths(store)):
        if names := [name for name, pattern in patterns if pattern.fullmatch(path)]:
            found[path] = names[0]
    return found


def refuse_in_the_way(folder: Path, left_out: Mapping[str, str]) -> None:
    """Refuse to write a store over files of parts that it leaves out, and that would then be removed."""
    for path, name in left_out.items():
        if os.path.lexists(folder / path):
            raise InTheWay(IN_THE_WAY.format(part=name, path=path, folder=folder))


def glob(pattern: str) -> re.Pattern[str]:
    """Compile a path pattern: `*` stays in a folder, `**/` is any number of folders, `**` is all below."""
    tokens = re.split(r"(\*\*/|\*\*|\*)", pattern)
    meaning = {"**/": r"(?:[^/]+/)*", "**": r".*", "*": r"[^/]*"}
    return re.compile("".join(meaning.get(token, re.escape(token)) for token in tokens))


def _paths(store: Path) -> Iterator[str]:
    for folder, _, files in os.walk(store):
        for name in files:
            yield (Path(folder) / name).relative_to(store).as_posix()


def listed(words: Sequence[str], joint: str) -> str:
    """Write words as a sentence has them: `a`, `b` and `c`."""
    quoted = [f"`{word}`" for word in words]
    return f" {joint} ".join([", ".join(quoted[:-1]), quoted[-1]] if len(quoted) > 1 else quoted)
