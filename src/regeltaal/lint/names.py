"""Which lists and definitions a file declares, which files it uses, and which names it mentions: as plain data."""

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from regeltaal.base.diagnostic_data import Data
from regeltaal.base.node import Node
from regeltaal.base.patterns import lazily
from regeltaal.base.source import Span
from regeltaal.check.declarations import used_by
from regeltaal.lint.rule import Collected, Told
from regeltaal.lint.view import FileView, ProjectView
from regeltaal.syntax import tree

_MARK = lazily(r"\{[^{}]*\}")
LIST, DEFINITION = "lijst", "definitie"
"""What is declared."""


class Declared(Node):
    """A list or definition: its name, where that stands, and where it stands as a whole."""

    kind: str
    key: str
    text: str
    name: Span
    whole: Span


class Names(Node):
    """One file. ``used`` are the paths behind GEBRUIK with where each stands."""

    declared: tuple[Declared, ...]
    used: tuple[tuple[str, Span], ...]
    mentioned: frozenset[str]

    @property
    def keys(self) -> set[str]:
        return {one.key for one in self.declared}


def collect(view: FileView) -> Data:
    """What ``read`` reads again; None of a file that declares and uses nothing: then no name is declared there."""
    declared = tuple(_declared(view))
    uses = [item for item in view.file.items if isinstance(item, tree.Use)]
    if not (declared or uses or view.is_part):
        return None
    used = zip(used_by(view.file), (_place(one) for one in uses), strict=True)
    return (declared, tuple(used), _mentioned(view))


def read(facts: Collected) -> Mapping[str, Names]:
    """By path."""
    return {path: _names(all_told) for path, all_told in facts.items()}


def _names(all_told: Sequence[Told]) -> Names:
    return Names(
        tuple(
            Declared(kind, key, text, told.span(name), told.span(whole))
            for told in all_told
            for kind, key, text, name, whole in told.facts[0]
        ),
        tuple((path, told.span(place)) for told in all_told for path, place in told.facts[1]),
        frozenset(name for told in all_told for name in told.facts[2]),
    )


def _declared(view: FileView) -> Iterator[Data]:
    for item in view.file.items:
        match item:
            case tree.ListDeclaration(name=name):
                yield (LIST, name.key, name.text, _place(name), _place(item))
            case tree.Definition(name=name):
                yield (DEFINITION, name.key, name.text, _place(name), _place(item))
            case tree.Use() | tree.Rule() | tree.Test() | tree.Broken():
                pass


def _place(node: tree.Item | tree.Name) -> tuple[int, int]:
    return (node.span.start, node.span.end)


@lru_cache(maxsize=1)
def _mentioned(view: FileView) -> tuple[str, ...]:
    """Every part of every path: a definition may stand behind a reference, as in `relatie.grote klant`."""
    return tuple(sorted({part.key for path in view.each(tree.Path) for part in path.parts}))


def unused(kind: str, facts: Collected, view: ProjectView) -> Iterator[Declared]:
    """What is declared and mentioned nowhere that sees it: in its own file, one that uses that, or a template."""
    if not view.is_sound:
        return
    files = read(facts)
    seen: dict[str, set[str]] = {path: set(one.mentioned) for path, one in files.items()}
    for one in files.values():
        for path, _ in one.used:
            seen.setdefault(path, set()).update(one.mentioned)
    for path, one in files.items():
        for declared in one.declared:
            if declared.kind == kind and declared.key not in seen[path] and not in_a_template(declared.key, view):
                yield declared


def in_a_template(key: str, view: ProjectView) -> bool:
    """Whether a template has this name between braces."""
    marks = (mark for one in view.templates.values() for mark in _MARK.findall(one.text.lower()))
    return any(key in " ".join(mark.split()) for mark in marks)
