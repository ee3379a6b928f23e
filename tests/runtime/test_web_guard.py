"""Which addresses a rule may call: none of a private network in any form, but for what the project opens."""

import socket
from collections.abc import Sequence
from contextlib import suppress
from ipaddress import IPv4Address, IPv6Address, ip_address

import pytest
from attrs import define, field
from hypothesis import given
from hypothesis import strategies as st

from regeltaal.runtime.bindings import FailedError
from regeltaal.runtime.settings import Connection
from regeltaal.runtime.web import Post, post
from regeltaal.runtime.web_address import target_of
from regeltaal.runtime.web_guard import Guard, is_public
from regeltaal.runtime.web_line import Network

CLOSED = [
    "0.0.0.0",  # noqa: S104 - it is not bound to, but refused
    "0.1.2.3", "10.0.0.1", "10.255.255.255", "100.64.0.1", "100.127.255.255", "127.0.0.1", "127.255.0.1",
    "169.254.0.1", "169.254.169.254", "172.16.0.1", "172.31.255.255", "192.0.0.1", "192.0.0.9", "192.0.2.1",
    "192.88.99.1", "192.168.0.1", "192.168.255.255", "198.18.0.1", "198.19.255.255", "198.51.100.1", "203.0.113.1",
    "224.0.0.1", "239.255.255.255", "240.0.0.1", "255.255.255.255",
    "::", "::1", "::7f00:1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:169.254.169.254", "::ffff:0:0",
    "64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe", "64:ff9b:1::1", "100::1", "2001::1", "2001:0:a00:1::", "2001:db8::1",
    "2002:7f00:1::", "2002:a00:1::1", "2002:808:808::1", "3fff::1", "5f00::1", "fc00::1", "fd12:3456::1", "fe80::1",
    "fec0::1", "ff02::1", "ff0e::1", "4000::1",
]  # fmt: skip
OPEN = [
    "1.1.1.1", "9.255.255.255", "11.0.0.0", "100.63.255.255", "100.128.0.0", "126.255.255.255", "128.0.0.1",
    "169.253.255.255", "169.255.0.0", "172.15.255.255", "172.32.0.0", "192.167.255.255", "192.169.0.0", "223.255.255.1",
    "::ffff:1.1.1.1", "64:ff9b::101:101", "2606:4700::1111", "2a00:1450::1", "2400:cb00::1",
]  # fmt: skip


@define
class FakeNetwork:
    """Names that stand for what the test says, in turn; connections that are remembered and never made."""

    names: list[Sequence[str]] = field(factory=list)
    called: list[tuple[str, int]] = field(factory=list)
    asked: list[str] = field(factory=list)

    def look_up(self, host: str, port: int) -> Sequence[str]:
        del port
        self.asked.append(host)
        return self.names.pop(0) if len(self.names) > 1 else self.names[0]

    def connect(self, address: str, port: int, timeout: float) -> socket.socket:
        assert timeout > 0
        self.called.append((address, port))
        raise ConnectionRefusedError

    @property
    def network(self) -> Network:
        return Network(self.look_up, self.connect)


def refusal(url: str, names: Sequence[str] = ("1.1.1.1",), entries: Sequence[str] = ()) -> tuple[str, list[str]]:
    """Why a message is not sent, and the addresses that were called."""
    fake = FakeNetwork([names])
    guard = Guard.read(Connection("webhook", {"interne_adressen": list(entries)}))
    with pytest.raises(FailedError) as caught:
        post(Post(url, {}, "k", guard=guard), network=fake.network)
    return caught.value.reason.nl, [address for address, _ in fake.called]


