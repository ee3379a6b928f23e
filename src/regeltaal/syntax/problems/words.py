"""Problems with words: keywords, names and texts. One function each, beside its code."""

from collections.abc import Sequence

from regeltaal.base.codes import declare
from regeltaal.base.diagnostic import Diagnostic, Edit, Fix, Label, Sample, Severity
from regeltaal.base.source import Span
from regeltaal.base.text import Fact, Text, same

_RIGHT = Sample(
    'REGEL "Voorbeeld"\nWANNEER werkbon aangemaakt\nEN status = "Ingepland"\nDAN ZET commentaar = "nieuw"\n'
)

LOWER_CASE = declare(
    "RT101",
    Severity.ERROR,
    title=Text(nl="Sleutelwoord in kleine letters", en="Keyword in lower case"),
    message=Text(
        nl="hier {stands} {found}, maar de woorden van de taal schrijft u in hoofdletters; bedoelde u {right}?",
        en="here {stands} {found}, but the language's words are written in capitals; did you mean {right}?",
    ),
    why=Text(
        nl="Hoofdletters zijn van de taal, kleine letters van uw gegevens. Zo kan een veld gewoon `in "
        "behandeling` heten.",
        en="Capitals are the language's, lower case is your data's. So a field can simply be called `in behandeling`.",
    ),
    wrong=Sample(
        'REGEL "Voorbeeld"\nWANNEER werkbon aangemaakt\nEN status = "Ingepland"\ndan ZET commentaar = "nieuw"\n'
    ),
    right=_RIGHT,
)


def lower_case(words: Sequence[Span], keywords: Sequence[str], *, safe: bool = True) -> Diagnostic:
    """One problem for all the lower-case keywords of a declaration."""
    pairs = list(dict.fromkeys((word.text, keyword) for word, keyword in zip(words, keywords, strict=True)))
    stands = Text(nl="staat", en="is") if len(pairs) == 1 else Text(nl="staan", en="are")
    facts: dict[str, Fact] = {
        "stands": stands,
        "found": _enumerated([word for word, _ in pairs]),
        "right": _enumerated([word for _, word in pairs]),
    }
    edits = tuple(Edit(word, keyword) for word, keyword in zip(words, keywords, strict=True))
    fix = Fix(Text(nl="schrijf in hoofdletters", en="write in capitals"), edits, safe=safe)
    labels = tuple(Label(word, Text(nl="en hier", en="and here")) for word in words[1:])
    return Diagnostic(LOWER_CASE, words[0], facts, fixes=(fix,), labels=labels)


def _enumerated(words: Sequence[str]) -> Text:
    quoted = [f"`{word}`" for word in words]
    if len(quoted) == 1:
        return same(quoted[0])
    head = ", ".join(quoted[:-1])
    return Text(nl=f"{head} en {quoted[-1]}", en=f"{head} and {quoted[-1]}")


UNCLOSED_TEXT = declare(
    "RT102",
    Severity.ERROR,
    title=Text(nl="Tekst zonder aanhalingsteken aan één kant", en="Text without a quote on one side"),
    message=Text(nl="{where} ontbreekt het aanhalingsteken {quote}", en="{where} the quote {quote} is missing"),
    why=Text(
        nl='Een tekst tussen `"` en `"` staat op één regel. Voor meer regels zet u er aan beide kanten drie.',
        en='A text between `"` and `"` stands on one line. For several lines put three on either side.',
    ),
    hint=Text(
        nl="Zet het aanhalingsteken aan het eind van de tekst, of begin en eindig met drie voor een tekst "
        "van meer regels.",
        en="Put the quote at the end of the text, or begin and end with three for a text of several lines.",
    ),
    wrong=Sample('REGEL "Voorbeeld"\nWANNEER werkbon aangemaakt\nDAN ZET commentaar = "nieuw\n'),
    right=Sample('REGEL "Voorbeeld"\nWANNEER werkbon aangemaakt\nDAN ZET commentaar = "nieuw"\n'),
)
_UNKNOWN_END = Text(nl="aan het eind van de tekst die hier begint", en="at the end of the text that begins here")
_ON_BOTH_SIDES = Text(
    nl='Een tekst staat tussen twee aanhalingstekens: `"{text}"`.', en='A text stands between two quotes: `"{text}"`.'
)
_MIXED_QUOTES = Text(
    nl="Gebruik aan beide kanten van een tekst hetzelfde aanhalingsteken: {quote}, en niet `{other}`.",
    en="Use the same quote on both sides of a text: {quote}, and not `{other}`.",
)


def unclosed_text(span: Span, quote: str) -> Diagnostic:
    """Where the text should end can't be told."""
    return Diagnostic(UNCLOSED_TEXT, span, {"where": _UNKNOWN_END, "quote": f"`{quote}`"})


