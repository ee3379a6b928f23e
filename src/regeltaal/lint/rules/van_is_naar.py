"""A change from a value to that same value."""

from collections.abc import Iterator

from regeltaal.base.codes import declare
from regeltaal.base.diagnostic import Diagnostic, Severity
from regeltaal.base.source import Span
from regeltaal.base.text import Text
from regeltaal.check.problems.samples import trigger
from regeltaal.lint.literals import value_key
from regeltaal.lint.rule import DeclarationRule
from regeltaal.lint.view import FileView
from regeltaal.lint.wording import shown
from regeltaal.lint.written import bare
from regeltaal.syntax import tree

CODE = declare(
    "RT669",
    Severity.WARNING,
    name="van-is-naar",
    title=Text(nl="VAN en NAAR noemen dezelfde waarde", en="VAN and NAAR name the same value"),
    message=Text(nl="er verandert niets van {value} naar {value}", en="nothing changes from {value} to {value}"),
    why=Text(
        nl="Een wijziging gaat van de ene waarde naar een andere. Met tweemaal dezelfde gebeurt er nooit iets.",
        en="A change goes from one value to another. With the same one twice nothing ever happens.",
    ),
    hint=Text(nl="Zet achter VAN of NAAR de andere waarde.", en="Put the other value behind VAN or NAAR."),
    wrong=trigger('werkbon statuswijziging VAN "Compleet" NAAR "Compleet"'),
    right=trigger('werkbon statuswijziging VAN "Opgehaald" NAAR "Compleet"'),
)


def _find(view: FileView) -> Iterator[Diagnostic]:
    changes = [(one.old, one.new) for one in view.each(tree.EventTrigger)]
    changes += [(one.old, one.new) for one in view.each(tree.Changed)]
    for old, new in changes:
        if old is not None and new is not None and value_key(bare(old)) == value_key(bare(new)):
            yield Diagnostic(CODE, Span(old.span.source, old.span.start, new.span.end), {"value": shown(new)})


RULE = DeclarationRule(CODE, _find)