@pytest.mark.parametrize("address", CLOSED)
def test_no_private_or_reserved_address_is_called_by_itself_or_by_name(address: str) -> None:
    host = f"[{address}]" if ":" in address else address
    assert not is_public(ip_address(address))
    for url in (f"http://{host}/", f"https://{host}:8443/haak"):
        reason, called = refusal(url)
        assert (called, "interne_adressen" in reason) == ([], True)
    reason, called = refusal("https://haak.example/", [address])
    assert called == []
    assert reason == (
        "`haak.example` ligt niet op het open internet maar in een eigen of afgeschermd netwerk; moet het bericht "
        "daarheen, zet het adres dan in `[koppelingen.webhook] interne_adressen`"
    )


@pytest.mark.parametrize("address", OPEN)
def test_an_address_of_the_internet_is_called(address: str) -> None:
    host = f"[{address}]" if ":" in address else address
    assert refusal(f"https://{host}/")[1] == [address]
    assert refusal("https://haak.example/", [address])[1] == [address]


@pytest.mark.parametrize("names", [("1.1.1.1", "10.0.0.1"), ("10.0.0.1", "1.1.1.1"), ("2606::1", "::1")])
def test_a_name_that_stands_for_a_private_address_as_well_is_not_called_at_all(names: Sequence[str]) -> None:
    assert refusal("https://haak.example/", names)[1] == []


def test_the_other_addresses_of_a_name_are_tried_when_one_gives_no_answer() -> None:
    reason, called = refusal("https://haak.example/", ("1.1.1.1", "2606::1", "9.9.9.9"))
    assert (reason, called) == ("`haak.example` is niet bereikbaar", ["1.1.1.1", "2606::1", "9.9.9.9"])


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST", "localhost.", "a.localhost", "localhost.localdomain"])
def test_a_local_name_is_refused_whatever_it_stands_for(host: str) -> None:
    assert refusal(f"http://{host}/", ("1.1.1.1",))[1] == []


def test_a_name_is_asked_once_a_call_and_what_was_judged_is_called() -> None:
    fake = FakeNetwork([("1.1.1.1",), ("10.0.0.1",)])
    with pytest.raises(FailedError) as first:
        post(Post("https://haak.example/", {}, "k"), network=fake.network)
    assert (first.value.retry, fake.asked, fake.called) == (True, ["haak.example"], [("1.1.1.1", 443)])
    with pytest.raises(FailedError) as second:
        post(Post("https://haak.example/", {}, "k"), network=fake.network)
    assert (second.value.retry, len(fake.asked), len(fake.called)) == (False, 2, 1)


@pytest.mark.parametrize(
    ("entry", "url", "names", "is_called"),
    [
        ("10.0.0.5", "http://10.0.0.5/", (), True),
        ("10.0.0.5", "http://planbord.example/", ("10.0.0.5",), True),
        ("10.0.0.5", "http://planbord.example/", ("10.0.0.6",), False),
        ("10.0.0.5", "http://planbord.example/", ("10.0.0.5", "10.0.0.6"), False),
        ("10.0.0.5", "http://planbord.example/", ("10.0.0.5", "1.1.1.1"), True),
        ("10.0.0.5", "http://[::ffff:10.0.0.5]/", (), True),
        ("10.0.0.5:8080", "http://10.0.0.5:8080/", (), True),
        ("10.0.0.5:8080", "http://10.0.0.5:8081/", (), False),
        ("10.0.0.5:8080", "http://10.0.0.5/", (), False),
        ("192.168.1.0/24", "http://192.168.1.77/", (), True),
        ("192.168.1.0/24", "http://192.168.2.77/", (), False),
        ("192.168.1.9/24", "http://192.168.1.77/", (), True),
        ("[fd00::5]:8080", "http://[fd00::5]:8080/", (), True),
        ("[fd00::5]:8080", "http://[fd00::5]:8081/", (), False),
        ("[fd00::5]", "http://[fd00::5]:8081/", (), True),
        ("fd00::/8", "http://[fd00::5]/", (), True),
        ("localhost:8080", "http://localhost:8080/", ("127.0.0.1", "::1"), True),
        ("localhost:8080", "http://localhost:9090/", ("127.0.0.1",), False),
        ("localhost:8080", "http://127.0.0.1:8080/", (), False),
        ("127.0.0.1", "http://localhost/", ("127.0.0.1",), True),
        ("Planbord.Example.", "http://planbord.example/", ("10.0.0.5",), True),
        ("planbord.example", "http://x.planbord.example/", ("10.0.0.5",), False),
        ("planbord.example", "http://planbord.example/", ("169.254.169.254",), False),
        ("planbord.example", "http://planbord.example/", ("fe80::1%eth0",), False),
        ("169.254.169.254", "http://169.254.169.254/", (), True),
        ("0.0.0.0/0", "http://0.0.0.0/", (), False),
        ("0.0.0.0/0", "http://224.0.0.1/", (), False),
        ("::/0", "http://[::]/", (), False),
    ],
)
def test_the_project_opens_addresses_of_its_own(entry: str, url: str, names: Sequence[str], *, is_called: bool) -> None:
    assert bool(refusal(url, names, [entry])[1]) == is_called


