"""Trees of files in memory: what changed between two of them, and how one is put on the disk."""

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Literal

PAST = 946_684_800  # 2000-01-01T00:00:00Z: a file from the future would confuse `make`

Kind = Literal["added", "modified", "deleted"]


@dataclass(frozen=True, slots=True)
class Blob:
    """The bytes of one file, and whether it may be executed."""

    data: bytes
    executable: bool = False

    @property
    def text(self) -> str:
        """The file as text (UTF-8)."""
        return self.data.decode("utf-8")

    @property
    def is_binary(self) -> bool:
        """Whether the file is something else than text."""
        if b"\0" in self.data:
            return True
        try:
            self.data.decode("utf-8")
        except UnicodeDecodeError:
            return True
        return False


Tree = Mapping[str, Blob]


@dataclass(frozen=True, slots=True)
class Change:
    """What one step did to one file; `old` is None for an added file, `new` for a deleted one."""

    path: str
    kind: Kind
    old: Blob | None
    new: Blob | None


def changes(old: Tree, new: Tree) -> list[Change]:
    """Return what turns `old` into `new`, ordered by path."""
    found: list[Change] = []
    for path in sorted(old.keys() | new.keys()):
        before, after = old.get(path), new.get(path)
        if before is after or before == after:
            continue
        kind: Kind = "added" if before is None else "deleted" if after is None else "modified"
        found.append(Change(path, kind, before, after))
    return found


def digest(tree: Tree, paths: Iterable[str] | None = None) -> str:
    """Return a name for the content of a tree, or of some of its paths: equal content, equal name."""
    total = sha256()
    for path in sorted(tree if paths is None else paths):
        blob = tree[path]
        head = f"{path}\0{int(blob.executable)}\0{len(blob.data)}\0"
        total.update(head.encode())
        total.update(blob.data)
    return total.hexdigest()


def write_tree(tree: Tree, folder: Path) -> None:
    """Make the files in `folder` those of `tree`.

    Only what differs is written, and what an earlier call wrote and the tree no longer has is removed.
    Other files in the folder (a `.venv`, a cache) are left alone.
    """
    folder.mkdir(parents=True, exist_ok=True)
    index = folder.with_name(f"{folder.name}.files")  # beside the folder: inside, the store would find it
    written = index.read_text("utf-8").split("\n") if index.exists() else []
    for path in written:
        if path and path not in tree:
            _remove(folder, path)
    write_files(tree, folder)
    index.write_text("\n".join(sorted(tree)), "utf-8")


def write_files(tree: Tree, folder: Path) -> None:
    """Write the files of a tree into a folder, where they differ; no other file is touched."""
    for path, blob in tree.items():
        _write(folder / path, blob)


def _write(file: Path, blob: Blob) -> None:
    mode = 0o755 if blob.executable else 0o644
    if file.is_file() and file.stat().st_size == len(blob.data) and file.read_bytes() == blob.data:
        if file.stat().st_mode & 0o777 != mode:
            file.chmod(mode)
        return
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(blob.data)
    file.chmod(mode)
    moment = _moment(blob)
    os.utime(file, (moment, moment))


def _moment(blob: Blob) -> int:
    """A time that depends on the content alone.

    One time for all would be wrong: Python trusts a `.pyc` whose source has the same time and size.
    """
    return PAST + int.from_bytes(sha256(blob.data).digest()[:3], "big")


def _remove(folder: Path, path: str) -> None:
    (folder / path).unlink(missing_ok=True)
    for parent in (folder / path).parents:
        if parent == folder or not parent.is_dir() or any(parent.iterdir()):
            break
        parent.rmdir()
