"""Problems with tests of rules."""

from collections.abc import Iterable

from regeltaal.base.codes import declare
from regeltaal.base.diagnostic import Diagnostic, Label, Severity
from regeltaal.base.source import Span
from regeltaal.base.text import Text
from regeltaal.check.problems.samples import whole
from regeltaal.check.problems.suggestions import suggesting

_RULE = 'REGEL "Opruimen"\nWANNEER werkbon compleet gemeld\nDAN ARCHIVEER werkbon\n'


_HAPPENS = "WANNEER werkbon compleet gemeld\nVERWACHT ARCHIVEER werkbon"


def _test(body: str) -> str:
    return f'{_RULE}TEST "Voorbeeld"\n{body}'


UNKNOWN_RULE = declare(
    "RT801",
    Severity.ERROR,
    title=Text(nl="Test noemt een onbekende regel", en="Test names an unknown rule"),
    message=Text(nl='er is geen regel "{name}"', en='there is no rule "{name}"'),
    why=Text(
        nl="Een test die naar een regel vraagt die er niet is, toetst niets.",
        en="A test that asks about a rule that is not there tests nothing.",
    ),
    wrong=whole(_test('WANNEER werkbon compleet gemeld\nVERWACHT REGEL "Opruime"')),
    right=whole(_test('WANNEER werkbon compleet gemeld\nVERWACHT REGEL "Opruimen"')),
)


def unknown_rule(span: Span, name: str, known: Iterable[str]) -> Diagnostic:
    return suggesting(UNKNOWN_RULE, span, {"name": name}, name, known, quoted=True)


SAME_NAME = declare(
    "RT802",
    Severity.ERROR,
    title=Text(nl="Twee tests met één naam", en="Two tests with one name"),
    message=Text(nl='er is al een test "{name}" in dit bestand', en='there is already a test "{name}" in this file'),
    why=Text(
        nl="De naam van een test is waaraan u haar in het verslag herkent.",
        en="A test's name is what you know it by in the report.",
    ),
    hint=Text(
        nl="Geef een van de twee tests een andere naam.",
        en="Give one of the two tests another name.",
    ),
    wrong=whole(
        _test('WANNEER werkbon compleet gemeld\nVERWACHT ARCHIVEER werkbon\nTEST "Voorbeeld"\n')
        + "WANNEER werkbon compleet gemeld\nVERWACHT ARCHIVEER werkbon"
    ),
    right=whole(_test("WANNEER werkbon compleet gemeld\nVERWACHT ARCHIVEER werkbon")),
)


def same_name(span: Span, name: str, first: Span) -> Diagnostic:
    label = Label(first, Text(nl="de andere test", en="the other test"))
    return Diagnostic(SAME_NAME, span, {"name": name}, labels=(label,))


UNKNOWN_SUBJECT = declare(
    "RT803",
    Severity.ERROR,
    title=Text(nl="GEGEVEN van iets onbekends", en="GEGEVEN of something unknown"),
    message=Text(nl="`{name}` is geen object van dit domein", en="`{name}` is no object of this domain"),
    why=Text(
        nl="Achter GEGEVEN staat het object van de gebeurtenis, een ander object, `vorige` of `administratie`.",
        en="Behind GEGEVEN stands the object of the event, another object, `vorige` or `administratie`.",
    ),
    wrong=whole(_test("GEGEVEN werkbn MET garantie = JA\n" + _HAPPENS)),
    right=whole(_test("GEGEVEN werkbon MET garantie = JA\n" + _HAPPENS)),
)


def unknown_subject(span: Span, name: str, known: Iterable[str]) -> Diagnostic:
    return suggesting(UNKNOWN_SUBJECT, span, {"name": name}, name, known)


