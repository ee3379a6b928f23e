"""What can be wrong with `[gebruikers]` and `[rollen]`."""

from collections.abc import Iterable

from regeltaal.base.codes import declare
from regeltaal.base.diagnostic import Diagnostic, Sample, SampleKind, Severity
from regeltaal.base.source import Span
from regeltaal.base.text import Text
from regeltaal.project.access.model import Right
from regeltaal.project.problems.common import RULE_FILE, choices

_BOSS = '[gebruikers."p.smit"]\nrechten = ["Pagina\'s | Omgeving | Automatisering"]\n'


def _sample(text: str) -> Sample:
    head = '[project]\ndomein = "werkbonnen"\n\n[administraties."Jansen BV"]\ntags = []\n\n'
    return Sample(head + text, SampleKind.CONFIG, files=(RULE_FILE,))


_GOOD = _sample(_BOSS)

UNKNOWN_RIGHT = declare(
    "RT957",
    Severity.ERROR,
    title=Text(nl="Onbekend recht", en="Unknown right"),
    message=Text(nl="`{name}` is geen recht", en="`{name}` is no right"),
    why=Text(
        nl="Een recht met een tikfout zou niets toestaan, of iets anders dan u bedoelt. Er is een recht voor de regels "
        "van de hele omgeving, en een voor die van de administraties die erbij staan.",
        en="A misspelt right would allow nothing, or something else than you mean. There is one for the rules of the "
        "whole environment, and one for those of the administrations that are named with it.",
    ),
    wrong=_sample(_BOSS.replace("Automatisering", "Automatiseren")),
    right=_GOOD,
)


def unknown_right(span: Span, name: str) -> Diagnostic:
    return Diagnostic(UNKNOWN_RIGHT, span, {"name": name}, hint=choices(name, sorted(right.value for right in Right)))


UNKNOWN_ROLE = declare(
    "RT958",
    Severity.ERROR,
    title=Text(nl="Onbekende rol", en="Unknown role"),
    message=Text(nl="de rol `{name}` bestaat niet", en="there is no role `{name}`"),
    why=Text(
        nl="Bij `rollen` van een gebruiker staan namen van koppen `[rollen.…]`. De gebruiker heeft de rechten van al "
        "die rollen samen.",
        en="`rollen` of a user holds names of headings `[rollen.…]`. The user has the rights of all those roles.",
    ),
    wrong=_sample(
        _BOSS + 'rollen = ["beheer"]\n\n[rollen.beheerder]\nrechten = ["Pagina\'s | Omgeving | Automatisering"]\n'
    ),
    right=_sample(
        '[gebruikers."p.smit"]\nrollen = ["beheerder"]\n\n'
        '[rollen.beheerder]\nrechten = ["Pagina\'s | Omgeving | Automatisering"]\n'
    ),
)


def unknown_role(span: Span, name: str, known: Iterable[str]) -> Diagnostic:
    return Diagnostic(UNKNOWN_ROLE, span, {"name": name}, hint=choices(name, sorted(known)))


UNKNOWN_ADMINISTRATION = declare(
    "RT959",
    Severity.ERROR,
    title=Text(nl="Recht voor een onbekende administratie", en="A right for an unknown administration"),
    message=Text(
        nl="`{name}` is geen administratie van dit project", en="`{name}` is no administration of this project"
    ),
    why=Text(
        nl="Het recht voor administraties geldt voor de administraties die erbij staan; elke naam is die van een kop "
        "`[administraties.…]`.",
        en="The right for administrations counts for those that are named with it; each name is that of a heading "
        "`[administraties.…]`.",
    ),
    wrong=_sample(
        _BOSS + '\n[gebruikers."j.jansen"]\nrechten = ["Pagina\'s | Administratie | Automatisering"]\n'
        'administraties = ["Janssen BV"]\n'
    ),
    right=_sample(
        _BOSS + '\n[gebruikers."j.jansen"]\nrechten = ["Pagina\'s | Administratie | Automatisering"]\n'
        'administraties = ["Jansen BV"]\n'
    ),
)


def unknown_administration(span: Span, name: str, known: Iterable[str]) -> Diagnostic:
    return Diagnostic(UNKNOWN_ADMINISTRATION, span, {"name": name}, hint=choices(name, sorted(known)))


NO_KEEPER = declare(
    "RT960",
    Severity.ERROR,
    title=Text(nl="Niemand mag de rechten wijzigen", en="Nobody may change the rights"),
    message=Text(
        nl="geen enkele gebruiker heeft het recht van de omgeving",
        en="no user at all has the right of the environment",
    ),
    hint=Text(
        nl="Geef minstens één gebruiker het recht `Pagina's | Omgeving | Automatisering`.",
        en="Give at least one user the right `Pagina's | Omgeving | Automatisering`.",
    ),
    why=Text(
        nl="Wie rechten wil wijzigen, heeft het recht van de omgeving nodig. Als niemand dat heeft, kan na het "
        "publiceren niemand er nog iets aan veranderen.",
        en="Who wants to change rights needs the right of the environment. If nobody has it, nobody can change "
        "anything about them once this is published.",
    ),
    wrong=_sample(
        '[gebruikers."j.jansen"]\nrechten = ["Pagina\'s | Administratie | Automatisering"]\n'
        'administraties = ["Jansen BV"]\n'
    ),
    right=_GOOD,
)


def no_keeper(span: Span) -> Diagnostic:
    return Diagnostic(NO_KEEPER, span, {})


NO_ADMINISTRATIONS = declare(
    "RT961",
    Severity.WARNING,
    title=Text(nl="Recht zonder administraties", en="A right without administrations"),
    message=Text(
        nl="`{name}` heeft het recht voor administraties, maar er staan geen administraties bij",
        en="`{name}` has the right for administrations, but none are named",
    ),
    hint=Text(
        nl='Voeg toe: `administraties = ["…"]`, met de namen van administraties.',
        en='Add: `administraties = ["…"]`, with names of administrations.',
    ),
    why=Text(
        nl="Het recht `Pagina's | Administratie | Automatisering` geldt alleen voor de administraties die erbij staan. "
        "Zonder die lijst mag deze gebruiker niets wijzigen.",
        en="The right `Pagina's | Administratie | Automatisering` counts only for the administrations named with it. "
        "Without that list this user may change nothing.",
    ),
    wrong=_sample(_BOSS + '\n[gebruikers."j.jansen"]\nrechten = ["Pagina\'s | Administratie | Automatisering"]\n'),
    right=_sample(
        _BOSS + '\n[gebruikers."j.jansen"]\nrechten = ["Pagina\'s | Administratie | Automatisering"]\n'
        'administraties = ["Jansen BV"]\n'
    ),
)


def no_administrations(span: Span, name: str) -> Diagnostic:
    return Diagnostic(NO_ADMINISTRATIONS, span, {"name": name})
