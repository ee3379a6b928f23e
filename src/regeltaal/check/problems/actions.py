"""Problems with actions and their parameters."""

from collections.abc import Iterable, Sequence

from regeltaal.base.codes import declare
from regeltaal.base.diagnostic import Diagnostic, Label, Severity
from regeltaal.base.source import Span
from regeltaal.base.text import Text
from regeltaal.check.problems.samples import BEDANKT, actions, whole
from regeltaal.check.problems.suggestions import meaning, suggesting

UNKNOWN_ACTION = declare(
    "RT401",
    Severity.ERROR,
    title=Text(nl="Onbekende actie", en="Unknown action"),
    message=Text(nl="er is geen actie `{name}`", en="there is no action `{name}`"),
    why=Text(
        nl="De acties staan in het domein: een werkwoord in hoofdletters met een naam erachter.",
        en="The actions are in the domain: a verb in capitals with a name behind it.",
    ),
    wrong=actions("ARCHIVER werkbon"),
    right=actions("ARCHIVEER werkbon"),
)


CHOOSE_ACTION = Text(nl="Kies uit {known}.", en="Choose from {known}.")


def unknown_action(span: Span, name: str, known: Iterable[str], same_verb: Sequence[str]) -> Diagnostic:
    """Where none is near, those with the same verb are told."""
    found = suggesting(UNKNOWN_ACTION, span, {"name": name}, name, known)
    if found.fixes or not same_verb:
        return found
    if len(same_verb) == 1:
        return meaning(UNKNOWN_ACTION, span, {"name": name}, same_verb[0])
    shown = ", ".join(f"`{one}`" for one in same_verb)
    return Diagnostic(UNKNOWN_ACTION, span, {"name": name, "known": shown}, CHOOSE_ACTION)


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
    return suggesting(UNKNOWN_PARAMETER, span, {"action": action, "name": name}, name, known)


MISSING_PARAMETER = declare(
    "RT404",
    Severity.ERROR,
    title=Text(nl="Verplichte parameter ontbreekt", en="Required parameter missing"),
    message=Text(nl="`{action}` heeft `{name}` nodig", en="`{action}` needs `{name}`"),
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
    wrong=actions('MAAK taak MET titel = "a" ZONDER omschrijving'),
    right=actions("MAAK vervolgwerkbon ZONDER handtekening"),
)


def without_other(span: Span, action: str, name: str, known: Iterable[str]) -> Diagnostic:
    return suggesting(WITHOUT_OTHER, span, {"action": action, "name": name}, name, known)


NOT_WRITABLE = declare(
    "RT410",
    Severity.ERROR,
    title=Text(nl="Veld niet te wijzigen", en="Field not writable"),
    message=Text(nl="`{name}` kan niet door een regel worden gewijzigd", en="`{name}` can't be changed by a rule"),
    why=Text(
        nl="Alleen velden die het domein WIJZIGBAAR noemt, kunnen met ZET en WIS worden veranderd.",
        en="Only fields that the domain calls WIJZIGBAAR can be changed with ZET and WIS.",
    ),
    wrong=actions('ZET nummer = "WB-2"'),
    right=actions('ZET commentaar = "WB-2"'),
)


def not_writable(span: Span, name: str) -> Diagnostic:
    return Diagnostic(NOT_WRITABLE, span, {"name": name})


NO_FIELD = declare(
    "RT411",
    Severity.ERROR,
    title=Text(nl="Geen veld om te vullen", en="Not a field to fill"),
    message=Text(nl="`{name}` is geen veld van één record", en="`{name}` is no field of one record"),
    why=Text(
        nl="ZET en WIS veranderen een veld van één record. Langs een lijst gaat u met VOOR ELK … DOE … KLAAR.",
        en="ZET and WIS change a field of one record. Go along a list with VOOR ELK … DOE … KLAAR.",
    ),
    wrong=actions("WIS objecten.opmerking"),
    right=actions("VOOR ELK apparaat IN objecten DOE WIS apparaat.opmerking KLAAR"),
)


