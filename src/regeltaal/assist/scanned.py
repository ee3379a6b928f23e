"""What the rules of a text say of themselves, told by their tokens: cheap enough to ask it of all files of a project.

Of a large project some files are read at a time; until all were, nothing is said of all.
"""

from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import pairwise
from weakref import WeakKeyDictionary

from regeltaal.base.node import Node
from regeltaal.base.source import Source
from regeltaal.schema.model import key_of
from regeltaal.syntax import grammar
from regeltaal.syntax.islands import RULE_OPENERS
from regeltaal.syntax.lexer import Token, lexer_for
from regeltaal.workspace.state import State

_PRIORITY = 100
_MOST_READ = 300_000
"""The characters that are read for one question."""
_BEHIND_EVENTS = frozenset({"EN_KW", "ALS_KW", "DAN_KW"})
_EACH = frozenset({"ELK_KW", "ELKE_KW"})
_PATH = frozenset({"NAME", "UPPER"})

Path = tuple[str, ...]


class Standing(Node):
    """A rule as it is written. All names are keys.

    ``place`` is where its name stands in its text. ``about`` is the object of a rule that the clock starts.
    ``titles`` are its actions in order, ``named`` the results that they give a name to, ``rows`` what its loops go
    along, ``writes`` the fields behind ZET and WIS.
    """

    name: str
    place: tuple[int, int]
    events: tuple[str, ...]
    about: str | None
    titles: tuple[str, ...]
    phase: str | None
    priority: int
    is_off: bool
    named: tuple[tuple[str, str], ...]
    rows: tuple[tuple[str, Path], ...]
    writes: tuple[Path, ...]


class Scanned(Node):
    """The rules of a text, and the administration that they are of."""

    administration: str | None
    rules: tuple[Standing, ...]


class AllRules:
    """The rules of a project, as seen from one file: that is read by its parts, which are kept at an edit.

    A file that is no rule file, such as a template, has none of its own.
    """

    def __init__(self, state: State, path: str) -> None:
        rules = () if state.project is None else state.project.rules
        sheet = state.sheets.get(path)
        self.path = path
        self._others = [source for source in rules if source.path != path]
        self._parts = [] if sheet is None else [part.source for part in sheet.parts]
        self._is_complete = False

    @property
    def is_complete(self) -> bool:
        """Whether all files were read; else reads on."""
        self._is_complete = self._is_complete or _read_on(self._others)
        return self._is_complete

    @property
    def files(self) -> Iterator[tuple[str, Scanned]]:
        """Each file by its path, the one that asks first."""
        yield self.path, self._own
        yield from ((source.path, scanned(source)) for source in self._others)

    @cached_property
    def _own(self) -> Scanned:
        parts = [scanned(source) for source in self._parts]
        administration = parts[0].administration if parts else None
        return Scanned(administration, tuple(rule for one in parts for rule in one.rules))


# ---------------------------------------------------------------- reading


_SCANNED: "WeakKeyDictionary[Source, Scanned]" = WeakKeyDictionary()


def _read_on(sources: Sequence[Source]) -> bool:
    """Reads some of what was not read yet; whether that was all."""
    room = _MOST_READ
    for source in sources:
        if source not in _SCANNED:
            if room <= 0:
                return False
            room -= len(source.text)
            scanned(source)
    return True


def scanned(source: Source) -> Scanned:
    found = _SCANNED.get(source)
    if found is None:
        tokens = tuple(lexer_for(grammar.load()).scan(source.text, lambda _start, _end: None))
        found = _SCANNED[source] = Scanned(_administration(tokens), tuple(_rules(tokens)))
    return found


def _administration(tokens: Sequence[Token]) -> str | None:
    for keyword, value in pairwise(tokens):
        if keyword.kind in {"REGEL_KW", "TEST_KW"}:
            return None
        if keyword.kind == "ADMINISTRATIE_KW" and value.kind == "TEXT":
            return value.text[1:-1]
    return None


