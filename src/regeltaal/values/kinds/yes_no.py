"""ja-nee: a yes or a no."""

from zoneinfo import ZoneInfo

from regeltaal.base.text import Text
from regeltaal.values.kind import Kind
from regeltaal.values.kinds.reading import refused
from regeltaal.values.value import Value

_WORDS = {"ja": True, "nee": False}
_WANTED = Text(nl="ja of nee: geef `true` of `false`", en="yes or no: give `true` or `false`")


def _decode(json: object, zone: ZoneInfo) -> bool:
    del zone
    found = _WORDS.get(json.strip().lower()) if isinstance(json, str) else json
    if isinstance(found, bool):
        return found
    raise refused(json, _WANTED)


def _show(value: Value, form: str | None) -> str:
    del form
    return "ja" if value else "nee"


KIND = Kind(
    name="ja-nee",
    doc=Text(nl="Ja of nee.", en="Yes or no."),
    decode=_decode,
    encode=bool,
    show=_show,
    example="JA",
)
