"""Problems with what starts a rule: events, VAN and NAAR, moments, the clock, and the values of before."""

from collections.abc import Iterable

from regeltaal.base.codes import declare
from regeltaal.base.diagnostic import Diagnostic, Severity
from regeltaal.base.source import Span
from regeltaal.base.text import Text
from regeltaal.check.problems.samples import trigger, whole
from regeltaal.check.problems.suggestions import insert, suggesting

FOLLOWS_NOTHING = declare(
    "RT514",
    Severity.ERROR,
    title=Text(nl="VAN of NAAR bij een gebeurtenis zonder veld", en="VAN or NAAR with an event without field"),
    message=Text(
        nl="`{event}` volgt geen veld; VAN en NAAR kunnen hier niet",
        en="`{event}` follows no field; VAN and NAAR are not possible here",
    ),
    why=Text(
        nl="VAN en NAAR gaan over de verandering van het veld dat een gebeurtenis volgt.",
        en="VAN and NAAR are about the change of the field that an event follows.",
    ),
    wrong=trigger('werkbon compleet gemeld NAAR "Compleet"'),
    right=trigger('werkbon statuswijziging NAAR "Compleet"'),
    hint=Text(nl="Gebruik `IS GEWIJZIGD` of `WAS` als voorwaarde.", en="Use `IS GEWIJZIGD` or `WAS` as a condition."),
)


def follows_nothing(span: Span, event: str) -> Diagnostic:
    return Diagnostic(FOLLOWS_NOTHING, span, {"event": event})


NO_BEFORE = declare(
    "RT515",
    Severity.ERROR,
    title=Text(nl="Geen waarde van ervoor", en="No value of before"),
    message=Text(
        nl="bij `{event}` ontstaat het record; er is geen waarde van ervoor",
        en="at `{event}` the record comes into being; there is no value of before",
    ),
    why=Text(
        nl="`vorige`, WAS en IS GEWIJZIGD vergelijken met de waarde van voor de gebeurtenis.",
        en="`vorige`, WAS and IS GEWIJZIGD compare with the value before the event.",
    ),
    hint=Text(
        nl="Vergelijk de waarde zelf, of neem een gebeurtenis die een wijziging meldt.",
        en="Compare the value itself, or take an event that tells of a change.",
    ),
    wrong=whole('REGEL "Voorbeeld"\nWANNEER werkbon aangemaakt\nEN datum IS GEWIJZIGD\nDAN WIS commentaar'),
    right=whole('REGEL "Voorbeeld"\nWANNEER werkbon aangemaakt\nEN datum IS GEVULD\nDAN WIS commentaar'),
)


def no_before(span: Span, event: str) -> Diagnostic:
    return Diagnostic(NO_BEFORE, span, {"event": event})


NOTHING_CHANGES = declare(
    "RT516",
    Severity.ERROR,
    title=Text(nl="Verandering bij een klok", en="Change with a clock"),
    message=Text(
        nl="deze regel start op de klok; er is dan niets dat verandert",
        en="this rule starts by the clock; then there is nothing that changes",
    ),
    why=Text(
        nl="`vorige`, WAS en IS GEWIJZIGD gaan over wat een gebeurtenis verandert. ELKE dag OM … is geen verandering.",
        en="`vorige`, WAS and IS GEWIJZIGD are about what an event changes. ELKE dag OM … is no change.",
    ),
    hint=Text(
        nl="Vergelijk de waarde zelf, of neem een gebeurtenis in plaats van de klok.",
        en="Compare the value itself, or take an event instead of the clock.",
    ),
    wrong=trigger("ELKE dag OM 8:00 VOOR ELKE werkbon EN datum IS GEWIJZIGD", "ARCHIVEER werkbon"),
    right=trigger("werkbon planbord update EN datum IS GEWIJZIGD", "ARCHIVEER werkbon"),
)


def nothing_changes(span: Span) -> Diagnostic:
    return Diagnostic(NOTHING_CHANGES, span)


NO_MOMENTS = declare(
    "RT517",
    Severity.ERROR,
    title=Text(nl="Moment bij een gebeurtenis zonder momenten", en="Moment with an event without moments"),
    message=Text(
        nl="`{event}` heeft geen momenten om voor of na te draaien",
        en="`{event}` has no moments to run before or after",
    ),
    why=Text(
        nl="VOOR, NA en OP achter een gebeurtenis kunnen alleen bij gebeurtenissen met een klok, zoals een deadline.",
        en="VOOR, NA and OP behind an event are for events with a clock, such as a deadline.",
    ),
    hint=Text(
        nl="Haal het tijdstip weg, of neem een gebeurtenis met een klok, zoals een deadline.",
        en="Remove the time, or take an event with a clock, such as a deadline.",
    ),
    wrong=trigger("werkbon compleet gemeld 2 uur VOOR deadline"),
    right=trigger("SLA-beleid in afwachting van reactie 2 uur VOOR reactiedeadline"),
)


