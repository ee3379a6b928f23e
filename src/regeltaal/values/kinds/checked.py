"""What the checked texts share: wrong data is kept as it came, right data gets its one canonical spelling."""

from collections.abc import Callable
from zoneinfo import ZoneInfo

from regeltaal.base.text import Text
from regeltaal.values import texts
from regeltaal.values.kind import Kind
from regeltaal.values.kinds.reading import read_text


def checked_text(
    name: str, doc: Text, example: str, *, spelling: Callable[[str], str], is_right: Callable[[str], bool]
) -> Kind:
    """The kind of a text that obeys rules.

    ``spelling`` gives the canonical spelling of a trimmed text, ``is_right`` says whether such a spelling is right.
    """
    wanted = Text(nl=f'{name} als tekst, zoals `"{example}"`', en=f'a text such as `"{example}"`')

    def is_valid(text: str) -> bool:
        return is_right(spelling(texts.trim(text)))

    def canonical(text: str) -> str:
        trimmed = texts.trim(texts.composed(text))
        spelled = spelling(trimmed)
        return spelled if is_right(spelled) else trimmed

    def decode(json: object, zone: ZoneInfo) -> str:
        del zone
        return canonical(read_text(json, wanted))

    return Kind(
        name=name,
        doc=doc,
        decode=decode,
        encode=str,
        text_like=True,
        is_valid=is_valid,
        canonical=canonical,
        example=f'"{example}"',
    )