@pytest.mark.parametrize(
    "entry",
    ["", "*", "http://10.0.0.5", "10.0.0.5:", "10.0.0.5:0", "10.0.0.5:x", "10.0.0.5:70000", "10.0.0.0/33", "[fd00::5",
     "fd00::5]:80", "10.1", "a b", "[localhost]x:80"],
)  # fmt: skip
def test_an_entry_that_is_no_address_is_named(entry: str) -> None:
    with pytest.raises(FailedError) as caught:
        Guard.read(Connection("webhook", {"interne_adressen": [entry]}))
    assert caught.value.reason.nl == (
        f"`[koppelingen.webhook] interne_adressen` heeft `{entry}`, en dat is geen adres, netwerk of naam: schrijf "
        "bijvoorbeeld `192.168.1.0/24`"
    )


@pytest.mark.parametrize(("port", "is_called"), [(80, True), (443, True), (8443, True), (22, False), (25, False)])
def test_below_1024_only_ports_of_websites_are_called(port: int, *, is_called: bool) -> None:
    reason, called = refusal(f"http://haak.example:{port}/")
    assert bool(called) == is_called
    assert ("niet van een website" in reason) == (not is_called)


def test_a_port_is_opened_by_naming_it() -> None:
    assert refusal("http://haak.example:444/", entries=["haak.example"])[1] == []
    assert refusal("http://haak.example:444/", entries=["haak.example:444"])[1] == ["1.1.1.1"]


def test_an_address_of_the_project_itself_goes_anywhere() -> None:
    fake = FakeNetwork([("10.0.0.1",)])
    with pytest.raises(FailedError) as caught:
        post(Post("http://poort.example:25/", {}, "k", guard=None), network=fake.network)
    assert (caught.value.retry, fake.called) == (True, [("10.0.0.1", 25)])


@pytest.mark.parametrize(("address", "is_sent"), [("1.1.1.1", False), ("10.0.0.1", True)])
def test_a_key_crosses_the_internet_only_in_secret(address: str, *, is_sent: bool) -> None:
    for url, expected in (("http://poort.example/", is_sent), ("https://poort.example/", True)):
        fake = FakeNetwork([(address,)])
        with pytest.raises(FailedError) as caught:
            post(Post(url, {}, "k", {"Authorization": "x"}, guard=None), network=fake.network)
        assert bool(fake.called) == expected
        assert expected or caught.value.reason.nl == (
            "het adres van `poort.example` moet met `https://` beginnen: anders gaat de sleutel leesbaar over het "
            "internet"
        )


# ---------------------------------------------------------------- whatever is written


def _as_the_system_reads(host: str) -> Sequence[str]:
    """Old C libraries take many a number for an address; anything else stands for an address of the internet."""
    try:
        return (socket.inet_ntoa(socket.inet_aton(host)),)
    except (OSError, ValueError):
        return ("1.1.1.1",)


