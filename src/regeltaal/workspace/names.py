"""What the names in the files that are worked on stand for: worked out again when what is declared in them changes."""

from collections.abc import Iterable, Mapping, Sequence

from regeltaal.base.node import Node, field
from regeltaal.check import declarations
from regeltaal.check.checker import Checker, Group
from regeltaal.workspace.part import Part
from regeltaal.workspace.sheet import Sheet


class Names(Node):
    """Files with all that they use, as one group. ``declaring`` are the parts that names come from, by path."""

    checker: Checker = field(eq=False)
    group: Group = field(eq=False)
    paths: tuple[str, ...]
    declaring: Mapping[str, Sequence[Part]]


def names_of(paths: Iterable[str], sheets: Mapping[str, Sheet], checker: Checker, before: Names | None) -> Names:
    """What names stand for in some files; the same as ``before`` while nothing else is declared."""
    used = with_used(paths, sheets)
    declaring = {path: sheets[path].declaring for path in used}
    known = tuple(sheets)
    if before is not None and before.checker is checker and before.paths == known and before.declaring == declaring:
        return before
    known_group = before.group if before is not None and before.checker.schema is checker.schema else None
    group = checker.group({path: sheets[path].head for path in used}, known, known_group)
    return Names(checker, group, known, declaring)


def with_used(paths: Iterable[str], sheets: Mapping[str, Sheet]) -> Sequence[str]:
    """Files with all that they use, in the order of the project."""
    return declarations.with_used(paths, sheets, lambda path: sheets[path].head)
