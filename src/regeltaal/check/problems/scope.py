"""Problems with where a rule stands and when it runs: levels, events, phases, modules, validity."""

from collections.abc import Iterable

from regeltaal.base.codes import declare
from regeltaal.base.diagnostic import Diagnostic, Label, Severity
from regeltaal.base.source import Span
from regeltaal.base.text import Text
from regeltaal.check.problems.names import insert, suggesting
from regeltaal.check.problems.samples import actions, administrations, head, trigger, whole

TWO_PHASES = declare(
    "RT501",
    Severity.ERROR,
    title=Text(nl="Twee fasen in één regel", en="Two phases in one rule"),
    message=Text(
        nl="`{action}` hoort bij fase `{found}`, de regel al bij fase `{phase}`",
        en="`{action}` belongs to phase `{found}`, the rule already to phase `{phase}`",
    ),
    why=Text(
        nl="De fasen van een gebeurtenis lopen na elkaar; een regel draait in één ervan.",
        en="The phases of an event run one after another; a rule runs in one of them.",
    ),
    wrong=whole(
        'REGEL "Voorbeeld"\nWANNEER document ontvangen\nDAN VERWIJDER document LEES document in', "boekhouding"
    ),
    right=whole('REGEL "Voorbeeld"\nWANNEER document ontvangen\nDAN VERWIJDER document', "boekhouding"),
    hint=Text(nl="Maak er twee regels van.", en="Make two rules of it."),
)


def two_phases(span: Span, action: str, found: str, phase: str, first: Span) -> Diagnostic:
    label = Label(first, Text(nl="deze bepaalt de fase van de regel", en="this sets the phase of the rule"))
    return Diagnostic(TWO_PHASES, span, {"action": action, "found": found, "phase": phase}, labels=(label,))


PHASE_GIVEN = declare(
    "RT502",
    Severity.ERROR,
    title=Text(nl="FASE is al bepaald", en="FASE is set already"),
    message=Text(
        nl="de acties van deze regel bepalen de fase al: `{phase}`",
        en="the actions of this rule set the phase already: `{phase}`",
    ),
    why=Text(
        nl="FASE is er voor regels waarvan geen actie een eigen fase heeft.",
        en="FASE is for rules of which no action has a phase of its own.",
    ),
    wrong=whole('REGEL "Voorbeeld"\n  FASE inlezen\nWANNEER document ontvangen\nDAN VERWIJDER document', "boekhouding"),
    right=whole('REGEL "Voorbeeld"\nWANNEER document ontvangen\nDAN VERWIJDER document', "boekhouding"),
    hint=Text(nl="Laat FASE weg.", en="Leave FASE out."),
)


def phase_given(span: Span, phase: str) -> Diagnostic:
    return Diagnostic(PHASE_GIVEN, span, {"phase": phase})


UNKNOWN_PHASE = declare(
    "RT503",
    Severity.ERROR,
    title=Text(nl="Onbekende fase", en="Unknown phase"),
    message=Text(nl="`{object}` heeft geen fase `{name}`", en="`{object}` has no phase `{name}`"),
    why=Text(nl="De fasen van een object staan vast in het domein.", en="The phases of an object are in the domain."),
    wrong=whole(
        'REGEL "Voorbeeld"\n  FASE goedgekeurd\nWANNEER boeking aangemaakt\nDAN MAAK taak MET titel = "Kijk na"',
        "boekhouding",
    ),
    right=whole(
        'REGEL "Voorbeeld"\n  FASE goedkeuren\nWANNEER boeking aangemaakt\nDAN MAAK taak MET titel = "Kijk na"',
        "boekhouding",
    ),
)


def unknown_phase(span: Span, object_name: str, name: str, known: Iterable[str]) -> Diagnostic:
    return suggesting(UNKNOWN_PHASE, span, {"object": object_name, "name": name}, name, known)


