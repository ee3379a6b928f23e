"""Problems with how a declaration hangs together. One function each, beside its code."""

from regeltaal.base.codes import declare
from regeltaal.base.diagnostic import Diagnostic, Edit, Fix, Label, Sample, Severity
from regeltaal.base.source import Span
from regeltaal.base.text import Fact, Text
from regeltaal.syntax.tree import Name

_RIGHT = Sample(
    'REGEL "Voorbeeld"\nWANNEER werkbon aangemaakt\nEN commentaar BEVAT "spoed"\nDAN ZET commentaar = "nieuw"\n'
)

UNEXPECTED = declare(
    "RT100",
    Severity.ERROR,
    title=Text(nl="Hier hoort iets anders", en="Something else belongs here"),
    message=Text(
        nl="{after} hoort {expected}, maar hier staat {found}",
        en="{after} there should be {expected}, but here is {found}",
    ),
    why=Text(
        nl="Een regel heeft een vaste opbouw: kop, `WANNEER`, voorwaarden, `DAN`, acties. De melding noemt "
        "wat op deze plaats kan.",
        en="A rule has a fixed build: head, `WANNEER`, conditions, `DAN`, actions. The message names what "
        "can stand here.",
    ),
    wrong=Sample('REGEL "Voorbeeld"\nWANNEER werkbon aangemaakt\nEN commentaar BEVAT\nDAN ZET commentaar = "nieuw"\n'),
    right=_RIGHT,
)


def unexpected(span: Span, after: Fact, expected: Fact, found: Fact, hint: Text | None = None) -> Diagnostic:
    return Diagnostic(UNEXPECTED, span, {"after": after, "expected": expected, "found": found}, hint)


ENDS_TOO_EARLY = declare(
    "RT117",
    Severity.ERROR,
    title=Text(nl="Niet af", en="Not finished"),
    message=Text(
        nl="{declaration} is niet af: {after} hoort nog {expected}",
        en="{declaration} is not finished: {after} there should be {expected}",
    ),
    why=Text(
        nl="Een declaratie loopt door tot de volgende begint of het bestand ophoudt, en moet dan compleet zijn.",
        en="A declaration runs until the next one begins or the file ends, and has to be complete then.",
    ),
    wrong=Sample('REGEL "Voorbeeld"\nWANNEER werkbon aangemaakt\nEN commentaar BEVAT "spoed"\n'),
    right=_RIGHT,
)


def ends_too_early(span: Span, declaration: Fact, after: Fact, expected: Fact) -> Diagnostic:
    return Diagnostic(ENDS_TOO_EARLY, span, {"declaration": declaration, "after": after, "expected": expected})


MISSING = declare(
    "RT106",
    Severity.ERROR,
    title=Text(nl="Er ontbreekt iets", en="Something is missing"),
    message=Text(nl="hier ontbreekt `{missing}`", en="`{missing}` is missing here"),
    why=Text(
        nl="Aan de sleutelwoorden en leestekens is te zien waar een deel van de regel ophoudt en het volgende begint.",
        en="Keywords and signs show where one part of a rule ends and the next begins.",
    ),
    wrong=Sample(
        'REGEL "Voorbeeld"\nWANNEER werkbon aangemaakt\nEN commentaar BEVAT "spoed"\nZET commentaar = "nieuw"\n'
    ),
    right=_RIGHT,
)


def missing(  # noqa: PLR0913 - what is missing, why, and the other half of a pair
    span: Span,
    sign: str,
    edits: tuple[Edit, ...],
    reason: Text | None,
    opened: Span | None = None,
    *,
    closed: Span | None = None,
) -> Diagnostic:
    labels = [Label(opened, Text(nl="dit haakje staat nog open", en="this bracket is still open"))] if opened else []
    if closed:
        labels.append(Label(closed, Text(nl="dit haakje sluit iets", en="this bracket closes something")))
    added = Fix(Text(nl=f"voeg `{sign}` toe", en=f"add `{sign}`"), edits)
    return Diagnostic(MISSING, span, {"missing": sign}, reason, (added,), tuple(labels))


def eventless_test(span: Span) -> Diagnostic:
    """Which event only the author knows, so there is no fix."""
    return Diagnostic(MISSING, span, {"missing": "WANNEER gebeurtenis"}, EVENT_OF_TEST)


EVENT_OF_TEST = Text(
    nl="Een test zegt wat er is (`GEGEVEN`), wat er gebeurt (`WANNEER`) en wat er dan moet volgen (`VERWACHT`).",
    en="A test says what there is (`GEGEVEN`), what happens (`WANNEER`) and what has to follow (`VERWACHT`).",
)


