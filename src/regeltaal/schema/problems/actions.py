"""Problems with the events, phases and actions of a domain."""

from regeltaal.base.codes import declare
from regeltaal.base.diagnostic import Diagnostic, Severity
from regeltaal.base.source import Span
from regeltaal.base.text import Text
from regeltaal.schema.problems.common import with_object

_ACTION = "ACTIE PLAN werkbon BIJ werkbon\n"

WRONG_MOMENT = declare(
    "RT925",
    Severity.ERROR,
    title=Text(nl="Klok op een veld zonder tijd", en="Clock on a field without a time"),
    message=Text(
        nl="`{name}` is van het type `{type}`, maar een klok loopt naar een datum of moment",
        en="`{name}` is of the type `{type}`, but a clock runs to a date or moment",
    ),
    hint=Text(nl="Noem een veld van het type `datum` of `moment`.", en="Name a field of the type `datum` or `moment`."),
    why=Text(
        nl="Achter `MOMENT` staat het veld waar een regel `2 uur VOOR` of `OP` kan zetten.",
        en="Behind `MOMENT` stands the field before which a rule can put `2 uur VOOR` or `OP`.",
    ),
    wrong=with_object("GEBEURTENIS werkbon te laat BIJ werkbon MOMENT status"),
    right=with_object("GEBEURTENIS werkbon te laat BIJ werkbon MOMENT datum"),
)


def wrong_moment(span: Span, name: str, type_: str) -> Diagnostic:
    return Diagnostic(WRONG_MOMENT, span, {"name": name, "type": type_})


WITHOUT_MOMENT = declare(
    "RT926",
    Severity.ERROR,
    title=Text(nl="`EENMAAL PER` of `ZOLANG` zonder klok", en="`EENMAAL PER` or `ZOLANG` without a clock"),
    message=Text(
        nl="`{mark}` staat bij `{event}`, dat geen `MOMENT` heeft",
        en="`{mark}` stands with `{event}`, which has no `MOMENT`",
    ),
    hint=Text(
        nl="Zet er `MOMENT` met een veld voor, of haal `{mark}` weg.",
        en="Put `MOMENT` with a field before it, or drop `{mark}`.",
    ),
    why=Text(
        nl="`EENMAAL PER` zegt dat een klok per record maar één keer afloopt, `ZOLANG` wat er dan nog moet gelden; "
        "zonder klok betekenen zij niets.",
        en="`EENMAAL PER` says that a clock goes off only once for each record, `ZOLANG` what must hold by then; "
        "without a clock they mean nothing.",
    ),
    wrong=with_object("GEBEURTENIS werkbon te laat BIJ werkbon EENMAAL PER werkbon"),
    right=with_object("GEBEURTENIS werkbon te laat BIJ werkbon MOMENT datum EENMAAL PER werkbon"),
)


def without_moment(span: Span, event: str, mark: str) -> Diagnostic:
    return Diagnostic(WITHOUT_MOMENT, span, {"event": event, "mark": mark})


ONCE_PER_OTHER = declare(
    "RT935",
    Severity.ERROR,
    title=Text(nl="`EENMAAL PER` een ander object", en="`EENMAAL PER` another object"),
    message=Text(
        nl="achter `EENMAAL PER` staat `{other}`, maar `{event}` gebeurt bij `{owner}`",
        en="behind `EENMAAL PER` stands `{other}`, but `{event}` happens to `{owner}`",
    ),
    hint=Text(nl="Schrijf `EENMAAL PER {owner}`.", en="Write `EENMAAL PER {owner}`."),
    why=Text(
        nl="Een klok hoort bij één record: dat met de datum of het moment waar hij naartoe loopt.",
        en="A clock belongs to one record: the one with the date or moment that it runs to.",
    ),
    wrong=with_object(
        "OBJECT taak\n  VELD titel: tekst\nGEBEURTENIS werkbon te laat BIJ werkbon MOMENT datum EENMAAL PER taak"
    ),
    right=with_object("GEBEURTENIS werkbon te laat BIJ werkbon MOMENT datum EENMAAL PER werkbon"),
)


