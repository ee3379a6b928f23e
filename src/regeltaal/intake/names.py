"""Names and texts of outsiders made safe: to show, to store and to keep a file by."""

import re
import unicodedata

from regeltaal.intake import limits

_UNSEEN = re.compile(r"[^\S\n]+")
_BLANK_LINES = re.compile(r"\n\s*\n\s*")
_LEFTOVERS = frozenset({".ds_store", "thumbs.db", "desktop.ini", "__macosx", ".gitkeep"})
_LEFTOVER_STARTS = ("._", "~$")
REASON = ".reden.txt"
"""How the text is named that stands beside a refused file and says why."""


def safe_name(written: str, otherwise: str = "bestand") -> str:
    """The last part of a name, on one line, cut short before its suffix."""
    last = re.split(r"[/\\]", one_line(written))[-1].strip(". ") if written else ""
    if not last:
        return otherwise
    stem, point, suffix = last.rpartition(".")
    if len(last) <= limits.NAME_CHARACTERS:
        return last
    kept = point + suffix if len(suffix) <= limits.NAME_CHARACTERS // 10 else ""
    return (stem if kept else last)[: limits.NAME_CHARACTERS - len(kept)] + kept


def one_line(written: str) -> str:
    """Printable, without line breaks or doubled spaces."""
    return " ".join("".join(one if one.isprintable() else " " for one in sound(written)).split())


def sound(written: str) -> str:
    """What every encoding and database takes, in the composed form of Unicode."""
    known = written.encode("utf-8", "replace").decode()
    return unicodedata.normalize("NFC", known)


def clean_text(written: str, most: int = limits.TEXT_CHARACTERS) -> str | None:
    """A text of several lines without control characters; None when nothing is left."""
    lines = sound(written[:most].replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n"))
    kept = "".join(one if one == "\n" or one.isprintable() else " " for one in lines)
    spaced = "\n".join(line.strip() for line in _UNSEEN.sub(" ", kept).split("\n"))
    return _BLANK_LINES.sub("\n\n", spaced).strip() or None


def is_leftover(name: str) -> bool:
    """What an operating system, an office program or we ourselves leave behind in folders: nobody means to send it."""
    return name.lower() in _LEFTOVERS or name.startswith(_LEFTOVER_STARTS) or name.endswith(REASON)
