"""A file, or some of its declarations, in the one form: what `regeltaal opmaak` would make of it, in small edits.

Lines that are as they should be are left alone, so that cursors, folds and marks in an editor stay where they are.
"""

from collections.abc import Iterable, Sequence
from weakref import WeakKeyDictionary

from regeltaal.assist.differences import Lines, differences, line_edits
from regeltaal.assist.formatted_pieces import Pieces
from regeltaal.base.diagnostic import Edit
from regeltaal.base.node import Node, evolve
from regeltaal.project.model import Project
from regeltaal.respelling import edits_of, is_doubtful, respellings, texts_of
from regeltaal.schema.model import Schema
from regeltaal.syntax import tree
from regeltaal.tidying import respelled
from regeltaal.workspace.names import with_used
from regeltaal.workspace.part import Part
from regeltaal.workspace.sheet import Sheet
from regeltaal.workspace.state import State

_PIECES = Pieces()
_TEXTS: WeakKeyDictionary[Part, frozenset[str]] = WeakKeyDictionary()


class Prepared(Node):
    """What formatting a file needs of the state: the rest can be done elsewhere, whatever the state does meanwhile.

    ``texts`` are those of its parts; None where ``project`` has to tell first how values in it are spelled.
    """

    sheet: Sheet
    texts: tuple[str, ...] | None
    project: Project | None = None


def formatting(state: State, path: str, within: Lines | None = None) -> tuple[Edit, ...]:
    """The edits that put a file in the one form; ``within``: only the declarations that these lines touch.

    A declaration with a mistake in it stays as it is.
    """
    return edits(prepared(state, path), within)


def edits(ready: Prepared, within: Lines | None = None) -> tuple[Edit, ...]:
    sheet = ready.sheet
    texts = ready.texts if ready.texts is not None else _as_a_whole(sheet, ready.project)
    counts = [len(part.parsed.file.items) for part in sheet.parts]
    pieces = _PIECES.formatted(sheet.path, texts, counts)
    if len(pieces) != len(sheet.parts):
        return differences(sheet.source, "".join(pieces), within)
    changed = zip(sheet.parts, pieces, sheet.first_lines, strict=True)
    return tuple(
        edit
        for part, piece, first in changed
        if piece != part.source.text and (within is None or _own_lines(part, first).meets(within))
        for edit in line_edits(part.source, piece)
    )


def _own_lines(part: Part, first: int) -> Lines:
    """The lines of the declarations in a part, without what stands behind the last."""
    items = part.parsed.file.items
    last = items[-1].span if items else None
    end = part.source.line_count if last is None else part.source.position(max(last.start, last.end - 1)).line
    return Lines(first, first + end)


# ---------------------------------------------------------------- values in the spelling of the domain


def prepared(state: State, path: str) -> Prepared:
    """A file with its values as the domain spells them, where that shows at once."""
    sheet = state.sheets[path]
    doubtful = [] if state.schema is None else _doubtful(sheet, state.schema)
    if not doubtful:
        return Prepared(sheet, tuple(part.source.text for part in sheet.parts))
    if all(isinstance(item, tree.Rule) for part in doubtful for item in part.parsed.file.items):
        found = [edit for part in doubtful for edit in _of_part(state, sheet, part)]
        texts = (
            respelled(part.source, (one for one in found if one.span.source is part.source)).text
            for part in sheet.parts
        )
        return Prepared(sheet, tuple(texts))
    return Prepared(sheet, None, None if state.project is None else _narrowed(state, state.project, sheet))


def _doubtful(sheet: Sheet, schema: Schema) -> list[Part]:
    """The parts with a text that is a value but for its capitals."""
    if not is_doubtful((text for part in sheet.parts for text in _texts(part)), schema):
        return []
    return [part for part in sheet.parts if is_doubtful(_texts(part), schema)]


def _texts(part: Part) -> frozenset[str]:
    if part not in _TEXTS:
        _TEXTS[part] = frozenset(texts_of(part.parsed.file))
    return _TEXTS[part]


def _of_part(state: State, sheet: Sheet, part: Part) -> Iterable[Edit]:
    checked = state.checked(sheet.path, part)
    return () if checked is None else edits_of(checked.rules, (part.parsed.file,)).get(sheet.path, ())


def _as_a_whole(sheet: Sheet, project: Project | None) -> Sequence[str]:
    """Values in lists, definitions and tests: what they are shows where they are used."""
    found = () if project is None else respellings(project).get(sheet.path, ())
    text = sheet.source.text
    texts, start = [], 0
    for part in sheet.parts:
        end = start + len(part.source.text)
        own = (one for one in found if start <= one.span.start < end)
        moved = [(one.span.start - start, one.span.end - start, one.replacement) for one in own]
        start, changed = end, part.source.text
        for first, last, replacement in sorted(moved, reverse=True):
            changed = changed[:first] + replacement + changed[last:]
        texts.append(changed)
    return texts if start == len(text) else [part.source.text for part in sheet.parts]


def _narrowed(state: State, project: Project, sheet: Sheet) -> Project:
    """The project with no more files than this one needs to be checked; its tests may be about rules anywhere."""
    if any(isinstance(item, tree.Test) for item in sheet.file.items):
        return project
    needed = set(with_used([sheet.path], state.sheets))
    return evolve(project, rules=tuple(one for one in project.rules if one.path in needed))