def list_unclosed(span: Span, right: str) -> Diagnostic:
    """Values in a row where a parameter or field is filled."""
    reason = Text(
        nl=f"Meer waarden samen staan tussen haakjes: `{right}`.",
        en=f"Several values together stand in brackets: `{right}`.",
    )
    return missing(span, "(", (Edit(span, right),), reason)


def unclosed_row(span: Span) -> Diagnostic:
    reason = Text(nl="Elke rij van een tabel eindigt met `|`.", en="Each row of a table ends with `|`.")
    return missing(span, "|", (Edit(Span(span.source, span.end, span.end), " |"),), reason)


def no_rule(span: Span) -> Diagnostic:
    """What belongs in a rule, outside one."""
    edit = Edit(Span(span.source, span.start, span.start), f'REGEL "{_OF_ITS_OWN}"\n')
    return missing(span, f'REGEL "{_OF_ITS_OWN}"', (edit,), NAMED_RULE)


_OF_ITS_OWN = "een eigen naam"
NAMED_RULE = Text(
    nl="Een regel begint met `REGEL` en een naam tussen aanhalingstekens, op de regel boven `WANNEER`.",
    en="A rule begins with `REGEL` and a name in quotes, on the line above `WANNEER`.",
)

UNNAMED_PARAMETER = declare(
    "RT133",
    Severity.ERROR,
    title=Text(nl="Waarde zonder naam bij een actie", en="Value without a name with an action"),
    message=Text(
        nl="`{found}` past hier niet: wat `{action}` nodig heeft staat achter `MET`, met de naam erbij",
        en="`{found}` does not fit here: what `{action}` needs stands behind `MET`, with its name",
    ),
    why=Text(
        nl="Een actie kan veel parameters hebben. Met de naam erbij is te zien wat met de waarde gebeurt.",
        en="An action can have many parameters. The name shows what is done with the value.",
    ),
    hint=Text(
        nl="Schrijf `{action} MET … = {value}`, met op de puntjes de naam van de parameter.",
        en="Write `{action} MET … = {value}`, with the name of the parameter in place of the dots.",
    ),
    wrong=Sample('REGEL "Voorbeeld"\nWANNEER werkbon aangemaakt\nDAN MAAK taak "Nabellen"\n'),
    right=Sample('REGEL "Voorbeeld"\nWANNEER werkbon aangemaakt\nDAN MAAK taak MET titel = "Nabellen"\n'),
)


def unnamed_parameter(span: Span, action: str, value: str, *, more: bool = False) -> Diagnostic:
    """``more``: the MET of other parameters follows, and is part of what does not fit."""
    found = " ".join(span.text.split())
    shown = found.removesuffix("MET").rstrip() if more else found
    facts: dict[str, Fact] = {"found": shown, "action": action, "value": " ".join(value.split()), "more": int(more)}
    return Diagnostic(UNNAMED_PARAMETER, span, facts)


SUPERFLUOUS = declare(
    "RT107",
    Severity.ERROR,
    title=Text(nl="Er staat iets te veel", en="Something is too much"),
    message=Text(nl="`{found}` is hier te veel", en="`{found}` is too much here"),
    why=Text(
        nl="Een regel heeft geen punt, dubbele punt of puntkomma aan het eind, en elk sleutelwoord staat er één keer.",
        en="A rule has no full stop, colon or semicolon at its end, and each keyword stands there once.",
    ),
    hint=Text(nl="Haal `{found}` weg.", en="Remove `{found}`."),
    wrong=Sample(
        'REGEL "Voorbeeld"\nWANNEER werkbon aangemaakt\nEN commentaar BEVAT "spoed"\nDAN DAN ZET commentaar = "nieuw"\n'
    ),
    right=_RIGHT,
)


def superfluous(span: Span, expected: Fact | None = None) -> Diagnostic:
    """``expected`` is what could be filled in as well, to leave it where it is."""
    hint = None if expected is None else REMOVE_OR_FILL_IN
    facts: dict[str, Fact] = {"found": " ".join(span.text.split())}
    if expected is not None:
        facts["expected"] = expected
    fix = Fix(Text(nl=f"haal `{span.text}` weg", en=f"remove `{span.text}`"), (Edit(span, ""),))
    return Diagnostic(SUPERFLUOUS, span, facts, hint, fixes=(fix,))


REMOVE_OR_FILL_IN = Text(
    nl="Haal `{found}` weg, of vul in wat er nog bij hoort: {expected}.",
    en="Remove `{found}`, or fill in what belongs to it: {expected}.",
)


