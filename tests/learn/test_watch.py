"""`learn watch`: it checks again when a file is saved, and Ctrl-C ends it well."""

import os
import queue
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

from shopwright.learn.copy import Copy

PATIENCE = 60


def test_a_saved_file_is_checked_and_ctrl_c_ends_it(
    copy: Copy, root: Path, solve: Callable[[], None]
) -> None:
    command = [sys.executable, "-u", "-m", "shopwright", "learn", "watch", "--root", str(root)]
    process = subprocess.Popen(
        command,
        cwd=copy.folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    lines: queue.Queue[str] = queue.Queue()
    assert process.stdout
    reader = threading.Thread(target=lambda: [lines.put(line) for line in process.stdout or ()], daemon=True)
    reader.start()

    def until(text: str) -> list[str]:
        seen = [""]
        while text not in seen[-1]:
            seen.append(lines.get(timeout=PATIENCE))
        return seen

    try:
        assert any("0 of 2 tests passed" in line for line in until("Watching; Ctrl-C ends it."))
        solve()
        again = until("Watching; Ctrl-C ends it.")
        os.killpg(process.pid, signal.SIGINT)
        assert process.wait(PATIENCE) == 0
    finally:
        process.kill()
        process.wait(PATIENCE)
        reader.join(10)
        process.stdout.close()
        if process.stderr:
            errors = process.stderr.read()
            process.stderr.close()

    assert any("till/prices.py changed" in line for line in again)
    assert any("Solved." in line for line in again)
    assert lines.queue[-1] == "Ended.\n"
    assert errors.strip() == ""