PHASE_MISSING = declare(
    "RT504",
    Severity.ERROR,
    title=Text(nl="Fase ontbreekt", en="Phase missing"),
    message=Text(
        nl="zeg met FASE wanneer deze regel draait: `{object}` heeft fasen, en de acties bepalen er geen",
        en="say with FASE when this rule runs: `{object}` has phases, and the actions set none",
    ),
    why=Text(
        nl="Een gebeurtenis doorloopt fasen. Meestal bepaalt de actie de fase; MAAK taak en ZET kunnen in elke fase.",
        en="An event goes through phases. Mostly the action sets the phase; MAAK taak and ZET can be in any.",
    ),
    wrong=whole('REGEL "Voorbeeld"\nWANNEER boeking aangemaakt\nDAN MAAK taak MET titel = "Kijk na"', "boekhouding"),
    right=whole(
        'REGEL "Voorbeeld"\n  FASE goedkeuren\nWANNEER boeking aangemaakt\nDAN MAAK taak MET titel = "Kijk na"',
        "boekhouding",
    ),
)


def phase_missing(span: Span, object_name: str, phases: Iterable[str]) -> Diagnostic:
    fixes = tuple(insert(span, f"\n  FASE {phase}") for phase in phases)
    return Diagnostic(PHASE_MISSING, span, {"object": object_name}, fixes=fixes)


MODULE_MISSING = declare(
    "RT505",
    Severity.ERROR,
    title=Text(nl="Module of abonnement ontbreekt", en="Module or subscription missing"),
    message=Text(
        nl="`{what}` vraagt {need}, en dat heeft {administration} niet",
        en="`{what}` asks for {need}, which {administration} has not",
    ),
    why=Text(
        nl="Een actie of veld van een module doet alleen iets in een administratie die de module heeft.",
        en="An action or field of a module only works in an administration that has the module.",
    ),
    wrong=whole(
        'REGEL "Voorbeeld"\n  VOOR administraties "Bakker BV"\nWANNEER werkbon compleet gemeld\n'
        "DAN SYNCHRONISEER naar KoudSmart",
        files=(administrations(),),
    ),
    right=whole(
        'REGEL "Voorbeeld"\n  VOOR administraties "Jansen BV"\nWANNEER werkbon compleet gemeld\n'
        "DAN SYNCHRONISEER naar KoudSmart",
        files=(administrations(),),
    ),
)


def module_missing(span: Span, what: str, need: Text, administration: str) -> Diagnostic:
    return Diagnostic(MODULE_MISSING, span, {"what": what, "need": need, "administration": f'"{administration}"'})


def needed(module: str | None, subscription: str | None) -> Text:
    """What something asks for, in words."""
    parts = []
    if module is not None:
        parts.append(Text(nl=f'de module "{module}"', en=f'the module "{module}"'))
    if subscription is not None:
        parts.append(Text(nl=f'het abonnement "{subscription}"', en=f'the subscription "{subscription}"'))
    return Text(nl=" en ".join(one.nl for one in parts), en=" and ".join(one.en for one in parts))


MODULE_NOWHERE = declare(
    "RT506",
    Severity.ERROR,
    title=Text(nl="Module of abonnement nergens", en="Module or subscription nowhere"),
    message=Text(
        nl="`{what}` vraagt {need}, en geen enkele administratie van deze regel heeft dat",
        en="`{what}` asks for {need}, and no administration of this rule has that",
    ),
    why=Text(
        nl="Een regel die nergens iets kan doen, is een vergissing in de regel of in de administraties.",
        en="A rule that can't do anything anywhere is a mistake in the rule or in the administrations.",
    ),
    wrong=whole(
        'REGEL "Voorbeeld"\n  VOOR administraties MET TAG "bakkerij"\nWANNEER werkbon compleet gemeld\n'
        "DAN SYNCHRONISEER naar KoudSmart",
        files=(administrations(),),
    ),
    right=whole(
        'REGEL "Voorbeeld"\nWANNEER werkbon compleet gemeld\nDAN SYNCHRONISEER naar KoudSmart',
        files=(administrations(),),
    ),
)


def module_nowhere(span: Span, what: str, need: Text) -> Diagnostic:
    return Diagnostic(MODULE_NOWHERE, span, {"what": what, "need": need})


ADMINISTRATION_FIELD = declare(
    "RT507",
    Severity.ERROR,
    title=Text(nl="Veld alleen per administratie", en="Field per administration only"),
    message=Text(
        nl="`{name}` kan alleen in regels van een administratie, niet in regels voor de hele omgeving",
        en="`{name}` is only possible in rules of an administration, not in rules for the whole environment",
    ),
    why=Text(
        nl="Elke administratie heeft haar eigen dagboeken en relaties; een omgevingsregel noemt de code of naam.",
        en="Each administration has its own journals and relations; an environment rule names their code or name.",
    ),
    wrong=whole(
        'REGEL "Voorbeeld"\nWANNEER document ontvangen\nEN dagboek = "INK"\nDAN VERWIJDER document', "boekhouding"
    ),
    right=whole(
        'REGEL "Voorbeeld"\nWANNEER document ontvangen\nEN dagboekcode = "INK"\nDAN VERWIJDER document', "boekhouding"
    ),
)