def twice(span: Span) -> Diagnostic:
    """A name that stands there twice, as one; ``span`` is the second time, with the space before it."""
    shown = " ".join(span.text.split())
    fix = Fix(Text(nl=f"haal de tweede `{shown}` weg", en=f"remove the second `{shown}`"), (Edit(span, ""),), safe=True)
    return Diagnostic(SUPERFLUOUS, span, {"found": shown}, NAMED_TWICE, fixes=(fix,))


NAMED_TWICE = Text(nl="De naam staat er twee keer achter elkaar.", en="The name stands there twice in a row.")

SWAPPED = declare(
    "RT134",
    Severity.ERROR,
    title=Text(nl="In de verkeerde volgorde", en="In the wrong order"),
    message=Text(
        nl="`{first}` en `{second}` staan in de verkeerde volgorde; schrijf `{right}`",
        en="`{first}` and `{second}` are in the wrong order; write `{right}`",
    ),
    why=Text(
        nl="De volgorde van de woorden ligt vast: eerst het veld, dan de vergelijking, dan de waarde; eerst het "
        "werkwoord, dan waar het over gaat.",
        en="The order of the words is fixed: first the field, then the comparison, then the value; first the verb, "
        "then what it is about.",
    ),
    wrong=Sample(
        'REGEL "Voorbeeld"\nWANNEER werkbon aangemaakt\nEN commentaar "spoed" BEVAT\nDAN ZET commentaar = "nieuw"\n'
    ),
    right=_RIGHT,
)


def swapped(span: Span, first: str, second: str, right: str) -> Diagnostic:
    shown = " ".join(right.split())
    fix = Fix(Text(nl=f"draai ze om: `{shown}`", en=f"turn them round: `{shown}`"), (Edit(span, right),))
    return Diagnostic(SWAPPED, span, {"first": first, "second": second, "right": shown}, fixes=(fix,))


WRONG_PLACE = declare(
    "RT115",
    Severity.ERROR,
    title=Text(nl="Op de verkeerde plaats", en="In the wrong place"),
    message=Text(
        nl="`{found}` staat hier op de verkeerde plaats: {rule}", en="`{found}` is in the wrong place here: {rule}"
    ),
    why=Text(
        nl="De volgorde is vast: kop, `WANNEER` met de gebeurtenis, voorwaarden, `DAN` met de acties, "
        "`ANDERS`, `BIJ ONBEKEND`.",
        en="The order is fixed: head, `WANNEER` with the event, conditions, `DAN` with the actions, "
        "`ANDERS`, `BIJ ONBEKEND`.",
    ),
    wrong=Sample(
        'REGEL "Voorbeeld"\nWANNEER werkbon aangemaakt\nDAN ZET commentaar = "nieuw"\nEN commentaar BEVAT "spoed"\n'
    ),
    right=_RIGHT,
)


def wrong_place(span: Span, rule: Text) -> Diagnostic:
    return Diagnostic(WRONG_PLACE, span, {"found": span.text, "rule": rule})


ELSE_IF = declare(
    "RT118",
    Severity.ERROR,
    title=Text(nl="ANDERS met een voorwaarde", en="ANDERS with a condition"),
    message=Text(
        nl="`ANDERS` heeft zelf geen voorwaarde; maak voor het andere geval een tweede `REGEL`",
        en="`ANDERS` has no condition of its own; write a second `REGEL` for the other case",
    ),
    why=Text(
        nl="Een regel kent één vraag met twee antwoorden. Twee regels naast elkaar zijn los te lezen, te "
        "testen en uit te zetten.",
        en="A rule is one question with two answers. Two rules side by side can be read, tested and "
        "switched off apart.",
    ),
    wrong=Sample(
        'REGEL "Voorbeeld"\nWANNEER werkbon aangemaakt\nEN commentaar BEVAT "spoed"\nDAN ZET commentaar = "nieuw"\n'
        'ANDERS ALS commentaar BEVAT "rustig"\nDAN ZET commentaar = "oud"\n'
    ),
    right=_RIGHT,
)


def else_if(span: Span) -> Diagnostic:
    return Diagnostic(ELSE_IF, span)


TOO_DEEP = declare(
    "RT120",
    Severity.ERROR,
    title=Text(nl="Te diep genest", en="Nested too deep"),
    message=Text(
        nl="hier is de regel te diep genest: meer dan {limit} niveaus van haakjes en berekeningen in elkaar",
        en="the rule is nested too deep here: more than {limit} levels of brackets and computations inside each other",
    ),
    why=Text(
        nl="Zo diep nest niemand met opzet. Deel de voorwaarde op met `DEFINITIE`.",
        en="Nobody nests that deep on purpose. Split the condition with `DEFINITIE`.",
    ),
    hint=Text(nl="Zet een deel ervan in een `DEFINITIE`.", en="Move a part of it to a `DEFINITIE`."),
    wrong=Sample(f"DEFINITIE diep BIJ werkbon = {'(' * 201}garantie{')' * 201}\n"),
    right=Sample("DEFINITIE diep BIJ werkbon = (garantie)\n"),
)


