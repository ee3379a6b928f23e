"""Problems with names: what a word or path should stand for, and does not."""

from collections.abc import Iterable, Sequence

from regeltaal.base.codes import declare
from regeltaal.base.diagnostic import Diagnostic, Edit, Fix, Severity
from regeltaal.base.source import Span
from regeltaal.base.text import Fact, Text
from regeltaal.check.problems.samples import condition, trigger, whole
from regeltaal.check.problems.suggestions import DID_YOU_MEAN, meaning, replace, suggesting

UNKNOWN_NAME = declare(
    "RT201",
    Severity.ERROR,
    title=Text(nl="Onbekende naam", en="Unknown name"),
    message=Text(nl="`{name}` is hier niet bekend", en="`{name}` is not known here"),
    why=Text(
        nl="Een naam is een veld van het object waar de regel over gaat, een definitie, een lijst, of een naam die de "
        "regel zelf geeft. Zo ziet u een tikfout voordat de regel draait.",
        en="A name is a field of the object that the rule is about, a definition, a list, or a name that the rule "
        "itself gives. So a slip shows before the rule runs.",
    ),
    wrong=condition('comentaar = "x"'),
    right=condition('commentaar = "x"'),
)


MAYBE_FREE_FIELD = Text(
    nl='Is het een vrij veld, zet dan in regeltaal.toml onder `[vrije_velden.{object}]` de regel `{name} = "tekst"` '
    '(of `"getal"`, `"datum"`), en schrijf hier `vrije velden.{name}`.',
    en='If it is a free field, put the line `{name} = "tekst"` (or `"getal"`, `"datum"`) in regeltaal.toml under '
    "`[vrije_velden.{object}]`, and write `vrije velden.{name}` here.",
)


def unknown_name(span: Span, name: str, known: Iterable[str], object_: str | None = None) -> Diagnostic:
    """``object_``: the rule's object, where it can have free fields."""
    found = suggesting(UNKNOWN_NAME, span, {"name": name}, name, known)
    if found.fixes or object_ is None:
        return found
    return Diagnostic(UNKNOWN_NAME, span, {"name": name, "object": object_}, MAYBE_FREE_FIELD)


NO_COMPARISON = Text(
    nl="Een voorwaarde vergelijkt een veld met een waarde, zoals `{example}`.",
    en="A condition compares a field with a value, such as `{example}`.",
)


def no_comparison(span: Span, name: str, example: str) -> Diagnostic:
    """A sentence, where a condition or a value belongs."""
    shown = " ".join(name.split())
    return Diagnostic(UNKNOWN_NAME, span, {"name": shown, "example": example}, NO_COMPARISON)


OF_TYPE = Text(
    nl="Hier hoort een waarde van het type {type}, bijvoorbeeld `{example}`.",
    en="A value of type {type} belongs here, such as `{example}`.",
)


def of_type(span: Span, name: str, type_: str, example: str) -> Diagnostic:
    """Where a text of a certain kind goes, and the word is none."""
    return Diagnostic(UNKNOWN_NAME, span, {"name": name, "type": type_, "example": example}, OF_TYPE)


TEXTS_IN_QUOTES = Text(
    nl="Een vaste tekst staat tussen aanhalingstekens: `{meant}`.", en="A fixed text stands between quotes: `{meant}`."
)
QUOTED_OR_SLIP = Text(
    nl="Bedoelde u het veld `{meant}`? Een vaste tekst staat tussen aanhalingstekens: `{quoted}`.",
    en="Did you mean the field `{meant}`? A fixed text stands between quotes: `{quoted}`.",
)


CHOOSE_TEXT = Text(
    nl="Een vaste waarde staat tussen aanhalingstekens; kies uit {known}.",
    en="A fixed value stands between quotes; choose from {known}.",
)


def no_choice(span: Span, name: str, known: Iterable[str]) -> Diagnostic:
    """Where a value of an enum goes, and the word is none of its values."""
    return Diagnostic(UNKNOWN_NAME, span, {"name": name, "known": ", ".join(f'"{one}"' for one in known)}, CHOOSE_TEXT)


def unquoted(span: Span, name: str, quoted: str, near: Sequence[str]) -> Diagnostic:
    """Where a text goes: either a text without its quotes, or a slip in a name; a capital tells a text."""
    texts, fields = [replace(span, quoted)], [replace(span, one) for one in near]
    if not near or not name[0].islower():
        return Diagnostic(UNKNOWN_NAME, span, {"name": name, "meant": quoted}, TEXTS_IN_QUOTES, (*texts, *fields))
    facts: dict[str, Fact] = {"name": name, "meant": near[0], "quoted": quoted}
    return Diagnostic(UNKNOWN_NAME, span, facts, QUOTED_OR_SLIP, (*fields, *texts))