def once_per_other(span: Span, event: str, owner: str, other: str) -> Diagnostic:
    return Diagnostic(ONCE_PER_OTHER, span, {"event": event, "owner": owner, "other": other})


NEW_AND_CHANGED = declare(
    "RT927",
    Severity.ERROR,
    title=Text(nl="Nieuw en gewijzigd tegelijk", en="New and changed at once"),
    message=Text(
        nl="`{event}` is `NIEUW` en kan dan geen `{mark}` hebben",
        en="`{event}` is `NIEUW` and then can't have `{mark}`",
    ),
    hint=Text(nl="Maak er twee gebeurtenissen van.", en="Make two events of it."),
    why=Text(
        nl="`NIEUW` betekent dat het record net is gemaakt: er is dan geen vorige waarde, en nog geen klok die loopt.",
        en="`NIEUW` means that the record has just been made: there is no previous value, and no clock that runs yet.",
    ),
    wrong=with_object("GEBEURTENIS werkbon aangemaakt BIJ werkbon NIEUW VOLGT status"),
    right=with_object(
        "GEBEURTENIS werkbon aangemaakt BIJ werkbon NIEUW\nGEBEURTENIS statuswijziging BIJ werkbon VOLGT status"
    ),
)


def new_and_changed(span: Span, event: str, mark: str) -> Diagnostic:
    return Diagnostic(NEW_AND_CHANGED, span, {"event": event, "mark": mark})


PHASE_OF_OTHER = declare(
    "RT928",
    Severity.ERROR,
    title=Text(nl="Fase van een ander object", en="Phase of another object"),
    message=Text(
        nl="`{phase}` is een fase van `{owner}`, waar `{action}` niet bij hoort",
        en="`{phase}` is a phase of `{owner}`, to which `{action}` does not belong",
    ),
    hint=Text(
        nl="Kies een fase van het object achter `BIJ`, of zet dat object erbij.",
        en="Choose a phase of the object behind `BIJ`, or add that object.",
    ),
    why=Text(
        nl="De regels bij een object lopen de fasen van dat object af. Een actie op een rij van een lijst, zoals een "
        "factuurregel van een boeking, mag in een fase van het object met die lijst.",
        en="The rules of an object go through the phases of that object. An action on a row of a list, such as a line "
        "of a booking, may be in a phase of the object that holds the list.",
    ),
    wrong=with_object(
        "OBJECT taak\n  VELD titel: tekst\nFASEN BIJ werkbon: plannen ALLE\nACTIE SLUIT taak BIJ taak\n  FASE plannen"
    ),
    right=with_object("FASEN BIJ werkbon: plannen ALLE\n" + _ACTION + "  FASE plannen"),
)


def phase_of_other(span: Span, phase: str, owner: str, action: str) -> Diagnostic:
    return Diagnostic(PHASE_OF_OTHER, span, {"phase": phase, "owner": owner, "action": action})


ONE_OF_REQUIRED = declare(
    "RT929",
    Severity.ERROR,
    title=Text(nl="Verplichte parameter in een keuze", en="Required parameter in a choice"),
    message=Text(
        nl="`{name}` is altijd gevuld en kan niet in `PRECIES EEN VAN` staan",
        en="`{name}` always has a value and can't stand in `PRECIES EEN VAN`",
    ),
    hint=Text(
        nl="Haal `VERPLICHT` of `STANDAARD` bij de parameter weg, of haal hem uit de rij.",
        en="Drop `VERPLICHT` or `STANDAARD` from the parameter, or take it out of the row.",
    ),
    why=Text(
        nl="Van de genoemde parameters mag een regel er precies een geven. Is er een altijd gevuld, dan mogen de "
        "andere nooit.",
        en="Of the parameters named a rule may give exactly one. When one always has a value, the others never can.",
    ),
    wrong=with_object(
        _ACTION + "  PARAMETER dag: datum VERPLICHT\n  PARAMETER week: geheel getal\n  PRECIES EEN VAN dag; week"
    ),
    right=with_object(_ACTION + "  PARAMETER dag: datum\n  PARAMETER week: geheel getal\n  PRECIES EEN VAN dag; week"),
)


