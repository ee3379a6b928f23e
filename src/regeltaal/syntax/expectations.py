"""What may stand somewhere, in words: from the terminals that a state of the tables accepts and the word before it.

Terminals that go together are one kind of thing (a value, a condition, an action); what is left is a keyword or sign,
and is named as it is written. Every combination that the grammar can get into has its own words; a test proves it.
"""

from collections.abc import Iterable, Iterator, Mapping

from regeltaal.base.node import Node, field
from regeltaal.base.text import Fact, Text, same
from regeltaal.syntax.islands import HEADER
from regeltaal.syntax.lexer import Token
from regeltaal.syntax.tables import END, Tables

_MOST = 4
"""More alternatives than this are no help."""


class Thing(Node):
    """A set of terminals that together are one kind of thing, with what it is called, perhaps after a certain word."""

    members: frozenset[str]
    text: Text
    after: Mapping[str, Text] = field(factory=dict)


CELL = frozenset(
    [
        "TEXT",
        "LONG_TEXT",
        "NUMBER",
        "MONEY",
        "PERCENTAGE",
        "DATE",
        "TIME",
        "MOMENT",
        "DURATION",
        "JA_KW",
        "NEE_KW",
        "LEEG_KW",
        "VANDAAG_KW",
        "NU_KW",
        "NAME",
        "UPPER",
    ]
)
_VALUE = CELL | {"OPEN"}
_CONDITION = _VALUE | {"NIET_KW", "EEN_KW", "GEEN_KW", "ELK_KW", "ELKE_KW", "ALLE_KW", "MINSTENS_KW", "PRECIES_KW"}
_VALUE_OR_NOT = _VALUE | {"NIET_KW"}
_COMPARISON = frozenset(["EQUALS", "NOT_EQUALS", "LESS", "IN_KW", "BEVAT_KW", "IS_KW"])
_NEGATABLE = frozenset(
    ["IN_KW", "BEVAT_KW", "BEGINT_KW", "EINDIGT_KW", "LIJKT_KW", "VOLDOET_KW", "TUSSEN_KW", "VANAF_KW"]
)

_TEXT_VALUE = Text(
    nl="een waarde, bijvoorbeeld een tekst tussen aanhalingstekens", en="a value, such as a text in quotes"
)
_ORDERED_VALUE = Text(nl="een getal, bedrag, datum of veld", en="a number, an amount, a date or a field")
_PATTERN = Text(
    nl='een patroon tussen aanhalingstekens, bijvoorbeeld `"*.pdf"`', en='a pattern in quotes, such as `"*.pdf"`'
)

_ANY_VALUE = Text(nl="een waarde of een veld", en="a value or a field")
_NUMBER_OR_FIELD = Text(nl="een getal of een veld", en="a number or a field")
_VALUES: Mapping[str, Text] = {
    "BEVAT_KW": _TEXT_VALUE,
    "MET_KW": _TEXT_VALUE,
    "NIET_KW": _TEXT_VALUE,
    "OP_KW": _PATTERN,
    "AAN_KW": _PATTERN,
    "IN_KW": Text(nl='een lijst, bijvoorbeeld `("a"; "b")`', en='a list, such as `("a"; "b")`'),
    "OM_KW": Text(nl="een tijd, bijvoorbeeld `9:30`", en="a time, such as `9:30`"),
    **dict.fromkeys(
        ["LESS", "LESS_EQUAL", "GREATER", "GREATER_EQUAL", "TUSSEN_KW", "VANAF_KW", "TOT_KW"], _ORDERED_VALUE
    ),
    **dict.fromkeys(["PLUS", "MINUS", "TIMES", "DIVIDE"], _NUMBER_OR_FIELD),
}

COMPARISON = Thing(
    _COMPARISON | _NEGATABLE | {"LESS_EQUAL", "GREATER", "GREATER_EQUAL", "WAS_KW", "NIET_KW"},
    Text(
        nl="een vergelijking, bijvoorbeeld `=`, `BEVAT` of `IS LEEG`",
        en="a comparison, such as `=`, `BEVAT` or `IS LEEG`",
    ),
)

