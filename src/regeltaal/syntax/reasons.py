"""Why a keyword or sign has to stand there: the hint with what is missing."""

from collections.abc import Mapping

from regeltaal.base.text import Text

VALUE_IN_BRACKETS = Text(
    nl='Een voorwaarde als waarde staat tussen haakjes: `ZET spoed = (soort = "Storing")`.',
    en='A condition as a value stands in brackets: `ZET spoed = (soort = "Storing")`.',
)
FUNCTION_BRACKETS = Text(
    nl="Wat een functie nodig heeft staat tussen haakjes: `AANTAL(regels)`.",
    en="What a function needs stands in brackets: `AANTAL(regels)`.",
)

_REASONS: Mapping[str, Text] = {
    "CLOSE": Text(nl="Elk haakje dat opengaat moet ook weer dicht.", en="Each bracket that opens has to close."),
    "OPEN": Text(nl='Een lijst staat tussen haakjes: `("a"; "b")`.', en='A list stands in brackets: `("a"; "b")`.'),
    "SEMICOLON": Text(nl="Tussen de delen van een opsomming staat `;`.", en="Items are separated by `;`."),
    "EQUALS": Text(nl="Tussen een naam en de waarde ervan staat `=`.", en="Between a name and its value stands `=`."),
    "EN_KW": Text(
        nl="Elke voorwaarde begint met `EN`, ook de eerste na de gebeurtenis.",
        en="Each condition begins with `EN`, also the first after the event.",
    ),
    "DAN_KW": Text(nl="Vóór de acties van een regel staat `DAN`.", en="Before the actions of a rule stands `DAN`."),
    "MET_KW": Text(
        nl="Vóór de parameters van een actie staat `MET`.", en="Before the parameters of an action stands `MET`."
    ),
    "WANNEER_KW": Text(
        nl="Vóór de gebeurtenis waarop de regel let staat `WANNEER`.",
        en="Before the event of the rule stands `WANNEER`.",
    ),
    "WAARVOOR_KW": Text(
        nl="Wat voor de rijen moet gelden staat achter `WAARVOOR`.",
        en="What must hold for the rows stands behind `WAARVOOR`.",
    ),
    "KLAAR_KW": Text(nl="Wat met `DOE` begint eindigt met `KLAAR`.", en="What begins with `DOE` ends with `KLAAR`."),
    "DOE_KW": Text(nl="Vóór de acties voor elke rij staat `DOE`.", en="Before the actions for each row stands `DOE`."),
    "BAR": Text(nl="Elke rij van een tabel eindigt met `|`.", en="Each row of a table ends with `|`."),
    "REGELS_KW": Text(
        nl="De actie heet voluit `STOP VERDERE REGELS`.", en="The action in full is `STOP VERDERE REGELS`."
    ),
    "VERDERE_KW": Text(
        nl="De actie heet voluit `STOP VERDERE REGELS`.", en="The action in full is `STOP VERDERE REGELS`."
    ),
}


_BEHIND: Mapping[str, Text] = {
    "PRIORITEIT_KW": Text(
        nl="Schrijf een getal: een lager getal gaat voor, dus `PRIORITEIT 10` draait eerder dan `PRIORITEIT 20`.",
        en="Write a number: the lowest goes first, so `PRIORITEIT 10` runs before `PRIORITEIT 20`.",
    ),
}


def hint_behind(kind: str) -> Text | None:
    """What to write behind a keyword, where its name does not tell."""
    return _BEHIND.get(kind)


def reason_for(kind: str) -> Text | None:
    return _REASONS.get(kind)
