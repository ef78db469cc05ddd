"""Trees in memory and on the disk."""

from pathlib import Path

from shopwright.course.tree import Blob, changes, digest, write_tree


def test_changes_are_told_by_path() -> None:
    old = {"a": Blob(b"1"), "b": Blob(b"1"), "c": Blob(b"1")}
    new = {"b": Blob(b"2"), "c": Blob(b"1", executable=True), "d": Blob(b"1")}

    assert [(change.path, change.kind) for change in changes(old, new)] == [
        ("a", "deleted"),
        ("b", "modified"),
        ("c", "modified"),
        ("d", "added"),
    ]


def test_a_digest_depends_on_content_alone() -> None:
    assert digest({"a": Blob(b"1"), "b": Blob(b"2")}) == digest({"b": Blob(b"2"), "a": Blob(b"1")})
    assert digest({"a": Blob(b"1")}) != digest({"a": Blob(b"1", executable=True)})


def test_a_folder_follows_its_tree_and_keeps_what_is_not_ours(tmp_path: Path) -> None:
    folder = tmp_path / "step"
    write_tree({"shop/a.py": Blob(b"1"), "bin/run": Blob(b"2", executable=True)}, folder)
    (folder / "kept").touch()

    write_tree({"b.py": Blob(b"1")}, folder)

    assert sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*")) == ["b.py", "kept"]


def test_an_unchanged_file_is_not_written_again(tmp_path: Path) -> None:
    folder = tmp_path / "step"
    write_tree({"a.py": Blob(b"1")}, folder)
    before = (folder / "a.py").stat().st_ctime_ns

    write_tree({"a.py": Blob(b"1")}, folder)

    assert (folder / "a.py").stat().st_ctime_ns == before


def test_times_differ_with_the_content_and_with_nothing_else(tmp_path: Path) -> None:
    for name, data in (("one", b"x = 1"), ("two", b"x = 2"), ("three", b"x = 1")):
        write_tree({"a.py": Blob(data)}, tmp_path / name)

    times = [(tmp_path / name / "a.py").stat().st_mtime for name in ("one", "two", "three")]
    assert times[0] == times[2] != times[1]
