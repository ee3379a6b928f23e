"""NA with a duration that is no wait."""

from collections.abc import Iterator

from regeltaal.base.codes import declare
from regeltaal.base.diagnostic import Diagnostic, Severity
from regeltaal.base.text import Text
from regeltaal.check.problems.samples import actions
from regeltaal.lint.edits import without_word
from regeltaal.lint.rule import DeclarationRule
from regeltaal.lint.view import FileView
from regeltaal.syntax import tree
from regeltaal.values.literals import read_literal
from regeltaal.values.value import Duration, NotAValueError

_SAMPLE = 'VERSTUUR e-mail NA {} MET aan = "klant"; sjabloon = "Bedankt"'
_TEMPLATE = (("sjablonen/Bedankt.txt", "Onderwerp: Bedankt\n\nTot ziens, {relatie.naam}"),)

CODE = declare(
    "RT638",
    Severity.WARNING,
    name="wachttijd-nul",
    title=Text(nl="Uitstel dat geen uitstel is", en="Delay that is none"),
    message=Text(nl="`NA {duration}` wacht niet", en="`NA {duration}` does not wait"),
    why=Text(
        nl="NA stelt een actie uit. Met nul, of een tijd die al voorbij is, valt er niets uit te stellen; meestal is "
        "een getal blijven staan dat nog ingevuld moest worden.",
        en="NA puts an action off. With nought, or a time that is past, there is nothing to put off; usually a number "
        "was left that was still to be filled in.",
    ),
    hint=Text(nl="Schrijf hoe lang er gewacht moet worden, of laat NA weg.", en="Write how long to wait, or leave NA."),
    wrong=actions(_SAMPLE.format("0 minuten"), files=_TEMPLATE),
    right=actions(_SAMPLE.format("30 minuten"), files=_TEMPLATE),
)


def _find(view: FileView) -> Iterator[Diagnostic]:
    for delay in view.each(tree.Delay):
        if isinstance(delay.amount, tree.Literal) and _is_no_wait(delay.amount):
            fixes = without_word("NA", delay.amount.span, safe=False) if delay.provided is None else ()
            yield Diagnostic(CODE, delay.amount.span, {"duration": delay.amount.text}, fixes=fixes)


def _is_no_wait(amount: tree.Literal) -> bool:
    try:
        value = read_literal(amount.kind, amount.text)
    except NotAValueError:
        return False
    return isinstance(value, Duration) and value.amount <= 0


RULE = DeclarationRule(CODE, _find)
