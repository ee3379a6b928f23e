"""Problems with what the domain demands of an action, where the rule and regeltaal.toml settle that it is not so."""

from collections.abc import Sequence

from regeltaal.base.codes import declare
from regeltaal.base.diagnostic import Diagnostic, Severity
from regeltaal.base.source import Span
from regeltaal.base.text import Fact, Text, same
from regeltaal.check.problems.samples import packages, whole

_FROM_JANSEN = (
    'WANNEER boeking aangemaakt\nDAN WIJS boekingswijze toe MET boekingswijze = "Boekingstemplate"; '
    'boekingstemplate = "Huur"; bronadministratie = "Jansen BV"'
)
_WHY = Text(
    nl="Het domein stelt een eis aan deze actie. Uit de regel en regeltaal.toml blijkt al dat daar niet aan voldaan "
    "is; de actie zou elke keer worden overgeslagen.",
    en="The domain demands something of this action. The rule and regeltaal.toml tell already that it is not so; the "
    "action would be skipped each time.",
)
_RIGHT = whole(f'REGEL "Voorbeeld"\n  VOOR administraties "Jansen BV"\n{_FROM_JANSEN}', "boekhouding", (packages(),))
_MOST_NAMED = 3

REFUSED = declare(
    "RT424",
    Severity.ERROR,
    title=Text(nl="Actie die in deze administratie niet kan", en="Action that is not possible in this administration"),
    message=Text(
        nl="{action} kan niet in {administrations}: {reason}",
        en="{action} can't be done in {administrations}: {reason}",
    ),
    hint=Text(
        nl="Noem achter VOOR administraties alleen administraties waarin het kan, of kies een andere waarde.",
        en="Name only administrations in which it is possible behind VOOR administraties, or choose another value.",
    ),
    why=_WHY,
    wrong=whole(f'REGEL "Voorbeeld"\n  VOOR administraties "Bakker BV"\n{_FROM_JANSEN}', "boekhouding", (packages(),)),
    right=_RIGHT,
)


def refused(span: Span, action: Text, reason: Text, administrations: Sequence[str]) -> Diagnostic:
    facts: dict[str, Fact] = {"action": action, "reason": reason, "administrations": _listed(administrations)}
    return Diagnostic(REFUSED, span, facts)


REFUSED_IN_SOME = declare(
    "RT536",
    Severity.WARNING,
    title=Text(nl="Actie die niet in elke administratie kan", en="Action that is not possible in every administration"),
    message=Text(
        nl="{action} kan niet in deze administraties van de regel: {administrations}; {reason}",
        en="{action} can't be done in these administrations of the rule: {administrations}; {reason}",
    ),
    hint=Text(
        nl="Zonder ze uit met BEHALVE, of kies de administraties met VOOR administraties.",
        en="Except them with BEHALVE, or choose the administrations with VOOR administraties.",
    ),
    why=_WHY,
    wrong=whole(f'REGEL "Voorbeeld"\n{_FROM_JANSEN}', "boekhouding", (packages(),)),
    right=_RIGHT,
)


def refused_in_some(span: Span, action: Text, reason: Text, administrations: Sequence[str]) -> Diagnostic:
    facts: dict[str, Fact] = {"action": action, "reason": reason, "administrations": _listed(administrations)}
    return Diagnostic(REFUSED_IN_SOME, span, facts)


def _listed(names: Sequence[str]) -> Text:
    shown = ", ".join(f'"{name}"' for name in names[:_MOST_NAMED])
    more = len(names) - _MOST_NAMED
    return Text(nl=f"{shown} en nog {more}", en=f"{shown} and {more} more") if more > 0 else same(shown)