def quote_missing(span: Span, text: str, edit: Edit, *, at_end: bool) -> Diagnostic:
    """At one side of a text."""
    nl, en = ("achter", "behind") if at_end else ("vóór", "before")
    where = Text(nl=f"{nl} `{text}`", en=f"{en} `{text}`")
    quote = f"`{edit.replacement}`"
    fix = Fix(Text(nl=f"zet {quote} {nl} `{text}`", en=f"put {quote} {en} `{text}`"), (edit,))
    return Diagnostic(UNCLOSED_TEXT, span, {"where": where, "quote": quote, "text": text}, _ON_BOTH_SIDES, (fix,))


def quotes_mixed(span: Span, edits: tuple[Edit, ...]) -> Diagnostic:
    """Straight quotes and curled ones around one text."""
    where = Text(nl="hier", en="here")
    fix = Fix(Text(nl='schrijf `"`', en='write `"`'), edits, safe=True)
    facts: dict[str, Fact] = {"where": where, "quote": '`"`', "other": span.text}
    return Diagnostic(UNCLOSED_TEXT, span, facts, _MIXED_QUOTES, (fix,))


UNCLOSED_NAME = declare(
    "RT103",
    Severity.ERROR,
    title=Text(nl="Naam zonder sluitend accent", en="Name without a closing back-quote"),
    message=Text(
        nl="de naam {found} begint met een accent (het teken `), maar eindigt er niet mee",
        en="the name {found} begins with a back-quote (the sign `) and does not end with one",
    ),
    why=Text(
        nl="Tussen twee van die accenten mag een naam alles bevatten, ook losse cijfers. Zonder het tweede "
        "houdt de naam niet op.",
        en="Between two back-quotes a name may hold anything, digits too. Without the second the name does not end.",
    ),
    hint=Text(
        nl="Zet aan het eind van de naam ook zo'n accent.",
        en="Put a back-quote at the end of the name too.",
    ),
    wrong=Sample('REGEL "Voorbeeld"\nWANNEER werkbon aangemaakt\nDAN ZET `commentaar = "nieuw"\n'),
    right=Sample('REGEL "Voorbeeld"\nWANNEER werkbon aangemaakt\nDAN ZET `commentaar` = "nieuw"\n'),
)


def unclosed_name(span: Span) -> Diagnostic:
    words = span.text.removeprefix("`").split()
    return Diagnostic(UNCLOSED_NAME, span, {"found": words[0] if words else "…"})


WRONG_WORD = declare(
    "RT105",
    Severity.ERROR,
    title=Text(nl="Andere woorden dan die van de taal", en="Other words than the language's"),
    message=Text(
        nl="in plaats van `{found}` schrijft u hier `{right}`", en="instead of `{found}` write `{right}` here"
    ),
    why=Text(
        nl="Regeltaal heeft voor elke bewerking één schrijfwijze, zodat iedereen elke regel kan lezen.",
        en="Regeltaal has one spelling for each operation, so that anyone can read any rule.",
    ),
    wrong=Sample(
        'REGEL "Voorbeeld"\nWANNEER werkbon aangemaakt\nEN status IS GELIJK AAN "Ingepland"\n'
        'DAN ZET commentaar = "nieuw"\n'
    ),
    right=_RIGHT,
)


def wrong_word(span: Span, right: str) -> Diagnostic:
    found = " ".join(span.text.split())
    return Diagnostic(WRONG_WORD, span, {"found": found, "right": right}, fixes=(_written(span, right),))


SINGLE_QUOTES = declare(
    "RT108",
    Severity.ERROR,
    title=Text(nl="Enkele aanhalingstekens", en="Single quotes"),
    message=Text(
        nl="een tekst staat tussen dubbele aanhalingstekens: {right}", en="a text stands between double quotes: {right}"
    ),
    why=Text(
        nl="De apostrof hoort bij woorden als `auto's` en `'s-Gravenhage`, en kan dus geen tekst openen.",
        en="The apostrophe belongs to words such as `auto's` and `'s-Gravenhage`, so it can't open a text.",
    ),
    wrong=Sample(
        'REGEL "Voorbeeld"\nWANNEER werkbon aangemaakt\nEN status = \'Ingepland\'\nDAN ZET commentaar = "nieuw"\n'
    ),
    right=_RIGHT,
)


def single_quotes(span: Span, right: str) -> Diagnostic:
    return Diagnostic(SINGLE_QUOTES, span, {"right": f"`{right}`"}, fixes=(_written(span, right, safe=True),))


