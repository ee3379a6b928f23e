"""Problems with fields and parameters that only rules of one administration can use, with those that any rule can."""

from collections.abc import Iterable

from regeltaal.base.codes import declare
from regeltaal.base.diagnostic import Diagnostic, Severity
from regeltaal.base.source import Span
from regeltaal.base.text import Fact, Text
from regeltaal.check.problems.samples import actions, whole
from regeltaal.check.problems.scope import WHERE_LEVELS
from regeltaal.check.problems.suggestions import replace

_WHY = Text(
    nl="Elke administratie heeft haar eigen dagboeken en relaties; een omgevingsregel noemt de code of naam.",
    en="Each administration has its own journals and relations; an environment rule names their code or name.",
)
INSTEAD = Text(
    nl='Gebruik hier `{meant}`, of zet de regel in een bestand dat begint met `ADMINISTRATIE "…"`.',
    en='Use `{meant}` here, or put the rule in a file that begins with `ADMINISTRATIE "…"`.',
)

ADMINISTRATION_FIELD = declare(
    "RT507",
    Severity.ERROR,
    title=Text(nl="Veld alleen per administratie", en="Field per administration only"),
    message=Text(
        nl="`{name}` kan alleen in regels van een administratie, niet in regels voor de hele omgeving",
        en="`{name}` is only possible in rules of an administration, not in rules for the whole environment",
    ),
    hint=Text(
        nl='Zet de regel in een bestand dat begint met `ADMINISTRATIE "…"`.',
        en='Put the rule in a file that begins with `ADMINISTRATIE "…"`.',
    ),
    why=_WHY,
    wrong=whole(
        'REGEL "Voorbeeld"\nWANNEER document ontvangen\nEN dagboek = "INK"\nDAN VERWIJDER document', "boekhouding"
    ),
    right=whole(
        'REGEL "Voorbeeld"\nWANNEER document ontvangen\nEN dagboekcode = "INK"\nDAN VERWIJDER document', "boekhouding"
    ),
)


def administration_field(span: Span, name: str, others: Iterable[str]) -> Diagnostic:
    """``others`` are the fields that any rule can use."""
    facts: dict[str, Fact] = {"name": name}
    portable = _portable(name, others)
    if portable is None:
        return Diagnostic(ADMINISTRATION_FIELD, span, facts)
    fix = replace(span, portable)
    return Diagnostic(ADMINISTRATION_FIELD, span, {**facts, "meant": portable}, INSTEAD, (fix,))


PARAMETER_LEVEL = declare(
    "RT529",
    Severity.ERROR,
    title=Text(nl="Parameter op een ander niveau", en="Parameter at another level"),
    message=Text(
        nl="`{name}` kan alleen in regels op niveau {wanted}", en="`{name}` is only possible in rules at level {wanted}"
    ),
    hint=WHERE_LEVELS,
    why=_WHY,
    wrong=actions('WIJS relatie toe MET relatie = "R1"', "boekhouding"),
    right=actions('WIJS relatie toe MET relatiecode = "R1"', "boekhouding"),
)


def parameter_level(span: Span, name: str, wanted: str, others: Iterable[str]) -> Diagnostic:
    """``others`` are the parameters of the action that any rule can use."""
    facts: dict[str, Fact] = {"name": name, "wanted": wanted}
    portable = _portable(name, others)
    if portable is None:
        return Diagnostic(PARAMETER_LEVEL, span, facts)
    return Diagnostic(PARAMETER_LEVEL, span, {**facts, "meant": portable}, INSTEAD, (replace(span, portable),))


def _portable(name: str, others: Iterable[str]) -> str | None:
    """The first that is called after it: `dagboekcode` for `dagboek`."""
    return next((one for one in others if one.lower().startswith(name.lower()) and one.lower() != name.lower()), None)