THINGS: tuple[Thing, ...] = (
    Thing(
        _CONDITION,
        Text(nl='een voorwaarde, bijvoorbeeld `status = "Klaar"`', en='a condition, such as `status = "Klaar"`'),
        {"OPEN": Text(nl="een voorwaarde of een waarde", en="a condition or a value")},
    ),
    Thing(
        _CONDITION - {"NIET_KW"},
        Text(
            nl='wat u verwacht, bijvoorbeeld `titel BEVAT "spoed"`', en='what you expect, such as `titel BEVAT "spoed"`'
        ),
    ),
    Thing(_VALUE_OR_NOT, _ANY_VALUE, _VALUES),
    Thing(_VALUE, _ANY_VALUE, _VALUES),
    Thing(CELL, Text(nl="een waarde, of `LEEG` voor een lege cel", en="a value, or `LEEG` for an empty cell")),
    Thing(
        frozenset({"ZET_KW", "WIS_KW", "STOP_KW", "UPPER", "VOOR_KW"}),
        Text(nl="een actie, bijvoorbeeld `ZET veld = waarde`", en="an action, such as `ZET field = value`"),
    ),
    Thing(
        frozenset({"ZET_KW", "WIS_KW", "STOP_KW", "UPPER"}),
        Text(nl="een actie, bijvoorbeeld `MAAK taak`", en="an action, such as `MAAK taak`"),
    ),
    Thing(
        frozenset({"OMSCHRIJVING_KW", "PRIORITEIT_KW", "GELDIG_KW", "FASE_KW", "UIT_KW", "VOORHEEN_KW", "VOOR_KW"}),
        Text(
            nl="een onderdeel van de kop (zoals `OMSCHRIJVING` of `PRIORITEIT`)",
            en="a part of the head (such as `OMSCHRIJVING` or `PRIORITEIT`)",
        ),
    ),
    COMPARISON,
    Thing(
        _NEGATABLE,
        Text(
            nl="een vergelijking met een woord, bijvoorbeeld `BEVAT` of `IN`",
            en="a comparison with a word, such as `BEVAT` or `IN`",
        ),
    ),
    Thing(
        frozenset({"WAAR_KW", "ONWAAR_KW", "ONBEKEND_KW", "FOUT_KW", "NIET_KW", "EQUALS"}),
        Text(nl="de uitkomst (zoals `WAAR` of `ONWAAR`)", en="the outcome (such as `WAAR` or `ONWAAR`)"),
    ),
    Thing(
        frozenset({"PLUS", "MINUS", "TIMES", "DIVIDE"}),
        Text(nl="een bewerking (`+`, `-`, `*`, `/`)", en="an operation (`+`, `-`, `*`, `/`)"),
    ),
    Thing(
        frozenset({"TEXT", "LONG_TEXT", "MET_KW"}),
        Text(
            nl="de naam van een administratie tussen aanhalingstekens, of `MET TAG`",
            en="the name of an administration in quotes, or `MET TAG`",
        ),
    ),
    Thing(
        frozenset({"TEXT", "LONG_TEXT"}),
        Text(nl="een tekst tussen aanhalingstekens", en="a text in quotes"),
        {
            "REGEL_KW": Text(nl="de naam van de regel tussen aanhalingstekens", en="the name of the rule in quotes"),
            "TEST_KW": Text(nl="de naam van de test tussen aanhalingstekens", en="the name of the test in quotes"),
            "GEBRUIK_KW": Text(
                nl='een bestand tussen aanhalingstekens, bijvoorbeeld `"lijsten.regel"`',
                en='a file in quotes, such as `"lijsten.regel"`',
            ),
            "VOORHEEN_KW": Text(nl="de oude naam tussen aanhalingstekens", en="the former name in quotes"),
            "TAG_KW": Text(nl="een kenmerk tussen aanhalingstekens", en="a tag in quotes"),
            "ADMINISTRATIE_KW": Text(
                nl="de naam van de administratie tussen aanhalingstekens", en="the name of the administration in quotes"
            ),
        },
    ),
    Thing(
        frozenset({"DURATION", "NAME", "UPPER"}),
        Text(nl="een duur, bijvoorbeeld `30 minuten`", en="a duration, such as `30 minuten`"),
    ),
    Thing(
        frozenset({"NAME", "UPPER"}),
        Text(nl="een veld", en="a field"),
        {
            "DOT": Text(nl="nog een deel van de veldnaam", en="another part of the field name"),
            "IN_KW": Text(nl="de naam van een lijst", en="the name of a list"),
            "MET_KW": Text(nl='een parameter, bijvoorbeeld `titel = "…"`', en='a parameter, such as `titel = "…"`'),
            "SEMICOLON": Text(nl="nog een naam", en="another name"),
            "ZET_KW": Text(nl="het veld dat een waarde krijgt", en="the field that gets a value"),
            "WIS_KW": Text(nl="het veld dat leeg wordt", en="the field that is emptied"),
            "ZONDER_KW": Text(nl="een veld dat leeg blijft", en="a field that stays empty"),
            "GEGEVEN_KW": Text(
                nl="een object, bijvoorbeeld `GEGEVEN relatie MET …`", en="an object, such as `GEGEVEN relatie MET …`"
            ),
        },
    ),
    Thing(
        frozenset({"NAME"}),
        Text(nl="een naam in kleine letters", en="a name in lower case"),
        {
            "WANNEER_KW": Text(nl="de naam van een gebeurtenis", en="the name of an event"),
            "SEMICOLON": Text(nl="nog een gebeurtenis", en="another event"),
            "UPPER": Text(
                nl="waar de actie over gaat, in kleine letters, zoals `taak` in `MAAK taak`",
                en="what the action is about, in lower case, such as `taak` in `MAAK taak`",
            ),
            "DOMEIN_KW": Text(nl="de naam van het domein", en="the name of the domain"),
            "LIJST_KW": Text(nl="de naam van de lijst", en="the name of the list"),
            "DEFINITIE_KW": Text(nl="de naam van de definitie", en="the name of the definition"),
            "BIJ_KW": Text(nl="de naam van een object", en="the name of an object"),
            "FASE_KW": Text(nl="de naam van een fase", en="the name of a phase"),
            "GENAAMD_KW": Text(nl="een zelfgekozen naam voor het resultaat", en="a name of your own for the result"),
            "ALLE_KW": same("`administraties`"),
            "VOOR_KW": same("`administraties`"),
            **dict.fromkeys(
                ["EEN_KW", "GEEN_KW", "ELK_KW", "ELKE_KW", "NUMBER"],
                Text(
                    nl="een naam voor één rij, zoals `regel` in `EEN regel IN regels`",
                    en="a name for one row, such as `row` in `EEN row IN rows`",
                ),
            ),
        },
    ),
    Thing(frozenset({"ELK_KW", "ELKE_KW"}), same("`ELKE`")),
    Thing(
        frozenset({"DATE", "MOMENT"}),
        Text(nl="een datum, bijvoorbeeld `31-12-2026`", en="a date, such as `31-12-2026`"),
    ),
    Thing(frozenset({"DATE"}), Text(nl="een datum, bijvoorbeeld `31-12-2026`", en="a date, such as `31-12-2026`")),
    Thing(frozenset({"TIME"}), Text(nl="een tijd, bijvoorbeeld `9:30`", en="a time, such as `9:30`")),
    Thing(
        frozenset({"DURATION"}), Text(nl="een duur, bijvoorbeeld `30 minuten`", en="a duration, such as `30 minuten`")
    ),
    Thing(frozenset({"NUMBER"}), Text(nl="een getal", en="a number")),
    Thing(frozenset({"UPPER"}), Text(nl="een actie, bijvoorbeeld `MAAK taak`", en="an action, such as `MAAK taak`")),
)
"""In the order in which they are recognised: the widest first."""

