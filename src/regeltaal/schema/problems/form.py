"""Problems with the form of a declaration: something stands where it can't."""

from collections.abc import Sequence

from regeltaal.base.codes import declare
from regeltaal.base.diagnostic import Diagnostic, Severity
from regeltaal.base.source import Span
from regeltaal.base.text import Text
from regeltaal.schema.problems.common import domain

WRONG_PLACE = declare(
    "RT900",
    Severity.ERROR,
    title=Text(nl="Past hier niet", en="Does not fit here"),
    message=Text(nl="`{found}` past hier niet", en="`{found}` does not fit here"),
    why=Text(
        nl="Elk kenmerk van een domein begint met zijn eigen woord in hoofdletters. Wat daarachter hoort, en in welke "
        "volgorde, ligt vast: bij een actie eerst wat zij is, dan haar parameters, dan haar voorwaarden en gevolgen.",
        en="Each property of a domain starts with its own word in capitals. What belongs behind it, and in which "
        "order, is fixed: for an action first what it is, then its parameters, then its conditions and effects.",
    ),
    wrong=domain("OBJECT werkbon\n  VELD status tekst VERPLICHT"),
    right=domain("OBJECT werkbon\n  VELD status: tekst"),
)


def wrong_place(span: Span, found: str, meant: str | None, expected: Sequence[Text]) -> Diagnostic:
    """``meant`` is a keyword that was probably meant; else ``expected`` is what could stand here."""
    hint = _expected(expected) if meant is None else _in_capitals(meant)
    return Diagnostic(WRONG_PLACE, span, {"found": found}, hint)


UNFINISHED = declare(
    "RT934",
    Severity.ERROR,
    title=Text(nl="Houdt te vroeg op", en="Ends too soon"),
    message=Text(nl="`{declaration}` houdt hier te vroeg op", en="`{declaration}` ends too soon here"),
    why=Text(
        nl="Een beschrijving loopt tot het volgende woord dat er een opent, zoals `OBJECT` of `ACTIE`. Tot daar moet "
        "zij compleet zijn.",
        en="A declaration runs up to the next word that opens one, such as `OBJECT` or `ACTIE`. Up to there it must be "
        "complete.",
    ),
    wrong=domain("OBJECT werkbon\n  VELD status"),
    right=domain("OBJECT werkbon\n  VELD status: tekst"),
)


def unfinished(span: Span, declaration: str, meant: str | None, expected: Sequence[Text]) -> Diagnostic:
    hint = _expected(expected) if meant is None else _in_capitals(meant)
    return Diagnostic(UNFINISHED, span, {"declaration": declaration}, hint)


def _in_capitals(meant: str) -> Text:
    return Text(nl=f"Bedoelde u `{meant}`, in hoofdletters?", en=f"Did you mean `{meant}`, in capitals?")


def _expected(expected: Sequence[Text]) -> Text | None:
    if not expected:
        return None
    return Text(
        nl=f"Hier kan staan: {_listed([one.nl for one in expected], 'of')}.",
        en=f"What can stand here: {_listed([one.en for one in expected], 'or')}.",
    )


def _listed(words: Sequence[str], junction: str) -> str:
    *most, last = words
    listed = f"{', '.join(most)} {junction} {last}" if most else last
    return listed.replace("{", "{{").replace("}", "}}")


UNCLOSED = declare(
    "RT933",
    Severity.ERROR,
    title=Text(nl="Niet afgesloten", en="Not closed"),
    message=Text(nl="{what} wordt hier geopend en niet afgesloten", en="{what} is opened here and not closed"),
    hint=Text(nl="Zet er aan het eind hetzelfde teken achter.", en="Put the same sign behind it at the end."),
    why=Text(
        nl="Een tekst staat tussen twee aanhalingstekens op een regel. Een tekst van meer regels begint en eindigt met "
        "drie aanhalingstekens.",
        en="A text stands between two quotes on one line. A text of several lines starts and ends with three quotes.",
    ),
    wrong=domain('OBJECT werkbon OMSCHRIJVING "Een opdracht\n  VELD status: tekst'),
    right=domain('OBJECT werkbon OMSCHRIJVING "Een opdracht"\n  VELD status: tekst'),
)


def unclosed(span: Span, *, is_text: bool) -> Diagnostic:
    text, name = Text(nl="een tekst", en="a text"), Text(nl="een naam", en="a name")
    return Diagnostic(UNCLOSED, span, {"what": text if is_text else name})
