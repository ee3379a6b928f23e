"""Problems that only show across rules."""

from collections.abc import Iterable

from regeltaal.base.codes import declare
from regeltaal.base.diagnostic import Diagnostic, Label, Severity
from regeltaal.base.source import Span
from regeltaal.base.text import Text
from regeltaal.check.problems.samples import trigger, whole

SAME_NAME = declare(
    "RT511",
    Severity.ERROR,
    title=Text(nl="Twee regels met één naam", en="Two rules with one name"),
    message=Text(nl='er is al een regel "{name}" in {path}', en='there is already a rule "{name}" in {path}'),
    why=Text(
        nl="De naam van een regel is waaraan de tijdlijn en de tests haar kennen.",
        en="A rule's name is what the timeline and the tests know it by.",
    ),
    wrong=whole(
        'REGEL "Voorbeeld"\nWANNEER werkbon compleet gemeld\nDAN WIS commentaar\n'
        'REGEL "Voorbeeld"\nWANNEER werkbon compleet gemeld\nDAN WIS storing'
    ),
    right=whole(
        'REGEL "Voorbeeld"\nWANNEER werkbon compleet gemeld\nDAN WIS commentaar\n'
        'REGEL "Ander voorbeeld"\nWANNEER werkbon compleet gemeld\nDAN WIS korte omschrijving'
    ),
    hint=Text(nl="Geef een van de twee een andere naam.", en="Give one of the two another name."),
)


def same_name(span: Span, name: str, path: str, first: Span) -> Diagnostic:
    label = Label(first, Text(nl="de andere regel", en="the other rule"))
    return Diagnostic(SAME_NAME, span, {"name": name, "path": path}, labels=(label,))


FORMER_NAME_TAKEN = declare(
    "RT512",
    Severity.ERROR,
    title=Text(nl="VOORHEEN noemt een naam die in gebruik is", en="VOORHEEN names a name in use"),
    message=Text(nl='"{name}" is de naam van een andere regel', en='"{name}" is the name of another rule'),
    why=Text(
        nl="VOORHEEN geeft de geschiedenis van een oude naam aan deze regel; die naam mag dan niet meer bestaan.",
        en="VOORHEEN gives the history of an old name to this rule; that name may then be there no more.",
    ),
    hint=Text(
        nl="Geef de andere regel een andere naam, of haal `VOORHEEN` weg.",
        en="Give the other rule another name, or remove `VOORHEEN`.",
    ),
    wrong=whole(
        'REGEL "Voorbeeld"\nWANNEER werkbon compleet gemeld\nDAN WIS commentaar\n'
        'REGEL "Nieuw"\n  VOORHEEN "Voorbeeld"\nWANNEER werkbon compleet gemeld\nDAN WIS korte omschrijving'
    ),
    right=whole('REGEL "Nieuw"\n  VOORHEEN "Voorbeeld"\nWANNEER werkbon compleet gemeld\nDAN WIS korte omschrijving'),
)


def former_name_taken(span: Span, name: str) -> Diagnostic:
    return Diagnostic(FORMER_NAME_TAKEN, span, {"name": name})


TWO_WRITERS = declare(
    "RT527",
    Severity.WARNING,
    title=Text(nl="Twee regels vullen hetzelfde veld", en="Two rules write one field"),
    message=Text(
        nl='ook regel "{other}" vult `{field}` bij `{event}`; de laatste wint',
        en='rule "{other}" writes `{field}` at `{event}` too; the last one wins',
    ),
    why=Text(
        nl="Vullen twee regels in dezelfde fase hetzelfde veld, dan blijft alleen de waarde van de laatste over: die "
        "met de hoogste prioriteit.",
        en="When two rules write one field in one phase only the value of the last remains: that of the highest "
        "priority.",
    ),
    wrong=whole(
        'REGEL "Een"\nWANNEER werkbon compleet gemeld\nDAN ZET commentaar = "a"\n'
        'REGEL "Twee"\nWANNEER werkbon compleet gemeld\nDAN ZET commentaar = "b"'
    ),
    right=whole(
        'REGEL "Een"\nWANNEER werkbon compleet gemeld\nDAN ZET commentaar = "a"\n'
        'REGEL "Twee"\nWANNEER werkbon compleet gemeld\nDAN ZET korte omschrijving = "b"'
    ),
)


def two_writers(span: Span, other: str, field: str, event: str, first: Span) -> Diagnostic:
    label = Label(first, Text(nl="de andere regel", en="the other rule"))
    return Diagnostic(TWO_WRITERS, span, {"other": other, "field": field, "event": event}, labels=(label,))


LOOP = declare(
    "RT528",
    Severity.WARNING,
    title=Text(nl="Regels starten elkaar in een kring", en="Rules start one another in a circle"),
    message=Text(nl="deze regel kan zichzelf opnieuw starten: {way}", en="this rule can start itself again: {way}"),
    why=Text(
        nl="Een actie kan een gebeurtenis oproepen waar weer regels bij horen. Een regel gaat in zo'n keten maar één "
        "keer af; wat daarna komt, wordt afgekapt.",
        en="An action can bring about an event with rules of its own. A rule fires only once in such a chain; what "
        "comes after is cut off.",
    ),
    wrong=trigger("werkbon statuswijziging", 'ZET status = "Compleet"'),
    right=trigger('werkbon statuswijziging NAAR "Opgehaald"', 'ZET status = "Compleet"'),
    hint=Text(
        nl="Is dat niet de bedoeling, maak de regel dan nauwer met een voorwaarde.",
        en="Where that is not meant, narrow the rule with a condition.",
    ),
)

WITH_VALUES = Text(
    nl="Is dat niet de bedoeling, maak de regel dan nauwer met een voorwaarde, of de gebeurtenis met VAN of NAAR.",
    en="Where that is not meant, narrow the rule with a condition, or the event with VAN or NAAR.",
)


def loop(span: Span, way: Iterable[str], *, has_values: bool) -> Diagnostic:
    """``has_values``: an event of the rule follows a field, so that VAN and NAAR can stand behind it."""
    return Diagnostic(LOOP, span, {"way": " → ".join(way)}, WITH_VALUES if has_values else None)
