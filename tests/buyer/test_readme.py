"""The first five minutes of the generated README, word for word, from nothing.

All tests of the store are run here where all are, by night: they are minutes, and test_proof.py runs those
that are near to what this store has otherwise than the store with everything.
"""

import os
import re
import subprocess
from pathlib import Path
from urllib.request import urlopen

from shopwright.course.environment import find_uv
from shopwright.store import ROOT, generate

from ..running import answers, free_port, left_running, serving


def first_commands(readme: str) -> list[str]:
    """Give the commands that the section on the first five minutes tells to type."""
    section = readme.split("## The first five minutes\n")[1].split("\n## ", maxsplit=1)[0]
    fences: list[str] = re.findall(r"^```console\n(.*?)^```$", section, re.MULTILINE | re.DOTALL)
    return [line[2:] for fence in fences for line in fence.splitlines() if line.startswith("$ ")]


UNTESTED = {"make check": ["CHECKS=lint types migrations"]}


def test_the_first_five_minutes_work_word_for_word(tmp_path: Path, whole: bool) -> None:
    store = generate({"preset": "standard"}, tmp_path)
    readme = (store / "README.md").read_text("utf-8")
    port = free_port()
    # The port is the one thing that this test may not leave to chance; make takes it from here. What was said
    # to the kit's own make, such as ARGS, is not for the store's.
    env = {
        key: value
        for key, value in os.environ.items()
        if not key.startswith(("MAKE", "PYTEST_", "VIRTUAL_ENV", "ARGS"))
    }
    env |= {"PORT": str(port), "UV": find_uv(ROOT)}
    first, *others = first_commands(readme)

    with serving(first.split(), store, env) as shop:
        shop.wait_until_open(180)
        for address in re.findall(r"<(http://127\.0\.0\.1:8000\S*)>", readme):
            with urlopen(address.replace(":8000", f":{port}"), timeout=30) as page:  # noqa: S310
                assert page.status == 200
        for command in others:
            result = subprocess.run(
                [*command.split(), *([] if whole else UNTESTED.get(command, []))],
                cwd=store,
                env=env,
                capture_output=True,
                text=True,
                check=False,
            )
            assert result.returncode == 0, result.stdout[-8000:] + result.stderr[-4000:]

    assert set(UNTESTED) <= set(others)
    assert "Traceback" not in shop.text
    assert not answers(port)
    assert left_running(store) == []