def path_meant(span: Span, name: str, stretch: Span, meant: str) -> Diagnostic:
    """The name is a field after all, further along or without what stands before it."""
    return Diagnostic(UNKNOWN_NAME, span, {"name": name, "meant": meant}, DID_YOU_MEAN, (replace(stretch, meant),))


ONE_OF_THE_ROWS = Text(
    nl="Zoekt u een van de rijen, schrijf dan `EEN {name} IN {list} WAARVOOR {name}.{field} …`.",
    en="To look for one of the rows, write `EEN {name} IN {list} WAARVOOR {name}.{field} …`.",
)


def row_of_list(span: Span, name: str, list_name: str, field: str) -> Diagnostic:
    """The name of a row of a list, where no row is at hand."""
    facts: dict[str, Fact] = {"name": name, "list": list_name, "field": field}
    return Diagnostic(UNKNOWN_NAME, span, facts, ONE_OF_THE_ROWS)


UNKNOWN_FIELD = declare(
    "RT202",
    Severity.ERROR,
    title=Text(nl="Onbekend veld", en="Unknown field"),
    message=Text(nl="`{owner}` heeft geen veld `{name}`", en="`{owner}` has no field `{name}`"),
    why=Text(
        nl="Achter een punt staat een veld van wat ervoor staat.",
        en="Behind a point stands a field of what is before it.",
    ),
    wrong=condition('relatie.plats = "Zeist"'),
    right=condition('relatie.plaats = "Zeist"'),
)


def unknown_field(span: Span, owner: str, name: str, known: Iterable[str], object_: str | None = None) -> Diagnostic:
    """``object_``: what the owner is, where that can have free fields."""
    found = suggesting(UNKNOWN_FIELD, span, {"owner": owner, "name": name}, name, known)
    if found.fixes or object_ is None:
        return found
    return Diagnostic(UNKNOWN_FIELD, span, {**found.facts, "object": object_}, MAYBE_FREE_FIELD)


def free_field_meant(span: Span, owner: str, name: str, meant: str) -> Diagnostic:
    return meaning(UNKNOWN_FIELD, span, {"owner": owner, "name": name}, meant)


WHERE_FREE_FIELDS_ARE = Text(
    nl='Zet in regeltaal.toml onder `[vrije_velden.{object}]` de regel `{name} = "tekst"` (of `"getal"`, `"datum"`).',
    en='Put the line `{name} = "tekst"` (or `"getal"`, `"datum"`) in regeltaal.toml under `[vrije_velden.{object}]`.',
)


def unknown_free_field(span: Span, owner: str, name: str, known: Iterable[str], object_: str) -> Diagnostic:
    """``owner`` is as the rule writes it, up to and with `vrije velden`; ``object_`` is what the fields are of."""
    found = unknown_field(span, owner, name, known)
    if found.fixes:
        return found
    return Diagnostic(UNKNOWN_FIELD, span, {**found.facts, "object": object_}, WHERE_FREE_FIELDS_ARE)


NO_PARTS = declare(
    "RT203",
    Severity.ERROR,
    title=Text(nl="Punt achter een gewone waarde", en="Point behind a plain value"),
    message=Text(nl="`{owner}` is {type} en heeft geen velden", en="`{owner}` is {type} and has no fields"),
    why=Text(
        nl="Alleen een verwijzing naar een ander object heeft velden, zoals `relatie.naam`.",
        en="Only a reference to another object has fields, such as `relatie.naam`.",
    ),
    hint=Text(
        nl="Haal weg wat vanaf de punt staat, of begin met een verwijzing, zoals `relatie.naam`.",
        en="Remove what stands from the point on, or begin with a reference, such as `relatie.naam`.",
    ),
    wrong=condition('commentaar.tekst = "x"'),
    right=condition('relatie.naam = "x"'),
)


def no_parts(span: Span, owner: str, type_: str) -> Diagnostic:
    return Diagnostic(NO_PARTS, span, {"owner": owner, "type": type_})


