"""A PRIORITEIT that says what goes without saying."""

from collections.abc import Iterator

from regeltaal.base.codes import declare
from regeltaal.base.diagnostic import Diagnostic, Fix, Severity
from regeltaal.base.text import Text
from regeltaal.check.head import DEFAULT_PRIORITY
from regeltaal.check.problems.samples import head
from regeltaal.lint.edits import removal
from regeltaal.lint.rule import DeclarationRule
from regeltaal.lint.view import FileView
from regeltaal.syntax import tree

CODE = declare(
    "RT640",
    Severity.HINT,
    name="standaard-prioriteit",
    title=Text(nl="Prioriteit die vanzelf spreekt", en="Priority that goes without saying"),
    message=Text(
        nl="een regel zonder PRIORITEIT heeft al prioriteit {priority}",
        en="a rule without PRIORITEIT has priority {priority} already",
    ),
    why=Text(
        nl="Een PRIORITEIT in de kop vertelt de lezer dat de volgorde ertoe doet. Bij de gewone prioriteit is dat niet "
        "zo.",
        en="A PRIORITEIT in the head tells the reader that order matters. With the usual priority it does not.",
    ),
    hint=Text(nl="Laat PRIORITEIT weg.", en="Leave PRIORITEIT out."),
    wrong=head(f"PRIORITEIT {DEFAULT_PRIORITY}"),
    right=head("PRIORITEIT 50"),
)


def _find(view: FileView) -> Iterator[Diagnostic]:
    for rule in view.rules:
        for clause in rule.node.metas:
            if isinstance(clause, tree.Priority) and rule.made[0].priority == DEFAULT_PRIORITY:
                fix = Fix(Text(nl="Laat weg", en="Leave out"), (removal(clause.span),), safe=True)
                yield Diagnostic(CODE, clause.span, {"priority": DEFAULT_PRIORITY}, fixes=(fix,))


RULE = DeclarationRule(CODE, _find)
