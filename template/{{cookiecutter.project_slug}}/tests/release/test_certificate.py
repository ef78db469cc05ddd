"""How long an address's certificate is still good, and what a browser would refuse."""

import os
import shutil
import ssl
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from tests.release.test_target import DEPLOY

HOST = "127.0.0.1"
# What openssl must be told before it signs for days that are over.
CA = f"""
[ca]
default_ca = here
[here]
database = issued
serial = serial
new_certs_dir = .
default_md = sha256
policy = any
x509_extensions = says
[any]
commonName = supplied
[says]
subjectAltName = IP:{HOST}
"""


def certified(folder: Path, days: int, name: str = f"IP:{HOST}") -> None:
    """Have a certificate that is good for some days, and that is its own authority."""
    if not shutil.which("openssl"):
        pytest.skip("openssl is not here")
    words = ["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]
    files = ["-keyout", str(folder / "key.pem"), "-out", str(folder / "certificate.pem")]
    about = ["-subj", "/CN=shop", "-addext", f"subjectAltName={name}", "-days", str(days)]
    subprocess.run(["openssl", *words, *files, *about], check=True, capture_output=True)


@contextmanager
def shown(folder: Path) -> Iterator[str]:
    """Show it at an address."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "certificate.pem", folder / "key.pem")
    with HTTPServer((HOST, 0), BaseHTTPRequestHandler) as server:
        server.socket = context.wrap_socket(server.socket, server_side=True)
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield f"https://{HOST}:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()


def asked(*words: str, trusted: Path | None = None) -> tuple[int, str]:
    """Ask from a shell; gives the exit code and what it said."""
    told = {"PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}"}
    if trusted:
        told["SSL_CERT_FILE"] = str(trusted / "certificate.pem")
    done = subprocess.run(
        [str(DEPLOY / "certificate"), *words], env=told, capture_output=True, text=True, check=False
    )
    return done.returncode, done.stdout + done.stderr


@pytest.mark.parametrize(("days", "code", "ends"), [(22, 0, "UTC."), (21, 1, "Expected: at least 21.")])
def test_three_weeks_are_enough_and_a_day_less_is_not(
    tmp_path: Path, days: int, code: int, ends: str
) -> None:
    certified(tmp_path, days)

    with shown(tmp_path) as address:
        came, said = asked(address, trusted=tmp_path)

    assert came == code, said
    assert f"good for {days - 1} more days" in said
    assert said.strip().endswith(ends)


def test_somebody_may_want_more_or_be_content_with_less(tmp_path: Path) -> None:
    certified(tmp_path, 6)

    with shown(tmp_path) as address:
        codes = [asked(address, "--days", days, trusted=tmp_path)[0] for days in ("5", "6")]

    assert codes == [0, 1]


def test_what_a_browser_refuses_is_not_good_for_a_single_day(tmp_path: Path) -> None:
    certified(tmp_path, 90, "DNS:elsewhere.test")

    with shown(tmp_path) as address:
        unknown, another = asked(address), asked(address, trusted=tmp_path)

    assert (unknown[0], another[0]) == (1, 1)
    assert "Found: self-signed certificate." in unknown[1]
    assert "IP address mismatch" in another[1]


def test_one_that_is_over_is_refused(tmp_path: Path) -> None:
    certified(tmp_path, 90)
    (tmp_path / "ca.conf").write_text(CA)
    (tmp_path / "issued").touch()
    wanted = ["req", "-new", "-key", "key.pem", "-out", "wanted", "-subj", "/CN=shop"]
    dates = ["-startdate", "20200101000000Z", "-enddate", "20200401000000Z"]
    words = ["-in", "wanted", "-keyfile", "key.pem", "-out", "certificate.pem", "-notext", *dates]
    for command in (wanted, ["ca", "-batch", "-selfsign", "-create_serial", "-config", "ca.conf", *words]):
        subprocess.run(["openssl", *command], cwd=tmp_path, check=True, capture_output=True)

    with shown(tmp_path) as address:
        code, said = asked(address, trusted=tmp_path)

    assert code == 1
    assert "Found: certificate has expired." in said


def test_where_nobody_answers_it_says_so() -> None:
    code, said = asked(f"https://{HOST}:1")

    assert code == 1
    assert said.startswith(f"{HOST}:1 shows no certificate.\nFound: [Errno 111] Connection refused.")


@pytest.mark.parametrize("address", ["http://shop.example.com", "shop.example.com", "https://"])
def test_what_is_no_address_is_refused(address: str) -> None:
    code, said = asked(address)

    assert code == 2
    assert f"found `{address}`; expected https://" in said
