"""Patterns of `LIJKT OP` (wildcards) and `VOLDOET AAN` (regular expressions), matched in time linear in the text.

Both run on RE2, which never backtracks. A regular expression ignores case on the original text unless EXACT; a
wildcard pattern matches the whole text and compares as `=` does: lower case after NFC, white space at the ends aside.
"""

from collections.abc import Callable
from functools import lru_cache
from typing import Any

from attrs import frozen

from regeltaal.base.text import Text
from regeltaal.values import texts
from regeltaal.values.value import NotAValueError

WILDCARD = "wildcard"
REGEX = "regex"

LONGEST_PATTERN = 1000
_MOST_MEMORY = 8 << 20

_REASONS = {
    "missing )": Text(nl="er ontbreekt een `)`", en="a `)` is missing"),
    "missing ]": Text(nl="er ontbreekt een `]`", en="a `]` is missing"),
    "unexpected )": Text(nl="er staat een `)` te veel", en="there is a `)` too many"),
    "no argument for repetition": Text(
        nl="voor een herhalingsteken (`*`, `+`, `?`) staat niets", en="nothing stands before a repetition"
    ),
    "bad repetition operator": Text(
        nl="er staan twee herhalingstekens achter elkaar", en="there are two repetitions in a row"
    ),
    "invalid repetition size": Text(
        nl="een herhaling (`{…}`) is te groot of loopt terug", en="a repetition (`{…}`) is too large or runs back"
    ),
    "invalid perl operator": Text(
        nl="vooruit of terug kijken (`(?=`, `(?<`) kan niet", en="looking ahead or back (`(?=`, `(?<`) is not possible"
    ),
    "invalid named capture": Text(nl="een groep met een naam klopt niet", en="a group with a name is malformed"),
    "invalid escape sequence": Text(
        nl="achter een `\\` staat een teken dat daar niet kan", en="a character cannot stand behind a `\\`"
    ),
    "trailing \\": Text(nl="er staat een losse `\\` aan het eind", en="a lone `\\` stands at the end"),
    "invalid character class range": Text(nl="een reeks tussen `[` en `]` klopt niet", en="a range in `[…]` is wrong"),
    "pattern too large": Text(nl="het patroon is te ingewikkeld", en="the pattern is too complex"),
}


@frozen(eq=False)
class CompiledPattern:
    """A pattern that is ready for use; ``found_in`` tells whether a text matches."""

    syntax: str
    text: str
    exact: bool
    found_in: Callable[[str], bool]


@lru_cache(maxsize=2048)
def compile_pattern(syntax: str, text: str, exact: bool) -> CompiledPattern:  # noqa: FBT001 - as EXACT is in the tree
    """A pattern, compiled once.

    Raises:
        NotAValueError: the pattern is too long or can't be read.
    """
    if len(text) > LONGEST_PATTERN:
        raise NotAValueError(_too_long(len(text)))
    if syntax == WILDCARD:
        return _wildcard(text, exact=exact)
    return _regex(text, exact=exact)


def matches_any(syntax: str, text: str, patterns: object, *, exact: bool) -> bool:
    """Whether a text matches a pattern, or any of a tuple of them."""
    listed = patterns if isinstance(patterns, tuple) else (patterns,)
    return any(compile_pattern(syntax, pattern, exact).found_in(text) for pattern in listed if pattern is not None)


def _regex(text: str, *, exact: bool) -> CompiledPattern:
    compiled = _compiled(texts.composed(text), case_sensitive=exact, dot_is_any=False)

    def found_in(subject: str) -> bool:
        return compiled.search(texts.composed(subject)) is not None

    return CompiledPattern(REGEX, text, exact, found_in)


def _wildcard(text: str, *, exact: bool) -> CompiledPattern:
    spelling = texts.canonical_exact if exact else texts.canonical
    compiled = _compiled(_wildcard_as_regex(spelling(text)), case_sensitive=True, dot_is_any=True)

    def found_in(subject: str) -> bool:
        return compiled.fullmatch(spelling(subject)) is not None

    return CompiledPattern(WILDCARD, text, exact, found_in)


def _wildcard_as_regex(text: str) -> str:
    r"""`*` is any text, `?` one character; a backslash takes the meaning from either, and from itself."""
    pieces: list[str] = []
    chars = iter(text)
    for char in chars:
        match char:
            case "*":
                pieces.append(".*")
            case "?":
                pieces.append(".")
            case "\\":
                pieces.append(_literal(next(chars, "\\")))
            case _:
                pieces.append(_literal(char))
    return "".join(pieces)


def _literal(char: str) -> str:
    return rf"\x{{{ord(char):x}}}" if not char.isalnum() else char


def _compiled(pattern: str, *, case_sensitive: bool, dot_is_any: bool) -> Any:  # noqa: ANN401 - re2 has no stubs
    # Imported where it is first needed: most rule sets have no pattern, and the library is a native one.
    import re2  # noqa: PLC0415

    options = re2.Options()
    options.log_errors = False
    options.never_capture = True
    options.max_mem = _MOST_MEMORY
    options.case_sensitive = case_sensitive
    options.dot_nl = dot_is_any
    try:
        return re2.compile(pattern, options)
    except re2.error as refusal:
        raise NotAValueError(_unreadable(str(refusal))) from None
    except UnicodeEncodeError:
        raise NotAValueError(_unreadable("")) from None


def _unreadable(complaint: str) -> Text:
    cause = next((reason for begin, reason in _REASONS.items() if begin in complaint), None)
    if cause is None:
        return Text(nl="de reguliere expressie is niet te lezen", en="the regular expression cannot be read")
    return Text(
        nl=f"de reguliere expressie is niet te lezen: {cause.nl}",
        en=f"the regular expression cannot be read: {cause.en}",
    )


def _too_long(length: int) -> Text:
    return Text(
        nl=f"het patroon heeft {length} tekens: hoogstens {LONGEST_PATTERN} kan",
        en=f"the pattern has {length} characters: at most {LONGEST_PATTERN} is possible",
    )
