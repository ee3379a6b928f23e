"""How texts are compared: NFC, lower case unless EXACT, and for equality without white space at the ends."""

from unicodedata import is_normalized, normalize

WHITE_SPACE = " \t\r\n\u00a0"


def composed(text: str) -> str:
    return text if text.isascii() or is_normalized("NFC", text) else normalize("NFC", text)


def fold(text: str) -> str:
    """Lower case after NFC: what `BEVAT` and its kin compare."""
    return text.lower() if text.isascii() else composed(text).lower()


def trim(text: str) -> str:
    """Without space, tab, CR, LF and no-break space at the ends; no other white space, so that SQL can do the same."""
    return text.strip(WHITE_SPACE)


def canonical(text: str) -> str:
    """What `=` and `IN` compare."""
    return fold(text).strip(WHITE_SPACE)


def canonical_exact(text: str) -> str:
    """What `= EXACT` and `IN EXACT` compare."""
    return composed(text).strip(WHITE_SPACE)


def is_blank(text: str) -> bool:
    return not text.strip(WHITE_SPACE)


def is_sound(text: str) -> bool:
    """Whether every part of the program can carry the text: no NUL and no half of a surrogate pair."""
    return "\0" not in text and (text.isascii() or not any("\ud800" <= char <= "\udfff" for char in text))
