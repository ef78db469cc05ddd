"""A miniature kit to build pages from, and the real site, built once for the whole run."""

import shutil
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from shopwright.site import commands
from shopwright.site.build import build
from shopwright.site.directives import Context
from shopwright.site.material import Material
from shopwright.site.serve import server
from tests.conftest import alone

KIT = Path(__file__).resolve().parents[2]
MINI = KIT / "tests" / "course" / "mini"

INDEX = "---\ntitle: A bakery\ntemplate: home.html\n---\n\n# A bakery\n\n@figures\n"
COURSE = (
    "---\ntitle: The course\ntab: Course\norder: 1\n---\n\n# The course\n\n## Get the course\n\n@chapters\n"
)
TEACH = "---\ntitle: Teach\ntab: Teach\norder: 2\n---\n\n# Teach\n\n@notes\n"
ABOUT = "---\ntitle: {0}\n{1}---\n\n# {0}\n"

# The real site is built as it is published; that it needs no network is proven of what was built so.
ADDRESS = "https://shopwright.example/"

Write = Callable[[str, str], None]


def small_kit(root: Path) -> Path:
    """Write a small kit: the bakery's course, six pages, and the real look."""
    shutil.copytree(MINI, root, ignore=shutil.ignore_patterns("build"))
    for page, text in {"index.md": INDEX, "course/index.md": COURSE, "teach/index.md": TEACH}.items():
        put(root / "docs" / page, text)
    put(root / "docs/about/index.md", ABOUT.format("About", "tab: About\norder: 3\n"))
    put(root / "docs/about/licences.md", ABOUT.format("Licences", ""))
    put(root / "docs/about/colophon.md", ABOUT.format("Colophon", ""))
    for name in ("mkdocs.yml", "package.json", "package-lock.json", "docs/overrides", "docs/assets"):
        (root / name).symlink_to(KIT / name)
    return root


@pytest.fixture
def kit(tmp_path: Path) -> Path:
    """A small kit that a test may change."""
    return small_kit(tmp_path / "kit")


@pytest.fixture(scope="session")
def bakery(tmp_path_factory: pytest.TempPathFactory) -> Material:
    """The course of a small kit that no test changes, so that its trees are made once."""
    return Material(small_kit(tmp_path_factory.mktemp("bakery") / "kit"))


def put(file: Path, text: str) -> None:
    """Write a file and the folders above it."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, "utf-8")


@pytest.fixture
def write(kit: Path) -> Write:
    """Write a file of the small kit."""
    return lambda path, text: put(kit / path, text)


@pytest.fixture
def material(kit: Path) -> Material:
    """The course of the small kit that a test may change."""
    return Material(kit)


@pytest.fixture
def lesson(bakery: Material) -> Context:
    """The place of a directive in the lesson of the bakery's first chapter."""
    chapter = bakery.course.chapters[0]
    return Context(bakery, "course/till/index.md", "chapters/01-till/lesson.md", chapter)


@pytest.fixture
def page(bakery: Material) -> Context:
    """The place of a directive in a hand-written page."""
    return Context(bakery, "reference/index.md", "docs/reference/index.md", step=bakery.course.steps[-1])


@pytest.fixture(scope="session")
def site(shared: Path, scripts: Path) -> Path:
    """The real site as HTML, built once: parallel workers wait for the one that builds it."""
    assert scripts.is_dir()
    with alone(shared):
        if not (shared / "done").exists():
            build(commands.KIT, shared, address=ADDRESS)
            (shared / "done").touch()
    return shared / "html"


@pytest.fixture(scope="session")
def real() -> Material:
    """The real course; nothing of it is built here."""
    return Material(commands.KIT)


@pytest.fixture(scope="module")
def address(site: Path) -> Iterator[str]:
    """The address of the site, served as `shopwright site serve` does."""
    with server(site, 0) as running:
        thread = threading.Thread(target=running.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield f"http://127.0.0.1:{running.server_address[1]}"
        running.shutdown()
        thread.join()
