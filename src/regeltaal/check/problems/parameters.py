"""Problems with the parameters of an action."""

from collections.abc import Iterable

from regeltaal.base.codes import declare
from regeltaal.base.diagnostic import Diagnostic, Label, Severity
from regeltaal.base.source import Span
from regeltaal.base.text import Fact, Text
from regeltaal.check.problems.actions import CHOOSE_ACTION
from regeltaal.check.problems.samples import actions, whole
from regeltaal.check.problems.suggestions import suggesting

UNKNOWN_PARAMETER = declare(
    "RT403",
    Severity.ERROR,
    title=Text(nl="Onbekende parameter", en="Unknown parameter"),
    message=Text(nl="`{action}` heeft geen parameter `{name}`", en="`{action}` has no parameter `{name}`"),
    why=Text(
        nl="Achter MET staan parameters van de actie, zoals het domein ze noemt.",
        en="Behind MET are parameters of the action, as the domain calls them.",
    ),
    wrong=actions('MAAK taak MET titl = "Nabellen"; titel = "x"'),
    right=actions('MAAK taak MET titel = "Nabellen"'),
)


def unknown_parameter(span: Span, action: str, name: str, known: Iterable[str]) -> Diagnostic:
    names = list(known)
    found = suggesting(UNKNOWN_PARAMETER, span, {"action": action, "name": name}, name, names)
    if found.fixes or not names:
        return found
    shown = ", ".join(f"`{one}`" for one in names[:_MOST])
    facts: dict[str, Fact] = {"action": action, "name": name, "known": shown}
    return Diagnostic(UNKNOWN_PARAMETER, span, facts, CHOOSE_ACTION if len(names) <= _MOST else CHOOSE_AMONG_OTHERS)


_MOST = 12
CHOOSE_AMONG_OTHERS = Text(nl="Kies bijvoorbeeld uit {known}.", en="Choose for example from {known}.")


MISSING_PARAMETER = declare(
    "RT404",
    Severity.ERROR,
    title=Text(nl="Verplichte parameter ontbreekt", en="Required parameter missing"),
    message=Text(nl="`{action}` heeft `{name}` nodig", en="`{action}` needs `{name}`"),
    hint=Text(
        nl="Zet achter `MET` ook `{name} = …`, met op de puntjes de waarde.",
        en="Put `{name} = …` behind `MET` too, with the value in place of the dots.",
    ),
    why=Text(nl="Zonder deze parameter kan de actie niet.", en="Without this parameter the action is not possible."),
    wrong=actions('MAAK taak MET omschrijving = "Bel de klant"'),
    right=actions('MAAK taak MET titel = "Nabellen"; omschrijving = "Bel de klant"'),
)


def missing_parameter(span: Span, action: str, name: str) -> Diagnostic:
    return Diagnostic(MISSING_PARAMETER, span, {"action": action, "name": name})


TWICE_GIVEN = declare(
    "RT405",
    Severity.ERROR,
    title=Text(nl="Parameter twee keer", en="Parameter twice"),
    message=Text(nl="`{name}` is bij deze actie al genoemd", en="`{name}` was named for this action already"),
    why=Text(
        nl="Een parameter krijgt één waarde, of wordt met ZONDER leeg; niet beide.",
        en="A parameter gets one value, or is emptied with ZONDER; not both.",
    ),
    hint=Text(
        nl="Haal een van de twee weg.",
        en="Remove one of the two.",
    ),
    wrong=actions('MAAK taak MET titel = "a"; titel = "b"'),
    right=actions('MAAK taak MET titel = "a"'),
)


def twice_given(span: Span, name: str, first: Span) -> Diagnostic:
    label = Label(first, Text(nl="de eerste keer", en="the first time"))
    return Diagnostic(TWICE_GIVEN, span, {"name": name}, labels=(label,))


ONE_VALUE = declare(
    "RT406",
    Severity.ERROR,
    title=Text(nl="Eén waarde verwacht", en="One value expected"),
    message=Text(nl="`{name}` neemt één waarde, geen lijst", en="`{name}` takes one value, no list"),
    why=Text(
        nl="Bij deze parameter is niet te zeggen welke van meer waarden zou gelden.",
        en="With this parameter it would be open which of several values counts.",
    ),
    hint=Text(
        nl="Kies één waarde. Hangt het ergens van af, maak dan een regel per waarde, of een tabel met `VOOR ELKE RIJ`.",
        en="Choose one value. Where it depends, make a rule for each value, or a table with `VOOR ELKE RIJ`.",
    ),
    wrong=actions('MAAK taak MET titel = ("a"; "b")'),
    right=actions('MAAK taak MET titel = "a"'),
)