NOT_GIVABLE = declare(
    "RT804",
    Severity.ERROR,
    title=Text(nl="Geen veld om een waarde te geven", en="Not a field to give a value"),
    message=Text(nl="`{name}` is geen veld van één record", en="`{name}` is no field of one record"),
    why=Text(
        nl="Rijen van een lijst geeft u met `GEGEVEN rij IN lijst MET …` of met een tabel.",
        en="Rows of a list are given with `GEGEVEN rij IN lijst MET …` or with a table.",
    ),
    hint=Text(
        nl="Schrijf rijen van een lijst als `GEGEVEN rij IN lijst MET …`, of als tabel.",
        en="Write rows of a list as `GEGEVEN row IN list MET …`, or as a table.",
    ),
    wrong=whole(
        _test("GEGEVEN werkbon MET materialen.aantal = 3\nWANNEER werkbon compleet gemeld\nVERWACHT ARCHIVEER werkbon")
    ),
    right=whole(
        _test(
            "GEGEVEN materiaal IN materialen MET aantal = 3\nWANNEER werkbon compleet gemeld\n"
            "VERWACHT ARCHIVEER werkbon"
        )
    ),
)


def not_givable(span: Span, name: str) -> Diagnostic:
    return Diagnostic(NOT_GIVABLE, span, {"name": name})


ONE_EVENT = declare(
    "RT805",
    Severity.ERROR,
    title=Text(nl="Meer gebeurtenissen in één stap", en="Several events in one step"),
    message=Text(nl="in een stap van een test gebeurt één ding", en="in a step of a test one thing happens"),
    why=Text(
        nl="Wat daarna gebeurt, is een volgende stap: opnieuw WANNEER met wat u dan verwacht.",
        en="What happens next is a next step: WANNEER again, with what you then expect.",
    ),
    hint=Text(
        nl="Maak van de tweede gebeurtenis een volgende stap: opnieuw `WANNEER`, met wat u dan verwacht.",
        en="Make a next step of the second event: `WANNEER` again, with what is expected then.",
    ),
    wrong=whole(_test("WANNEER werkbon compleet gemeld; werkbon planbord update\nVERWACHT ARCHIVEER werkbon")),
    right=whole(_test("WANNEER werkbon compleet gemeld\nVERWACHT ARCHIVEER werkbon")),
)


def one_event(span: Span) -> Diagnostic:
    return Diagnostic(ONE_EVENT, span)


NO_OUTCOME = declare(
    "RT806",
    Severity.ERROR,
    title=Text(nl="Voorbeeld is geen uitkomst", en="Example is no outcome"),
    message=Text(
        nl="`{shown}` is geen uitkomst van een regel; schrijf JA of NEE",
        en="`{shown}` is no outcome of a rule; write JA or NEE",
    ),
    why=Text(
        nl="Achter `VERWACHT REGEL … =` staat een kolom van VOORBEELDEN die zegt of de regel opgaat.",
        en="Behind `VERWACHT REGEL … =` stands a column of VOORBEELDEN that says whether the rule holds.",
    ),
    wrong=whole(
        _test(
            'WANNEER werkbon compleet gemeld\nVERWACHT REGEL "Opruimen" = voorbeeld.klopt\n'
            "VOORBEELDEN\n  | klopt |\n  | 3     |"
        )
    ),
    right=whole(
        _test(
            'WANNEER werkbon compleet gemeld\nVERWACHT REGEL "Opruimen" = voorbeeld.klopt\n'
            "VOORBEELDEN\n  | klopt |\n  | JA    |"
        )
    ),
)


def no_outcome(span: Span, shown: str) -> Diagnostic:
    return Diagnostic(NO_OUTCOME, span, {"shown": shown})


COLUMN_NOT_READ = declare(
    "RT807",
    Severity.WARNING,
    title=Text(nl="Kolom die nergens wordt gelezen", en="Column that is read nowhere"),
    message=Text(nl="kolom `{name}` wordt in deze test niet gelezen", en="column `{name}` is not read in this test"),
    why=Text(
        nl="De test leest een kolom als `voorbeeld.naam`. Een kolom die nergens staat, toetst niets.",
        en="The test reads a column as `voorbeeld.name`. A column that is read nowhere tests nothing.",
    ),
    wrong=whole(
        _test(
            "WANNEER werkbon compleet gemeld\nVERWACHT ARCHIVEER werkbon\nVOORBEELDEN\n  | garantie |\n  | JA       |"
        )
    ),
    right=whole(
        _test(
            "GEGEVEN werkbon MET garantie = voorbeeld.garantie\nWANNEER werkbon compleet gemeld\n"
            "VERWACHT ARCHIVEER werkbon\nVOORBEELDEN\n  | garantie |\n  | JA       |"
        )
    ),
    hint=Text(nl="Schrijf waar hij bij hoort `voorbeeld.` ervoor.", en="Write `voorbeeld.` where it belongs."),
)


