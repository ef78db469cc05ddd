"""A whole shop of a drill's own: its servers, and every process as production starts it, in one folder."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.request import ProxyHandler, build_opener

import psycopg

from drills.errors import DrillFailed
from drills.processes import MARK, Processes
from drills.waiting import until
from local.postgres import Postgres, programs
from local.processes import HOST, free_port
from local.telling import SECRET
from local.valkey import Valkey

ROOT = Path(__file__).resolve().parents[1]
BROWSER = build_opener(ProxyHandler({}))
SERVERS = ("postgres", "cache", "queues")
LISTEN = ("web", "sandbox", "mail", "figures")
# Those that a shop has in any case; a part may add one.
PROCESSES = ("sandbox", "mail", "web", "worker", "beat", "relay", "webhooks")


class Place:
    """One shop. Whoever knows the folder can act on it, from any process.

    Args:
        folder: where all of it lies.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.processes = Processes(folder)
        self.postgres = Postgres(folder / "postgres")
        self.valkeys = {name: Valkey(folder / name) for name in ("cache", "queues")}

    @classmethod
    def mine(cls) -> "Place":
        """The place of the drill that this process belongs to."""
        return cls(Path(os.environ[MARK]))

    @cached_property
    def ports(self) -> dict[str, int]:
        """Where its processes listen; drawn once, so that one that is started again is found again."""
        file = self.folder / "ports.json"
        if not file.exists():
            file.write_text(json.dumps({name: free_port() for name in LISTEN}))
        return dict(json.loads(file.read_text()))

    @property
    def shop(self) -> str:
        """The shop's address."""
        return f"http://{HOST}:{self.ports['web']}"

    def variables(self) -> dict[str, str]:
        """What every process of this shop is told, and whoever types a command."""
        words = {
            "PATH": os.pathsep.join([str(Path(sys.executable).parent), str(programs()), os.environ["PATH"]]),
            "HOME": os.environ.get("HOME", "/"),
            MARK: str(self.folder),
            "SHOP_TARGET": "drills/host.toml",
            "SHOP": self.shop,
            "SHOP_ENV": "test",
            "SECRET_KEY": "a-drill-s-own-key-which-opens-nothing-anywhere-else",
            "ALLOWED_HOSTS": HOST,
            # The shop is nobody special there, and whoever mends the server is.
            "DATABASE_URL": self.postgres.url("shop").replace("//postgres@", "//shop@"),
            "ADMIN_URL": self.postgres.url("shop"),
            "REDIS_URL": f"redis://{HOST}:{self.port_of('cache')}/0",
            "BROKER_URL": f"redis://{HOST}:{self.port_of('queues')}/0",
            "EMAIL_URL": f"smtp://{HOST}:{self.ports['mail']}",
            "MEDIA_ROOT": str(self.folder / "media"),
            "STRIPE_SECRET_KEY": "sk_test_sandbox",
            "STRIPE_PUBLISHABLE_KEY": "pk_test_sandbox",
            "STRIPE_API_BASE": f"http://{HOST}:{self.ports['sandbox']}",
            "WEBHOOK_SECRETS": f"stripe={SECRET}",
            "PYTHONDONTWRITEBYTECODE": "1",
            "PYTHONUNBUFFERED": "1",
            "PYTHONWARNINGS": "ignore",
            "COLUMNS": "100",
            "NO_COLOR": "1",
            "no_proxy": "*",
            # {% if part("metrics") %}
            "METRICS_FOLDER": str(self.folder / "counts"),
            # {% endif %}
        }
        return {**words, **self.release()}

    def port_of(self, name: str) -> int:
        """Where one of the small servers listens, or will."""
        file = self.folder / name / "port"
        if not file.exists():
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(str(free_port()))
        return int(file.read_text())

    def release(self) -> dict[str, str]:
        """What the release that serves adds to the environment; see `drills.host`."""
        file = self.folder / "serves.json"
        return dict(json.loads(file.read_text())["variables"]) if file.exists() else {}

    def command(self, name: str) -> list[str]:
        """What starts a process."""
        if name == "sandbox":
            hook = ["--webhook", f"{self.shop}/webhooks/stripe/", "--secret", SECRET]
            return [sys.executable, "-m", "sandbox", "--quiet", "--port", str(self.ports["sandbox"]), *hook]
        if name == "mail":
            words = [str(self.ports["mail"]), f"{self.folder}/mails"]
            return [sys.executable, "-m", "drills.mailserver", *words]
        more = {
            "web": [f"--bind={HOST}:{self.ports['web']}"],
            "worker": ["--queues=default,mail,slow"],
            "metrics": ["--port", str(self.ports["figures"])],
        }
        return [str(ROOT / "deploy/bin" / name), *more.get(name, [])]

    def start(self, name: str) -> None:
        """Start a server or a process, and wait until it works."""
        if name == "postgres":
            self.postgres.start()
        elif name in self.valkeys:
            self.port_of(name)
            self.valkeys[name].start()
        else:
            alive = str(self.folder / f"{name}.alive")
            self.processes.start(name, self.command(name), {**self.variables(), "ALIVE_FILE": alive}, ROOT)
            if name == "web":
                until(lambda: self.ask("/health/live") == 200, "the shop answers")

    def stop(self, name: str) -> None:
        """End one, as its platform would."""
        if name == "postgres":
            self.postgres.stop()
        elif name in self.valkeys:
            self.valkeys[name].stop()
        else:
            self.processes.stop(name)

    def kill(self, name: str) -> None:
        """End one in the middle of what it does."""
        if name == "postgres":
            self.postgres.control("-m", "immediate", "-w", "stop")
        elif name in self.valkeys:
            self.valkeys[name].stop()  # it keeps nothing, so that all is gone in any case
        else:
            self.processes.kill(name)

    def runs(self, name: str) -> bool:
        """Whether one runs."""
        if name == "postgres":
            return self.postgres.is_running()
        if name in self.valkeys:
            return self.valkeys[name].is_running()
        return bool(self.processes.pid(name))

    def names(self) -> list[str]:
        """All that this shop consists of."""
        further = [name for name in self.processes.names() if name not in PROCESSES]
        return [*SERVERS, *PROCESSES, *further]

    def open(self) -> None:
        """Start all of it, and wait until it sells."""
        for name in (*SERVERS, *PROCESSES):
            self.start(name)
        until(lambda: self.ask("/health/ready") == 200, "the shop is ready")
        until((self.folder / "beat.alive").exists, "beat runs")
        until((self.folder / "relay.alive").exists, "the relay runs")
        until(lambda: " ready." in self.log("worker"), "the worker is ready")

    def close(self) -> None:
        """End all that runs, whoever started it."""
        for name in self.processes.names():
            with suppress(Exception):
                self.processes.kill(name)
        for act in (*(valkey.stop for valkey in self.valkeys.values()), self.postgres.stop):
            with suppress(Exception):
                act()

    def ask(self, path: str) -> int:
        """Ask for a page of the shop; gives the status, 0 where nobody answers."""
        try:
            with BROWSER.open(f"{self.shop}{path}", timeout=10) as answer:
                return int(answer.status)
        except HTTPError as error:
            return error.code
        except (URLError, OSError):
            return 0

    def log(self, name: str) -> str:
        """What a process has printed."""
        file = self.folder / f"{name}.log"
        return file.read_text(errors="replace") if file.exists() else ""

    def mails(self) -> str:
        """All mails that were sent."""
        return "\n".join(file.read_text() for file in (self.folder / "mails").glob("*.mail"))

    def psql(self, statement: str) -> None:
        """Run a statement as the server's superuser."""
        with psycopg.connect(self.postgres.url("shop"), autocommit=True) as connection:
            connection.execute(statement.encode())

    def manage(self, *words: str) -> str:
        """Call `manage.py` beside the shop; gives what it printed."""
        done = subprocess.run(
            [sys.executable, "manage.py", *words],
            cwd=ROOT,
            env=self.variables(),
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            raise DrillFailed(f"`manage.py {' '.join(words)}` failed.\n{done.stdout}{done.stderr}")
        return done.stdout


def made(folder: Path, tell: Callable[[str], None]) -> Place:
    """A shop that has never been opened, with its tables and its goods, to be copied for each drill."""
    close(folder)
    shutil.rmtree(folder, ignore_errors=True)
    for name in ("media", "mails", "counts"):
        (folder / name).mkdir(parents=True)
    place = Place(folder)
    try:
        for server in SERVERS:
            place.start(server)
        tell("Making a shop: its tables")
        with psycopg.connect(place.postgres.url("shop"), autocommit=True) as connection:
            connection.execute("CREATE ROLE shop LOGIN")
            connection.execute("ALTER DATABASE shop OWNER TO shop")
        place.manage("migrate", "--verbosity=0")
        tell("Making a shop: what is on the shelves")
        place.manage("seed_catalog", "--verbosity=0", "--without", "media")
    finally:
        place.close()
    for name in ("cache", "queues"):
        shutil.rmtree(folder / name, ignore_errors=True)
    for name in ("ports.json", "postgres/port"):
        (folder / name).unlink(missing_ok=True)
    return place


def copied(base: Path, folder: Path) -> Place:
    """A shop of one's own, made like another one."""
    close(folder)
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(base, folder)
    return Place(folder)


def close(folder: Path) -> None:
    """End what a killed drill left running in a folder."""
    if folder.exists():
        Place(folder).close()
