"""Which addresses a rule may call: those of the public internet, and what the project names besides.

An address in a rule or a record may be anybody's idea. Without this, whoever writes it could have the office's own
machine knock on doors that are closed to the outside: the router, a database, the keys of a cloud server.
"""

from collections.abc import Iterable
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_network

from regeltaal.base.node import Node
from regeltaal.base.text import Text
from regeltaal.runtime.bindings import FailedError
from regeltaal.runtime.settings import Connection
from regeltaal.runtime.web_address import Address, Target, is_host

SETTING = "interne_adressen"

_LOCAL_NAMES = ("localhost", "localhost.localdomain", "localhost6", "ip6-localhost", "ip6-loopback")
_WEB_PORTS = frozenset({80, 443})
_FIRST_FREE_PORT = 1024
_MOST_PORT = 65535

_CLOSED_4 = tuple(
    IPv4Network(network)
    for network in (
        "0.0.0.0/8",  # this network; on Linux 0.0.0.0 is the machine itself
        "10.0.0.0/8",
        "100.64.0.0/10",  # behind the address of a provider
        "127.0.0.0/8",
        "169.254.0.0/16",  # link-local, with the keys of cloud servers at 169.254.169.254
        "172.16.0.0/12",
        "192.0.0.0/24",
        "192.0.2.0/24",  # documentation, as are 198.51.100 and 203.0.113
        "192.88.99.0/24",  # 6to4 relays
        "192.168.0.0/16",
        "198.18.0.0/15",  # measuring of networks
        "198.51.100.0/24",
        "203.0.113.0/24",
        "224.0.0.0/4",  # multicast
        "240.0.0.0/4",  # reserved, broadcast
    )
)
_PUBLIC_6 = IPv6Network("2000::/3")
_CLOSED_6 = tuple(
    IPv6Network(network)
    for network in (
        "2001::/23",  # protocols, with Teredo: an IPv4 address that hides in an IPv6 one
        "2001:db8::/32",  # documentation
        "2002::/16",  # 6to4: idem
        "3fff::/20",  # documentation
    )
)
_TRANSLATED = IPv6Network("64:ff9b::/96")
_NEVER = (IPv4Network("0.0.0.0/8"), IPv4Network("224.0.0.0/4"), IPv6Network("::/128"), IPv6Network("ff00::/8"))
_LINK_LOCAL = (IPv4Network("169.254.0.0/16"), IPv6Network("fe80::/10"))


def is_public(address: Address) -> bool:
    """Whether an address is one of the internet at large; one that holds an IPv4 address is judged by that."""
    reached = _as_reached(address)
    if isinstance(reached, IPv4Address):
        return reached.is_global and not any(reached in closed for closed in _CLOSED_4)
    return reached in _PUBLIC_6 and not any(reached in closed for closed in _CLOSED_6)


def _as_reached(address: Address) -> Address:
    """Where a connection to an address ends up: `::ffff:10.0.0.5` and `64:ff9b::10.0.0.5` are 10.0.0.5."""
    if isinstance(address, IPv6Address):
        mapped: IPv4Address | None = address.ipv4_mapped
        if mapped is not None:
            return mapped
        if address in _TRANSLATED:
            return IPv4Address(int(address) & 0xFFFF_FFFF)
    return address


class Opening(Node):
    """An entry of `interne_adressen`: a network (one address is a small one) or a name, perhaps with a port."""

    place: IPv4Network | IPv6Network | str
    port: int | None

    def lets(self, target: Target, address: Address) -> bool:
        """A name opens what it stands for, but never link-local: a name may be pointed at the keys of a server."""
        reached = _as_reached(address)
        if self.port not in {None, target.port} or any(reached in closed for closed in _NEVER):
            return False
        if isinstance(self.place, str):
            return self.place == target.host and not any(reached in closed for closed in _LINK_LOCAL)
        return reached in self.place


class Guard(Node):
    """Judges the addresses that a name stands for, just before one of them is called."""

    openings: tuple[Opening, ...] = ()

    @classmethod
    def read(cls, settings: Connection) -> "Guard":
        """The guard with what `interne_adressen` opens.

        Raises:
            FailedError: an entry is no address, network or name.
        """
        return cls(tuple(_opening(settings, entry) for entry in settings.texts(SETTING) or ()))

    def check(self, target: Target, addresses: Iterable[Address]) -> None:
        """One closed address closes the name: which one would be called must not be a matter of luck.

        Raises:
            FailedError: it may not be called.
        """
        found = tuple(addresses)
        if not all(self._is_open(target, address) for address in found):
            raise _closed(target)
        if not self._is_web_port(target, found):
            raise _no_web_port(target)

    def _is_open(self, target: Target, address: Address) -> bool:
        if is_public(address) and not _is_local_name(target.host):
            return True
        return any(opening.lets(target, address) for opening in self.openings)

    def _is_web_port(self, target: Target, addresses: tuple[Address, ...]) -> bool:
        """Other ports below 1024 are of mail, shells and the like; an entry with the port opens it."""
        if target.port in _WEB_PORTS or target.port >= _FIRST_FREE_PORT:
            return True
        named = [opening for opening in self.openings if opening.port == target.port]
        return all(any(opening.lets(target, address) for opening in named) for address in addresses)


def _is_local_name(host: str) -> bool:
    return host in _LOCAL_NAMES or host.endswith((".localhost", ".localdomain"))


# ---------------------------------------------------------------- settings


def _opening(settings: Connection, entry: str) -> Opening:
    written, port = _split(entry.strip().lower())
    try:
        place: IPv4Network | IPv6Network | str = ip_network(written, strict=False)
    except ValueError:
        place = written.removesuffix(".")
    if (isinstance(place, str) and not is_host(place)) or not _fits(port):
        raise settings.wrong(
            SETTING,
            Text(
                nl=f"heeft `{entry}`, en dat is geen adres, netwerk of naam: schrijf bijvoorbeeld `192.168.1.0/24`",
                en=f"has `{entry}`, which is no address, network or name: write `192.168.1.0/24` for example",
            ),
        )
    return Opening(place, int(port) if port else None)


def _split(entry: str) -> tuple[str, str]:
    """`naam:8080`, `[fd00::5]:8080`, and both without a port; an IPv6 address has more points than one."""
    host, colon, port = entry.rpartition(":")
    if host.startswith("[") and host.endswith("]"):
        return host[1:-1], port
    if entry.startswith("[") and entry.endswith("]"):
        return entry[1:-1], ""
    return (host, port or "-") if colon and ":" not in host else (entry, "")


def _fits(port: str) -> bool:
    return not port or (port.isascii() and port.isdigit() and 0 < int(port) <= _MOST_PORT)


# ---------------------------------------------------------------- refusals


def _closed(target: Target) -> FailedError:
    return FailedError(
        Text(
            nl=f"`{target.host}` ligt niet op het open internet maar in een eigen of afgeschermd netwerk; moet het "
            f"bericht daarheen, zet het adres dan in `[koppelingen.webhook] {SETTING}`",
            en=f"`{target.host}` is not on the open internet but in a private or reserved network; if the message must "
            f"go there, put the address in `[koppelingen.webhook] {SETTING}`",
        )
    )


def _no_web_port(target: Target) -> FailedError:
    return FailedError(
        Text(
            nl=f"poort {target.port} van `{target.host}` is niet van een website; moet het bericht daarheen, zet dan "
            f"`{target.authority}` in `[koppelingen.webhook] {SETTING}`",
            en=f"port {target.port} of `{target.host}` is not a website's; if the message must go there, put "
            f"`{target.authority}` in `[koppelingen.webhook] {SETTING}`",
        )
    )
