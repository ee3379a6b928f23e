"""What the TOML reader says, in Dutch and with a place: it reports in English, with the place in the sentence."""

import re
import tomllib

from regeltaal.base.diagnostic import Diagnostic
from regeltaal.base.source import Source, Span
from regeltaal.base.text import Text
from regeltaal.project.problems import files as file_problems

_PLACE = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)$")
_OTHER = Text(nl="deze regel is niet te lezen", en="this line can't be read")
_CAUSES: tuple[tuple[str, Text], ...] = (
    (
        "Invalid value",
        Text(
            nl="achter `=` staat geen waarde; staat tekst tussen aanhalingstekens?",
            en="there is no value after `=`; is text quoted?",
        ),
    ),
    ("Expected '=' after a key", Text(nl="achter de naam ontbreekt `=`", en="`=` is missing after the name")),
    (
        "Expected newline or end of document",
        Text(nl="achter de waarde staat nog iets op de regel", en="something follows the value on its line"),
    ),
    ("Unclosed array", Text(nl="de lijst is niet gesloten met `]`", en="the list is not closed with `]`")),
    ("Unclosed inline table", Text(nl="de `{` is niet gesloten met `}`", en="the `{` is not closed with `}`")),
    (
        "Unterminated string",
        Text(nl="de tekst is niet gesloten met een aanhalingsteken", en="the text has no closing quote"),
    ),
    (
        "Illegal character",
        Text(nl="hier staat een teken dat in een tekst niet mag", en="a text can't hold this character"),
    ),
    ("Unescaped", Text(nl="in deze tekst staat een `\\` die niets betekent", en="a `\\` in this text means nothing")),
    ("Cannot overwrite a value", Text(nl="deze naam staat er al", en="this name is there already")),
    ("Cannot declare", Text(nl="deze kop staat er al", en="this heading is there already")),
    ("Cannot mutate", Text(nl="deze naam staat er al", en="this name is there already")),
    (
        "Expected ']' at the end of a table",
        Text(nl="de kop is niet gesloten met `]`", en="the heading is not closed with `]`"),
    ),
    ("Expected ']]'", Text(nl="de kop is niet gesloten met `]]`", en="the heading is not closed with `]]`")),
    (
        "Invalid initial character for a key",
        Text(
            nl="hier hoort een naam; zet een naam met bijzondere tekens tussen aanhalingstekens",
            en="a name belongs here; quote an unusual one",
        ),
    ),
    (
        "Invalid statement",
        Text(
            nl="hier hoort een kop tussen rechte haken of `naam = waarde`",
            en="a heading in square brackets or `name = value` belongs here",
        ),
    ),
    ("Invalid date or datetime", Text(nl="deze datum bestaat niet", en="this date does not exist")),
)


def as_diagnostic(error: tomllib.TOMLDecodeError, source: Source) -> Diagnostic:
    sentence = str(error)
    cause = next((text for start, text in _CAUSES if sentence.startswith(start)), _OTHER)
    return file_problems.not_toml(_span(sentence, source), cause)


def _span(sentence: str, source: Source) -> Span:
    """The character that the reader stopped at; the end of the text when it says so."""
    match = _PLACE.search(sentence)
    if match is None or match[1] is None:
        end = len(source.text.rstrip())
        return Span(source, max(end - 1, 0), end)
    line, column = int(match[1]), int(match[2])
    start = source.line_start(line) + min(column - 1, len(source.line(line)))
    return Span(source, start, min(start + 1, len(source.text)))
