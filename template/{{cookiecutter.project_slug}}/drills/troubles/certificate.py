"""The certificate of the shop's address ends in five days, and nobody has renewed it."""

import shutil
import socket
import ssl
import subprocess
import sys
from pathlib import Path
from threading import Event, Thread
from urllib.parse import urlsplit
from urllib.request import HTTPSHandler, ProxyHandler, build_opener

from drills.drill import Drill
from drills.errors import DrillFailed
from drills.place import ROOT, Place
from drills.waiting import until
from local.processes import HOST, free_port

CURVE = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes")
OWN = "keyUsage=critical,keyCertSign,cRLSign,digitalSignature"
LEAF = f"subjectAltName=IP:{HOST}\nsubjectKeyIdentifier=hash\nauthorityKeyIdentifier=keyid\n"
PATH = "/health/live"


def openssl(folder: Path, *words: str) -> None:
    """Have openssl do something in a folder.

    Raises:
        DrillFailed: it is not here, or it would not.
    """
    if not shutil.which("openssl"):
        raise DrillFailed("This drill is its own authority, and needs openssl: install it.")
    done = subprocess.run(["openssl", *words], cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode:
        raise DrillFailed(f"openssl {' '.join(words)}\n{done.stderr}")


def certify(folder: Path, authority: Path, days: int) -> None:
    """Have a certificate for this machine's address, signed by an authority."""
    folder.mkdir()
    (folder / "says").write_text(LEAF)
    openssl(folder, "req", *CURVE, "-keyout", "privkey.pem", "-out", "wanted", "-subj", f"/CN={HOST}")
    by = ["-CA", f"{authority}.pem", "-CAkey", f"{authority}.key", "-CAcreateserial", "-extfile", "says"]
    openssl(folder, "x509", "-req", "-in", "wanted", *by, "-days", str(days), "-out", "fullchain.pem")


class Visitors:
    """People who ask for a page, one after the other, each over a line of their own.

    Args:
        shop: the shop's address.
        authority: whom their browsers believe.
    """

    def __init__(self, shop: str, authority: Path) -> None:
        self.shop = shop
        self.trust = ssl.create_default_context(cafile=str(authority))
        self.browser = build_opener(ProxyHandler({}), HTTPSHandler(context=self.trust))
        self.served, self.dropped = 0, list[str]()
        self.over = Event()
        self.thread = Thread(target=self.come, daemon=True)
        self.line: ssl.SSLSocket | None = None

    def come(self) -> None:
        """Ask until it is over."""
        while not self.over.is_set():
            try:
                self.browser.open(f"{self.shop}{PATH}", timeout=20).close()
                self.served += 1
            except OSError as error:
                self.dropped.append(str(error))
            self.over.wait(0.02)

    def begin_slowly(self) -> None:
        """One of them is in the middle of asking while the page is typed."""
        address = urlsplit(self.shop)
        line = socket.create_connection((HOST, address.port or 443), timeout=60)
        self.line = self.trust.wrap_socket(line, server_hostname=HOST)
        self.line.sendall(f"GET {PATH} HTTP/1.1\r\nHost: {HOST}\r\n".encode())

    def end_slowly(self) -> bytes:
        """And is answered."""
        assert self.line
        with self.line as line:
            line.sendall(b"Connection: close\r\n\r\n")
            return line.recv(12)


visitors: list[Visitors] = []


def trouble(place: Place) -> dict[str, str]:
    """Serve the shop over TLS, with a certificate that is good for five days, and have a new one ready."""
    authority = place.folder / "authority"
    files = ["-keyout", f"{authority}.key", "-out", f"{authority}.pem"]
    about = ["-subj", "/CN=An authority of the drill's", "-days", "3650", "-addext", OWN]
    openssl(place.folder, "req", "-x509", *CURVE, *files, *about)
    served, renewed = place.folder / "certificates", place.folder / "renewed"
    certify(served, authority, 5)
    certify(renewed, authority, 90)
    port = free_port()
    command = [sys.executable, "-m", "drills.front", str(port), str(place.ports["web"]), str(served)]
    place.processes.start("front", command, place.variables(), ROOT)
    visitors.append(Visitors(f"https://{HOST}:{port}", Path(f"{authority}.pem")))
    visitors[0].thread.start()
    until(lambda: visitors[0].served, "somebody is served over TLS")
    visitors[0].dropped.clear()  # before there was anybody to answer
    return {
        "SHOP": visitors[0].shop,
        "SSL_CERT_FILE": f"{authority}.pem",
        "CERTIFICATES": str(served),
        "RENEWED": str(renewed),
        "FRONT": "front",
    }


def proof(place: Place) -> None:
    """Nobody was dropped: neither who came while the certificate was exchanged, nor who was there before."""
    one = visitors[0]
    before = one.served
    until(lambda: one.served > before + 3, "people are served with the new certificate")
    one.over.set()
    one.thread.join()
    if one.dropped:
        raise DrillFailed(f"{len(one.dropped)} of {one.served} were dropped: {one.dropped[0]}")
    if one.end_slowly() != b"HTTP/1.1 200":
        raise DrillFailed("Whoever was in the middle of asking was dropped.")


def begin_slowly(place: Place) -> None:
    """Somebody begins to ask, and is slow."""
    visitors[0].begin_slowly()


DRILL = Drill(trouble, proof, before={"Fix": begin_slowly})
