"""Why a keyword or sign has to stand there: the hint with what is missing."""

from collections.abc import Mapping

from regeltaal.base.text import Text

VALUE_IN_BRACKETS = Text(
    nl='een voorwaarde als waarde staat tussen haakjes: `ZET spoed = (soort = "Storing")`',
    en='a condition as a value stands in brackets: `ZET spoed = (soort = "Storing")`',
)
FUNCTION_BRACKETS = Text(
    nl="wat een functie nodig heeft staat tussen haakjes: `AANTAL(regels)`",
    en="what a function needs stands in brackets: `AANTAL(regels)`",
)

_REASONS: Mapping[str, Text] = {
    "CLOSE": Text(nl="elk haakje dat opengaat moet ook weer dicht", en="each bracket that opens has to close"),
    "OPEN": Text(nl='een lijst staat tussen haakjes: `("a"; "b")`', en='a list stands in brackets: `("a"; "b")`'),
    "SEMICOLON": Text(nl="tussen de delen van een opsomming staat `;`", en="items are separated by `;`"),
    "EQUALS": Text(nl="tussen een naam en de waarde ervan staat `=`", en="between a name and its value stands `=`"),
    "EN_KW": Text(
        nl="elke voorwaarde begint met `EN`, ook de eerste na de gebeurtenis",
        en="each condition begins with `EN`, also the first after the event",
    ),
    "DAN_KW": Text(nl="vóór de acties van een regel staat `DAN`", en="before the actions of a rule stands `DAN`"),
    "MET_KW": Text(
        nl="vóór de parameters van een actie staat `MET`", en="before the parameters of an action stands `MET`"
    ),
    "WANNEER_KW": Text(
        nl="vóór de gebeurtenis waarop de regel let staat `WANNEER`", en="before the event of the rule stands `WANNEER`"
    ),
    "WAARVOOR_KW": Text(
        nl="wat voor de rijen moet gelden staat achter `WAARVOOR`",
        en="what must hold for the rows stands behind `WAARVOOR`",
    ),
    "KLAAR_KW": Text(nl="wat met `DOE` begint eindigt met `KLAAR`", en="what begins with `DOE` ends with `KLAAR`"),
    "DOE_KW": Text(nl="vóór de acties voor elke rij staat `DOE`", en="before the actions for each row stands `DOE`"),
    "BAR": Text(nl="elke rij van een tabel eindigt met `|`", en="each row of a table ends with `|`"),
    "REGELS_KW": Text(
        nl="de actie heet voluit `STOP VERDERE REGELS`", en="the action in full is `STOP VERDERE REGELS`"
    ),
    "VERDERE_KW": Text(
        nl="de actie heet voluit `STOP VERDERE REGELS`", en="the action in full is `STOP VERDERE REGELS`"
    ),
}


_BEHIND: Mapping[str, Text] = {
    "PRIORITEIT_KW": Text(
        nl="schrijf een getal: een lager getal gaat voor, dus `PRIORITEIT 10` draait eerder dan `PRIORITEIT 20`",
        en="write a number: the lowest goes first, so `PRIORITEIT 10` runs before `PRIORITEIT 20`",
    ),
}


def hint_behind(kind: str) -> Text | None:
    """What to write behind a keyword, where its name does not tell."""
    return _BEHIND.get(kind)


def reason_for(kind: str) -> Text | None:
    return _REASONS.get(kind)
