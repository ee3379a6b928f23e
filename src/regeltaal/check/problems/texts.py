"""Problems with texts: patterns, checked texts, and values in a text."""

from collections.abc import Iterable

from regeltaal.base.codes import declare
from regeltaal.base.diagnostic import Diagnostic, Severity
from regeltaal.base.source import Span
from regeltaal.base.text import Fact, Text
from regeltaal.check.problems.samples import actions, condition
from regeltaal.check.problems.suggestions import replace, suggesting

EMPTY_TEXT = declare(
    "RT311",
    Severity.ERROR,
    title=Text(nl="Zoeken naar een lege tekst", en="Looking for an empty text"),
    message=Text(nl="hier wordt naar een lege tekst gezocht", en="this looks for an empty text"),
    why=Text(
        nl="Elke tekst bevat een lege tekst, dus deze voorwaarde zegt niets.",
        en="Every text contains an empty text, so this condition says nothing.",
    ),
    wrong=condition('commentaar BEVAT ""'),
    right=condition("commentaar IS GEVULD"),
    hint=Text(nl="Gebruik `IS LEEG` of `IS GEVULD`.", en="Use `IS LEEG` or `IS GEVULD`."),
)


def empty_text(span: Span) -> Diagnostic:
    return Diagnostic(EMPTY_TEXT, span)


PATTERN_NOT_LITERAL = declare(
    "RT312",
    Severity.ERROR,
    title=Text(nl="Patroon moet een vaste tekst zijn", en="Pattern must be a fixed text"),
    message=Text(
        nl="achter `{operator}` hoort een vaste tekst zonder ingevulde waarden",
        en="behind `{operator}` belongs a fixed text without filled-in values",
    ),
    why=Text(
        nl="Een patroon wordt vooraf gecontroleerd; met een ingevulde waarde zou een teken daarin meetellen als "
        "patroon.",
        en="A pattern is checked beforehand; a filled-in value could bring in a sign that counts as pattern.",
    ),
    wrong=condition("commentaar LIJKT OP korte omschrijving"),
    right=condition('commentaar LIJKT OP "sleutel*"'),
)


def pattern_not_literal(span: Span, operator: str) -> Diagnostic:
    return Diagnostic(PATTERN_NOT_LITERAL, span, {"operator": operator})


BAD_PATTERN = declare(
    "RT313",
    Severity.ERROR,
    title=Text(nl="Patroon klopt niet", en="Pattern is wrong"),
    message=Text(nl="{reason}", en="{reason}"),
    why=Text(
        nl="Achter VOLDOET AAN staat een reguliere expressie; haakjes en herhalingen moeten daarin kloppen.",
        en="Behind VOLDOET AAN stands a regular expression; its parentheses and repeats must be right.",
    ),
    hint=Text(
        nl="Maak de reguliere expressie af, of zoek met `BEVAT` of `LIJKT OP` als er niets bijzonders in staat.",
        en="Finish the regular expression, or search with `BEVAT` or `LIJKT OP` when there is nothing special in it.",
    ),
    wrong=condition('commentaar VOLDOET AAN "P(1|2"'),
    right=condition('commentaar VOLDOET AAN "P(1|2)"'),
)


def bad_pattern(span: Span, reason: Text) -> Diagnostic:
    return Diagnostic(BAD_PATTERN, span, {"reason": reason})


WRONG_CHECKED_TEXT = declare(
    "RT314",
    Severity.ERROR,
    title=Text(nl="Geen geldige iban, postcode of dergelijke", en="Not a valid iban, postcode or the like"),
    message=Text(nl='"{text}" is niet geldig als {type}', en='"{text}" is not valid as {type}'),
    why=Text(
        nl="Een iban, btw-nummer, kvk-nummer, postcode, telefoonnummer of e-mailadres in een regel moet bestaan "
        "kunnen; anders staat er een tikfout.",
        en="An iban, VAT number, chamber number, postcode, phone number or e-mail address in a rule must be possible; "
        "else there is a slip in it.",
    ),
    wrong=condition('relatie.postcode = "37 GK"'),
    right=condition('relatie.postcode = "3701 GK"'),
)


def wrong_checked_text(span: Span, text: str, type_: str, example: str, listed: str | None = None) -> Diagnostic:
    """``listed``: the text as a list, where it holds several values and several can go there."""
    if listed is not None:
        facts: dict[str, Fact] = {"text": text, "type": type_, "listed": listed}
        return Diagnostic(WRONG_CHECKED_TEXT, span, facts, AS_LIST, (replace(span, listed),))
    hint = Text(nl="Schrijf het zoals `{example}`.", en="Write it like `{example}`.") if example else None
    return Diagnostic(WRONG_CHECKED_TEXT, span, {"text": text, "type": type_, "example": example}, hint)


AS_LIST = Text(
    nl="Zet elke waarde tussen eigen aanhalingstekens, en de hele lijst tussen haakjes: `{listed}`.",
    en="Put each value between quotes of its own, and the whole list in brackets: `{listed}`.",
)

