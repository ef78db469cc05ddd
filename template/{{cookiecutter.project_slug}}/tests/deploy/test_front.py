"""nginx in front of the shop, as on the one host: the real program, its real configuration, real TLS."""

import os
import re
import shutil
import socket
import ssl
import subprocess
from collections.abc import Iterator, Mapping
from http.client import HTTPResponse, HTTPSConnection, RemoteDisconnected
from pathlib import Path

import pytest

from local.processes import as_plain_user, free_port
from local.valkey import Valkey
from tests.deploy.release import ROOT, ask, entry, until
from tests.workers.crew import database, kill_all_of, until_says
from tests.workers.desk import HOST, PATIENCE

CONFIGURATION = (ROOT / "deploy/nginx/nginx.conf").read_text()
NAME = CONFIGURATION.split("server_name ")[1].split(";")[0]
PICTURE = b"\x89PNG not really"


class Front:
    """nginx, running.

    Attributes:
        secure, plain: where it listens.
    """

    def __init__(self, folder: Path, web: int) -> None:
        self.folder, self.secure, self.plain = folder, free_port(), free_port()
        moved = {
            "/tmp/": f"{folder}/",  # noqa: S108 - the text of the configuration
            "/dev/stdout": f"{folder}/access.log",
            "/dev/stderr": "stderr",
            "8443": f"{HOST}:{self.secure}",
            "listen 8080": f"listen {HOST}:{self.plain}",
            "127.0.0.1:8081": f"{HOST}:{free_port()}",
            "/etc/nginx/certificates": str(folder),
            "http://web:8000": f"http://{HOST}:{web}",
            "/srv/media/": f"{folder}/media/",
        }
        text = CONFIGURATION
        for there, here in moved.items():
            assert there in text
            text = text.replace(there, here)
        (folder / "nginx.conf").write_text(f"daemon off;\n{text}")
        (folder / "media").mkdir()
        (folder / "media/a.png").write_bytes(PICTURE)
        (folder / "media/.part-a").write_bytes(PICTURE)

    @property
    def command(self) -> list[str]:
        """nginx with this configuration, as a plain user: as root it would hand its work to somebody else."""
        words = ["-p", str(self.folder), "-c", str(self.folder / "nginx.conf")]
        return [*as_plain_user(self.folder), nginx(), *words]

    def ask(
        self, path: str, method: str = "GET", body: bytes = b"", headers: Mapping[str, str] | None = None
    ) -> tuple[HTTPResponse, bytes]:
        """Ask for a page as a browser does, which trusts this certificate and knows the shop's name."""
        trust = ssl.create_default_context(cafile=str(self.folder / "fullchain.pem"))
        trust.check_hostname = False  # the line goes to an address
        line = HTTPSConnection(HOST, self.secure, timeout=PATIENCE, context=trust)
        line.sock = trust.wrap_socket(connected(self.secure), server_hostname=NAME)
        try:
            line.request(method, path, body or None, {"Host": NAME, **(headers or {})})
            answer = line.getresponse()
            return answer, answer.read()
        finally:
            line.close()


def connected(port: int) -> socket.socket:
    """A line to a port of this machine."""
    return socket.create_connection((HOST, port), timeout=PATIENCE)


def nginx() -> str:
    """Where the program is. It is no Python package, so where it is missing these tests cannot be run."""
    path = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin")
    if not path:
        pytest.skip("nginx is not here; on Debian and Ubuntu, `apt install nginx-light`")
    return path


