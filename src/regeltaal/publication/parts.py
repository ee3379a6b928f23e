"""What a rule file is made of, as far as two versions of it are compared."""

import posixpath
from collections.abc import Iterator, Mapping

from attrs import frozen

from regeltaal.base.source import Source
from regeltaal.publication.change import Part
from regeltaal.publication.version import Texts
from regeltaal.syntax import tree
from regeltaal.syntax.parser import parse

_USES = "GEBRUIK"

Key = tuple[Part, str, str]
"""What a part is known by in both versions: of a rule its level and name, of others their file and name."""


@frozen
class Piece:
    """One part of a rule file; ``former`` is the key that it says it had."""

    key: Key
    name: str
    path: str
    text: str
    administration: str | None
    former: Key | None = None


@frozen
class ParsedFile:
    path: str
    administration: str | None
    pieces: tuple[Piece, ...]
    uses: tuple[str, ...]


def parsed_files(texts: Texts, wanted: frozenset[str]) -> dict[str, ParsedFile]:
    """Those that are wanted, and those that use others."""
    return {path: _parsed(path, text) for path, text in texts.items() if path in wanted or _USES in text.upper()}


def users_of(files: Mapping[str, ParsedFile]) -> Mapping[str, frozenset[str | None]]:
    """By path the levels whose rules use that file, through others as well: they change when it does."""
    found: dict[str, set[str | None]] = {}
    for file in files.values():
        for path in _reached(file, files):
            found.setdefault(path, set()).add(file.administration)
    return {path: frozenset(levels) for path, levels in found.items()}


def same_text(text: str) -> str:
    """A text as it is compared: line ends and spaces before them don't count."""
    return "\n".join(line.rstrip() for line in text.strip().splitlines())


def _reached(file: ParsedFile, files: Mapping[str, ParsedFile]) -> set[str]:
    found: set[str] = set()
    waiting = list(file.uses)
    while waiting:
        path = waiting.pop()
        if path not in found:
            found.add(path)
            waiting += files[path].uses if path in files else ()
    return found


def _parsed(path: str, text: str) -> ParsedFile:
    file = parse(Source(path, text)).file
    literal = file.header.administration
    administration = None if literal is None else literal.plain
    pieces = tuple(_pieces(file, path, administration))
    return ParsedFile(path, administration, pieces, tuple(one.key[2] for one in pieces if one.key[0] is Part.USE))


def _pieces(file: tree.RuleFile, path: str, administration: str | None) -> Iterator[Piece]:
    for item in file.items:
        text = same_text(item.span.text)
        match item:
            case tree.Rule(name=name):
                shown = name.plain or ""
                former = _former(item)
                before = None if former is None else _rule_key(administration, former)
                yield Piece(_rule_key(administration, shown), shown, path, text, administration, before)
            case tree.ListDeclaration(name=word):
                yield Piece((Part.LIST, path, word.key), word.text, path, text, administration)
            case tree.Definition(name=word):
                yield Piece((Part.DEFINITION, path, word.key), word.text, path, text, administration)
            case tree.Test(name=name):
                yield Piece((Part.TEST, path, _folded(name.plain or "")), name.plain or "", path, text, administration)
            case tree.Use(path=name):
                target = posixpath.normpath(
                    posixpath.join(posixpath.dirname(path), (name.plain or "").replace("\\", "/"))
                )
                yield Piece((Part.USE, path, target), name.plain or "", path, text, administration)
            case tree.Broken():
                pass  # a version with errors is never published


def _former(rule: tree.Rule) -> str | None:
    return next((meta.name.plain for meta in rule.metas if isinstance(meta, tree.FormerName)), None)


def _rule_key(administration: str | None, name: str) -> Key:
    return (Part.RULE, "" if administration is None else f"/{administration}", _folded(name))


def _folded(name: str) -> str:
    return " ".join(name.lower().split())
