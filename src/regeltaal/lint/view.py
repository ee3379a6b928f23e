"""What a lint rule looks at: a file as it was written, beside what checking made of it."""

from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Protocol, TypeVar, cast

from attrs import frozen

from regeltaal.base.node import Node, field
from regeltaal.base.source import Source, Span
from regeltaal.check.setting import Setting
from regeltaal.program import tree as out
from regeltaal.schema.model import Schema
from regeltaal.syntax import tree
from regeltaal.syntax.walk import by_kind

N = TypeVar("N", bound=Node)


class Written(Protocol):
    """What stands somewhere."""

    @property
    def span(self) -> Span: ...


class RuleView(Node):
    """A rule without errors: as written, and as it will be evaluated (one for each row of its table)."""

    node: tree.Rule
    made: tuple[out.Rule, ...]


@frozen(eq=False, slots=False)
class FileView:
    """A file. ``rules`` are those without errors; ``setting.templates`` is what they may name.

    ``is_sound``: nothing in the file has an error. ``is_part``: this is a part of a file, with the header of the whole.
    """

    file: tree.RuleFile
    rules: tuple[RuleView, ...]
    schema: Schema
    setting: Setting
    is_sound: bool
    is_part: bool = False

    @property
    def source(self) -> Source:
        return self.file.source

    def each(self, kind: type[N]) -> Sequence[N]:
        """Every node of a kind in the file as written; the file is walked once for all who ask."""
        return cast("Sequence[N]", self._by_kind.get(kind, ()))

    @cached_property
    def _by_kind(self) -> Mapping[type[Node], list[Node]]:
        return by_kind(self.file.items)

    def holding(self, found: Iterable[Written]) -> Iterator[RuleView]:
        """The rules in which any of these nodes stands; they are in the order of the file."""
        places = [one.span.start for one in found]
        for rule in self.rules if places else ():
            span = rule.node.span
            at = bisect_left(places, span.start)
            if at < len(places) and places[at] < span.end:
                yield rule


class ProjectView(Node):
    """What a rule over all files may look at, besides what it collected of each.

    ``is_sound``: no file has an error, and these are all there are; so what none of them uses is not used at all.
    """

    templates: Mapping[str, Source] = field(factory=dict)
    """By path below the template folder."""
    is_sound: bool = True


def view_of(
    file: tree.RuleFile, rules: tuple[out.Rule, ...], schema: Schema, setting: Setting, errors: Collection[int]
) -> FileView:
    """A file with what checking made of its rules; ``errors`` are where those in it stand."""
    return FileView(file, tuple(_views(file, rules, errors)), schema, setting, not errors)


def view_of_part(
    file: tree.RuleFile, rules: tuple[out.Rule, ...], schema: Schema, setting: Setting, errors: Collection[int]
) -> FileView:
    """The same of a part of a file, as a file with the header of the whole."""
    return FileView(file, tuple(_views(file, rules, errors)), schema, setting, not errors, is_part=True)


def _views(file: tree.RuleFile, rules: tuple[out.Rule, ...], errors: Collection[int]) -> Iterator[RuleView]:
    """The rules without errors: one that can be checked as it was surely meant is yet to be written so."""
    made: dict[int, list[out.Rule]] = {}
    for rule in rules:
        made.setdefault(rule.span.start, []).append(rule)
    for item in file.items:
        is_well = not any(item.span.start <= one < item.span.end for one in errors)
        if isinstance(item, tree.Rule) and item.span.start in made and is_well:
            yield RuleView(item, tuple(made[item.span.start]))