def certify(folder: Path) -> None:
    """Make a certificate that nobody else trusts."""
    words = ["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]
    files = ["-keyout", str(folder / "privkey.pem"), "-out", str(folder / "fullchain.pem")]
    name = ["-subj", f"/CN={NAME}", "-addext", f"subjectAltName=DNS:{NAME}"]
    subprocess.run(["openssl", *words, *files, *name], check=True, capture_output=True)


@pytest.fixture(scope="module")
def front(
    release: Path, valkey: Valkey, django_db_setup: None, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Front]:
    """nginx in front of a real web process."""
    nginx()
    folder, port = tmp_path_factory.mktemp("front"), free_port()
    front = Front(folder, port)
    certify(folder)
    variables = {"DATABASE_URL": database(), "REDIS_URL": f"{valkey.start()}", "ALLOWED_HOSTS": NAME}
    with entry(release, "web", f"--bind={HOST}:{port}", variables=variables) as web:
        until_says(web, "Booting worker")
        with subprocess.Popen(front.command, start_new_session=True, text=True) as process:
            try:
                until(lambda: listens(front.secure), process)
                yield front
            finally:
                kill_all_of(process)


def listens(port: int) -> bool:
    """Whether somebody is there."""
    with socket.socket() as probe:
        return probe.connect_ex((HOST, port)) == 0


def test_the_configuration_is_one(tmp_path: Path) -> None:
    command = Front(tmp_path, 1).command
    certify(tmp_path)

    tested = subprocess.run([*command, "-t", "-q"], capture_output=True, text=True, check=False)

    assert (tested.returncode, tested.stderr) == (0, "")


def test_pages_are_served_encrypted_and_only_so(front: Front) -> None:
    page, body = front.ask("/admin/login/")
    plain, _ = ask(front.plain, "/admin/login/?a=1", {"Host": NAME})

    assert page.status == 200
    assert b"csrfmiddlewaretoken" in body
    assert (plain.status, plain.headers["Location"]) == (308, f"https://{NAME}/admin/login/?a=1")


def test_nobody_can_say_that_they_came_encrypted_or_from_elsewhere(front: Front) -> None:
    lies = {"X-Forwarded-Proto": "http", "X-Forwarded-Host": "evil.test", "X-Forwarded-For": "10.9.9.9"}

    # Were the first believed, Django would send them to https, and so on for ever.
    answer, _ = front.ask("/admin/", headers=lies)

    assert (answer.status, answer.headers["Location"]) == (302, "/admin/login/?next=/admin/")


def test_who_asks_for_another_host_gets_nothing(front: Front) -> None:
    with pytest.raises(RemoteDisconnected):
        ask(front.plain, "/", {"Host": "evil.test"})


def test_what_is_too_large_never_reaches_the_shop(front: Front) -> None:
    small, large = 3 * 1024**2, 14 * 1024**2

    assert front.ask("/health/live", "POST", b"x" * small)[0].status == 413
    # Staff may send as much. Here a token is missing, or another test has just written too often.
    assert front.ask("/admin/login/", "POST", b"x" * small)[0].status in {403, 429}
    assert front.ask("/admin/login/", "POST", b"x" * large)[0].status == 413


def test_static_files_reach_the_shop_once_and_pictures_never(front: Front) -> None:
    _, body = front.ask("/admin/login/")
    path = re.findall(rb'href="(/static/admin/css/base\.[0-9a-f]{12}\.css)"', body)[0].decode()

    first, sheet = front.ask(path)
    again, same = front.ask(path)
    picture, bytes_of_it = front.ask("/media/a.png")

    assert (first.status, again.status, same) == (200, 200, sheet)
    assert (first.headers["X-Cache"], again.headers["X-Cache"]) == ("MISS", "HIT")
    assert first.headers["Cache-Control"] == "max-age=315360000, public, immutable"
    assert (picture.status, bytes_of_it, picture.headers["Content-Type"]) == (200, PICTURE, "image/png")
    assert picture.headers["X-Content-Type-Options"] == "nosniff"
    assert front.ask("/media/.part-a")[0].status == 404


def test_who_writes_without_end_is_slowed_down(front: Front) -> None:
    answers = [front.ask("/health/live", "POST")[0].status for _ in range(60)]

    assert answers[:15] == [405] * 15
    assert 429 in answers
    assert front.ask("/health/live")[0].status == 200