TEXT_WITHOUT_QUOTES = declare(
    "RT112",
    Severity.ERROR,
    title=Text(nl="Tekst zonder aanhalingstekens", en="Text without quotes"),
    message=Text(
        nl="achter `{keyword}` hoort een tekst tussen aanhalingstekens: `{right}`",
        en="`{keyword}` takes a text in quotes: `{right}`",
    ),
    why=Text(
        nl="Zonder aanhalingstekens zou niet te zien zijn waar de tekst ophoudt en de regel verdergaat.",
        en="Without quotes there is no seeing where the text ends and the rule goes on.",
    ),
    wrong=Sample(
        'REGEL Voorbeeld\nWANNEER werkbon aangemaakt\nEN status = "Ingepland"\nDAN ZET commentaar = "nieuw"\n'
    ),
    right=_RIGHT,
)


def text_without_quotes(span: Span, keyword: str, right: str) -> Diagnostic:
    return Diagnostic(
        TEXT_WITHOUT_QUOTES, span, {"keyword": keyword, "right": right}, fixes=(_written(span, right, safe=True),)
    )


KEYWORD_AS_NAME = declare(
    "RT113",
    Severity.ERROR,
    title=Text(nl="Sleutelwoord als naam", en="Keyword as a name"),
    message=Text(
        nl="`{found}` is een sleutelwoord van de taal en kan hier geen naam zijn",
        en="`{found}` is a keyword of the language and can't be a name here",
    ),
    why=Text(
        nl="Een woord in hoofdletters dat de taal zelf gebruikt heeft overal dezelfde betekenis.",
        en="A word in capitals that the language itself uses means the same everywhere.",
    ),
    hint=Text(nl="Bedoelt u een naam, schrijf dan `{right}`.", en="If you mean a name, write `{right}`."),
    wrong=Sample('REGEL "Voorbeeld"\nWANNEER werkbon aangemaakt\nDAN ZET TAAL = "nieuw"\n'),
    right=Sample('REGEL "Voorbeeld"\nWANNEER werkbon aangemaakt\nDAN ZET commentaar = "nieuw"\n'),
)


def keyword_as_name(span: Span) -> Diagnostic:
    right = span.text.lower()
    return Diagnostic(KEYWORD_AS_NAME, span, {"found": span.text, "right": right}, fixes=(_written(span, right),))


CAPITALS_IN_NAME = declare(
    "RT114",
    Severity.ERROR,
    title=Text(nl="Naam in hoofdletters", en="Name in capitals"),
    message=Text(
        nl="`{found}` staat in hoofdletters; een naam schrijft u hier met kleine letters: `{right}`",
        en="`{found}` is in capitals; a name is written in lower case here: `{right}`",
    ),
    why=Text(
        nl="Woorden in hoofdletters zijn van de taal. Aan de kleine letters is te zien dat hier een naam begint.",
        en="Words in capitals are the language's. Lower case shows that a name begins here.",
    ),
    wrong=Sample(
        'REGEL "Voorbeeld"\nWANNEER werkbon aangemaakt\nDAN VERSTUUR SMS MET sjabloon = "Bedankt"\n',
        files=(("sjablonen/sms/Bedankt.txt", "Bedankt."),),
    ),
    right=Sample('REGEL "Voorbeeld"\nWANNEER werkbon aangemaakt\nDAN ZET commentaar = "nieuw"\n'),
)


def capitals_in_name(span: Span, verb: str | None = None) -> Diagnostic:
    """``verb`` is that of the action that the name is of."""
    found = " ".join(span.text.split())
    right = found.lower()
    facts: dict[str, Fact] = {"found": found, "right": right}
    if verb is not None:
        facts["action"] = f"{verb} {right}"
    return Diagnostic(CAPITALS_IN_NAME, span, facts, fixes=(_written(span, right),))


MISSPELLED = declare(
    "RT131",
    Severity.ERROR,
    title=Text(nl="Sleutelwoord verkeerd gespeld", en="Keyword misspelled"),
    message=Text(
        nl="`{found}` kent Regeltaal niet; bedoelde u `{right}`?", en="`{found}` is unknown; did you mean `{right}`?"
    ),
    why=Text(
        nl="Een woord in hoofdletters moet precies zo geschreven zijn als de taal het kent.",
        en="A word in capitals must be spelled exactly as the language has it.",
    ),
    wrong=Sample(
        'REGEL "Voorbeeld"\nWANEER werkbon aangemaakt\nEN status = "Ingepland"\nDAN ZET commentaar = "nieuw"\n'
    ),
    right=_RIGHT,
)


def misspelled(span: Span, right: str) -> Diagnostic:
    return Diagnostic(MISSPELLED, span, {"found": span.text, "right": right}, fixes=(_written(span, right),))


def _written(span: Span, right: str, *, safe: bool = False) -> Fix:
    return Fix(Text(nl=f"schrijf `{right}`", en=f"write `{right}`"), (Edit(span, right),), safe)
