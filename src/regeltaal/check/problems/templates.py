"""Problems with templates, shown where a rule names them."""

from collections.abc import Iterable

from regeltaal.base.codes import declare
from regeltaal.base.diagnostic import Diagnostic, Label, Severity
from regeltaal.base.node import evolve
from regeltaal.base.source import Span
from regeltaal.base.text import Text
from regeltaal.check.problems.samples import BEDANKT, actions
from regeltaal.check.problems.suggestions import suggesting

TEMPLATE_MISSING = declare(
    "RT420",
    Severity.ERROR,
    title=Text(nl="Sjabloon niet gevonden", en="Template not found"),
    message=Text(nl='er is geen sjabloon "{name}"', en='there is no template "{name}"'),
    hint=Text(
        nl="Maak het bestand `{place}.txt` (of `.html`) in de map van het project.",
        en="Make the file `{place}.txt` (or `.html`) in the project's folder.",
    ),
    why=Text(
        nl="Sjablonen staan als bestand in de map van het project.",
        en="Templates are files in the project's folder.",
    ),
    wrong=actions('VERSTUUR e-mail MET ontvanger = "info@devries.example"; sjabloon = "Bedank"', files=(BEDANKT,)),
    right=actions('VERSTUUR e-mail MET ontvanger = "info@devries.example"; sjabloon = "Bedankt"', files=(BEDANKT,)),
)


MEANT_OR_MAKE = Text(
    nl="Bedoelde u `{meant}`? Maak anders het bestand `{place}.txt` (of `.html`) in de map van het project.",
    en="Did you mean `{meant}`? Else make the file `{place}.txt` (or `.html`) in the project's folder.",
)


def template_missing(span: Span, name: str, place: str, known: Iterable[str]) -> Diagnostic:
    """``place`` is the path of the file, without its ending, that would be the template."""
    found = suggesting(TEMPLATE_MISSING, span, {"name": name, "place": place}, name, known, quoted=True)
    return evolve(found, hint=MEANT_OR_MAKE) if found.fixes else found


TEMPLATE_NOT_LITERAL = declare(
    "RT421",
    Severity.ERROR,
    title=Text(nl="Naam van een sjabloon moet vaststaan", en="Name of a template must be fixed"),
    message=Text(nl="`{name}` noemt een sjabloon als vaste tekst", en="`{name}` names a template as a fixed text"),
    why=Text(
        nl="Een sjabloon wordt gecontroleerd samen met de regel die het gebruikt; daarom moet de naam er staan.",
        en="A template is checked together with the rule that uses it; so its name must be there.",
    ),
    hint=Text(
        nl="Schrijf de naam van het sjabloon tussen aanhalingstekens; zijn er meer, maak dan een regel per sjabloon.",
        en="Write the name of the template in quotes; where there are several, make a rule for each.",
    ),
    wrong=actions('VERSTUUR e-mail MET ontvanger = "info@devries.example"; sjabloon = commentaar', files=(BEDANKT,)),
    right=actions('VERSTUUR e-mail MET ontvanger = "info@devries.example"; sjabloon = "Bedankt"', files=(BEDANKT,)),
)


def template_not_literal(span: Span, name: str) -> Diagnostic:
    return Diagnostic(TEMPLATE_NOT_LITERAL, span, {"name": name})


TEMPLATE_BLOCK = declare(
    "RT422",
    Severity.ERROR,
    title=Text(nl="Blok in een sjabloon klopt niet", en="Block in a template is wrong"),
    message=Text(nl='sjabloon "{name}": {reason}', en='template "{name}": {reason}'),
    why=Text(
        nl="`{VOOR ELK x IN lijst}` en `{KLAAR}` horen bij elkaar en staan om het stuk dat herhaald wordt.",
        en="`{VOOR ELK x IN lijst}` and `{KLAAR}` belong together, around the piece that is repeated.",
    ),
    hint=Text(
        nl="Verbeter het sjabloon: bij elke opening van een blok hoort een `KLAAR` tussen accolades.",
        en="Correct the template: each opening of a block goes with a `KLAAR` in braces.",
    ),
    wrong=actions(
        'VERSTUUR e-mail MET ontvanger = "info@devries.example"; sjabloon = "Blok"',
        files=(("sjablonen/Blok.txt", "Onderwerp: Overzicht\n\n{VOOR ELK m IN materialen}{m.naam}"),),
    ),
    right=actions(
        'VERSTUUR e-mail MET ontvanger = "info@devries.example"; sjabloon = "Blok"',
        files=(("sjablonen/Blok.txt", "Onderwerp: Overzicht\n\n{VOOR ELK m IN materialen}{m.naam}{KLAAR}"),),
    ),
)


NOT_CLOSED = Text(nl="`{KLAAR}` ontbreekt", en="`{KLAAR}` is missing")


NOT_OPENED = Text(nl="`{KLAAR}` zonder begin", en="`{KLAAR}` without a beginning")


TOO_DEEP = Text(nl="er staan meer dan tien lussen in elkaar", en="more than ten loops stand in each other")


NO_LOOP = Text(nl="schrijf `{VOOR ELK naam IN lijst}`", en="write `{VOOR ELK name IN list}`")


def template_block(span: Span, name: str, reason: Text) -> Diagnostic:
    return Diagnostic(TEMPLATE_BLOCK, span, {"name": name, "reason": reason})


IN_TEMPLATE = declare(
    "RT423",
    Severity.ERROR,
    title=Text(nl="Fout in een sjabloon", en="Error in a template"),
    message=Text(
        nl='sjabloon "{template}" past niet bij deze regel: {cause}',
        en='template "{template}" does not fit this rule: {cause}',
    ),
    why=Text(
        nl="Een sjabloon leest de velden van het record waar de regel over gaat, en de namen die de regel geeft.",
        en="A template reads the fields of the record that the rule is about, and the names that the rule gives.",
    ),
    wrong=actions(
        'VERSTUUR e-mail MET ontvanger = "info@devries.example"; sjabloon = "Veld"',
        files=(("sjablonen/Veld.txt", "Onderwerp: Werkbon {numer}\n\nTot ziens"),),
    ),
    right=actions(
        'VERSTUUR e-mail MET ontvanger = "info@devries.example"; sjabloon = "Veld"',
        files=(("sjablonen/Veld.txt", "Onderwerp: Werkbon {nummer}\n\nTot ziens"),),
    ),
)


def in_template(span: Span, name: str, cause: Diagnostic) -> Diagnostic:
    """A problem inside a template, shown where the rule names it, with the place in the template beside it."""
    shown = Text(nl=cause.message("nl"), en=cause.message("en"))
    label = Label(cause.span, Text(nl="hier in het sjabloon", en="here in the template"))
    return Diagnostic(IN_TEMPLATE, span, {**cause.facts, "template": name, "cause": shown}, cause.hint, labels=(label,))