UNKNOWN_EVENT = declare(
    "RT204",
    Severity.ERROR,
    title=Text(nl="Onbekende gebeurtenis", en="Unknown event"),
    message=Text(nl="er is geen gebeurtenis `{name}`", en="there is no event `{name}`"),
    why=Text(
        nl="Achter WANNEER staat een gebeurtenis van het domein.",
        en="Behind WANNEER stands an event of the domain.",
    ),
    wrong=trigger("werkbon kompleet gemeld"),
    right=trigger("werkbon compleet gemeld"),
)


CHOOSE_EVENT = Text(nl="Kies uit {known}.", en="Choose from {known}.")


def unknown_event(span: Span, name: str, known: Iterable[str], following: str | None = None) -> Diagnostic:
    """``following`` is an event that follows the field which is named.

    Where none is near, those that begin with the same word are told: they are likely of the same object.
    """
    names = list(known)
    if following is not None:
        return meaning(UNKNOWN_EVENT, span, {"name": name}, following)
    found = suggesting(UNKNOWN_EVENT, span, {"name": name}, name, names)
    first = name.split(maxsplit=1)[0].lower()
    alike = ", ".join(f"`{one}`" for one in names if one.split()[0].lower() == first)
    if found.fixes or not alike:
        return found
    return Diagnostic(UNKNOWN_EVENT, span, {"name": name, "known": alike}, CHOOSE_EVENT)


def event_with_more(span: Span, name: str, event: str, word: Span, keyword: str) -> Diagnostic:
    """A known event with a word of the language behind it, in lower case: what follows must not be lost."""
    title = Text(nl=f"Schrijf `{keyword}` in hoofdletters", en=f"Write `{keyword}` in capitals")
    fix = Fix(title, (Edit(word, keyword),))
    return Diagnostic(UNKNOWN_EVENT, span, {"name": name, "event": event, "keyword": keyword}, _MORE, fixes=(fix,))


_MORE = Text(
    nl="`{event}` is er wel; schrijf wat erna komt met `{keyword}` in hoofdletters.",
    en="`{event}` is there; write what follows with `{keyword}` in capitals.",
)

UNKNOWN_OBJECT = declare(
    "RT205",
    Severity.ERROR,
    title=Text(nl="Onbekend object", en="Unknown object"),
    message=Text(nl="er is geen object `{name}`", en="there is no object `{name}`"),
    why=Text(
        nl="Achter BIJ, en achter VOOR ELKE bij een klok, staat een object van het domein.",
        en="Behind BIJ, and behind VOOR ELKE with a clock, stands an object of the domain.",
    ),
    wrong=trigger("ELKE werkdag OM 08:00 VOOR ELKE werkbonn", "ARCHIVEER werkbon"),
    right=trigger("ELKE werkdag OM 08:00 VOOR ELKE werkbon", "ARCHIVEER werkbon"),
)


def unknown_object(span: Span, name: str, known: Iterable[str]) -> Diagnostic:
    return suggesting(UNKNOWN_OBJECT, span, {"name": name}, name, known)


UNKNOWN_FUNCTION = declare(
    "RT206",
    Severity.ERROR,
    title=Text(nl="Onbekende functie", en="Unknown function"),
    message=Text(nl="er is geen functie `{name}`", en="there is no function `{name}`"),
    why=Text(
        nl="Een woord in hoofdletters met haakjes erachter is een functie van de taal of van het domein.",
        en="A word in capitals with parentheses behind it is a function of the language or of the domain.",
    ),
    wrong=condition("LENGHTE(commentaar) > 3"),
    right=condition("commentaar IS GEVULD EN LENGTE(commentaar) > 3"),
)


def unknown_function(span: Span, name: str, known: Iterable[str]) -> Diagnostic:
    return suggesting(UNKNOWN_FUNCTION, span, {"name": name}, name, known)


KEYWORD_IN_NAME = declare(
    "RT207",
    Severity.ERROR,
    title=Text(nl="Sleutelwoord in kleine letters", en="Keyword in lower case"),
    message=Text(
        nl="`{name}` is geen naam; een sleutelwoord wordt met hoofdletters geschreven",
        en="`{name}` is no name; a keyword is written in capitals",
    ),
    why=Text(
        nl="Hoofdletters zijn de taal, kleine letters zijn de namen. `commentaar is leeg` leest de taal als één naam.",
        en="Capitals are the language, lower case is names. `commentaar is leeg` reads as one name.",
    ),
    wrong=condition("commentaar is leeg"),
    right=condition("commentaar IS LEEG"),
)


def keyword_in_name(span: Span, name: str, capitalised: str) -> Diagnostic:
    only_capitals = capitalised.lower() == " ".join(name.lower().split())
    return meaning(KEYWORD_IN_NAME, span, {"name": name}, capitalised, safe=only_capitals)