_LAST = frozenset({"PLUS", "MINUS", "TIMES", "DIVIDE", "DOT", "INDIEN_KW", "OM_KW", "EXACT_KW"})
"""What can follow nearly every value, and is only named when there is nothing else."""

_MAIN = (
    "EQUALS",
    "CLOSE",
    "WAARVOOR_KW",
    "IN_KW",
    "DOE_KW",
    "KLAAR_KW",
    "WANNEER_KW",
    "VERWACHT_KW",
    "DAN_KW",
    "EN_KW",
    "OF_KW",
)
"""What a declaration goes on with, in the order in which it is named."""

_DECLARATIONS = {
    HEADER: Text(nl="de kop van het bestand", en="the header of the file"),
    "use": Text(nl="deze `GEBRUIK`", en="this `GEBRUIK`"),
    "list_declaration": Text(nl="deze lijst", en="this list"),
    "definition": Text(nl="deze definitie", en="this definition"),
    "rule": Text(nl="deze regel", en="this rule"),
    "test": Text(nl="deze test", en="this test"),
}
_THIS_DECLARATION = Text(nl="deze declaratie", en="this declaration")


def declaration(start_symbol: str) -> Text:
    return _DECLARATIONS.get(start_symbol, _THIS_DECLARATION)


_AFTER_HEADER = Text(nl="een onderdeel als `REGEL`, `LIJST` en `TEST`", en="a part such as `REGEL`, `LIJST` and `TEST`")
_AT_BEGINNING = Text(nl="aan het begin van het bestand", en="at the beginning of the file")


