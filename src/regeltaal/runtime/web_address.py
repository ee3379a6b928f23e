"""A web address taken apart, strictly: what two programs could read in two ways is no address here.

An address may come from a rule or a record. So a name before an `@`, a backslash, or four numbers in an odd spelling
(`0177.0.0.1`, `2130706433`) is refused before anything looks it up.
"""

import re
from ipaddress import IPv4Address, IPv6Address, ip_address
from urllib.parse import urlsplit

from regeltaal.base.node import Node
from regeltaal.base.text import Text
from regeltaal.runtime.bindings import FailedError

Address = IPv4Address | IPv6Address

_USUAL_PORTS = {"http": 80, "https": 443}
_WRITABLE = re.compile(r"[!-~]+")
_BEGINNING = re.compile(r"(?:[a-z]+:/*)?[^/?#]{0,100}", re.IGNORECASE)
_LABEL = r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?"
_NAME = re.compile(rf"(?=.{{1,253}}\Z){_LABEL}(?:\.{_LABEL})*")
_NUMBER = re.compile(r"[0-9]+|0x[0-9a-f]*")


class Target(Node):
    """Where a message goes. ``host`` is in lower case, without brackets and without a point at its end."""

    secure: bool
    host: str
    port: int
    path: str

    @property
    def authority(self) -> str:
        """The host as it is written in an address: with brackets and port where those are needed."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == (443 if self.secure else 80) else f"{host}:{self.port}"

    @property
    def literal(self) -> Address | None:
        """The host where it is no name but an address by itself."""
        return address_of(self.host)


def target_of(url: str) -> Target:
    """A web address, taken apart.

    Raises:
        FailedError: it is none, or one that can be read in two ways.
    """
    try:
        parts = urlsplit(url)
        host, port = (parts.hostname or "").removesuffix("."), parts.port
    except ValueError as error:
        raise not_an_address(url) from error
    if parts.scheme not in _USUAL_PORTS or port == 0 or not _WRITABLE.fullmatch(url) or not is_host(host):
        raise not_an_address(url)
    if ("[" in parts.netloc) != (":" in host):
        raise not_an_address(url)
    if "@" in parts.netloc:
        raise _has_user(host)
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return Target(parts.scheme == "https", host, port or _USUAL_PORTS[parts.scheme], path)


def address_of(host: str) -> Address | None:
    """The IP address that a text is, in its one common spelling; None for all else."""
    try:
        return ip_address(host)
    except ValueError:
        return None


def is_host(host: str) -> bool:
    """Whether a text is an IP address or a name; a name that ends in a number is an address in an odd spelling."""
    if "%" in host:
        return False
    if address_of(host) is not None:
        return True
    return bool(_NAME.fullmatch(host)) and not _NUMBER.fullmatch(host.rpartition(".")[2])


def not_an_address(url: str) -> FailedError:
    """For what is no web address; of its path and what follows only is told that they were there."""
    shown = _BEGINNING.match(url.rpartition("@")[2])
    begins = shown.group() if shown is not None else ""
    return FailedError(
        Text(
            nl=f"`{begins}` is geen webadres: schrijf het helemaal, met `https://` ervoor",
            en=f"`{begins}` is no web address: write it in full, with `https://` before it",
        )
    )


def _has_user(host: str) -> FailedError:
    return FailedError(
        Text(
            nl=f"in het webadres van `{host}` staat een naam of wachtwoord voor de `@`: laat dat weg",
            en=f"the web address of `{host}` has a name or password before the `@`: leave that out",
        )
    )
