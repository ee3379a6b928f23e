"""Problems that keep a file, or a declaration in it, from being formatted."""

from regeltaal.base.codes import declare
from regeltaal.base.diagnostic import Diagnostic, Sample, SampleKind, Severity
from regeltaal.base.source import Span
from regeltaal.base.text import Fact, Text

_RIGHT = Sample(
    'REGEL "Voorbeeld"\nWANNEER werkbon aangemaakt\nEN commentaar BEVAT "spoed"\nDAN\n  ZET commentaar = "nieuw"\n',
    SampleKind.SITUATION,
)

LEFT_ALONE = declare(
    "RT180",
    Severity.ERROR,
    title=Text(nl="Niet opgemaakt", en="Not formatted"),
    message=Text(nl="{declaration} is niet opgemaakt: {cause}", en="{declaration} was not formatted: {cause}"),
    why=Text(
        nl="Wat nog een fout heeft, laat `regeltaal opmaak` staan zoals het er staat, omdat niet zeker is hoe het "
        "gelezen moet worden. De rest van het bestand wordt wel opgemaakt.",
        en="What still has a mistake is left by `regeltaal opmaak` as it stands, because it is not certain how it "
        "should be read. The rest of the file is formatted.",
    ),
    hint=Text(
        nl="Verbeter eerst de fout, en maak het bestand daarna opnieuw op.",
        en="Mend the mistake first, and format the file again after that.",
    ),
    wrong=Sample(
        'REGEL "Voorbeeld"\nWANNEER werkbon aangemaakt\nEN commentaar BEVAT\nDAN ZET commentaar = "nieuw"\n',
        SampleKind.SITUATION,
    ),
    right=_RIGHT,
)


def left_alone(span: Span, declaration: Fact, cause: Fact) -> Diagnostic:
    return Diagnostic(LEFT_ALONE, span, {"declaration": declaration, "cause": cause})


REFUSED = declare(
    "RT181",
    Severity.ERROR,
    title=Text(nl="Opmaak teruggedraaid", en="Formatting undone"),
    message=Text(
        nl="dit bestand is niet opgemaakt: opgemaakt zou het iets anders zeggen",
        en="this file was not formatted: formatted it would say something else",
    ),
    why=Text(
        nl="Voor er iets verandert, leest `regeltaal opmaak` zijn eigen resultaat terug. Staat daar niet precies "
        "hetzelfde in, met dezelfde opmerkingen, dan blijft het bestand zoals het was.",
        en="Before anything changes, `regeltaal opmaak` reads its own result back. When that does not say exactly the "
        "same, with the same comments, the file stays as it was.",
    ),
    hint=Text(
        nl="Dit hoort niet te gebeuren: laat de makers van Regeltaal dit bestand zien.",
        en="This should not happen: show this file to the makers of Regeltaal.",
    ),
    wrong=Sample('REGEL "Voorbeeld"\nWANNEER werkbon aangemaakt\nDAN WIS commentaar\n', SampleKind.SITUATION),
    right=_RIGHT,
)


def refused(span: Span) -> Diagnostic:
    return Diagnostic(REFUSED, span)
