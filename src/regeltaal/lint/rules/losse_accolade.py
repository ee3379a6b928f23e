"""A brace that stays in the text, where a value was meant: `{{nummer}}`, or `{relatie.naam` without its end."""

import re
from collections.abc import Iterator

from regeltaal.base.codes import declare
from regeltaal.base.diagnostic import Diagnostic, Edit, Fix, Severity
from regeltaal.base.patterns import lazily
from regeltaal.base.source import Span
from regeltaal.base.text import Fact, Text
from regeltaal.check.problems.samples import actions
from regeltaal.lint.fields_in_text import texts_of
from regeltaal.lint.rule import DeclarationRule
from regeltaal.lint.templates import templates_of
from regeltaal.lint.view import FileView
from regeltaal.schema.model import Object
from regeltaal.syntax import tree

CODE = declare(
    "RT649",
    Severity.WARNING,
    name="losse-accolade",
    title=Text(nl="Accolade die in de tekst blijft staan", en="Brace that stays in the text"),
    message=Text(nl="hier komt `{shown}` in de tekst te staan: {why}", en="this puts `{shown}` in the text: {why}"),
    why=Text(
        nl="Een waarde staat tussen één paar accolades. Wat daarbuiten staat, ziet de lezer zoals het er staat.",
        en="A value stands between one pair of braces. What is outside them the reader sees as it stands.",
    ),
    hint=Text(
        nl="Schrijf het veld tussen één accolade openen en één accolade sluiten.",
        en="Write the field between one opening and one closing brace.",
    ),
    wrong=actions('MAAK taak MET titel = "Bel over {{nummer}}"'),
    right=actions('MAAK taak MET titel = "Bel over {nummer}"'),
)

_WORD = r"[^\W\d_A-Z][\w'’-]*"
_PATH = rf"{_WORD}(?:[ .]{_WORD})*"
_DOUBLE = lazily(rf"\{{\{{[^\S\n]*(?P<path>{_PATH}(?:\|\w+)?)[^\S\n]*\}}\}}")
_OPEN = lazily(rf"(?<!\\)\{{(?P<path>{_PATH})(?=[\s,;!?<\"]|\.(?:\s|$)|$)(?![^{{}}\n]*\}})", re.MULTILINE)
_CLOSE = lazily(rf"(?:^|(?<=[\s\"(]))(?P<path>{_PATH})\}}", re.MULTILINE)
_ADD = Text(nl="Open de accolade", en="Open the brace")
_NO_START = Text(nl="de accolade wordt niet geopend", en="the brace is not opened")
_TWO = Text(nl="de accolades zijn dubbel", en="the braces are double")
_NO_END = Text(nl="de accolade wordt niet gesloten", en="the brace is not closed")


def _find(view: FileView) -> Iterator[Diagnostic]:
    for rule in view.holding(one for one in view.each(tree.TextLiteral) if _has_a_brace(one)):
        owner = view.schema.object(rule.made[0].object)
        if owner is not None:
            for literal in texts_of(rule.node):
                yield from _in_text(literal.span, owner)
    for source, name in templates_of(view).items():
        owner = view.schema.object(name)
        if owner is not None:
            yield from _in_text(Span(source, 0, len(source.text)), owner)


def _has_a_brace(text: tree.TextLiteral) -> bool:
    """Whether a brace is left besides those around a value."""
    return any(isinstance(part, str) and ("{" in part or "}" in part) for part in text.parts)


def _in_text(place: Span, owner: Object) -> Iterator[Diagnostic]:
    text = place.text
    if "{{" in text:
        for found in _DOUBLE.finditer(text):
            span = Span(place.source, place.start + found.start(), place.start + found.end())
            written = f"{{{found['path']}}}"
            fix = Fix(Text(nl=f"Schrijf `{written}`", en=f"Write `{written}`"), (Edit(span, written),))
            yield Diagnostic(CODE, span, _facts("{…}", _TWO), fixes=(fix,))
    if text.count("{") > text.count("}"):
        for found in _OPEN.finditer(text):
            if _begins_with_a_field(found["path"], owner):
                span = Span(place.source, place.start + found.start(), place.start + found.end())
                yield Diagnostic(CODE, span, _facts(found[0], _NO_END))

    if text.count("}") > text.count("{"):
        for found in _CLOSE.finditer(text):
            path = _field_at_end(found["path"], owner)
            if path is not None:
                span = Span(place.source, place.start + found.end("path") - len(path), place.start + found.end())
                fix = Fix(_ADD, (Edit(Span(place.source, span.start, span.start), "{"),))
                yield Diagnostic(CODE, span, _facts(span.text, _NO_START), fixes=(fix,))


def _facts(shown: str, why: Text) -> dict[str, Fact]:
    return {"shown": shown, "why": why}


def _begins_with_a_field(path: str, owner: Object) -> bool:
    lower = path.lower()
    return any(lower.startswith(key) and not re.match(r"[\w'’-]", lower[len(key) :]) for key in owner.fields)


def _field_at_end(words: str, owner: Object) -> str | None:
    """The field, or the way to one, that some words end with."""
    before = words[: words.find(".")] if "." in words else words
    named = [
        key for key in owner.fields if before.lower().endswith(key) and before[-len(key) - 1 : -len(key)] in ("", " ")
    ]
    return None if not named else words[len(before) - len(max(named, key=len)) :]


RULE = DeclarationRule(CODE, _find)