def no_moments(span: Span, event: str) -> Diagnostic:
    return Diagnostic(NO_MOMENTS, span, {"event": event})


MOMENT_MISSING = declare(
    "RT518",
    Severity.ERROR,
    title=Text(nl="Moment ontbreekt", en="Moment missing"),
    message=Text(
        nl="zeg wanneer `{event}` deze regel start: VOOR, OP of NA {fields}",
        en="say when `{event}` starts this rule: VOOR, OP or NA {fields}",
    ),
    why=Text(
        nl="Deze gebeurtenis is een klok die loopt; de regel kiest het moment.",
        en="This event is a running clock; the rule chooses the moment.",
    ),
    wrong=trigger("SLA-beleid in afwachting van reactie"),
    right=trigger("SLA-beleid in afwachting van reactie OP reactiedeadline"),
)


def moment_missing(span: Span, event: str, fields: Iterable[str]) -> Diagnostic:
    names = list(fields)
    shown = ", ".join(f"`{name}`" for name in names)
    fixes = tuple(insert(span, f" OP {name}") for name in names)
    return Diagnostic(MOMENT_MISSING, span, {"event": event, "fields": shown}, fixes=fixes)


OTHER_MOMENT = declare(
    "RT519",
    Severity.ERROR,
    title=Text(nl="Geen moment van deze gebeurtenis", en="Not a moment of this event"),
    message=Text(nl="`{name}` is geen moment van `{event}`", en="`{name}` is no moment of `{event}`"),
    why=Text(
        nl="De momenten van een gebeurtenis staan in het domein.", en="The moments of an event are in the domain."
    ),
    hint=Text(
        nl="Kies een moment dat het domein bij deze gebeurtenis noemt.",
        en="Choose a moment that the domain names for this event.",
    ),
    wrong=trigger("SLA-beleid in afwachting van reactie 2 uur VOOR oplosdeadline"),
    right=trigger("SLA-beleid in afwachting van reactie 2 uur VOOR reactiedeadline"),
)


def other_moment(span: Span, name: str, event: str, known: Iterable[str]) -> Diagnostic:
    return suggesting(OTHER_MOMENT, span, {"name": name, "event": event}, name, known)


OTHER_OBJECT = declare(
    "RT520",
    Severity.ERROR,
    title=Text(nl="Gebeurtenissen van verschillende objecten", en="Events of different objects"),
    message=Text(
        nl="`{event}` gaat over {found}, de eerste gebeurtenis over {wanted}",
        en="`{event}` is about {found}, the first event about {wanted}",
    ),
    why=Text(
        nl="De namen in een regel zijn velden van één object; daarom gaan al haar gebeurtenissen daarover.",
        en="The names in a rule are fields of one object; so all its events are about that one.",
    ),
    hint=Text(
        nl="Maak voor de andere gebeurtenis een eigen regel.",
        en="Make a rule of its own for the other event.",
    ),
    wrong=trigger("werkbon compleet gemeld; relatie bijgewerkt", 'MAAK taak MET titel = "Kijk na"'),
    right=trigger("werkbon compleet gemeld; werkbon planbord update", 'MAAK taak MET titel = "Kijk na"'),
)


def other_object(span: Span, event: str, found: str, wanted: str) -> Diagnostic:
    return Diagnostic(OTHER_OBJECT, span, {"event": event, "found": found, "wanted": wanted})


UNKNOWN_DAY = declare(
    "RT522",
    Severity.ERROR,
    title=Text(nl="Onbekende dag", en="Unknown day"),
    message=Text(nl="`{name}` is geen dag voor ELKE", en="`{name}` is no day for ELKE"),
    why=Text(
        nl="Achter ELKE staat `dag`, `werkdag`, een weekdag, `week` (de maandag) of `maand` (de eerste dag).",
        en="Behind ELKE stands `dag`, `werkdag`, a day of the week, `week` (its Monday) or `maand` (its first day).",
    ),
    wrong=trigger("ELKE wekdag OM 08:00 VOOR ELKE werkbon"),
    right=trigger("ELKE werkdag OM 08:00 VOOR ELKE werkbon"),
)


def unknown_day(span: Span, name: str, known: Iterable[str]) -> Diagnostic:
    return suggesting(UNKNOWN_DAY, span, {"name": name}, name, known)
