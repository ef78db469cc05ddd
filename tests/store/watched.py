"""Everything that watches the shop, as real processes: web, worker, relay, beat, exporter, Prometheus."""

import json
import os
import re
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote
from urllib.request import urlopen

from tests.running import free_port

PATIENCE = 120  # seconds, after which a drill has failed
FASTER = 60  # a minute of the rules is a second of the drill


def faster(rules: str) -> str:
    """The rules, with seconds for their minutes, in `for`, in windows and in what may be waited for."""
    rules = re.sub(r"for: (\d+)m", r"for: \1s", rules)
    rules = re.sub(r"\[(\d+)m\]", lambda found: f"[{max(int(found[1]), 4)}s]", rules)
    return re.sub(r"_seconds\) > (\d+)", lambda found: f"_seconds) > {int(found[1]) / FASTER:g}", rules)


@contextmanager
def process(
    command: list[str], place: Path, variables: Mapping[str, str]
) -> Iterator["subprocess.Popen[bytes]"]:
    """A process inside a `with` block, killed at its end if it still runs."""
    with (place / "drill.log").open("ab") as log:
        begun = subprocess.Popen(command, cwd=place, env=dict(variables), stdout=log, stderr=log)
        try:
            yield
        finally:
            begun.terminate()
            try:
                begun.wait(20)
            except subprocess.TimeoutExpired:
                begun.kill()
                begun.wait()


class Watched:
    """A shop that is watched."""

    def __init__(self, store: Path, variables: Mapping[str, str], folder: Path) -> None:
        self.store, self.folder = store, folder
        self.metrics = folder / "metrics"
        self.metrics.mkdir()
        self.web, self.exporter, self.prometheus = free_port(), free_port(), free_port()
        self.variables = {**variables, "METRICS_FOLDER": str(self.metrics)}

    def python(self, *words: str) -> list[str]:
        """A command of the store's Python."""
        return [str(self.store / ".venv" / "bin" / "python"), *words]

    def worker(self) -> Any:
        """A worker with two processes."""
        words = [
            "-W",
            "ignore",
            "-m",
            "celery",
            "--app=config",
            "worker",
            "--concurrency=2",
            "--loglevel=WARNING",
        ]
        return process(self.python(*words), self.store, self.variables)

    @contextmanager
    def running(self) -> Iterator[None]:
        """Everything but the worker."""
        commands = [
            self.python("-m", "gunicorn", "config.wsgi", "--workers=2", f"--bind=127.0.0.1:{self.web}"),
            self.python("manage.py", "relay"),
            self.python("-m", "celery", "--app=config", "beat", "--pidfile=", "--loglevel=WARNING"),
            self.python("manage.py", "metrics", f"--port={self.exporter}"),
        ]
        with ExitStack() as all_of_them:
            for command in commands:
                all_of_them.enter_context(process(command, self.store, self.variables))
            all_of_them.enter_context(process(self.watching(), self.folder, os.environ))
            yield

    def watching(self) -> list[str]:
        """Prometheus, with the store's own configuration; only its times are shorter."""
        deploy = self.store / "deploy" / "prometheus"
        place = self.folder / "prometheus"
        shutil.copytree(deploy, place)
        config = (place / "prometheus.yml").read_text("utf-8").replace("15s", "1s")
        (place / "prometheus.yml").write_text(config.partition("alerting:")[0], "utf-8")
        rules = place / "rules" / "shop.yml"
        rules.write_text(faster(rules.read_text("utf-8")), "utf-8")
        (place / "targets" / "shop.yml").write_text(f'- targets: ["127.0.0.1:{self.exporter}"]\n', "utf-8")
        listen = f"--web.listen-address=127.0.0.1:{self.prometheus}"
        data = f"--storage.tsdb.path={self.folder / 'data'}"
        return ["prometheus", f"--config.file={place / 'prometheus.yml'}", data, listen, "--log.level=warn"]

    def alarms(self) -> set[str]:
        """What fires."""
        told = self.ask("/api/v1/alerts")["data"]["alerts"] if self.answers() else []
        return {one["labels"]["alertname"] for one in told if one["state"] == "firing"}

    def figure(self, query: str) -> float:
        """One figure, as Prometheus has it; nothing is 0."""
        found = self.ask(f"/api/v1/query?query={quote(query)}")["data"]["result"]
        return float(found[0]["value"][1]) if found else 0.0

    def ask(self, path: str) -> Any:
        """Ask Prometheus."""
        with urlopen(f"http://127.0.0.1:{self.prometheus}{path}", timeout=10) as answer:
            return json.load(answer)

    def is_open(self) -> bool:
        """Whether the shop answers yet. This is no request that is counted by the drill."""
        try:
            urlopen(f"http://127.0.0.1:{self.web}/health/live", timeout=10).close()
        except OSError:
            return False
        return True

    def answers(self) -> bool:
        """Whether Prometheus answers yet."""
        try:
            self.ask("/api/v1/status/buildinfo")
        except OSError:
            return False
        return True


def until(is_so: Callable[[], bool], what: str) -> None:
    """Wait for something that other processes do; look four times a second."""
    end = time.monotonic() + PATIENCE
    while not is_so():
        assert time.monotonic() < end, f"not within {PATIENCE} s: {what}"
        time.sleep(0.25)
