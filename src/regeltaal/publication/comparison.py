"""How two versions of a project differ, part by part."""

import json
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from difflib import SequenceMatcher

from attrs import frozen

from regeltaal.project.access.reading import ROLES, USERS
from regeltaal.project.config import WITHOUT_MEANING
from regeltaal.publication.change import Change, Difference, Part, in_order
from regeltaal.publication.parts import Key, ParsedFile, Piece, parsed_files, same_text, users_of
from regeltaal.publication.version import NOTHING, Texts, Version

_ACCESS = (USERS, ROLES)
_TECHNICAL = tuple(heading for heading in WITHOUT_MEANING if heading not in _ACCESS)


def compare(old: Version, new: Version) -> tuple[Change, ...]:
    """What has to be published to get from one version to the other: rules first, then what they stand on.

    Headings of regeltaal.toml that belong to the machine (the store, connections) are no part of a version.
    """
    return (*_rules(old.rules, new.rules), *_templates(old, new), *_domain(old, new), *_settings(old, new))


# ---------------------------------------------------------------- rule files


@frozen
class _Side:
    """The files of one version that differ from those of the other, with the pieces in them."""

    files: Mapping[str, ParsedFile]
    differing: frozenset[str]
    used_by: Mapping[str, frozenset[str | None]]

    @property
    def pieces(self) -> dict[Key, Piece]:
        return {piece.key: piece for path in sorted(self.differing) for piece in self.of(path)}

    def of(self, path: str) -> tuple[Piece, ...]:
        return self.files[path].pieces if path in self.files else ()

    def concerns(self, path: str) -> tuple[str | None, ...]:
        """The level of a file, and those of the files that use it; nothing where the file is not there."""
        if path not in self.files:
            return ()
        own = self.files[path].administration
        others = self.used_by.get(path, frozenset()) - {own}
        return (own, *in_order(others))


def _side(texts: Texts, others: Texts) -> _Side:
    differing = frozenset(path for path, text in texts.items() if not _equal(text, others.get(path)))
    files = parsed_files(texts, differing)
    return _Side(files, differing, users_of(files))


def _equal(one: str, other: str | None) -> bool:
    return other is not None and one.replace("\r\n", "\n") == other.replace("\r\n", "\n")


def _rules(before: Texts, after: Texts) -> Iterator[Change]:
    old, new = _side(before, after), _side(after, before)
    changes = list(_pieces(old, new))
    yield from changes
    told = {change.path for change in changes} | {change.was for change in changes}
    for path in sorted((old.differing | new.differing) - told):
        yield Change(Part.FILE, _of_file(path, before, after), path, path, _concerns(old, new, path))


def _of_file(path: str, before: Texts, after: Texts) -> Difference:
    if path not in before:
        return Difference.ADDED
    return Difference.CHANGED if path in after else Difference.REMOVED


def _pieces(old: _Side, new: _Side) -> Iterator[Change]:
    was, now = old.pieces, new.pieces
    renamed = {
        piece.former: key for key, piece in now.items() if key not in was and piece.former in was.keys() - now.keys()
    }
    reordered = _reordered(old, new)
    for key, piece in now.items():
        before = was.get(key) or (was[piece.former] if piece.former in renamed and piece.former else None)
        if before is None:
            yield _change(Difference.ADDED, piece, new.concerns(piece.path))
        else:
            yield from _differing(before, piece, _concerns(old, new, before.path, piece.path), moved=key in reordered)
    for key, piece in was.items():
        if key not in now and key not in renamed:
            yield _change(Difference.REMOVED, piece, old.concerns(piece.path))


def _differing(before: Piece, piece: Piece, concerns: tuple[str | None, ...], *, moved: bool) -> Iterator[Change]:
    """A piece that was there before, as far as it differs: one change at most."""
    path = (before.path, piece.path) if before.path != piece.path else (None, None)
    if before.key != piece.key:
        yield _change(Difference.RENAMED, piece, concerns, before.name, piece.name)
    elif before.text != piece.text:
        yield _change(Difference.CHANGED, piece, concerns, *path)
    elif before.path != piece.path or moved:
        yield _change(Difference.MOVED, piece, concerns, *path)


