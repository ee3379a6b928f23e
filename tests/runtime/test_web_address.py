"""Web addresses taken apart: each part is found, and whatever can be read in two ways is refused."""

import pytest

from regeltaal.runtime.bindings import FailedError
from regeltaal.runtime.web_address import Target, is_host, target_of


@pytest.mark.parametrize(
    ("url", "target", "authority"),
    [
        ("https://x.example", Target(secure=True, host="x.example", port=443, path="/"), "x.example"),
        ("HTTPS://X.Example./A?b=c#d", Target(secure=True, host="x.example", port=443, path="/A?b=c"), "x.example"),
        ("http://x.example:8080?q", Target(secure=False, host="x.example", port=8080, path="/?q"), "x.example:8080"),
        ("https://x.example:443/", Target(secure=True, host="x.example", port=443, path="/"), "x.example"),
        ("http://1.2.3.4/", Target(secure=False, host="1.2.3.4", port=80, path="/"), "1.2.3.4"),
        ("https://[2606::1]:8443/", Target(secure=True, host="2606::1", port=8443, path="/"), "[2606::1]:8443"),
        ("https://_a-b.xn--bcher-kva.example/%20", Target(True, "_a-b.xn--bcher-kva.example", 443, "/%20"), None),  # noqa: FBT003 - in its order
    ],
)
def test_an_address_falls_apart(url: str, target: Target, authority: str | None) -> None:
    found = target_of(url)
    assert (found, found.authority) == (target, authority or target.host)


@pytest.mark.parametrize(
    "url",
    [
        "x.example",
        "//x.example/",
        "ftp://x.example/",
        "file:///etc/passwd",
        "http:/x.example",
        "http://",
        "http://:80/",
        "http://x.example:0/",
        "http://x.example:65536/",
        "http://x.example:poort/",
        "http://x.example/a b",
        "http://x.example/\r\nHost: y",
        " http://x.example/",
        "http://x.example\t/",
        "http://é.example/",
        "http://x．example/",
        "http://x..example/",
        "http://.x.example/",
        "http://-x.example/",
        "http://" + "a" * 64 + ".example/",
        "http://" + "a." * 127 + "example/",
        "http://x.example\\.y.example/",
        "http://x%2eexample/",
        "http://[::1/",
        "http://[v1.x]/",
        "http://[x.example]/",
        "http://[fe80::1%25eth0]/",
        "http://x.example;y/",
        "http://x,y.example/",
    ],
)
def test_what_is_no_address_is_refused(url: str) -> None:
    with pytest.raises(FailedError) as caught:
        target_of(url)
    assert not caught.value.retry
    assert caught.value.reason.nl.endswith("is geen webadres: schrijf het helemaal, met `https://` ervoor")


@pytest.mark.parametrize(
    "host",
    [
        "2130706433",
        "0x7f000001",
        "0x7f.1",
        "017700000001",
        "0177.0.0.1",
        "127.1",
        "127.0.1",
        "127.0.0.01",
        "127.0.0.1.",
        "127.0.0.0x1",
        "256.0.0.1",
        "1.2.3.4.5",
        "0x",
        "127.0.0.1..",
        "0",
    ],
)
def test_an_address_in_an_odd_spelling_is_none(host: str) -> None:
    if host == "127.0.0.1.":
        assert target_of(f"http://{host}/").literal is not None  # a point at the end changes nothing
        return
    assert not is_host(host)
    with pytest.raises(FailedError):
        target_of(f"http://{host}/")


@pytest.mark.parametrize("user", ["a", "a:b", ":b", "x.example", "x.example\\", ""])
def test_a_name_or_password_has_no_place_in_an_address(user: str) -> None:
    with pytest.raises(FailedError) as caught:
        target_of(f"https://{user}@y.example/")
    assert caught.value.reason.nl == (
        "in het webadres van `y.example` staat een naam of wachtwoord voor de `@`: laat dat weg"
    )
