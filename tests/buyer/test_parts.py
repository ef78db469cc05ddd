"""Each part can be there or not, and where it is not, nothing speaks of it."""

import json
import re
import subprocess
from pathlib import Path

import pytest

from shopwright.course.manifest import load_course
from shopwright.course.template import Template
from shopwright.store import ROOT, TEMPLATE, generate

from .conftest import BIN, COOKIECUTTER, Run, Store, kit_in, tree
from .pairs import DECLARED, PARTS, TRIED, all_pairs, pairs


def chosen(store: Path) -> list[str]:
    """Give the parts that a store says it has."""
    parts: list[str] = json.loads((store / ".shopwright.json").read_text("utf-8"))["parts"]
    return parts


def traces(part: str) -> re.Pattern[str]:
    """Match the words by which code and configuration would give away that a part was once there."""
    words = "|".join(map(re.escape, DECLARED["_parts"][part]["traces"]))
    return re.compile(rf"(?<!\w)({words})(?!\w)", re.IGNORECASE)


def test_every_pair_of_parts_is_tried_in_every_combination(stores: Store) -> None:
    tried = set().union(*(pairs(chosen(stores(name))) for name in TRIED))

    assert tried == all_pairs()
    assert len(TRIED) <= 8


def test_every_part_says_what_it_is_and_which_files_are_its_own() -> None:
    for name, part in DECLARED["_parts"].items():
        assert all(part[key] for key in ("about", "files", "traces")), name
        assert set(part["needs"]) <= set(PARTS)
        assert name in DECLARED["__prompts__"]["with_parts"]


def test_every_file_pattern_of_a_part_names_a_file(stores: Store) -> None:
    files = tree(stores("everything"))
    from shopwright_answers import glob  # noqa: PLC0415 - importable once a store was generated

    patterns = [pattern for part in DECLARED["_parts"].values() for pattern in part["files"]]
    assert [pattern for pattern in patterns if not any(glob(pattern).fullmatch(path) for path in files)] == []


@pytest.mark.parametrize("name", TRIED)
def test_a_part_that_is_left_out_leaves_no_trace(name: str, stores: Store) -> None:
    store = stores(name)
    everything = set(tree(stores("everything")))
    read = {
        path: text.decode()
        for path, (_, text) in tree(store).items()
        if Path(path).suffix in {".py", ".toml", ".yml", ".yaml"}
    }

    missing = [part for part in PARTS if part not in chosen(store)]
    found = [
        f"{part}: {path}: {line}"
        for part in missing
        for path, text in read.items()
        for line in text.splitlines()
        if traces(part).search(line)
    ]

    assert found == []
    assert set(tree(store)) <= everything
    assert [path for path in store.rglob("*") if path.is_dir() and not any(path.iterdir())] == []


OF_A_HOST = ("DEPLOY_HOST", "DEPLOY_KEY", "ssh", "compose")
OF_A_CLUSTER = ("CLUSTER_", "KUBECONFIG", "kubernetes", "cluster")


@pytest.mark.parametrize(
    ("left_out", "spoken_of", "not_spoken_of"),
    [("", OF_A_CLUSTER, OF_A_HOST), ("kubernetes", OF_A_HOST, OF_A_CLUSTER)],
    ids=["kubernetes", "compose"],
)
def test_a_release_speaks_of_the_deployment_that_was_chosen(
    left_out: str, spoken_of: tuple[str, ...], not_spoken_of: tuple[str, ...], tmp_path: Path
) -> None:
    store = generate({"preset": "everything", "without_parts": left_out}, tmp_path)
    workflows = store / ".github/workflows"
    told = "".join((workflows / name).read_text("utf-8") for name in ("release.yml", "ship.yml"))

    assert [word for word in spoken_of if word not in told] == []
    assert [word for word in not_spoken_of if word in told] == []
    assert told.count("id-token: write") == (1 if left_out else 4)  # the image is signed in both


def test_without_an_image_nothing_is_shipped(tmp_path: Path) -> None:
    store = generate({"preset": "everything", "without_parts": "containers,kubernetes"}, tmp_path)

    assert {file.name for file in (store / ".github/workflows").iterdir()} == {"ci.yml", "security.yml"}
    assert "## Production" in (store / "README.md").read_text("utf-8")
    assert "docker" not in (store / "README.md").read_text("utf-8").lower()


@pytest.mark.parametrize("name", TRIED)
def test_the_generated_files_are_formatted_and_lint(name: str, ready: Store) -> None:
    store = ready(name)

    for arguments in (["format", "--check", "--no-cache"], ["check", "--no-cache"]):
        result = subprocess.run(
            [".venv/bin/ruff", *arguments, "."], cwd=store, capture_output=True, text=True, check=False
        )
        assert result.returncode == 0, result.stdout + result.stderr


