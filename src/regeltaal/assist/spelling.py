"""Writing a new name in the place of an old one: as a bare name, between back-quotes, in a text, in TOML."""

import re

from regeltaal.base.source import Source, Span
from regeltaal.schema.model import key_of
from regeltaal.syntax import tree
from regeltaal.syntax.parser import parse

_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")
_ESCAPE = re.compile(r"\\([\"\\{])")
_QUOTES = frozenset("\"“”„'")


def folded(name: str) -> str:
    """A name as typed, without back-quotes and with single spaces."""
    return " ".join(name.replace("`", "").split())


def as_name(name: str) -> str | None:
    """How a name is written in a rule or domain; None for what can be no name."""
    for written in (name, f"`{name}`"):
        parsed = parse(Source("", f'LIJST {written} = "a"'))
        match parsed.file.items:
            case (tree.ListDeclaration(name=tree.Name(key=key, text=text)),) if not parsed.problems:
                if key == key_of(name) and folded(text) == name:
                    return written
            case _:
                pass
    return None


def as_text(name: str) -> str:
    """How a name is written between the quotes of a text."""
    return name.replace("\\", "\\\\").replace('"', '\\"').replace("{", "\\{")


def of_text(written: str) -> str:
    """What stands between quotes, escapes undone and white space folded."""
    return " ".join(_ESCAPE.sub(r"\1", written).split())


def in_settings(place: Span, name: str) -> str | None:
    """How a name is written in regeltaal.toml, in the place of another; None where that takes escapes."""
    if '"' in name or "'" in name or "\\" in name:
        return None
    is_quoted = place.source.text[place.start - 1 : place.start] in _QUOTES if place.start else False
    return name if is_quoted or _BARE_KEY.fullmatch(name) else f'"{name}"'


def with_capital_as(name: str, used: str, declared: str) -> str:
    """The new name with a capital at its start where this use of the old one had one of its own."""
    if used[:1] == declared[:1] or used[:1].casefold() != declared[:1].casefold():
        return name
    return (name[:1].upper() if used[:1].isupper() else name[:1].lower()) + name[1:]