def _change(
    difference: Difference,
    piece: Piece,
    concerns: tuple[str | None, ...],
    was: str | None = None,
    now: str | None = None,
) -> Change:
    return Change(piece.key[0], difference, piece.name, piece.path, concerns, was, now)


def _concerns(old: _Side, new: _Side, *paths: str) -> tuple[str | None, ...]:
    """Every level that a change of files touches: where they stand now, then where they stood."""
    levels = [level for side in (new, old) for path in reversed(paths) for level in side.concerns(path)]
    return tuple(dict.fromkeys(levels))


def _reordered(old: _Side, new: _Side) -> set[Key]:
    """Rules that stay in their file and have another place among the others that do: the order they run in differs."""
    found: set[Key] = set()
    for path in old.differing & new.differing:
        keys = [[piece.key for piece in side.of(path) if piece.key[0] is Part.RULE] for side in (old, new)]
        was, now = ([key for key in one if key in other] for one, other in (keys, reversed(keys)))
        matcher = SequenceMatcher(None, was, now, autojunk=False)
        kept = {key for block in matcher.get_matching_blocks() for key in now[block.b : block.b + block.size]}
        found |= set(now) - kept
    return found


# ---------------------------------------------------------------- what rules stand on


def _templates(old: Version, new: Version) -> Iterator[Change]:
    for path in sorted(old.templates.keys() | new.templates.keys()):
        was, now = old.templates.get(path), new.templates.get(path)
        if was is None or not _equal(was, now):
            yield Change(Part.TEMPLATE, _of_file(path, old.templates, new.templates), path, path)


def _domain(old: Version, new: Version) -> Iterator[Change]:
    if old is not NOTHING and (old.domain_path != new.domain_path or not _equal(old.domain, new.domain)):
        yield Change(Part.DOMAIN, Difference.CHANGED, new.domain_path, new.domain_path, was=old.domain_path)


def _settings(old: Version, new: Version) -> Iterator[Change]:
    was, now = _leaves(_toml(old.settings)), _leaves(_toml(new.settings))
    for path in dict.fromkeys([*was, *now]):
        is_access = path[0] in _ACCESS
        if path[0] in _TECHNICAL or was.get(path) == now.get(path) or (old is NOTHING and not is_access):
            continue
        difference = Difference.CHANGED
        if path not in was or path not in now:
            difference = Difference.ADDED if path in now else Difference.REMOVED
        part = Part.ACCESS if is_access else Part.SETTING
        yield Change(part, difference, ".".join(path), was=was.get(path), now=now.get(path))


def _toml(text: str) -> Mapping[str, object]:
    try:
        return tomllib.loads(text)
    except ValueError:  # of a version that an older program could read
        return {}


def _leaves(data: Mapping[str, object], path: tuple[str, ...] = ()) -> dict[tuple[str, ...], str]:
    """The settings below headings, by their path; a heading without any stands for itself."""
    found: dict[tuple[str, ...], str] = {}
    for key, value in data.items():
        if isinstance(value, Mapping) and value:
            found |= _leaves(value, (*path, key))
        else:
            found[(*path, key)] = json.dumps(value, ensure_ascii=False, default=str)
    return found


def differing_texts(old: Version, new: Version) -> Iterable[tuple[str, str, str]]:
    """Every text that differs, by path, as it was and as it is; without the settings that belong to the machine."""
    was, now = _all_texts(old), _all_texts(new)
    for path in sorted(was.keys() | now.keys()):
        before, after = was.get(path, ""), now.get(path, "")
        if same_text(before) != same_text(after):
            yield path, before, after


def _all_texts(version: Version) -> dict[str, str]:
    templates = {f"sjabloon {path}": text for path, text in version.templates.items()}
    domain = {version.domain_path: version.domain} if version.domain_path else {}
    settings = {"regeltaal.toml": version.settings} if version.settings else {}
    return {**version.rules, **templates, **domain, **settings}
