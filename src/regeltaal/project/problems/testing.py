"""Problems with what regeltaal.toml asks of tests."""

from regeltaal.base.codes import declare
from regeltaal.base.diagnostic import Diagnostic, Severity
from regeltaal.base.source import Span
from regeltaal.base.text import Text
from regeltaal.project.problems.common import setting_sample

NO_SHARE = declare(
    "RT810",
    Severity.ERROR,
    title=Text(nl="Dekking is geen percentage", en="Coverage is no percentage"),
    message=Text(
        nl="`dekking` is {found}, hier hoort een heel getal van 0 tot en met 100",
        en="`dekking` is {found}, where a whole number from 0 up to and including 100 is expected",
    ),
    why=Text(
        nl="Onder `[test]` staat welk deel van de regels de tests minstens moeten raken, in procenten. "
        "`regeltaal test` mislukt als het minder is.",
        en="`[test]` says what part of the rules the tests must reach at least, in per cents. `regeltaal test` fails "
        "when it is less.",
    ),
    wrong=setting_sample("\n[test]\ndekking = 120\n"),
    right=setting_sample("\n[test]\ndekking = 80\n"),
)

_LONGEST = 20


def no_share(span: Span, found: int) -> Diagnostic:
    text = str(found) if abs(found) < 10**_LONGEST else "…"
    return Diagnostic(NO_SHARE, span, {"found": f"`{text}`"})