def too_deep(span: Span, limit: int) -> Diagnostic:
    return Diagnostic(TOO_DEEP, span, {"limit": limit})


EMPTY_CELL = declare(
    "RT129",
    Severity.ERROR,
    title=Text(nl="Lege cel", en="Empty cell"),
    message=Text(nl="deze cel is leeg; schrijf {expected}", en="this cell is empty; write {expected}"),
    why=Text(
        nl="Met `LEEG` is te zien dat een cel met opzet leeg is.", en="`LEEG` shows that a cell is empty on purpose."
    ),
    wrong=Sample(
        'REGEL "Voorbeeld"\n  VOOR ELKE RIJ\n    | code | tekst   |\n    | "P1" |         |\n'
        "WANNEER werkbon aangemaakt\n"
        "EN prioriteitscode = rij.code\nDAN ZET commentaar = rij.tekst\n"
    ),
    right=Sample(
        'REGEL "Voorbeeld"\n  VOOR ELKE RIJ\n    | code | tekst   |\n    | "P1" | "spoed" |\n'
        "WANNEER werkbon aangemaakt\n"
        "EN prioriteitscode = rij.code\nDAN ZET commentaar = rij.tekst\n"
    ),
)


def empty_cell(span: Span, between: Span | None = None) -> Diagnostic:
    """``between`` is what is between its bars."""
    fix = Fix(Text(nl="schrijf `LEEG`", en="write `LEEG`"), (Edit(between or span, " LEEG "),))
    return Diagnostic(EMPTY_CELL, span, {"expected": A_CELL}, fixes=(fix,))


A_CELL = Text(nl="een waarde, of `LEEG` voor een lege cel", en="a value, or `LEEG` for an empty cell")


HEADER_TOO_LATE = declare(
    "RT130",
    Severity.ERROR,
    title=Text(nl="Kop niet bovenaan", en="Header not at the top"),
    message=Text(
        nl="`{found}` hoort bovenaan het bestand, vóór de eerste regel",
        en="`{found}` belongs at the top of the file, before the first rule",
    ),
    why=Text(
        nl="Een bestand heeft één kop, en die geldt voor alles wat erin staat.",
        en="A file has one header, and it holds for everything in it.",
    ),
    wrong=Sample('DOMEIN werkbonnen\nLIJST codes = "P1"; "P2"\nADMINISTRATIE "Jansen BV"\n'),
    right=Sample('DOMEIN werkbonnen\nADMINISTRATIE "Jansen BV"\nLIJST codes = "P1"; "P2"\n'),
)


def header_too_late(span: Span) -> Diagnostic:
    return Diagnostic(HEADER_TOO_LATE, span, {"found": span.text})


NAME_OVER_LINES = declare(
    "RT132",
    Severity.ERROR,
    title=Text(nl="Naam over twee regels", en="Name over two lines"),
    message=Text(
        nl="de naam achter `GENAAMD` loopt door op de volgende regel: `{name}`",
        en="the name behind `GENAAMD` goes on on the next line: `{name}`",
    ),
    why=Text(
        nl="Een nieuwe actie begint met een woord in hoofdletters; zonder dat woord hoort wat volgt nog bij de naam.",
        en="A new action begins with a word in capitals; without it what follows still belongs to the name.",
    ),
    hint=Text(
        nl="Begint op de volgende regel een actie, zet er dan een werkwoord voor, zoals `VERSTUUR`.",
        en="If an action begins on the next line, put a verb before it, such as `VERSTUUR`.",
    ),
    wrong=Sample(
        'REGEL "Voorbeeld"\nWANNEER werkbon compleet gemeld\nDAN\n  GENEREER nieuwe factuur GENAAMD factuur\n  taak\n'
    ),
    right=Sample(
        'REGEL "Voorbeeld"\nWANNEER werkbon compleet gemeld\nDAN\n  GENEREER nieuwe factuur GENAAMD factuur\n'
        '  MAAK taak MET titel = "Nabellen over {factuur.nummer}"\n'
    ),
)


def name_over_lines(name: Name) -> Diagnostic:
    return Diagnostic(NAME_OVER_LINES, name.span, {"name": " ".join(name.text.split())})
