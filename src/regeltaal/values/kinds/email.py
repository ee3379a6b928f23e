"""e-mailadres: one address; canonical with the part behind the `@` in lower case."""

from regeltaal.base.patterns import lazily
from regeltaal.base.text import Text
from regeltaal.values.kinds.checked import checked_text

_LONGEST = 254
_LOCAL = r"[^\s@,;:<>()\[\]\\\"]{1,64}"
_LABEL = r"[^\W_](?:[\w-]{0,61}[^\W_])?"
_ADDRESS = lazily(rf"{_LOCAL}@(?:{_LABEL}\.)+[^\W\d_]{{2,63}}")


def _spelling(text: str) -> str:
    local, at, host = text.rpartition("@")
    return f"{local}{at}{host.lower()}"


def _is_right(text: str) -> bool:
    if len(text) > _LONGEST or not text.isprintable() or _ADDRESS.fullmatch(text) is None:
        return False
    local = text.rpartition("@")[0]
    return ".." not in local and not local.startswith(".") and not local.endswith(".")


KIND = checked_text(
    "e-mailadres",
    Text(nl="Een e-mailadres.", en="An e-mail address."),
    "info@devries.example",
    spelling=_spelling,
    is_right=_is_right,
)