def one_of_required(span: Span, name: str) -> Diagnostic:
    return Diagnostic(ONE_OF_REQUIRED, span, {"name": name})


NO_CANDIDATES = declare(
    "RT930",
    Severity.ERROR,
    title=Text(nl="`kandidaten` zonder `KANDIDATEN`", en="`kandidaten` without `KANDIDATEN`"),
    message=Text(nl="`{action}` kiest niet uit kandidaten", en="`{action}` does not choose among candidates"),
    hint=Text(
        nl="Zet er `KANDIDATEN object WAARVOOR …` bij, met de voorwaarde waaraan een kandidaat moet voldoen.",
        en="Add `KANDIDATEN object WAARVOOR …`, with the condition that a candidate must meet.",
    ),
    why=Text(
        nl="`kandidaten` zijn de records die voldoen aan de voorwaarde achter `KANDIDATEN … WAARVOOR`.",
        en="`kandidaten` are the records that meet the condition behind `KANDIDATEN … WAARVOOR`.",
    ),
    wrong=with_object(_ACTION + "  VEREIST AANTAL(kandidaten) = 1"),
    right=with_object(
        _ACTION + "  PARAMETER status: tekst\n  KANDIDATEN werkbon WAARVOOR werkbon.status = parameter.status\n"
        "  VEREIST AANTAL(kandidaten) = 1"
    ),
)


def no_candidates(span: Span, action: str) -> Diagnostic:
    return Diagnostic(NO_CANDIDATES, span, {"action": action})


REQUIRED_WITH_DEFAULT = declare(
    "RT931",
    Severity.ERROR,
    title=Text(nl="Verplicht met een standaardwaarde", en="Required with a default"),
    message=Text(
        nl="`{name}` is `VERPLICHT` en heeft ook een `STANDAARD`",
        en="`{name}` is `VERPLICHT` and has a `STANDAARD` as well",
    ),
    hint=Text(nl="Haal een van de twee weg.", en="Drop one of the two."),
    why=Text(
        nl="Een standaardwaarde geldt als een regel niets geeft, maar een verplichte parameter geeft een regel altijd.",
        en="A default counts when a rule gives nothing, but a required parameter is always given.",
    ),
    wrong=with_object(_ACTION + "  PARAMETER aantal: getal VERPLICHT STANDAARD 1"),
    right=with_object(_ACTION + "  PARAMETER aantal: getal STANDAARD 1"),
)


def required_with_default(span: Span, name: str) -> Diagnostic:
    return Diagnostic(REQUIRED_WITH_DEFAULT, span, {"name": name})


SINGLE_LIST = declare(
    "RT932",
    Severity.ERROR,
    title=Text(nl="Een waarde van een lijst", en="One value of a list"),
    message=Text(
        nl="`EEN WAARDE` staat bij `{name}`, dat een lijst is",
        en="`EEN WAARDE` stands with `{name}`, which is a list",
    ),
    hint=Text(nl="Haal `EEN WAARDE` weg, of laat `LIJST VAN` weg.", en="Drop `EEN WAARDE`, or drop `LIJST VAN`."),
    why=Text(
        nl="`EEN WAARDE` verbiedt een rij waarden zoals `(1; 2)`, en een lijst is juist zo'n rij.",
        en="`EEN WAARDE` forbids a row of values such as `(1; 2)`, and a list is just such a row.",
    ),
    wrong=with_object(_ACTION + "  PARAMETER codes: LIJST VAN tekst EEN WAARDE"),
    right=with_object(_ACTION + "  PARAMETER code: tekst EEN WAARDE"),
)


def single_list(span: Span, name: str) -> Diagnostic:
    return Diagnostic(SINGLE_LIST, span, {"name": name})