def administration_field(span: Span, name: str) -> Diagnostic:
    return Diagnostic(ADMINISTRATION_FIELD, span, {"name": name})


WRONG_LEVEL = declare(
    "RT508",
    Severity.ERROR,
    title=Text(nl="Actie op een ander niveau", en="Action at another level"),
    message=Text(
        nl="`{action}` kan alleen in regels op niveau {wanted}",
        en="`{action}` is only possible in rules at level {wanted}",
    ),
    why=Text(
        nl="Sommige acties horen bij regels voor de hele omgeving, andere bij regels van één administratie.",
        en="Some actions are for rules of the whole environment, others for rules of one administration.",
    ),
    wrong=whole(
        'ADMINISTRATIE "Jansen BV"\nREGEL "Voorbeeld"\nWANNEER boeking aangemaakt\n'
        'DAN BOEK regels MET grootboekrekening = "4500"',
        "boekhouding",
    ),
    right=whole(
        'REGEL "Voorbeeld"\nWANNEER boeking aangemaakt\nDAN BOEK regels MET grootboekrekening = "4500"', "boekhouding"
    ),
)


def wrong_level(span: Span, action: str, wanted: str) -> Diagnostic:
    return Diagnostic(WRONG_LEVEL, span, {"action": action, "wanted": wanted})


UNKNOWN_ADMINISTRATION = declare(
    "RT509",
    Severity.ERROR,
    title=Text(nl="Onbekende administratie", en="Unknown administration"),
    message=Text(nl='er is geen administratie "{name}"', en='there is no administration "{name}"'),
    why=Text(
        nl="De administraties staan in regeltaal.toml; een tikfout zou een regel stil laten overslaan.",
        en="The administrations are in regeltaal.toml; a slip would leave a rule out silently.",
    ),
    wrong=head('VOOR administraties "Janssen BV"', (administrations(),)),
    right=head('VOOR administraties "Jansen BV"', (administrations(),)),
)


def unknown_administration(span: Span, name: str, known: Iterable[str]) -> Diagnostic:
    return suggesting(UNKNOWN_ADMINISTRATION, span, {"name": name}, name, known, fixable=False)


UNKNOWN_TAG = declare(
    "RT510",
    Severity.ERROR,
    title=Text(nl="Onbekende tag", en="Unknown tag"),
    message=Text(nl='geen administratie heeft de tag "{name}"', en='no administration has the tag "{name}"'),
    why=Text(
        nl="De tags van een administratie staan in regeltaal.toml; een tikfout zou een regel stil laten overslaan.",
        en="The tags of an administration are in regeltaal.toml; a slip would leave a rule out silently.",
    ),
    wrong=head('VOOR administraties MET TAG "horecaa"', (administrations(),)),
    right=head('VOOR administraties MET TAG "horeca"', (administrations(),)),
)


def unknown_tag(span: Span, name: str, known: Iterable[str]) -> Diagnostic:
    return suggesting(UNKNOWN_TAG, span, {"name": name}, name, known, fixable=False)


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
    wrong=whole(
        'REGEL "Voorbeeld"\nWANNEER werkbon compleet gemeld\nDAN WIS commentaar\n'
        'REGEL "Nieuw"\n  VOORHEEN "Voorbeeld"\nWANNEER werkbon compleet gemeld\nDAN WIS korte omschrijving'
    ),
    right=whole('REGEL "Nieuw"\n  VOORHEEN "Voorbeeld"\nWANNEER werkbon compleet gemeld\nDAN WIS korte omschrijving'),
)


def former_name_taken(span: Span, name: str) -> Diagnostic:
    return Diagnostic(FORMER_NAME_TAKEN, span, {"name": name})


