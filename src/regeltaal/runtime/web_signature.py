"""Signed messages, by the convention of Standard Webhooks: the receiver sees that one is ours, unchanged and recent.

A secret is `whsec_` and 24 to 64 random bytes in base64. While it is being replaced there are two: each gives a
signature, and one that fits is enough for the receiver.
"""

import base64
import hashlib
import hmac
import re
from collections.abc import Iterator, Mapping

from regeltaal.base.node import Node, field
from regeltaal.base.text import Text
from regeltaal.runtime.bindings import FailedError
from regeltaal.runtime.settings import Connection
from regeltaal.runtime.sources import Settings

SETTING = "geheim"

_PREFIX = "whsec_"
_LENGTHS = range(24, 65)
_BETWEEN = re.compile(r"[\s,]+")


class Signer(Node):
    """Signs with every secret that there is."""

    keys: tuple[bytes, ...] = field(shown=False)

    def headers(self, key: str, moment: float, content: bytes) -> Mapping[str, str]:
        """The headers that go with a message at this attempt. ``key`` is the same at each, ``moment`` is not."""
        message, seconds = message_id(key), str(int(moment))
        signed = b".".join((message.encode(), seconds.encode(), content))
        signatures = (hmac.digest(one, signed, hashlib.sha256) for one in self.keys)
        return {
            "webhook-id": message,
            "webhook-timestamp": seconds,
            "webhook-signature": " ".join(f"v1,{base64.b64encode(one).decode()}" for one in signatures),
        }


def message_id(key: str) -> str:
    """A mark for the key of an effect: that key holds what others wrote, this can't be confused with what follows."""
    return "msg_" + hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def signer_of(settings: Connection, host: str) -> Signer | None:
    """The signer of a host: with the secrets of its own where it has those, else with the general ones.

    Raises:
        FailedError: a secret has another shape; none of it is told.
    """
    own = f"{SETTING}_" + re.sub(r"\W", "_", host.lower())
    name = own if settings.text(own) else SETTING
    found = settings.text(name)
    if found is None:
        return None
    return Signer(_keys(settings, name, found))


def wrong_secrets(connections: Settings) -> Iterator[Text]:
    """What is wrong with the secrets there are, so that it can be told before the first message."""
    for name, values in connections.items():
        settings = Connection(name, values)
        for key in (one for one in values if one == SETTING or one.startswith(f"{SETTING}_")):
            try:
                _keys(settings, key, settings.text(key) or "")
            except FailedError as error:
                yield error.reason


def _keys(settings: Connection, name: str, written: str) -> tuple[bytes, ...]:
    return tuple(_key(settings, name, secret) for secret in _BETWEEN.split(written) if secret)


def _key(settings: Connection, name: str, secret: str) -> bytes:
    written = secret.removeprefix(_PREFIX)
    try:
        key = base64.b64decode(written, validate=True)
    except ValueError:
        key = b""
    if written == secret or len(key) not in _LENGTHS or base64.b64encode(key).decode() != written:
        raise settings.wrong(
            name,
            Text(
                nl=f"hoort `{_PREFIX}` te zijn met daarachter 24 tot 64 willekeurige bytes in base64",
                en=f"should be `{_PREFIX}` with 24 to 64 random bytes in base64 after it",
            ),
        )
    return key