LIST_IN_TEXT = declare(
    "RT614",
    Severity.WARNING,
    title=Text(nl="Lijst in één tekst", en="List in one text"),
    message=Text(
        nl='"{text}" is één waarde, met een puntkomma erin; `{name}` kan er meer hebben',
        en='"{text}" is one value, with a semicolon in it; `{name}` can have several',
    ),
    why=Text(
        nl="Binnen aanhalingstekens hoort alles bij één waarde. Met de puntkomma erin komt zo'n waarde nergens voor.",
        en="Between quotes everything belongs to one value. With the semicolon in it no such value exists anywhere.",
    ),
    hint=AS_LIST,
    wrong=actions('WIJS relatie toe MET relatiecode = "C100; C101"', "boekhouding"),
    right=actions('WIJS relatie toe MET relatiecode = ("C100"; "C101")', "boekhouding"),
)


def list_in_text(span: Span, text: str, name: str, listed: str) -> Diagnostic:
    facts: dict[str, Fact] = {"text": text, "name": name, "listed": listed}
    return Diagnostic(LIST_IN_TEXT, span, facts, fixes=(replace(span, listed),))


NOT_PRINTABLE = declare(
    "RT319",
    Severity.ERROR,
    title=Text(nl="Lijst of object in een tekst", en="List or object in a text"),
    message=Text(
        nl="`{shown}` is {type} en kan niet zo in een tekst",
        en="`{shown}` is {type} and can't stand in a text like this",
    ),
    why=Text(
        nl="In een tekst komt één waarde. Van een object noemt u een veld; langs een lijst gaat u in een sjabloon met "
        "`{VOOR ELK …}`.",
        en="One value goes into a text. Name a field of an object; go along a list in a template with `{VOOR ELK …}`.",
    ),
    hint=Text(
        nl="Noem een veld ervan, met een punt, zoals `relatie.naam`.",
        en="Name a field of it, with a point, such as `relatie.naam`.",
    ),
    wrong=actions('ZET commentaar = "Voor {relatie}"'),
    right=actions('ZET commentaar = "Voor {relatie.naam}"'),
)


def not_printable(span: Span, shown: str, type_: str) -> Diagnostic:
    return Diagnostic(NOT_PRINTABLE, span, {"shown": shown, "type": type_})


UNKNOWN_FORM = declare(
    "RT320",
    Severity.ERROR,
    title=Text(nl="Onbekende vorm", en="Unknown form"),
    message=Text(nl="{type} heeft geen vorm `{form}`", en="{type} has no form `{form}`"),
    why=Text(
        nl="Achter de streep staat hoe een waarde getoond wordt, zoals `kort` of `lang` bij een datum.",
        en="Behind the bar stands how a value is shown, such as `kort` or `lang` for a date.",
    ),
    wrong=actions('ZET commentaar = "Op {datum|lng}"'),
    right=actions('ZET commentaar = "Op {datum|lang}"'),
)


def unknown_form(span: Span, type_: str, form: str, known: Iterable[str]) -> Diagnostic:
    return suggesting(UNKNOWN_FORM, span, {"type": type_, "form": form}, form, known)


NO_EXACT = declare(
    "RT321",
    Severity.ERROR,
    title=Text(nl="EXACT heeft hier geen zin", en="EXACT has no sense here"),
    message=Text(nl="EXACT geldt alleen voor tekst, niet voor {type}", en="EXACT is for text only, not for {type}"),
    why=Text(
        nl="EXACT laat hoofdletters en kleine letters verschil maken; andere waarden hebben die niet.",
        en="EXACT makes capitals and lower case differ; other values have none.",
    ),
    hint=Text(
        nl="Haal `EXACT` weg.",
        en="Remove `EXACT`.",
    ),
    wrong=condition("datum = EXACT 31-12-2027"),
    right=condition('commentaar = EXACT "ABC"'),
)


def no_exact(span: Span, type_: str) -> Diagnostic:
    return Diagnostic(NO_EXACT, span, {"type": type_})


NOT_CHECKED_TEXT = declare(
    "RT325",
    Severity.ERROR,
    title=Text(nl="IS GELDIG bij een gewone waarde", en="IS GELDIG with a plain value"),
    message=Text(
        nl="`IS GELDIG` vraagt naar een iban, postcode of dergelijke, niet naar {type}",
        en="`IS GELDIG` asks about an iban, postcode or the like, not about {type}",
    ),
    why=Text(
        nl="Alleen bij een e-mailadres, telefoonnummer, postcode, iban, kvk-nummer of btw-nummer is er iets te "
        "controleren.",
        en="Only an e-mail address, phone number, postcode, iban, chamber number or VAT number can be checked.",
    ),
    hint=Text(
        nl="Vraag of het veld gevuld is met `IS GEVULD`, of vergelijk de tekst zelf.",
        en="Ask whether the field is filled with `IS GEVULD`, or compare the text itself.",
    ),
    wrong=condition("commentaar IS GELDIG"),
    right=condition("relatie.postcode IS GELDIG"),
)


def not_checked_text(span: Span, type_: str) -> Diagnostic:
    return Diagnostic(NOT_CHECKED_TEXT, span, {"type": type_})