def one_value(span: Span, name: str) -> Diagnostic:
    return Diagnostic(ONE_VALUE, span, {"name": name})


EXACTLY_ONE = declare(
    "RT407",
    Severity.ERROR,
    title=Text(nl="Precies één van deze parameters", en="Exactly one of these parameters"),
    message=Text(
        nl="`{action}` vraagt precies één van {names}; hier zijn het er {count}",
        en="`{action}` asks for exactly one of {names}; here are {count}",
    ),
    why=Text(
        nl="Deze parameters zijn verschillende manieren om hetzelfde te zeggen.",
        en="These parameters are different ways to say one thing.",
    ),
    hint=Text(
        nl="Laat er één staan en haal de andere weg, of zet er een bij als er geen staat.",
        en="Leave one and remove the others, or add one when there is none.",
    ),
    wrong=whole(
        'REGEL "Voorbeeld"\nWANNEER document ontvangen\n'
        'DAN WIJS bestemming toe MET dagboekcode = "INK"; dagboeknaam = "Inkoop"',
        "boekhouding",
    ),
    right=whole(
        'REGEL "Voorbeeld"\nWANNEER document ontvangen\nDAN WIJS bestemming toe MET dagboekcode = "INK"', "boekhouding"
    ),
)


def exactly_one(span: Span, action: str, names: Iterable[str], count: int) -> Diagnostic:
    shown = ", ".join(f"`{name}`" for name in names)
    return Diagnostic(EXACTLY_ONE, span, {"action": action, "names": shown, "count": count})


MISSING_IF = declare(
    "RT408",
    Severity.ERROR,
    title=Text(nl="Parameter nodig bij deze keuze", en="Parameter needed with this choice"),
    message=Text(
        nl="`{action}` heeft hier `{name}` nodig, want {condition}",
        en="`{action}` needs `{name}` here, because {condition}",
    ),
    why=Text(
        nl="Sommige parameters zijn verplicht als een andere een bepaalde waarde heeft.",
        en="Some parameters are required when another one has a certain value.",
    ),
    hint=Text(
        nl="Zet de parameter erbij achter `MET`, met een `;` ertussen.",
        en="Add the parameter behind `MET`, with a `;` in between.",
    ),
    wrong=actions('WIJS boekingswijze toe MET boekingswijze = "Boekingstemplate"', "boekhouding"),
    right=actions(
        'WIJS boekingswijze toe MET boekingswijze = "Boekingstemplate"; boekingstemplate = "Huur"', "boekhouding"
    ),
)


def missing_if(span: Span, action: str, name: str, condition: str) -> Diagnostic:
    return Diagnostic(MISSING_IF, span, {"action": action, "name": name, "condition": without_root(condition)})


WITHOUT_OTHER = declare(
    "RT409",
    Severity.ERROR,
    title=Text(nl="ZONDER bij iets dat geen veld is", en="ZONDER with what is no field"),
    message=Text(
        nl="`{name}` is geen veld dat `{action}` overneemt; ZONDER kan daar niet",
        en="`{name}` is no field that `{action}` takes over; ZONDER is not possible there",
    ),
    why=Text(
        nl="ZONDER maakt een veld leeg dat anders zou worden overgenomen. Andere parameters laat u gewoon weg.",
        en="ZONDER empties a field that would be copied otherwise. Other parameters are just left out.",
    ),
    hint=Text(
        nl="Haal de naam weg achter `ZONDER`: wat u niet noemt, wordt niet gevuld.",
        en="Remove the name behind `ZONDER`: what is not named is not filled.",
    ),
    wrong=actions('MAAK taak MET titel = "a" ZONDER omschrijving'),
    right=actions("MAAK vervolgwerkbon ZONDER handtekening"),
)


def without_other(span: Span, action: str, name: str, known: Iterable[str]) -> Diagnostic:
    return suggesting(WITHOUT_OTHER, span, {"action": action, "name": name}, name, known)


def without_root(condition: str) -> str:
    """A condition of an action on one line, without `parameter.`: a rule names its parameters just so."""
    return " ".join(condition.split()).replace("parameter.", "")
