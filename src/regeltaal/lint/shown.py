"""What an action shows or passes on: fields in its texts, its templates, and as they stand."""

from collections.abc import Iterable, Iterator
from typing import assert_never

from regeltaal.base.diagnostic import Label
from regeltaal.base.node import Node
from regeltaal.base.source import Span
from regeltaal.base.text import Text
from regeltaal.program import tree as out


class ShownField(Node):
    """A field and where it is shown; of a template ``span`` is where the rule names it, ``inside`` where in it."""

    value: out.Read
    span: Span
    inside: Span | None = None

    @property
    def labels(self) -> tuple[Label, ...]:
        """The place in the template."""
        return () if self.inside is None else (Label(self.inside, Text(nl="in het sjabloon", en="in the template")),)


def shown_by(action: out.Action) -> Iterator[ShownField]:
    match action:
        case out.SetField(value=value):
            yield from _of_value(value)
        case out.Perform(arguments=arguments, templates=templates):
            for _, value in arguments:
                yield from _of_value(value)
            places = {key: value.span for key, value in arguments}
            for key, template in templates:
                for parts in (*(header for _, header in template.headers), template.body):
                    for read in _of_template(parts):
                        yield ShownField(read, places[key], read.span)
        case out.StopRules() | out.Loop():
            return
        case _:
            assert_never(action)


def _of_value(value: out.Expr) -> Iterator[ShownField]:
    match value:
        case out.Read():
            yield ShownField(value, value.span)
        case out.MakeList(items=items):
            for item in items:
                yield from _of_value(item)
        case out.TextTemplate(parts=parts):
            for read in _of_template(parts):
                yield ShownField(read, read.span)
        case _:
            return


def _of_template(parts: Iterable[out.TemplatePart]) -> Iterator[out.Read]:
    for part in parts:
        match part:
            case out.Shown(value=out.Read() as read):
                yield read
            case out.TemplateLoop(body=body):
                yield from _of_template(body)
            case str() | out.Shown():
                pass
            case _:
                assert_never(part)