def _rules(tokens: Sequence[Token]) -> Iterator[Standing]:
    opened: int | None = None
    for at, token in enumerate(tokens):
        if token.kind in RULE_OPENERS and not (token.kind == "REGEL_KW" and _kind(tokens, at - 1) == "VERWACHT_KW"):
            if opened is not None:
                yield from _rule(tokens[opened:at])
            opened = at if token.kind == "REGEL_KW" else None
    if opened is not None:
        yield from _rule(tokens[opened:])


def _rule(tokens: Sequence[Token]) -> Iterator[Standing]:
    """One, unless it has no name or nothing starts it."""
    kinds = [token.kind for token in tokens]
    if len(tokens) < 2 or kinds[1] != "TEXT" or "WANNEER_KW" not in kinds:  # noqa: PLR2004 - REGEL and its name
        return
    begin = kinds.index("WANNEER_KW")
    head, rest = dict(zip(kinds[:begin], tokens[1:begin], strict=False)), tokens[begin + 1 :]
    phase = head.get("FASE_KW")
    yield Standing(
        name=" ".join(tokens[1].text[1:-1].split()),
        place=(tokens[1].start, tokens[1].end),
        events=tuple(_events(rest)),
        about=_about(rest),
        titles=tuple(title for title, _ in _titles(rest)),
        phase=None if phase is None else key_of(phase.text),
        priority=_number(head.get("PRIORITEIT_KW")),
        is_off="UIT_KW" in kinds[:begin],
        named=tuple(_named(rest)),
        rows=tuple(_rows(rest)),
        writes=tuple(_path(rest, at + 1) for at, one in enumerate(rest) if one.kind in {"ZET_KW", "WIS_KW"}),
    )


def _events(tokens: Sequence[Token]) -> Iterator[str]:
    """The names that stand first behind WANNEER and behind each `;`."""
    is_first = True
    for token in tokens:
        if token.kind in _BEHIND_EVENTS:
            return
        if is_first and token.kind == "NAME":
            yield key_of(token.text)
        is_first = token.kind == "SEMICOLON"


def _about(tokens: Sequence[Token]) -> str | None:
    """`ELKE werkdag OM 8:00 VOOR ELKE werkbon`."""
    if _kind(tokens, 0) in _EACH and _kind(tokens, 2) == "OM_KW" and _kind(tokens, 6) == "NAME":
        return key_of(tokens[6].text)
    return None


def _titles(tokens: Sequence[Token]) -> Iterator[tuple[str, int]]:
    """The actions, with the number of the token that they end with."""
    for at, (verb, name) in enumerate(pairwise(tokens)):
        if verb.kind == "UPPER" and name.kind == "NAME":
            yield key_of(f"{verb.text} {name.text}"), at + 1


def _named(tokens: Sequence[Token]) -> Iterator[tuple[str, str]]:
    """`GENAAMD factuur`: the name, and the action that gives it."""
    for title, at in _titles(tokens):
        if _kind(tokens, at + 1) == "GENAAMD_KW" and _kind(tokens, at + 2) == "NAME":
            yield key_of(tokens[at + 2].text), title


def _rows(tokens: Sequence[Token]) -> Iterator[tuple[str, Path]]:
    """`VOOR ELK object IN objecten`."""
    for at, token in enumerate(tokens):
        if token.kind in _EACH and _kind(tokens, at + 1) == "NAME" and _kind(tokens, at + 2) == "IN_KW":
            yield key_of(tokens[at + 1].text), _path(tokens, at + 3)


def _path(tokens: Sequence[Token], at: int) -> Path:
    names: list[str] = []
    while _kind(tokens, at) in _PATH:
        names.append(key_of(tokens[at].text))
        if _kind(tokens, at + 1) != "DOT":
            break
        at += 2
    return tuple(names)


def _number(token: Token | None) -> int:
    text = "" if token is None else token.text
    return int(text) if text.isascii() and text.removeprefix("-").isdigit() else _PRIORITY


def _kind(tokens: Sequence[Token], at: int) -> str:
    return tokens[at].kind if 0 <= at < len(tokens) else ""