def no_field(span: Span, name: str) -> Diagnostic:
    return Diagnostic(NO_FIELD, span, {"name": name})


STOP_NOT_LAST = declare(
    "RT413",
    Severity.ERROR,
    title=Text(nl="STOP staat niet achteraan", en="STOP is not last"),
    message=Text(
        nl="STOP VERDERE REGELS is de laatste actie van een regel", en="STOP VERDERE REGELS is a rule's last action"
    ),
    why=Text(
        nl="STOP beëindigt latere regels, niet de acties die erachter staan; achteraan kan niemand zich vergissen.",
        en="STOP ends later rules, not the actions behind it; at the end nobody can be mistaken.",
    ),
    wrong=actions("STOP VERDERE REGELS WIS commentaar"),
    right=actions("WIS commentaar STOP VERDERE REGELS"),
)


def stop_not_last(span: Span) -> Diagnostic:
    return Diagnostic(STOP_NOT_LAST, span)


GIVES_NOTHING = declare(
    "RT414",
    Severity.ERROR,
    title=Text(nl="GENAAMD bij een actie die niets maakt", en="GENAAMD with an action that makes nothing"),
    message=Text(nl="`{action}` maakt niets dat een naam kan krijgen", en="`{action}` makes nothing that can be named"),
    why=Text(
        nl="GENAAMD geeft een naam aan wat een actie maakt, zoals een taak of factuur.",
        en="GENAAMD names what an action makes, such as a task or invoice.",
    ),
    wrong=actions("ARCHIVEER werkbon GENAAMD archief"),
    right=actions('MAAK taak GENAAMD nabellen MET titel = "Nabellen"'),
)


def gives_nothing(span: Span, action: str) -> Diagnostic:
    return Diagnostic(GIVES_NOTHING, span, {"action": action})


NO_DURATION = declare(
    "RT415",
    Severity.ERROR,
    title=Text(nl="NA vraagt een duur", en="NA asks for a duration"),
    message=Text(
        nl="achter NA hoort een duur of een moment; dit is {type}", en="NA takes a duration or a moment; this is {type}"
    ),
    why=Text(
        nl="Een uitgestelde actie wacht een aantal minuten, uren, dagen of werkdagen.",
        en="A delayed action waits a number of minutes, hours, days or working days.",
    ),
    wrong=actions('MAAK taak NA duur MET titel = "Nabellen"'),
    right=actions('MAAK taak NA 3 werkdagen MET titel = "Nabellen"'),
)


def no_duration(span: Span, type_: str) -> Diagnostic:
    return Diagnostic(NO_DURATION, span, {"type": type_})


NOT_YET = declare(
    "RT416",
    Severity.ERROR,
    title=Text(nl="GENAAMD bij een uitgestelde actie", en="GENAAMD with a delayed action"),
    message=Text(
        nl="`{name}` bestaat pas als de uitgestelde actie is uitgevoerd",
        en="`{name}` exists only once the delayed action has run",
    ),
    why=Text(
        nl="Latere acties van de regel draaien meteen en kunnen het resultaat van een uitgestelde actie niet lezen.",
        en="Later actions of the rule run at once and can't read the result of a delayed one.",
    ),
    wrong=actions('MAAK taak GENAAMD nabellen NA 2 dagen MET titel = "Nabellen"'),
    right=actions('MAAK taak NA 2 dagen MET titel = "Nabellen"'),
)


def not_yet(span: Span, name: str) -> Diagnostic:
    return Diagnostic(NOT_YET, span, {"name": name})


