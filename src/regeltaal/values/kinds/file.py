"""bestand: a file, known by its name."""

from zoneinfo import ZoneInfo

from regeltaal.base.text import Text
from regeltaal.values.kind import Kind
from regeltaal.values.kinds.reading import read_text

_WANTED = Text(nl='bestandsnaam, zoals `"foto.jpg"`', en='the name of a file, such as `"foto.jpg"`')


def _decode(json: object, zone: ZoneInfo) -> str:
    del zone
    return read_text(json, _WANTED)


KIND = Kind(
    name="bestand",
    doc=Text(nl="Een bestand, met zijn naam.", en="A file, by its name."),
    decode=_decode,
    encode=str,
    example='"foto.jpg"',
)