NEVER_VALID = declare(
    "RT513",
    Severity.ERROR,
    title=Text(nl="Geldigheid eindigt voor zij begint", en="Validity ends before it begins"),
    message=Text(nl="deze regel is op geen enkele dag geldig", en="this rule is valid on no day at all"),
    why=Text(
        nl="Achter TOT staat de eerste dag waarop de regel niet meer geldt; achter TOT EN MET de laatste waarop wel.",
        en="Behind TOT is the first day on which the rule no longer counts; behind TOT EN MET the last day.",
    ),
    wrong=head("GELDIG VANAF 1-7-2027 TOT 1-1-2027"),
    right=head("GELDIG VANAF 1-1-2027 TOT 1-7-2027"),
)


def never_valid(span: Span) -> Diagnostic:
    return Diagnostic(NEVER_VALID, span)


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
    wrong=whole('REGEL "Voorbeeld"\nWANNEER werkbon aangemaakt\nEN datum IS GEWIJZIGD\nDAN WIS commentaar'),
    right=whole('REGEL "Voorbeeld"\nWANNEER werkbon aangemaakt\nEN datum IS GEVULD\nDAN WIS commentaar'),
)


def no_before(span: Span, event: str) -> Diagnostic:
    return Diagnostic(NO_BEFORE, span, {"event": event})


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
    wrong=trigger("werkbon compleet gemeld; relatie bijgewerkt", 'MAAK taak MET titel = "Kijk na"'),
    right=trigger("werkbon compleet gemeld; werkbon planbord update", 'MAAK taak MET titel = "Kijk na"'),
)


def other_object(span: Span, event: str, found: str, wanted: str) -> Diagnostic:
    return Diagnostic(OTHER_OBJECT, span, {"event": event, "found": found, "wanted": wanted})


SCOPE_IN_ADMINISTRATION = declare(
    "RT521",
    Severity.ERROR,
    title=Text(
        nl="VOOR administraties in een bestand van één administratie", en="Scope in a file of one administration"
    ),
    message=Text(
        nl='dit bestand is van administratie "{name}"; VOOR … administraties kan hier niet',
        en='this file is of administration "{name}"; VOOR … administraties is not possible here',
    ),
    why=Text(
        nl="Regels in een bestand met ADMINISTRATIE gelden voor die ene. Bereik is er voor regels van de omgeving.",
        en="Rules in a file with ADMINISTRATIE are for that one. A scope is for rules of the environment.",
    ),
    wrong=whole(
        'ADMINISTRATIE "Jansen BV"\nREGEL "Voorbeeld"\n  VOOR ALLE administraties\n'
        "WANNEER werkbon compleet gemeld\nDAN WIS commentaar"
    ),
    right=whole('ADMINISTRATIE "Jansen BV"\nREGEL "Voorbeeld"\nWANNEER werkbon compleet gemeld\nDAN WIS commentaar'),
)


def scope_in_administration(span: Span, name: str) -> Diagnostic:
    return Diagnostic(SCOPE_IN_ADMINISTRATION, span, {"name": name})


UNKNOWN_DAY = declare(
    "RT522",
    Severity.ERROR,
    title=Text(nl="Onbekende dag", en="Unknown day"),
    message=Text(nl="`{name}` is geen dag voor ELKE", en="`{name}` is no day for ELKE"),
    why=Text(
        nl="Achter ELKE staat `dag`, `werkdag`, `maand` (de eerste dag ervan) of een weekdag.",
        en="Behind ELKE stands `dag`, `werkdag`, `maand` (its first day) or a day of the week.",
    ),
    wrong=trigger("ELKE wekdag OM 08:00 VOOR ELKE werkbon"),
    right=trigger("ELKE werkdag OM 08:00 VOOR ELKE werkbon"),
)


def unknown_day(span: Span, name: str, known: Iterable[str]) -> Diagnostic:
    return suggesting(UNKNOWN_DAY, span, {"name": name}, name, known)


TWICE_IN_HEAD = declare(
    "RT523",
    Severity.ERROR,
    title=Text(nl="Twee keer in de kop", en="Twice in the head"),
    message=Text(nl="`{clause}` staat al in deze regel", en="`{clause}` is in this rule already"),
    why=Text(
        nl="Met twee keer hetzelfde zou niet vaststaan welke geldt.", en="With two it would be open which one counts."
    ),
    wrong=head("PRIORITEIT 10\n  PRIORITEIT 20"),
    right=head("PRIORITEIT 10"),
)