REQUIRED_FIELD = declare(
    "RT417",
    Severity.ERROR,
    title=Text(nl="Verplicht veld leegmaken", en="Emptying a required field"),
    message=Text(nl="`{name}` is verplicht en kan niet leeg", en="`{name}` is required and can't be emptied"),
    why=Text(nl="Een verplicht veld heeft altijd een waarde.", en="A required field always has a value."),
    wrong=whole('REGEL "Voorbeeld"\nWANNEER relatie bijgewerkt\nDAN WIS naam'),
    right=whole('REGEL "Voorbeeld"\nWANNEER relatie bijgewerkt\nDAN WIS opmerking'),
)


def required_field(span: Span, name: str) -> Diagnostic:
    return Diagnostic(REQUIRED_FIELD, span, {"name": name})


NEVER_REACHED = declare(
    "RT611",
    Severity.WARNING,
    title=Text(nl="Actie die nooit aan de beurt komt", en="Action that is never reached"),
    message=Text(
        nl="na `{action}` gebeurt er met dit record niets meer", en="after `{action}` nothing happens to this record"
    ),
    why=Text(
        nl="Sommige acties zijn het einde van een record, zoals het verwijderen van een document. Wat erna staat, "
        "wordt niet uitgevoerd.",
        en="Some actions are the end of a record, such as deleting a document. What stands behind is not carried out.",
    ),
    wrong=whole(
        'REGEL "Voorbeeld"\nWANNEER document ontvangen\nDAN VERWIJDER document MAAK taak MET titel = "Kijk na"',
        "boekhouding",
    ),
    right=whole(
        'REGEL "Voorbeeld"\nWANNEER document ontvangen\nDAN MAAK taak MET titel = "Kijk na" VERWIJDER document',
        "boekhouding",
    ),
)


def never_reached(span: Span, action: str) -> Diagnostic:
    return Diagnostic(NEVER_REACHED, span, {"action": action})


SET_TWICE = declare(
    "RT608",
    Severity.WARNING,
    title=Text(nl="Veld twee keer gevuld", en="Field written twice"),
    message=Text(nl="`{name}` is in deze regel al gevuld", en="`{name}` was written in this rule already"),
    why=Text(nl="Alleen de laatste waarde blijft over.", en="Only the last value remains."),
    wrong=actions('ZET commentaar = "a" ZET commentaar = "b"'),
    right=actions('ZET commentaar = "a" ZET korte omschrijving = "b"'),
)


def set_twice(span: Span, name: str, first: Span) -> Diagnostic:
    label = Label(first, Text(nl="de eerste keer", en="the first time"))
    return Diagnostic(SET_TWICE, span, {"name": name}, labels=(label,))


NEVER_ALLOWED = declare(
    "RT418",
    Severity.ERROR,
    title=Text(nl="Actie die altijd wordt overgeslagen", en="Action that is always skipped"),
    message=Text(
        nl="`{action}` wordt hier altijd overgeslagen: {reason}",
        en="`{action}` is always skipped here: {reason}",
    ),
    why=Text(
        nl="Het domein stelt een eis aan de parameters van deze actie, en zoals het hier staat kan daar nooit aan "
        "voldaan zijn.",
        en="The domain demands something of this action's parameters that can never be so as it stands here.",
    ),
    wrong=actions('VERSTUUR sms MET sjabloon = "Bedankt"', files=(BEDANKT,)),
    right=actions('VERSTUUR sms MET extra telefoonnummer = "0612345678"; sjabloon = "Bedankt"', files=(BEDANKT,)),
    hint=Text(
        nl="Vul met MET een van deze parameters in: {names}.", en="Give one of these parameters with MET: {names}."
    ),
)


def never_allowed(span: Span, action: str, reason: Text, names: Iterable[str]) -> Diagnostic:
    shown = ", ".join(f"`{name}`" for name in names)
    return Diagnostic(NEVER_ALLOWED, span, {"action": action, "reason": reason, "names": shown})


def without_root(condition: str) -> str:
    """A condition of an action on one line, without `parameter.`: a rule names its parameters just so."""
    return " ".join(condition.split()).replace("parameter.", "")
