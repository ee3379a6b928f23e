"""A name that does not tell what the rule is for."""

import re
from collections.abc import Iterator

from regeltaal.base.codes import declare
from regeltaal.base.diagnostic import Diagnostic, Severity
from regeltaal.base.patterns import lazily
from regeltaal.base.text import Text
from regeltaal.check.naming import name_of
from regeltaal.check.problems.samples import whole
from regeltaal.lint.rule import DeclarationRule
from regeltaal.lint.view import FileView

_RULE = 'REGEL "{}"\nWANNEER werkbon compleet gemeld\nDAN WIS commentaar'

CODE = declare(
    "RT629",
    Severity.HINT,
    name="naam-zegt-niets",
    title=Text(nl="Naam die niets zegt", en="Name that says nothing"),
    message=Text(nl='de naam "{name}" zegt niet waar deze regel voor is', en='"{name}" does not say what it is for'),
    why=Text(
        nl="De naam is waaraan u een regel herkent op de tijdlijn van een record, in een verklaring en in een test.",
        en="The name is what a rule is known by on the timeline of a record, in an explanation and in a test.",
    ),
    hint=Text(
        nl="Zeg in een paar woorden wat de regel doet of wanneer, zoals in een inhoudsopgave. Met VOORHEEN houdt hij "
        "zijn geschiedenis.",
        en="Say in a few words what the rule does, or when, as in a table of contents. With VOORHEEN it keeps its "
        "history.",
    ),
    wrong=whole(_RULE.format("Nieuwe regel 2")),
    right=whole(_RULE.format("Compleet: oud commentaar weg")),
)

_WORD = lazily(r"[^\W\d_]+")
_EMPTY = lazily(
    r".|de|een|mijn|nieuwe?|eerste|laatste|oude?|zonder|regels?|rule|test(?:je|en|regel)?|probeer|"
    r"probeersel|proef|voorbeeld|naam|naamloos|titel|tijdelijke?|tmp|temp|diversen|iets|bla|xx+|asdf\w*|foo|bar"
)
"""A name of such words, letters and numbers says nothing."""
_COPY = lazily(r"^(?:kopie|copy) (?:van|of)\b|[ (-](?:kopie|copy)[\s\d)]*$", re.IGNORECASE)


def _find(view: FileView) -> Iterator[Diagnostic]:
    for rule in view.rules:
        name = name_of(rule.node.name)
        if all(map(_EMPTY.fullmatch, _WORD.findall(name.casefold()))) or _COPY.search(name):
            yield Diagnostic(CODE, rule.node.name.span, {"name": name})


RULE = DeclarationRule(CODE, _find)