def twice_in_head(span: Span, clause: str) -> Diagnostic:
    return Diagnostic(TWICE_IN_HEAD, span, {"clause": clause})


BAD_TABLE = declare(
    "RT524",
    Severity.ERROR,
    title=Text(nl="Tabel klopt niet", en="Table is wrong"),
    message=Text(nl="deze tabel klopt niet: {reason}", en="this table is wrong: {reason}"),
    why=Text(
        nl="De eerste rij van een tabel houdt de namen van de kolommen; elke volgende rij heeft er evenveel vaste "
        "waarden. Een lege cel schrijft u als LEEG.",
        en="The first row of a table holds the names of the columns; each next row has as many fixed values. An empty "
        "cell is written LEEG.",
    ),
    wrong=head('VOOR ELKE RIJ\n    | plaats  | plaats |\n    | "Zeist" | LEEG   |'),
    right=head('VOOR ELKE RIJ\n    | plaats  | code |\n    | "Zeist" | LEEG |'),
)

NO_ROWS = Text(nl="er staan geen rijen onder de namen", en="there are no rows below the names")
NO_HEADING = Text(nl="hier hoort de naam van een kolom", en="the name of a column belongs here")
DOUBLE_HEADING = Text(nl="deze kolom is er al", en="this column is there already")
NO_LITERAL = Text(nl="in een cel staat een vaste waarde", en="a cell holds a fixed value")


def bad_table(span: Span, reason: Text) -> Diagnostic:
    return Diagnostic(BAD_TABLE, span, {"reason": reason})


BAD_PRIORITY = declare(
    "RT525",
    Severity.ERROR,
    title=Text(nl="Prioriteit is geen geheel getal", en="Priority is no whole number"),
    message=Text(nl="achter PRIORITEIT hoort een geheel getal", en="PRIORITEIT takes a whole number"),
    why=Text(
        nl="Regels draaien van lage naar hoge prioriteit; zonder prioriteit is die 100.",
        en="Rules run from low to high priority; without one it is 100.",
    ),
    wrong=head("PRIORITEIT 1,5"),
    right=head("PRIORITEIT 15"),
)


def bad_priority(span: Span) -> Diagnostic:
    return Diagnostic(BAD_PRIORITY, span)


EMPTY_SELECTION = declare(
    "RT526",
    Severity.WARNING,
    title=Text(nl="Regel voor geen enkele administratie", en="Rule for no administration"),
    message=Text(
        nl="BEHALVE sluit alles uit waarvoor deze regel geldt", en="BEHALVE excludes all that this rule is for"
    ),
    why=Text(
        nl="Wat achter BEHALVE staat, doet niet mee; hier blijft er niets over.",
        en="What is behind BEHALVE is left out; here nothing remains.",
    ),
    wrong=head('VOOR administraties "Jansen BV" BEHALVE "Jansen BV"', (administrations(),)),
    right=head('VOOR administraties "Jansen BV"', (administrations(),)),
)


def empty_selection(span: Span) -> Diagnostic:
    return Diagnostic(EMPTY_SELECTION, span)


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
    hint=Text(nl="Maak de gebeurtenis nauwer met VAN of NAAR.", en="Narrow the event with VAN or NAAR."),
)


def loop(span: Span, way: Iterable[str]) -> Diagnostic:
    return Diagnostic(LOOP, span, {"way": " → ".join(way)})


PARAMETER_LEVEL = declare(
    "RT529",
    Severity.ERROR,
    title=Text(nl="Parameter op een ander niveau", en="Parameter at another level"),
    message=Text(
        nl="`{name}` kan alleen in regels op niveau {wanted}", en="`{name}` is only possible in rules at level {wanted}"
    ),
    why=Text(
        nl="Elke administratie heeft haar eigen dagboeken en relaties; een omgevingsregel noemt de code of naam.",
        en="Each administration has its own journals and relations; an environment rule names their code or name.",
    ),
    wrong=actions('WIJS relatie toe MET relatie = "R1"', "boekhouding"),
    right=actions('WIJS relatie toe MET relatiecode = "R1"', "boekhouding"),
)


def parameter_level(span: Span, name: str, wanted: str) -> Diagnostic:
    return Diagnostic(PARAMETER_LEVEL, span, {"name": name, "wanted": wanted})