def column_not_read(span: Span, name: str) -> Diagnostic:
    return Diagnostic(COLUMN_NOT_READ, span, {"name": name})


NEVER_WRITTEN = declare(
    "RT808",
    Severity.WARNING,
    title=Text(nl="Verwachting die geen regel kan waarmaken", en="Expectation that no rule can meet"),
    message=Text(nl="geen enkele regel doet `{action}`", en="no rule does `{action}`"),
    why=Text(
        nl="Een test die een actie verwacht die in geen regel staat, mislukt altijd.",
        en="A test that expects an action that is in no rule always fails.",
    ),
    wrong=whole(_test('WANNEER werkbon compleet gemeld\nVERWACHT MAAK taak MET titel = "x"')),
    right=whole(_test("WANNEER werkbon compleet gemeld\nVERWACHT ARCHIVEER werkbon")),
)


def never_written(span: Span, action: str) -> Diagnostic:
    return Diagnostic(NEVER_WRITTEN, span, {"action": action})


NOTHING_HAPPENS = declare(
    "RT809",
    Severity.ERROR,
    title=Text(nl="Test waarin niets gebeurt", en="Test in which nothing happens"),
    message=Text(nl="de eerste stap van een test heeft `WANNEER` nodig", en="the first step of a test needs `WANNEER`"),
    why=Text(
        nl="Een test begint met een gebeurtenis. Pas daarna kan een stap met alleen `OP` de tijd laten verstrijken, "
        "zodat gebeurt wat gepland staat.",
        en="A test begins with an event. Only after that a step with nothing but `OP` can let time pass, so that what "
        "is planned happens.",
    ),
    hint=Text(
        nl="Zet er `WANNEER` met een gebeurtenis voor.",
        en="Put `WANNEER` with an event before it.",
    ),
    wrong=whole(_test("OP 12-3-2027 10:00\nVERWACHT ARCHIVEER werkbon")),
    right=whole(_test("OP 12-3-2027 10:00\nWANNEER werkbon compleet gemeld\nVERWACHT ARCHIVEER werkbon")),
)


def nothing_happens(span: Span) -> Diagnostic:
    return Diagnostic(NOTHING_HAPPENS, span, {})


NO_RECORD_FILE = declare(
    "RT811",
    Severity.ERROR,
    title=Text(nl="Geen bestand met een record", en="No file with a record"),
    message=Text(
        nl="`{path}` is geen JSON-bestand in de map van het project",
        en="`{path}` is no JSON file in the project's folder",
    ),
    why=Text(
        nl="Achter UIT staat het pad van een `.json`-bestand, gezien vanuit de map met regeltaal.toml. Een test leest "
        "niets buiten die map, zodat zij overal hetzelfde geeft.",
        en="Behind UIT stands the path of a `.json` file, from the folder with regeltaal.toml. A test reads nothing "
        "outside that folder, so that it gives the same everywhere.",
    ),
    hint=Text(
        nl='Zet het bestand in de map van het project, en noem het vanaf die map, zoals `UIT "tests/werkbon.json"`.',
        en='Put the file in the folder of the project, and name it from there, such as `UIT "tests/werkbon.json"`.',
    ),
    wrong=whole(_test(f'GEGEVEN werkbon UIT "../wb.json"\n{_HAPPENS}')),
    right=whole(_test(f'GEGEVEN werkbon UIT "voorbeelden/wb.json"\n{_HAPPENS}')),
)


def no_record_file(span: Span, path: str) -> Diagnostic:
    return Diagnostic(NO_RECORD_FILE, span, {"path": path})
