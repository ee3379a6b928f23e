"""A comment that is a piece of a rule."""

from collections.abc import Iterator, Sequence

from regeltaal.base.codes import declare
from regeltaal.base.diagnostic import Diagnostic, Severity
from regeltaal.base.text import Text
from regeltaal.check.problems.samples import whole
from regeltaal.lint.commented import collect, commented_out
from regeltaal.lint.edits import left_out
from regeltaal.lint.rule import FileRule, Told

_RULE = (
    'REGEL "Oud commentaar weg"\nWANNEER werkbon compleet gemeld\nEN type werkzaamheden = "Onderhoud"\n{}\n'
    "DAN WIS commentaar"
)

CODE = declare(
    "RT643",
    Severity.HINT,
    name="uitgeschakelde-code",
    title=Text(nl="Stuk van een regel als commentaar", en="Piece of a rule as a comment"),
    message=Text(
        nl="dit commentaar is een stuk van een regel dat niet meedoet",
        en="this comment is a piece of a rule that does not take part",
    ),
    why=Text(
        nl="Niemand weet later of het stuk nog terug moet, en niemand houdt het bij. Een hele regel zet u uit met UIT: "
        "dan blijft hij gecontroleerd.",
        en="Later nobody knows whether the piece is to come back, and nobody keeps it up. A whole rule is switched off "
        "with UIT: then it stays checked.",
    ),
    hint=Text(
        nl="Haal het weg (een eerdere versie bewaart het), of zeg in gewone woorden wat er moet gebeuren.",
        en="Remove it (an earlier version keeps it), or say in plain words what is to be done.",
    ),
    wrong=whole(_RULE.format('# EN relatie.plaats = "Zeist"')),
    right=whole(_RULE.format("# Zeist doet vanaf maart ook mee")),
)


def _find(all_told: Sequence[Told]) -> Iterator[Diagnostic]:
    for span in commented_out(all_told):
        yield Diagnostic(CODE, span, fixes=(left_out(span, safe=False),))


RULE = FileRule(CODE, collect, _find)
