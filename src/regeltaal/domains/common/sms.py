"""Text messages through any provider with a web address: what its message looks like is a matter of settings.

`[koppelingen.sms]` says under which names a provider wants the numbers, the text and the sender, in JSON or as a form,
for all numbers at once or one by one. The text goes in one piece; the provider cuts it up, this only counts the parts.
"""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from regeltaal.base.node import Node
from regeltaal.base.text import Text
from regeltaal.domains.common.webhook import waiting
from regeltaal.runtime.bindings import FailedError, UncertainError
from regeltaal.runtime.settings import Connection
from regeltaal.runtime.web import Post, Shape, post

_SHAPES = {"json": Shape.JSON, "formulier": Shape.FORM}
_GSM = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿"
    "abcdefghijklmnopqrstuvwxyzäöñüà"
)
_GSM_TWICE = frozenset("^{}\\[~]|€\f")
_USUAL_PARTS, _MOST_PARTS = Decimal(6), 255


def parts_of(text: str) -> int:
    """How many messages a telephone gets: 160 characters fit in one, 70 with a sign that GSM does not have."""
    if all(sign in _GSM or sign in _GSM_TWICE for sign in text):
        return _parts(sum(2 if sign in _GSM_TWICE else 1 for sign in text), 160, 153)
    return _parts(len(text.encode("utf-16-le")) // 2, 70, 67)


def _parts(length: int, alone: int, together: int) -> int:
    return 1 if length <= alone else -(-length // together)


class Provider(Node):
    """The provider of `[koppelingen.sms]`."""

    settings: Connection

    def send(self, text: str, numbers: Sequence[str], key: str) -> None:
        """Sends a text to all numbers.

        Raises:
            FailedError: not everybody gets it; the reason names those who don't when others do.
            UncertainError: whether somebody got it can't be known.
        """
        self._check_length(text)
        if not self.settings.is_yes("per_nummer"):
            self._post(self._body(text, list(numbers)), key)
            return
        for place, number in enumerate(numbers):
            try:
                self._post(self._body(text, number), f"{key}|{number}")
            except FailedError as error:
                raise _halfway(error, numbers[:place], numbers[place:]) from error

    def _check_length(self, text: str) -> None:
        most = self.settings.whole("delen", _USUAL_PARTS, range(1, _MOST_PARTS + 1))
        parts = parts_of(text)
        if not text or parts > most:
            nl = f"de tekst wordt {parts} sms'en lang; `[koppelingen.sms] delen` staat er {most} toe"
            en = f"the text makes {parts} messages; `[koppelingen.sms] delen` allows {most}"
            raise FailedError(Text(nl=nl, en=en) if text else Text(nl="de sms is leeg", en="the message is empty"))

    def _body(self, text: str, to: object) -> dict[str, object]:
        """The message under the provider's own names; a name with points stands inside another: `bericht.tekst`."""
        names = self.settings.table("velden")
        body: dict[str, object] = dict(self.settings.table("vast").values)
        values = {"aan": to, "tekst": text, "afzender": self.settings.text("afzender")}
        for name, value in values.items():
            if value is not None:
                _put(body, names.text(name) or name, value)
        return body

    def _post(self, body: Mapping[str, object], key: str) -> None:
        settings = self.settings
        shape = settings.choice("vorm", _SHAPES, Shape.JSON)
        url, access = settings.required("url"), settings.authorization()
        post(Post(url, body, key, access, shape, guard=None), waiting(settings))


def _put(body: dict[str, object], path: str, value: object) -> None:
    *outer, last = path.split(".")
    for name in outer:
        inside = body.get(name)
        kept = dict(inside) if isinstance(inside, Mapping) else {}
        body[name] = kept
        body = kept
    body[last] = value


def _halfway(error: FailedError, reached: Sequence[str], missed: Sequence[str]) -> FailedError:
    """With some served already, trying it all again serves them twice."""
    if not reached:
        return error
    shown = ", ".join(f"`{number}`" for number in missed)
    why = error.reason
    told = Text(nl=f"verstuurd, maar niet aan {shown}: {why.nl}", en=f"sent, but not to {shown}: {why.en}")
    return UncertainError(told) if isinstance(error, UncertainError) else FailedError(told)
