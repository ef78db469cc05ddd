"""The build is strict, knows what it needs, and says what is missing."""

import shutil
import socket
import threading
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from shopwright.cli import app
from shopwright.errors import Problem
from shopwright.site import assets
from shopwright.site.build import build, make_pages
from shopwright.site.material import Material
from shopwright.site.serve import Server, server

from .conftest import KIT, Write


@pytest.fixture
def out(tmp_path: Path) -> Path:
    folder = tmp_path / "out"
    folder.mkdir()
    return folder


@pytest.fixture
def installed(kit: Path, scripts: Path) -> None:
    """Lend the small kit the scripts that npm installed for the real one."""
    (kit / "node_modules").symlink_to(scripts)


@pytest.mark.usefixtures("installed")
def test_a_small_course_becomes_a_site(kit: Path, out: Path) -> None:
    built = build(kit, out)

    there = {file.relative_to(built.html).as_posix() for file in built.html.rglob("*.html")}
    assert {"index.html", "course/till/price/index.html", "instructors/till/index.html"} <= there
    assert (built.html / "assets/fonts/hanken-grotesk.ttf").stat().st_size > 10_000
    assert not (built.html / "assets/scripts/mermaid.min.js").exists()


@pytest.mark.usefixtures("installed")
def test_a_link_that_leads_nowhere_fails_the_build(kit: Path, out: Path, write: Write) -> None:
    write("docs/about/bakers.md", "# Bakers\n\n[The oven](oven.md)\n")

    with pytest.raises(Problem, match="mkdocs did not build") as caught:
        build(kit, out)

    assert "oven.md" in caught.value.found


@pytest.mark.usefixtures("installed")
def test_pages_that_draw_bring_the_program_that_draws(kit: Path, out: Path, write: Write) -> None:
    write("docs/about/bakers.md", "---\ntitle: Bakers\n---\n\n```mermaid\ngraph LR\n  A --> B\n```\n")

    make_pages(Material(kit), out)

    assert (out / "pages/assets/scripts/mermaid.min.js").is_file()
    assert "mermaid: true" in (out / "pages/about/bakers.md").read_text("utf-8")
    assert "mermaid: true" not in (out / "pages/index.md").read_text("utf-8")


def test_without_npm_the_build_says_what_to_install(
    kit: Path, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(out))

    with pytest.raises(Problem, match="needs npm") as caught:
        assets.copy_scripts(kit, out, mermaid=False)

    assert "install Node.js" in caught.value.do


def test_scripts_are_installed_again_only_when_the_lock_changes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copy(KIT / "package-lock.json", tmp_path)
    (tmp_path / "node_modules").mkdir()
    stamp = tmp_path / "node_modules" / ".shopwright"
    stamp.write_text(assets.fingerprint(tmp_path / "package-lock.json"), "utf-8")
    monkeypatch.setenv("PATH", str(tmp_path))

    assets.install_scripts(tmp_path)
    (tmp_path / "package-lock.json").write_text("{}", "utf-8")

    with pytest.raises(Problem, match="needs npm"):
        assets.install_scripts(tmp_path)


def test_what_judges_the_site_is_installed_only_where_somebody_asks_for_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copy(KIT / "package-lock.json", tmp_path)
    (tmp_path / "node_modules").mkdir()
    stamp = tmp_path / "node_modules" / ".shopwright"
    mark = assets.fingerprint(tmp_path / "package-lock.json")
    monkeypatch.setenv("PATH", str(tmp_path))

    stamp.write_text(mark, "utf-8")
    with pytest.raises(Problem, match="needs npm"):
        assets.install_scripts(tmp_path, tools=True)

    stamp.write_text(f"{mark} {assets.WITH_TOOLS}", "utf-8")
    assets.install_scripts(tmp_path, tools=True)


def test_the_lock_of_the_scripts_names_no_host() -> None:
    lock = (KIT / "package-lock.json").read_text("utf-8")

    assert '"resolved"' not in lock
    assert "https://registry" not in lock


@pytest.fixture
def html(tmp_path: Path) -> Path:
    folder = tmp_path / "html"
    folder.mkdir()
    (folder / "index.html").write_text("<h1>Bread</h1>", "utf-8")
    return folder


@pytest.fixture
def running(html: Path) -> Iterator[Server]:
    with server(html, 0) as found:
        thread = threading.Thread(target=found.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield found
        found.shutdown()
        thread.join()


def test_the_site_is_served_from_its_folder(running: Server) -> None:
    with urllib.request.urlopen(f"http://127.0.0.1:{running.server_address[1]}/") as answer:
        assert answer.read() == b"<h1>Bread</h1>"


def test_a_taken_port_is_told_in_three_parts(html: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]

        with pytest.raises(Problem, match=f"port {port}") as caught:
            server(html, port)

    assert caught.value.found == f"another program listens on 127.0.0.1:{port}."
    assert "PORT=" in caught.value.do


def test_a_port_that_cannot_be_is_refused(html: Path) -> None:
    with pytest.raises(Problem, match="could not be served"):
        server(html, 70_000)


def test_serving_before_building_says_what_to_run(tmp_path: Path) -> None:
    outcome = CliRunner().invoke(app, ["site", "serve", "--out", str(tmp_path)])

    assert isinstance(outcome.exception, Problem)
    assert "shopwright site build" in outcome.exception.do
