"""Generate a store as `cookiecutter` does, for the demo, the tests and the benchmarks."""

import shutil
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from cookiecutter.exceptions import CookiecutterException
from cookiecutter.generate import generate_context, generate_files
from cookiecutter.prompt import prompt_for_config

from shopwright.course.opening import KIT
from shopwright.course.template import JUNK
from shopwright.errors import Problem

ROOT = KIT
TEMPLATE = ROOT / "template"


def generate(answers: Mapping[str, str], into: Path, template: Path = TEMPLATE) -> Path:
    """Write a store below a folder, hooks included, and give the store's folder.

    Cookiecutter's own calls are used without its command, which would keep the answers in the user's home.
    What tools left in the template's folder (`.venv`, caches) is not part of it and is not generated.

    Raises:
        Problem: an answer is refused.
    """
    with tempfile.TemporaryDirectory() as folder, _importable(template):
        clean = Path(folder, "template")
        shutil.copytree(template, clean, ignore=shutil.ignore_patterns(*JUNK, "*.pyc"))
        try:
            context = generate_context(str(clean / "cookiecutter.json"), extra_context=dict(answers))
            context["cookiecutter"] = prompt_for_config(context, no_input=True)
            return Path(generate_files(repo_dir=clean, context=context, output_dir=str(into)))
        except CookiecutterException as error:
            what, found, do = _three_parts(str(error))
            raise Problem(what, found=found, do=do) from error


@contextmanager
def _importable(template: Path) -> Iterator[None]:
    """Let cookiecutter import the template's extension, and no other template's that was imported before."""
    for file in template.glob("*.py"):
        loaded = sys.modules.get(file.stem)
        if loaded is not None and Path(loaded.__file__ or "").resolve() != file.resolve():
            del sys.modules[file.stem]
    before = list(sys.path)
    sys.path.append(str(template))
    try:
        yield
    finally:
        sys.path[:] = before


def _three_parts(message: str) -> tuple[str, str, str]:
    what, _, rest = message.partition("\nFound: ")
    found, _, do = rest.partition("\nDo: ")
    return what, found or "see above.", do or "mend the template and run again."
