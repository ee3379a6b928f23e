"""A part of a condition that the trigger asks already."""

from collections.abc import Iterator

from regeltaal.base.codes import declare
from regeltaal.base.diagnostic import Diagnostic, Label, Severity
from regeltaal.base.text import Text
from regeltaal.check.problems.samples import whole
from regeltaal.lint.judged import settled
from regeltaal.lint.rule import DeclarationRule
from regeltaal.lint.started import started
from regeltaal.lint.view import FileView
from regeltaal.lint.wording import shown, without_condition

CODE = declare(
    "RT670",
    Severity.HINT,
    name="toets-herhaalt-aanleiding",
    title=Text(nl="Voorwaarde die de aanleiding herhaalt", en="Condition that repeats the trigger"),
    message=Text(nl="{part} volgt al uit de aanleiding", en="{part} follows from the trigger already"),
    why=Text(
        nl="Achter `WANNEER` staat al dat dit zo is. Dezelfde vraag nog eens maakt de regel langer, en bij een "
        "wijziging wordt er een vergeten.",
        en="Behind `WANNEER` it says so already. The same question again makes the rule longer, and with a change one "
        "of the two is forgotten.",
    ),
    hint=Text(nl="Laat dit deel weg.", en="Leave this part out."),
    wrong=whole(
        'REGEL "Nabellen"\nWANNEER werkbon statuswijziging NAAR "Compleet"\nEN status = "Compleet"\nEN garantie\n'
        'DAN MAAK taak MET titel = "Bel na"'
    ),
    right=whole(
        'REGEL "Nabellen"\nWANNEER werkbon statuswijziging NAAR "Compleet"\nEN garantie\n'
        'DAN MAAK taak MET titel = "Bel na"'
    ),
)

_TRIGGER = Text(nl="de aanleiding", en="the trigger")


def _find(view: FileView) -> Iterator[Diagnostic]:
    for one in started(view):
        if one.repeats and one.part is not None and id(one.part) not in settled(view):
            labels = tuple(Label(trigger.span, _TRIGGER) for trigger in one.triggers)
            fixes = without_condition(one.rule.node, one.part, safe=False)
            yield Diagnostic(CODE, one.part.span, {"part": shown(one.part)}, fixes=fixes, labels=labels)


RULE = DeclarationRule(CODE, _find)