NO_COLUMN = declare(
    "RT217",
    Severity.ERROR,
    title=Text(nl="Kolom bestaat niet", en="No such column"),
    message=Text(nl="de tabel heeft geen kolom `{name}`", en="the table has no column `{name}`"),
    why=Text(
        nl="Achter `rij.` of `voorbeeld.` staat een kop uit de tabel.",
        en="Behind `rij.` or `voorbeeld.` stands a heading of the table.",
    ),
    hint=Text(
        nl="Kies een van de koppen van de tabel, of zet de kolom erbij.",
        en="Choose one of the headings of the table, or add the column.",
    ),
    wrong=whole(
        'REGEL "Voorbeeld"\n  VOOR ELKE RIJ\n    | plaats  |\n    | "Zeist" |\n'
        "WANNEER werkbon compleet gemeld\nEN relatie.plaats = rij.stad\nDAN ARCHIVEER werkbon"
    ),
    right=whole(
        'REGEL "Voorbeeld"\n  VOOR ELKE RIJ\n    | plaats  |\n    | "Zeist" |\n'
        "WANNEER werkbon compleet gemeld\nEN relatie.plaats = rij.plaats\nDAN ARCHIVEER werkbon"
    ),
)


def no_column(span: Span, name: str, known: Iterable[str]) -> Diagnostic:
    return suggesting(NO_COLUMN, span, {"name": name}, name, known)


FORMER_NAME = declare(
    "RT218",
    Severity.WARNING,
    title=Text(nl="Vroegere naam", en="Former name"),
    message=Text(nl="`{old}` heet nu `{new}`", en="`{old}` is now called `{new}`"),
    why=Text(
        nl="Een vroegere naam blijft werken, maar wie de regel leest, zoekt hem tevergeefs in de lijst van velden.",
        en="A former name goes on working, but who reads the rule looks for it in the list of fields in vain.",
    ),
    wrong=condition('medewerkersnummer = "1042"'),
    right=condition('medewerker = "1042"'),
)


def former_name(span: Span, old: str, new: str) -> Diagnostic:
    return Diagnostic(FORMER_NAME, span, {"old": old, "new": new}, fixes=(replace(span, new, safe=True),))


UNKNOWN_RULE_PART = declare(
    "RT219",
    Severity.ERROR,
    title=Text(nl="Naam zonder vervolg", en="Name without a sequel"),
    message=Text(nl="achter `{name}` hoort een punt met een naam", en="`{name}` needs a point and a name behind it"),
    why=Text(
        nl="`vorige`, `rij`, `voorbeeld`, `gebeurtenis` en `parameter` zijn zelf geen waarde; hun delen zijn dat wel.",
        en="`vorige`, `rij`, `voorbeeld`, `gebeurtenis` and `parameter` are no value themselves; their parts are.",
    ),
    wrong=condition("vorige = VANDAAG"),
    right=condition("vorige.datum = VANDAAG"),
)


def without_sequel(span: Span, name: str) -> Diagnostic:
    return Diagnostic(UNKNOWN_RULE_PART, span, {"name": name})


AMBIGUOUS_ELEMENT = declare(
    "RT607",
    Severity.WARNING,
    title=Text(nl="Veld van de rij of van het geheel?", en="Field of the row or of the whole?"),
    message=Text(
        nl="`{name}` is hier het veld van `{object}`, niet dat van `{variable}`",
        en="`{name}` is the field of `{object}` here, not that of `{variable}`",
    ),
    why=Text(
        nl="Een naam zonder punt is een veld van het object waar de regel over gaat, ook binnen WAARVOOR. Heeft de rij "
        "ook zo'n veld, dan is dat meestal bedoeld.",
        en="A name without a point is a field of the object that the rule is about, also inside WAARVOOR. Where the "
        "row has such a field too, that one is mostly meant.",
    ),
    wrong=condition("EEN materiaal IN materialen WAARVOOR (materiaal.aantal = 2 EN garantie)"),
    right=condition("EEN materiaal IN materialen WAARVOOR (materiaal.aantal = 2 EN materiaal.garantie)"),
)


def ambiguous_element(span: Span, name: str, object_name: str, variable: str) -> Diagnostic:
    facts: dict[str, Fact] = {"name": name, "object": object_name, "variable": variable}
    return meaning(AMBIGUOUS_ELEMENT, span, facts, f"{variable}.{name}")
