"""Problems with signs and with the notation of values. One function each, beside its code."""

import unicodedata

from regeltaal.base.codes import declare
from regeltaal.base.diagnostic import Diagnostic, Edit, Fix, Sample, Severity
from regeltaal.base.source import Span
from regeltaal.base.text import Fact, Text, same

_RIGHT = Sample('REGEL "Voorbeeld"\nWANNEER werkbon aangemaakt\nEN duur >= 60\nDAN ZET commentaar = "nieuw"\n')

WRONG_SIGN = declare(
    "RT104",
    Severity.ERROR,
    title=Text(nl="Teken dat de taal niet kent", en="Sign that the language does not have"),
    message=Text(
        nl="in plaats van `{found}` schrijft u hier `{right}`", en="instead of `{found}` write `{right}` here"
    ),
    why=Text(
        nl="De vergelijkingen zijn `=`, `<>`, `<`, `<=`, `>` en `>=`; een lijst staat tussen ronde haakjes "
        "met `;` ertussen.",
        en="The comparisons are `=`, `<>`, `<`, `<=`, `>` and `>=`; a list stands in round brackets with "
        "`;` in between.",
    ),
    wrong=Sample('REGEL "Voorbeeld"\nWANNEER werkbon aangemaakt\nEN duur => 60\nDAN ZET commentaar = "nieuw"\n'),
    right=_RIGHT,
)


DOUBTFUL = frozenset({"EN/OF", "&"})
"""What stands for more than one thing: which was meant, the author has to say."""


def wrong_sign(span: Span, right: str) -> Diagnostic:
    found = " ".join(span.text.split())
    safe = found.upper() not in DOUBTFUL
    return Diagnostic(WRONG_SIGN, span, {"found": found, "right": right}, fixes=(_written(span, right, safe=safe),))


STRAY_SIGN = declare(
    "RT109",
    Severity.ERROR,
    title=Text(nl="Teken dat hier niet hoort", en="Sign that does not belong here"),
    message=Text(nl="{found} hoort hier niet", en="{found} does not belong here"),
    why=Text(
        nl="Buiten teksten en namen kent de taal alleen letters, cijfers en de tekens `= < > + - * / ( ) ; . |`.",
        en="Outside texts and names the language has only letters, digits and the signs `= < > + - * / ( ) ; . |`.",
    ),
    hint=Text(
        nl="Haal het weg, of zet het tussen aanhalingstekens als het bij een tekst hoort.",
        en="Remove it, or put it in quotes when it belongs to a text.",
    ),
    wrong=Sample('REGEL "Voorbeeld"\nWANNEER werkbon aangemaakt\nEN duur >= 60 @\nDAN ZET commentaar = "nieuw"\n'),
    right=_RIGHT,
)


def stray_sign(span: Span) -> Diagnostic:
    fix = Fix(Text(nl="haal het teken weg", en="remove the sign"), (Edit(span, ""),))
    return Diagnostic(STRAY_SIGN, span, {"found": _shown(span.text)}, fixes=(fix,))


def _shown(sign: str) -> Fact:
    """The sign itself, or its number where it can't be seen."""
    if len(sign) == 1 and unicodedata.category(sign)[0] in "CZ":
        number = f"U+{ord(sign):04X}"
        return Text(nl=f"een onzichtbaar teken ({number})", en=f"an invisible character ({number})")
    return Text(nl=f"het teken `{sign}`", en=f"the sign `{sign}`")


COMMA = declare(
    "RT110",
    Severity.ERROR,
    title=Text(nl="Komma als scheiding", en="Comma as a separator"),
    message=Text(
        nl="tussen de delen van een opsomming staat `;`, want de komma is voor decimalen",
        en="items are separated by `;`, for the comma is for decimals",
    ),
    why=Text(
        nl="In `1,5` is de komma een decimaalteken. Met `;` als scheiding is er nooit verwarring.",
        en="In `1,5` the comma is the decimal sign. With `;` as the separator there is never confusion.",
    ),
    wrong=Sample(
        'REGEL "Voorbeeld"\nWANNEER werkbon aangemaakt\nEN status IN ("Ingepland", "Opgehaald")\n'
        'DAN ZET commentaar = "nieuw"\n'
    ),
    right=Sample(
        'REGEL "Voorbeeld"\nWANNEER werkbon aangemaakt\nEN status IN ("Ingepland"; "Opgehaald")\n'
        'DAN ZET commentaar = "nieuw"\n'
    ),
)


def comma(span: Span) -> Diagnostic:
    return Diagnostic(COMMA, span, fixes=(_written(span, ";", safe=True),))


WRONG_NOTATION = declare(
    "RT111",
    Severity.ERROR,
    title=Text(nl="Waarde in een andere schrijfwijze", en="Value in another notation"),
    message=Text(
        nl="`{found}` is niet te lezen als {meant}; schrijf `{right}`",
        en="`{found}` can't be read as {meant}; write `{right}`",
    ),
    why=Text(
        nl="Een tijd is `9:30`, een duur `30 minuten`, een bedrag `€ 10,50` en een percentage `21%`.",
        en="A time is `9:30`, a duration `30 minuten`, an amount `€ 10,50` and a percentage `21%`.",
    ),
    wrong=Sample('REGEL "Voorbeeld"\nWANNEER werkbon aangemaakt\nDAN ZET uitvoertijd = 9u30\n'),
    right=Sample('REGEL "Voorbeeld"\nWANNEER werkbon aangemaakt\nDAN ZET uitvoertijd = 9:30\n'),
)

MEANT = {
    "time": Text(nl="een tijd", en="a time"),
    "duration": Text(nl="een duur", en="a duration"),
    "money": Text(nl="een bedrag", en="an amount"),
    "percentage": Text(nl="een percentage", en="a percentage"),
    "date": Text(nl="een datum", en="a date"),
    "moment": Text(nl="een moment", en="a moment"),
    "name": Text(nl="een naam", en="a name"),
}


def wrong_notation(span: Span, meant: str, right: str) -> Diagnostic:
    found = " ".join(span.text.split())
    facts: dict[str, Fact] = {"found": found, "meant": MEANT[meant], "right": right}
    return Diagnostic(WRONG_NOTATION, span, facts, fixes=(_written(span, right),))


MINUS_SPACES = declare(
    "RT116",
    Severity.ERROR,
    title=Text(nl="Minteken zonder spaties", en="Minus without spaces"),
    message=Text(
        nl="een minteken tussen twee waarden heeft aan beide kanten een spatie: `{right}`",
        en="a minus between two values has a space on both sides: `{right}`",
    ),
    why=Text(
        nl="Een streepje zonder spaties hoort bij een woord (`e-mail`) of een negatief getal (`-3`).",
        en="A hyphen without spaces belongs to a word (`e-mail`) or a negative number (`-3`).",
    ),
    wrong=Sample('REGEL "Voorbeeld"\nWANNEER werkbon aangemaakt\nEN duur -60 > 0\nDAN ZET commentaar = "nieuw"\n'),
    right=Sample('REGEL "Voorbeeld"\nWANNEER werkbon aangemaakt\nEN duur - 60 > 0\nDAN ZET commentaar = "nieuw"\n'),
)


def minus_spaces(span: Span, right: str) -> Diagnostic:
    return Diagnostic(MINUS_SPACES, span, {"right": right}, fixes=(_written(span, f" {right} "),))


def _written(span: Span, right: str, *, safe: bool = False) -> Fix:
    shown = same(right.strip()).nl
    return Fix(Text(nl=f"schrijf `{shown}`", en=f"write `{shown}`"), (Edit(span, right),), safe)