@pytest.mark.parametrize("name", TRIED)
def test_rendered_text_is_tidy(name: str, stores: Store) -> None:
    untidy = []
    for path, (_, content) in tree(stores(name)).items():
        if b"\0" in content or not content:
            continue
        text = content.decode()
        if (
            not text.endswith("\n")
            or text.endswith("\n\n")
            or re.search(r"[ \t]+$|\n{4,}", text, re.MULTILINE)
        ) or re.search(r"# \{%|\{\{ ?cookiecutter", text):
            untidy.append(path)

    assert untidy == []


def test_the_repository_and_its_template_folder_give_the_same_store(run: Run, tmp_path: Path) -> None:
    for name, start in (("root", []), ("direct", ["--directory", "template"])):
        run(*COOKIECUTTER, *start, "--output-dir", tmp_path / name, "preset=everything", cwd=tmp_path)

    assert tree(tmp_path / "root") == tree(tmp_path / "direct")


def test_the_course_ends_with_what_a_buyer_of_everything_gets(stores: Store) -> None:
    course = load_course(ROOT)

    last = Template(TEMPLATE).tree(course, course.steps[-1])

    bought = {path: (bool(mode & 0o100), text) for path, (mode, text) in tree(stores("everything")).items()}
    assert {path: (blob.executable, blob.data) for path, blob in last.items()} == bought


def test_a_users_file_in_the_way_stops_everything_before_it_is_touched(run: Run, tmp_path: Path) -> None:
    store = generate({"preset": "everything"}, tmp_path)
    (store / "README.md").write_text("My own words.\n")
    (store / "shop/bundles/mine.py").write_text("MINE = True\n")
    before = tree(store)

    refusal = run(
        *COOKIECUTTER, "-f", "--output-dir", tmp_path, "preset=everything", "without_parts=bundles",
        cwd=tmp_path, succeeds=False,
    )  # fmt: skip

    said = refusal.stdout + refusal.stderr
    assert said.startswith("The store was not written: the answers leave out `bundles`")
    assert "with_parts=bundles" in said
    assert "Traceback" not in said
    assert tree(store) == before


def test_cruft_stops_before_a_users_file_too(run: Run, tmp_path: Path) -> None:
    store = generate({"preset": "everything"}, tmp_path / "out")
    before = tree(store)
    kit = kit_in(tmp_path / "kit", run)

    refusal = run(
        *[BIN / "cruft", "create", kit, "--directory", "template", "--no-input", "--overwrite-if-exists"],
        *["--output-dir", tmp_path / "out", "--extra-context", '{"preset": "minimal"}'],
        cwd=tmp_path,
        succeeds=False,
    )

    assert "The store was not written: the answers leave out" in refusal.stderr
    assert tree(store) == before


def test_a_users_own_file_in_a_folder_of_a_part_that_is_left_out_stays(run: Run, tmp_path: Path) -> None:
    store = generate({"preset": "minimal"}, tmp_path)
    own = store / "shop/bundles/mine.py"
    own.parent.mkdir()
    own.write_text("MINE = True\n")

    run(*COOKIECUTTER, "-f", "--output-dir", tmp_path, "preset=minimal", cwd=tmp_path)

    assert [path.name for path in own.parent.iterdir()] == ["mine.py"]
    assert own.read_text() == "MINE = True\n"


def test_the_last_lines_say_how_the_store_starts(run: Run, tmp_path: Path) -> None:
    said = run(*COOKIECUTTER, "--output-dir", tmp_path, cwd=tmp_path).stdout.splitlines()

    assert [line.strip() for line in said if line.strip()] == [
        "kiln-and-cloth is ready. It starts with:",
        f"cd {tmp_path / 'kiln-and-cloth'}",
        "make run",
    ]


def test_generation_works_where_no_cache_can_be_written(run: Run, tmp_path: Path) -> None:
    nowhere = tmp_path / "file"
    nowhere.write_text("no folder\n")

    run("env", f"XDG_CACHE_HOME={nowhere}", *COOKIECUTTER, "--output-dir", tmp_path, cwd=tmp_path)

    assert (tmp_path / "kiln-and-cloth/Makefile").exists()


def test_the_extension_and_the_hooks_have_strict_types(run: Run) -> None:
    run(BIN / "mypy", "template/shopwright_answers.py", "template/shopwright_template.py", cwd=ROOT)
    for hook in ("pre", "post"):
        run(BIN / "mypy", f"template/hooks/{hook}_gen_project.py", cwd=ROOT)


def test_the_extension_and_the_hooks_lint(run: Run) -> None:
    files = ["template/shopwright_answers.py", "template/shopwright_template.py", "template/hooks"]
    config = ["--config", "pyproject.toml", "--no-force-exclude", "--no-cache"]
    run(BIN / "ruff", "check", *config, *files, cwd=ROOT)
    run(BIN / "ruff", "format", "--check", *config[:2], "--no-cache", *files, cwd=ROOT)
