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


def unknown_action(
    span: Span, name: str, known: Iterable[str], same_verb: Sequence[str], split: str | None = None
) -> Diagnostic:
    """``split`` is the name as two, with what was forgotten. Where none is near, those of the verb are told."""
    name = " ".join(name.split())
    if split is not None:
        return meaning(UNKNOWN_ACTION, span, {"name": name}, split)
    found = suggesting(UNKNOWN_ACTION, span, {"name": name}, name, known)
    if found.fixes or not same_verb:
        return found
    if len(same_verb) == 1:
        return meaning(UNKNOWN_ACTION, span, {"name": name}, same_verb[0])
    shown = ", ".join(f"`{one}`" for one in same_verb)
    return Diagnostic(UNKNOWN_ACTION, span, {"name": name, "known": shown}, CHOOSE_ACTION)


NOT_WRITABLE = declare(
    "RT410",
    Severity.ERROR,
    title=Text(nl="Veld niet te wijzigen", en="Field not writable"),
    message=Text(nl="`{name}` kan niet door een regel worden gewijzigd", en="`{name}` can't be changed by a rule"),
    why=Text(
        nl="Alleen velden die het domein WIJZIGBAAR noemt, kunnen met ZET en WIS worden veranderd.",
        en="Only fields that the domain calls WIJZIGBAAR can be changed with ZET and WIS.",
    ),
    hint=Text(
        nl="Kies een veld dat wel gewijzigd kan worden; `regeltaal toon` laat zien welke dat zijn.",
        en="Choose a field that can be changed; `regeltaal toon` shows which those are.",
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
    hint=Text(
        nl="Ga langs de rijen met `VOOR ELK rij IN lijst DOE … KLAAR`, en wijzig daarin `rij.veld`.",
        en="Go along the rows with `VOOR ELK row IN list DOE … KLAAR`, and change `row.field` in there.",
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
    hint=Text(
        nl="Zet `STOP VERDERE REGELS` achter de andere acties.",
        en="Put `STOP VERDERE REGELS` behind the other actions.",
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
    hint=Text(
        nl="Haal `GENAAMD` met de naam weg.",
        en="Remove `GENAAMD` with its name.",
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
    hint=Text(
        nl="Haal `NA` weg bij de actie die het maakt, of lees het resultaat niet in deze regel.",
        en="Remove `NA` from the action that makes it, or do not read the result in this rule.",
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
    hint=Text(
        nl="Geef het veld een andere waarde met `ZET`.",
        en="Give the field another value with `ZET`.",
    ),
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
