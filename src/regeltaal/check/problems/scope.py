"""Problems with where a rule stands and when it runs: levels, events, phases, modules, validity."""

from collections.abc import Iterable, Sequence

from regeltaal.base.codes import declare
from regeltaal.base.diagnostic import Diagnostic, Label, Severity
from regeltaal.base.source import Span
from regeltaal.base.text import Text, same
from regeltaal.check.problems.samples import administrations, head, whole
from regeltaal.check.problems.suggestions import insert, suggesting

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
    hint=Text(
        nl="Haal `FASE` weg, of kies een fase die het domein noemt.",
        en="Remove `FASE`, or choose a phase that the domain names.",
    ),
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
    hint=Text(
        nl="Voor alleen een taak of een bericht mag het elke fase zijn: kies dan de laatste, `FASE {last}`. Moeten "
        "andere regels zien wat deze regel wijzigt, kies dan een eerdere. De fasen zijn: {phases}.",
        en="For just a task or a message it may be any phase: choose the last, `FASE {last}`. Where other rules are to "
        "see what this rule changes, choose an earlier one. The phases are: {phases}.",
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


def phase_missing(span: Span, object_name: str, phases: Sequence[str]) -> Diagnostic:
    last = phases[-1]
    fixes = tuple(insert(span, f"\n  FASE {phase}") for phase in (last, *phases[:-1]))
    shown = ", ".join(f"`{phase}`" for phase in phases)
    return Diagnostic(PHASE_MISSING, span, {"object": object_name, "last": last, "phases": shown}, fixes=fixes)


WHERE_LEVELS = Text(
    nl='Een bestand dat begint met `ADMINISTRATIE "…"` heeft regels van die administratie, elk ander bestand regels '
    "van de omgeving.",
    en='A file that begins with `ADMINISTRATIE "…"` has rules of that administration, any other file rules of the '
    "environment.",
)

MODULE_MISSING = declare(
    "RT505",
    Severity.ERROR,
    title=Text(nl="Module of abonnement ontbreekt", en="Module or subscription missing"),
    message=Text(
        nl="{what} vraagt {need}, en dat heeft {administration} niet",
        en="{what} asks for {need}, which {administration} has not",
    ),
    hint=Text(
        nl="Wat een administratie heeft, staat in regeltaal.toml onder `[administraties.…]`, bij `modules` en "
        "`abonnement`.",
        en="What an administration has stands in regeltaal.toml under `[administraties.…]`, at `modules` and "
        "`abonnement`.",
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


def module_missing(span: Span, what: Text, need: Text, administration: str) -> Diagnostic:
    return Diagnostic(MODULE_MISSING, span, {"what": what, "need": need, "administration": f'"{administration}"'})


def needed(module: str | None, subscription: str | None, trait: str | None = None) -> Text:
    """What something asks for, in words."""
    parts = []
    if module is not None:
        parts.append(Text(nl=f'de module "{module}"', en=f'the module "{module}"'))
    if subscription is not None:
        parts.append(Text(nl=f'het abonnement "{subscription}"', en=f'the subscription "{subscription}"'))
    if trait is not None:
        parts.append(same(f"`{trait}`"))
    return Text(nl=" en ".join(one.nl for one in parts), en=" and ".join(one.en for one in parts))


NOT_EVERYWHERE = declare(
    "RT535",
    Severity.WARNING,
    title=Text(nl="Niet in elke administratie mogelijk", en="Not possible in every administration"),
    message=Text(
        nl="{what} vraagt {need}; deze administraties van de regel hebben dat niet: {names}",
        en="{what} asks for {need}; these administrations of the rule have not: {names}",
    ),
    why=Text(
        nl="De regel geldt ook voor administraties waarin dit nooit gebeurt. Zonder deze melding zou dat pas op de "
        "tijdlijn te zien zijn.",
        en="The rule is also for administrations in which this never happens. Without this message only the timeline "
        "would show it.",
    ),
    hint=Text(
        nl="Zonder ze uit met BEHALVE, of kies de administraties met VOOR administraties.",
        en="Except them with BEHALVE, or choose the administrations with VOOR administraties.",
    ),
    wrong=whole(
        'REGEL "Voorbeeld"\nWANNEER werkbon compleet gemeld\nDAN SYNCHRONISEER naar KoudSmart',
        files=(administrations(),),
    ),
    right=whole(
        'REGEL "Voorbeeld"\n  VOOR ALLE administraties BEHALVE "Bakker BV"\nWANNEER werkbon compleet gemeld\n'
        "DAN SYNCHRONISEER naar KoudSmart",
        files=(administrations(),),
    ),
)
_MOST_NAMED = 3


def not_everywhere(span: Span, what: Text, need: Text, names: Sequence[str]) -> Diagnostic:
    shown = ", ".join(f'"{name}"' for name in names[:_MOST_NAMED])
    more = len(names) - _MOST_NAMED
    listed = Text(nl=f"{shown} en nog {more}", en=f"{shown} and {more} more") if more > 0 else same(shown)
    return Diagnostic(NOT_EVERYWHERE, span, {"what": what, "need": need, "names": listed})


MODULE_NOWHERE = declare(
    "RT506",
    Severity.ERROR,
    title=Text(nl="Module of abonnement nergens", en="Module or subscription nowhere"),
    message=Text(
        nl="{what} vraagt {need}, en geen enkele administratie van deze regel heeft dat",
        en="{what} asks for {need}, and no administration of this rule has that",
    ),
    hint=Text(
        nl="Wat een administratie heeft, staat in regeltaal.toml onder `[administraties.…]`, bij `modules` en "
        "`abonnement`.",
        en="What an administration has stands in regeltaal.toml under `[administraties.…]`, at `modules` and "
        "`abonnement`.",
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


def module_nowhere(span: Span, what: Text, need: Text) -> Diagnostic:
    return Diagnostic(MODULE_NOWHERE, span, {"what": what, "need": need})


WRONG_LEVEL = declare(
    "RT508",
    Severity.ERROR,
    title=Text(nl="Actie op een ander niveau", en="Action at another level"),
    message=Text(
        nl="`{action}` kan alleen in regels op niveau {wanted}",
        en="`{action}` is only possible in rules at level {wanted}",
    ),
    hint=WHERE_LEVELS,
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
    return suggesting(UNKNOWN_ADMINISTRATION, span, {"name": name}, name, known, quoted=True)


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
    return suggesting(UNKNOWN_TAG, span, {"name": name}, name, known, quoted=True)


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
    hint=Text(
        nl="Haal `VOOR … administraties` weg, of zet de regel in een bestand zonder `ADMINISTRATIE`.",
        en="Remove `VOOR … administraties`, or put the rule in a file without `ADMINISTRATIE`.",
    ),
    wrong=whole(
        'ADMINISTRATIE "Jansen BV"\nREGEL "Voorbeeld"\n  VOOR ALLE administraties\n'
        "WANNEER werkbon compleet gemeld\nDAN WIS commentaar"
    ),
    right=whole('ADMINISTRATIE "Jansen BV"\nREGEL "Voorbeeld"\nWANNEER werkbon compleet gemeld\nDAN WIS commentaar'),
)


def scope_in_administration(span: Span, name: str) -> Diagnostic:
    return Diagnostic(SCOPE_IN_ADMINISTRATION, span, {"name": name})


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
