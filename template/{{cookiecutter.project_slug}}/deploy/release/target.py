"""Where a release goes, as data: a target is a TOML file with the commands that act on its host.

    about = "What this target is."

    [current]                       # prints the image that serves now, or nothing before the first one
    run = ["ssh", "{DEPLOY_HOST}", "cat shop/image"]
    timeout = 30

Every target has `current`, `fetch`, `migrate` and `activate`. `{image}` and `{release}` are filled in, names
in capitals from the environment, and others from the file itself: `name = "words"` above the first command.
No shell of ours runs a command, but a host's shell may read it at the other end: a value from outside with
anything but letters, digits and `@._/:-` is refused.
"""

import os
import re
import subprocess
import sys
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from deploy.release.errors import Wrong

NEEDED = ("current", "fetch", "migrate", "activate")
PLACE = re.compile(r"\{([A-Za-z_]+)\}")
HARMLESS = re.compile(r"[A-Za-z0-9][A-Za-z0-9@._/:-]*")
# By digest, never by tag: whoever may push can move a tag, and going back must lead to the same bytes.
IMAGE = re.compile(r"[a-z0-9][a-z0-9._/:-]*@sha256:[0-9a-f]{64}")


@dataclass(frozen=True)
class Release:
    """What is shipped.

    Attributes:
        image: the image by its digest.
        commit: what it was built from, and what it says at `/health/version`.
    """

    image: str
    commit: str

    def __post_init__(self) -> None:
        """Refuse an image that somebody could exchange.

        Raises:
            Wrong: it is not named by a digest.
        """
        if not IMAGE.fullmatch(self.image):
            raise Wrong(
                "The image is not named by its digest.",
                found=f"`{self.image}`.",
                do="name it as HOST/NAME@sha256:DIGEST; the build prints that.",
            )


class Target:
    """A host that releases go to.

    Args:
        file: the TOML file.

    Raises:
        Wrong: a command is missing.
    """

    def __init__(self, file: Path) -> None:
        self.name = file.stem
        self.commands: dict[str, Any] = tomllib.loads(file.read_text("utf-8"))
        if missing := [name for name in NEEDED if "run" not in self.commands.get(name, {})]:
            raise Wrong(
                f"{file} is no target.", found=f"no `{'`, no `'.join(missing)}`.", do="write `run` for each."
            )

    def current(self) -> str:
        """The image that serves now; nothing before the first release."""
        return self.run("current", None).strip()

    def run(self, name: str, release: Release | None) -> str:
        """Run one of the commands, and give what it printed.

        Raises:
            Wrong: it failed, took too long, or has a value in it that a shell could read as more.
        """
        told = self.commands[name]
        words = [self.filled(word, release) for word in told["run"]]
        try:
            done = subprocess.run(
                words,
                stdin=subprocess.DEVNULL,
                capture_output=True,
                text=True,
                timeout=told.get("timeout", 300),
                check=False,
            )
        except subprocess.TimeoutExpired as error:
            raise Wrong(
                f"`{name}` did not end.", found=f"{error.timeout} s.", do=told.get("do", LOOK)
            ) from error
        except OSError as error:
            raise Wrong(f"`{name}` could not be run.", found=f"{error}.", do=told.get("do", LOOK)) from error
        sys.stderr.write(done.stderr)
        if done.returncode:
            last = (done.stderr.strip() or done.stdout.strip() or "no word").splitlines()[-1]
            found = f"exit code {done.returncode}: {last}"
            raise Wrong(f"`{name}` failed.", found=found, do=told.get("do", LOOK))
        return done.stdout

    def filled(self, word: str, release: Release | None) -> str:
        """A word of a command with its values in their places.

        Raises:
            Wrong: a value is missing, or is more than a value.
        """
        values = {"image": release.image, "release": release.commit} if release else {}

        def value(place: re.Match[str]) -> str:
            name = place[1]
            if isinstance(words := self.commands.get(name), str):
                return words
            found = values.get(name, os.environ.get(name, "") if name.isupper() else "")
            if not HARMLESS.fullmatch(found):
                # Values may be secrets, so that this one stays unsaid.
                raise Wrong(
                    f"`{name}` is not set, or is more than a name.",
                    found="nothing, or a character that a shell reads.",
                    do=f"set {name}; letters, digits and @._/:- are allowed.",
                )
            return found

        return PLACE.sub(value, word)


LOOK = "look at what it printed above, and at the host."
