"""Which addresses are outside. Staff may write any address into a form, and the shop's network believes the
shop: without this, a webhook could go to a database, or to the machine that gives out the cloud's keys."""

import socket
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from urllib.parse import urlsplit

from django.conf import settings

from shop.webhooks.errors import WrongEndpoint

PORTS = {"https": 443, "http": 80}
# An IPv4 address in the clothes of an IPv6 one; some gateways take it out again.
TRANSLATED = IPv6Network("64:ff9b::/96")


@dataclass(frozen=True)
class Target:
    """Where to send, taken apart.

    Attributes:
        host: the name that the certificate must have.
        path: with the query.
    """

    scheme: str
    host: str
    port: int
    path: str


def target_of(url: str) -> Target:
    """Take an address apart, and refuse what can be seen to be wrong without asking anybody.

    Raises:
        WrongEndpoint: it is no address, not encrypted, has a password in it, or is inside.
    """
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError as error:
        raise wrong(f"{error}.") from error
    if parts.scheme not in (["https"] if settings.WEBHOOK_OUTSIDE_ONLY else PORTS) or not host:
        raise wrong(f"`{parts.scheme}` before the name." if host else "no name in it.")
    if parts.username is not None or parts.fragment:
        raise wrong("a name, a password or a fragment in it.")
    try:
        literal = ip_address(host)
    except ValueError:
        pass  # a name; what it stands for is asked when something is sent
    else:
        refuse_inside(literal)
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return Target(parts.scheme, host, port or PORTS[parts.scheme], path)


def resolve(target: Target) -> list[str]:
    """The addresses that a name stands for now. Connect to these: asked again, it may stand for others.

    Raises:
        WrongEndpoint: one of its addresses is inside.
        OSError: nobody knows the name.
    """
    told = socket.getaddrinfo(target.host, target.port, type=socket.SOCK_STREAM)
    found = [ip_address(one[4][0]) for one in told]
    for address in found:
        refuse_inside(address)
    return [str(address) for address in found]


def refuse_inside(address: IPv4Address | IPv6Address) -> None:
    """Raise WrongEndpoint for an address that is not everybody's."""
    if not settings.WEBHOOK_OUTSIDE_ONLY:
        return
    inner: IPv4Address | IPv6Address = address
    if isinstance(address, IPv6Address):
        if address in TRANSLATED:
            inner = IPv4Address(int(address) & 0xFFFF_FFFF)
        else:
            inner = address.ipv4_mapped or address.sixtofour or address
    if inner.is_multicast or not inner.is_global:
        raise wrong(f"{address}, which is inside a network.")


def wrong(found: str) -> WrongEndpoint:
    """The refusal, with what was found."""
    return WrongEndpoint(
        found=found,
        expected="https://, a public name, and a path.",
        do="ask the other side for the address at which they take webhooks.",
    )
