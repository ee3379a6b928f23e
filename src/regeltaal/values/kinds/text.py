"""tekst (also `lange tekst`): any text."""

from zoneinfo import ZoneInfo

from regeltaal.base.text import Text
from regeltaal.values.kind import Kind
from regeltaal.values.kinds.reading import read_text

_WANTED = Text(nl='tekst: zet haar tussen aanhalingstekens (`"…"`)', en='a text: put it between quotes (`"…"`)')


def _decode(json: object, zone: ZoneInfo) -> str:
    del zone
    return read_text(json, _WANTED)


KIND = Kind(
    name="tekst",
    aliases=("lange tekst",),
    doc=Text(nl="Een tekst van een of meer regels.", en="A text of one or more lines."),
    decode=_decode,
    encode=str,
    text_like=True,
    example='"Uitgevoerd"',
)
