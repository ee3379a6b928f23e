"""A connection to a web server: opened to an address that was judged, and closed when its time is up.

A name is looked up once. All that it stands for is judged, and one of those very addresses is called, so that nobody
can have the name point elsewhere in between. No proxy of the environment is used: it would look the name up by itself.
"""

import io
import socket
import ssl
import time
from collections.abc import Callable, Sequence
from ipaddress import ip_address
from queue import Empty, SimpleQueue
from threading import Thread

from attrs import frozen

from regeltaal.base.text import Text
from regeltaal.runtime.bindings import FailedError
from regeltaal.runtime.trust import trusted
from regeltaal.runtime.web_address import Target
from regeltaal.runtime.web_guard import Guard, is_public

_MOST_READ = 64 * 1024
_LONGEST_CONNECT = 5.0


def _look_up(host: str, port: int) -> Sequence[str]:
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return tuple(dict.fromkeys(str(place[0]) for *_, place in found))


def _connect(address: str, port: int, timeout: float) -> socket.socket:
    opened = socket.socket(socket.AF_INET6 if ":" in address else socket.AF_INET, socket.SOCK_STREAM)
    opened.settimeout(timeout)
    try:
        opened.connect((address, port))
    except BaseException:
        opened.close()
        raise
    return opened


@frozen
class Network:
    """What a call needs of the world outside: names, connections, and the time."""

    look_up: Callable[[str, int], Sequence[str]] = _look_up
    connect: Callable[[str, int, float], socket.socket] = _connect
    clock: Callable[[], float] = time.time


@frozen
class Deadline:
    """The end of a call as a whole, however slowly the other side goes on."""

    end: float

    @classmethod
    def after(cls, seconds: float) -> "Deadline":
        return cls(time.monotonic() + seconds)

    def left(self) -> float:
        """The seconds that are left.

        Raises:
            TimeoutError: none are.
        """
        left = self.end - time.monotonic()
        if left <= 0:
            raise TimeoutError
        return left


class Line:
    """An open connection, as `http.client` wants one: it sends, and reads no more than a short answer."""

    def __init__(self, opened: socket.socket, deadline: Deadline) -> None:
        self._socket = opened
        self._deadline = deadline

    def sendall(self, data: bytes) -> None:
        left = memoryview(data)
        while left:
            self._socket.settimeout(self._deadline.left())
            left = left[self._socket.send(left) :]

    def makefile(self, mode: str) -> io.BufferedReader:
        del mode  # it only ever reads bytes
        return io.BufferedReader(_Reader(self._socket, self._deadline))

    def close(self) -> None:
        self._socket.close()


class _Reader(io.RawIOBase):
    """What the other side says: within the time of the call, and no more of it than an answer needs."""

    def __init__(self, opened: socket.socket, deadline: Deadline) -> None:
        self._socket = opened
        self._deadline = deadline
        self._room = _MOST_READ

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override] # what io.BufferedReader gives
        part = buffer[: self._room]
        if not part:
            return 0
        self._socket.settimeout(self._deadline.left())
        count = self._socket.recv_into(part)
        self._room -= count
        return count


def open_line(
    target: Target, deadline: Deadline, network: Network, *, guard: Guard | None, has_key: bool = False
) -> Line:
    """A connection to a target. Without a guard any address will do: the project itself names it.

    ``has_key``: what is to be sent holds a key, which must not cross the internet for all to read.

    Raises:
        FailedError: it is forbidden, or can't be reached; nothing was sent then.
    """
    addresses = _addresses(target, deadline, network)
    if guard is not None:
        guard.check(target, map(ip_address, addresses))
    if has_key and not target.secure and any(is_public(ip_address(one)) for one in addresses):
        raise _readable(target)
    try:
        return Line(_secured(target, _first_open(target, addresses, deadline, network), deadline), deadline)
    except ssl.SSLCertVerificationError as error:
        raise _not_trusted(target) from error
    except OSError as error:
        raise _not_reached(target) from error


def _addresses(target: Target, deadline: Deadline, network: Network) -> Sequence[str]:
    if target.literal is not None:
        return (target.host,)
    try:
        found = _in_time(lambda: network.look_up(target.host, target.port), deadline)
    except (OSError, UnicodeError) as error:
        raise _not_found(target) from error
    if not found:
        raise _not_found(target)
    return found


def _in_time(ask: Callable[[], Sequence[str]], deadline: Deadline) -> Sequence[str]:
    """The system's own look-up knows no time-out: it runs beside us, and is left behind when it takes too long."""
    answers: SimpleQueue[Sequence[str] | OSError | UnicodeError] = SimpleQueue()

    def answer() -> None:
        try:
            answers.put(ask())
        except (OSError, UnicodeError) as error:
            answers.put(error)

    Thread(target=answer, daemon=True).start()
    try:
        found = answers.get(timeout=deadline.left())
    except Empty as error:
        raise TimeoutError from error
    if isinstance(found, Exception):
        raise found
    return found


def _first_open(target: Target, addresses: Sequence[str], deadline: Deadline, network: Network) -> socket.socket:
    for address in addresses[:-1]:
        try:
            return network.connect(address, target.port, min(_LONGEST_CONNECT, deadline.left()))
        except OSError:
            continue
    return network.connect(addresses[-1], target.port, min(_LONGEST_CONNECT, deadline.left()))


def _secured(target: Target, opened: socket.socket, deadline: Deadline) -> socket.socket:
    """The connection with TLS where the address says so; the certificate must be of the name, not of the address."""
    if not target.secure:
        return opened
    try:
        opened.settimeout(deadline.left())
        return trusted().wrap_socket(opened, server_hostname=target.host)
    except BaseException:
        opened.close()
        raise


# ---------------------------------------------------------------- what went wrong before anything was sent


def _not_found(target: Target) -> FailedError:
    return FailedError(
        Text(nl=f"`{target.host}` is niet te vinden", en=f"`{target.host}` can't be found"),
        retry=True,
    )


def _not_reached(target: Target) -> FailedError:
    return FailedError(
        Text(nl=f"`{target.host}` is niet bereikbaar", en=f"`{target.host}` can't be reached"), retry=True
    )


def _readable(target: Target) -> FailedError:
    return FailedError(
        Text(
            nl=f"het adres van `{target.host}` moet met `https://` beginnen: anders gaat de sleutel leesbaar over "
            "het internet",
            en=f"the address of `{target.host}` must begin with `https://`: else the key crosses the internet in "
            "the clear",
        )
    )


def _not_trusted(target: Target) -> FailedError:
    return FailedError(
        Text(
            nl=f"het certificaat van `{target.host}` is niet te vertrouwen",
            en=f"the certificate of `{target.host}` can't be trusted",
        )
    )
