"""kvk-nummer: the eight digits under which the Dutch trade register knows an enterprise."""

import re

from regeltaal.base.patterns import lazily
from regeltaal.base.text import Text
from regeltaal.values.kinds.checked import checked_text

_RIGHT = lazily(r"(?!0{8})[0-9]{8}", re.ASCII)


def _spelling(text: str) -> str:
    return re.sub(r"[\s.]", "", text)


def _is_right(text: str) -> bool:
    return _RIGHT.fullmatch(text) is not None


KIND = checked_text(
    "kvk-nummer",
    Text(nl="Een nummer van de Kamer van Koophandel.", en="A number of the Dutch trade register."),
    "12345678",
    spelling=_spelling,
    is_right=_is_right,
)