def _reaches_the_internet(address: str) -> bool:
    """A judgement apart from the one that is tested: the library's own, with what it does not look into."""
    found = ip_address(address)
    if isinstance(found, IPv6Address):
        inner = found.ipv4_mapped or found.sixtofour or (found.teredo[1] if found.teredo else None)
        if inner is not None:
            return _reaches_the_internet(str(inner))
        if int(found) >> 32 in {0x64FF9B << 64, 0}:
            return _reaches_the_internet(str(IPv4Address(int(found) & 0xFFFFFFFF)))
    return found.is_global and not (found.is_multicast or found.is_reserved or found.is_private)


FOUR = st.ip_addresses(v=4) | st.sampled_from([ip_address(one) for one in CLOSED if ":" not in one])
SIX = st.ip_addresses(v=6) | st.sampled_from([ip_address(one) for one in CLOSED if ":" in one])


@st.composite
def spellings(draw: st.DrawFn) -> str:
    """An address in some spelling that some program takes."""
    number = int(draw(FOUR))
    one, two, three, four = number.to_bytes(4)
    forms = [
        f"{one}.{two}.{three}.{four}", f"{number}", f"0x{number:x}", f"0{number:o}", f"{one}.{number & 0xFFFFFF}",
        f"{one}.{two}.{number & 0xFFFF}", f"0x{one:x}.{two}.0{three:o}.{four}", f"0{one:o}.{two}.{three}.{four}",
        f"[::ffff:{one}.{two}.{three}.{four}]", f"[::{one}.{two}.{three}.{four}]",
        f"[64:ff9b::{one}.{two}.{three}.{four}]",
        f"[2002:{number >> 16:x}:{number & 0xFFFF:x}::1]", f"{one}。{two}.{three}.{four}",
        f"haak.example@{one}.{two}.{three}.{four}", f"{one}.{two}.{three}.{four}\\@haak.example",
        f"[{draw(SIX)}]", f"{one}.{two}.{three}.{four}%00.haak.example",
    ]  # fmt: skip
    return draw(st.sampled_from(forms)) + draw(st.sampled_from(["", ".", ":80", ":8080", "#@haak.example", "?", "/"]))


@given(
    st.builds(
        "".join,
        st.tuples(
            st.sampled_from(["http://", "https://", "HTTP://", "http:", "//", "http:///", " http://", "http:\\\\"]),
            spellings() | st.text(max_size=30) | st.from_regex(r"[a-z0-9.:@\[\]%\\/?#-]{1,30}", fullmatch=True),
            st.sampled_from(["", "/", "/haak", "?a=b"]),
        ),
    )
)
def test_no_spelling_whatever_reaches_a_private_address(url: str) -> None:
    fake = FakeNetwork()
    network = Network(lambda host, _: _as_the_system_reads(host), fake.connect)
    with suppress(FailedError):
        post(Post(url, {}, "k"), network=network)
    assert [address for address, _ in fake.called if not _reaches_the_internet(address)] == []


@given(st.lists(FOUR | SIX, min_size=1, max_size=4))
def test_no_name_whatever_reaches_a_private_address(addresses: list[IPv4Address | IPv6Address]) -> None:
    fake = FakeNetwork([[str(one) for one in addresses]])
    with suppress(FailedError):
        post(Post("https://haak.example/", {}, "k"), network=fake.network)
    assert [address for address, _ in fake.called if not _reaches_the_internet(address)] == []
    assert len(fake.called) in {0, len(addresses)}


@given(st.ip_addresses())
def test_what_an_address_holds_decides(address: IPv4Address | IPv6Address) -> None:
    assert not is_public(address) or _reaches_the_internet(str(address))


@given(st.text(max_size=40))
def test_any_text_is_an_address_or_is_refused_in_words(text: str) -> None:
    try:
        found = target_of(text)
    except FailedError as error:
        assert error.reason.nl  # noqa: PT017 - either may come of it
    else:
        assert found.host