def end_of(start_symbol: str) -> Text:
    if start_symbol == HEADER:
        return _AFTER_HEADER
    found = declaration(start_symbol)
    return Text(nl=f"het einde van {found.nl}", en=f"the end of {found.en}")


def expected(tables: Tables, accepted: Iterable[str], previous: str, start_symbol: str) -> Text:
    """What may stand after a token of kind ``previous``, where these terminals are accepted."""
    texts = list(dict.fromkeys(_texts(tables, frozenset(accepted), previous, start_symbol)))[:_MOST]
    if len(texts) == 1:
        return texts[0]
    *head, last = texts
    return Text(
        nl=f"{', '.join(text.nl for text in head)} of {last.nl}",
        en=f"{', '.join(text.en for text in head)} or {last.en}",
    )


def _texts(tables: Tables, accepted: frozenset[str], previous: str, start_symbol: str) -> Iterator[Text]:
    """A comparison first, then what the declaration goes on with, other things, the end, other keywords."""
    left = accepted - _LAST if accepted - _LAST - {END} else accepted
    ranked: list[tuple[int, Text]] = []
    for thing in THINGS:
        if thing.members <= left:
            rank = 0 if thing is COMPARISON else 2
            ranked.append((rank, thing.after.get(previous, thing.text)))
            left -= thing.members
    spellings = {kind: spelling for spelling, kind in (*tables.keywords.items(), *tables.punctuation.items())}
    spellings["MINUS"] = "-"
    ranked.extend((1, same(f"`{spellings[kind]}`")) for kind in _MAIN if kind in left)
    if END in left:
        ranked.append((3, end_of(start_symbol)))
    ranked.extend((4, same(f"`{spellings[kind]}`")) for kind in sorted(left - {END} - set(_MAIN)))
    yield from (text for _, text in sorted(ranked, key=lambda pair: pair[0]))


def after(token: Token | None, start_symbol: str) -> Fact:
    """Where we are: behind which token."""
    if token is None and start_symbol == HEADER:
        return _AT_BEGINNING
    if token is None:
        found = declaration(start_symbol)
        return Text(nl=f"aan het begin van {found.nl}", en=f"at the beginning of {found.en}")
    shown = shorten(token.text)
    return Text(nl=f"na `{shown}`", en=f"after `{shown}`")


def found(token: Token, start_symbol: str) -> Fact:
    """What stands there."""
    match token.kind:
        case kind if kind == END:
            return end_of(start_symbol)
        case "NAME" | "UNCLOSED_NAME":
            what = Text(nl="de naam", en="the name")
        case "TEXT" | "LONG_TEXT" | "UNCLOSED_TEXT":
            what = Text(nl="de tekst", en="the text")
        case "NUMBER":
            what = Text(nl="het getal", en="the number")
        case _:
            return same(f"`{shorten(token.text)}`")
    shown = shorten(token.text)
    return Text(nl=f"{what.nl} `{shown}`", en=f"{what.en} `{shown}`")


def shorten(text: str, most: int = 40) -> str:
    """The text on one line, and not too long."""
    words = " ".join(text[: 4 * most].split())
    return words if len(words) <= most else f"{words[: most - 1]}…"
