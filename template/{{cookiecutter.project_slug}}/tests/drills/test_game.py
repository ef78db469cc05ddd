"""A trouble that nobody names, found and cured by somebody who sits down at the shop."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

from drills.game import drawn
from drills.page import names, runbook
from drills.place import ROOT
from drills.waiting import until


def test_a_seed_is_the_same_trouble_for_every_team() -> None:
    first, again = [[drawn(seed) for seed in range(50)] for _ in range(2)]

    assert first == again
    assert set(first) == {name for name in names() if runbook(name).alarms != ["none"]}


def test_somebody_finds_what_has_stopped_and_starts_it_again(tmp_path: Path) -> None:
    seed = next(seed for seed in count() if drawn(seed) == "outbox-stuck")
    told = tmp_path / "told"

    with playing(tmp_path, told, "--seed", str(seed)) as game:
        seat = tmp_path / "local/drills/game/seat"
        until(lambda: seat.exists() or game.poll() is not None, "somebody may sit down", 300)
        until_then = told.read_text()
        restart = "deploy/service status | awk '/stopped/ {print $1}' | xargs -n1 deploy/service restart"
        subprocess.run(["bash", "-c", f". {seat}; {restart}"], cwd=ROOT, check=True, capture_output=True)
        code = game.wait(timeout=240)

    assert code == 0, told.read_text()
    assert "outbox-stuck" not in until_then
    assert "It was runbooks/outbox-stuck.md: the relay is killed while people order." in told.read_text()


@contextmanager
def playing(folder: Path, told: Path, *words: str) -> Iterator[subprocess.Popen[bytes]]:
    """Play the game in a folder of its own, as long as the block goes on."""
    own = {**os.environ, "SHOP_LOCAL": str(folder / "local"), "PYTHONWARNINGS": "ignore"}
    with told.open("wb") as out:
        game = subprocess.Popen(
            [sys.executable, "-m", "drills.game", *words], cwd=ROOT, env=own, stdout=out, stderr=out
        )
        try:
            yield game
        finally:
            game.terminate()
            game.wait(timeout=60)
