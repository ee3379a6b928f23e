"""What a lint rule looks at: a file as it was written, beside what checking made of it."""

from collections.abc import Iterator, Mapping

from regeltaal.base.node import Node, field
from regeltaal.base.source import Source, Span
from regeltaal.check.setting import Setting
from regeltaal.program import tree as out
from regeltaal.schema.model import Schema
from regeltaal.syntax import tree


class RuleView(Node):
    """A rule without errors: as written, and as it will be evaluated (one for each row of its table)."""

    node: tree.Rule
    made: tuple[out.Rule, ...]


class FileView(Node):
    """A file. ``rules`` are those without errors; ``setting.templates`` is what they may name.

    ``is_sound``: nothing in the file has an error, so that what is not used in it is not used at all.
    """

    file: tree.RuleFile
    rules: tuple[RuleView, ...]
    schema: Schema
    setting: Setting
    is_sound: bool

    @property
    def source(self) -> Source:
        return self.file.source


class ProjectView(Node):
    """What a rule over all files may point at, besides what it collected of each.

    ``is_sound``: no file has an error.
    """

    sources: Mapping[str, Source]
    templates: Mapping[str, Source] = field(factory=dict)
    """By path below the template folder."""
    is_sound: bool = True

    def span(self, path: str, place: tuple[int, int]) -> Span:
        """A place in a file, which facts hold as two offsets."""
        return Span(self.sources[path], *place)


def view_of(
    file: tree.RuleFile, rules: tuple[out.Rule, ...], schema: Schema, setting: Setting, *, is_sound: bool
) -> FileView:
    """A file with what checking made of its rules."""
    return FileView(file, tuple(_views(file, rules)), schema, setting, is_sound)


def _views(file: tree.RuleFile, rules: tuple[out.Rule, ...]) -> Iterator[RuleView]:
    made: dict[int, list[out.Rule]] = {}
    for rule in rules:
        made.setdefault(rule.place, []).append(rule)
    for place, item in enumerate(file.items):
        if isinstance(item, tree.Rule) and place in made:
            yield RuleView(item, tuple(made[place]))
