"""What comes into the image, read from the files that it is built by; no engine is needed for that."""

import os
import re
import shutil
import subprocess
from fnmatch import fnmatch
from pathlib import Path

from tests.deploy.release import ROOT, SHIPPED

DOCKERFILE = (ROOT / "deploy/Dockerfile").read_text()
NEEDED_TO_BUILD = {"pyproject.toml", "constraints.txt"}
STAGES = re.findall(r"^FROM (\S+)(?: AS (\w+))?$", DOCKERFILE, re.MULTILINE)


def rules() -> list[str]:
    """The lines of the ignore file that say something; the last that fits a path decides."""
    lines = (ROOT / "deploy/Dockerfile.dockerignore").read_text().splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def fits(path: str, pattern: str) -> bool:
    """Whether a pattern means a path, or a folder that it lies in, as Docker reads it."""
    places = [path, *(str(above) for above in Path(path).parents)][:-1] or [path]
    if pattern.startswith("**/"):
        return any(fnmatch(Path(place).name, pattern[3:]) for place in places)
    return any(place == pattern or (pattern == "*" and "/" not in place) for place in places)


def let_in(path: str) -> bool:
    """Whether a file is sent to who builds."""
    verdicts = [rule.startswith("!") for rule in rules() if fits(path, rule.removeprefix("!"))]
    return verdicts[-1] if verdicts else True


def in_the_image() -> set[str]:
    """Every file of this project that gets into the image."""
    found = {
        str(path.relative_to(ROOT))
        for top in ROOT.iterdir()
        if top.name not in {".venv", ".local", ".git"}
        for path in ([top] if top.is_file() else top.rglob("*"))
        if path.is_file()
    }
    return {path for path in found if let_in(path)} - NEEDED_TO_BUILD


def test_what_ships_is_in_it_and_nothing_else() -> None:
    tops = {path.split("/")[0] for path in in_the_image()}

    assert tops == {name for name in SHIPPED if (ROOT / name).exists()}
    assert {"deploy/gunicorn.py", "deploy/healthy.py", "deploy/bin/web", "config/wsgi.py"} <= in_the_image()


def test_what_is_for_development_or_secret_stays_out() -> None:
    outside = ["local/web.py", "sandbox/server.py", "tests/conftest.py", "Makefile", ".git/config"]
    outside += [".env", "config/.env", "deploy/image", "deploy/compose/secrets/secret_key", "media/a.jpg"]
    outside += ["shop/core/__pycache__/ids.cpython-313.pyc", "shop/core/ids.pyc"]

    assert [path for path in outside if let_in(path)] == []
    assert let_in("shop/core/ids.py")


def test_every_base_is_named_by_its_digest() -> None:
    named = {name for _, name in STAGES}
    outside = [image for image, _ in STAGES if image not in named]

    assert len(outside) == 2
    assert [image for image in outside if not re.search(r":[\w.-]+@sha256:[0-9a-f]{64}$", image)] == []


def test_it_runs_as_a_number_and_can_be_asked_how_it_is() -> None:
    last = DOCKERFILE.split("\nFROM ")[-1]

    assert re.findall(r"^USER (.+)$", last, re.MULTILINE) == ["10001:10001"]
    assert 'CMD ["python", "deploy/healthy.py"]' in last
    assert last.rstrip().endswith('CMD ["deploy/bin/web"]')
    # Whatever is copied without `--chown` belongs to root, so the shop cannot change its own code.
    assert re.findall(r"^COPY .*--chown=\S+ (\S+) ", last, re.MULTILINE) == ["/srv/media"]


def test_no_tool_for_development_is_installed() -> None:
    (installs,) = re.findall(r"uv pip install (.+)$", DOCKERFILE, re.MULTILINE)

    assert installs == "--require-hashes -r pyproject.toml -c constraints.txt"
    assert "apt-get" not in DOCKERFILE


def test_without_an_engine_it_is_said_what_is_missing(tmp_path: Path) -> None:
    for tool in ("sh", "dirname"):
        (tmp_path / tool).symlink_to(str(shutil.which(tool)))
    poor = {**os.environ, "PATH": str(tmp_path)}

    done = subprocess.run([ROOT / "deploy/image"], env=poor, capture_output=True, text=True, check=False)

    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("The image was not built: this needs Docker with buildx.\nFound: ")
