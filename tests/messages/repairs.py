"""What the first suggestion of a message is worth: carried out, or read as it is.

A suggestion is EXACT when its first fix gives the original tree back. Nobody can guess a text, number or name that was
left out, and where `;;` stands a value may lack or a `;` be too much; so what only the author can know counts as LED
when the message points between the right tokens and says what belongs there:

- a token was left out, and the first thing that the message expects is the token itself or the kind of thing that it
  was (comparisons are one kind, for `=` and `<>` fit the same places);
- what the message or its hint says to write holds the very token, in back-quotes;
- EN and OF mixed: one of the first two fixes, the two readings, or the junction that the others of the chain have.

Anything else is OTHER, also where it leads somebody who thinks along to a good rule.
"""

from enum import Enum

from tests.messages.changes import Mutant

from regeltaal.base.diagnostic import Diagnostic, Fix
from regeltaal.base.source import Source
from regeltaal.base.text import Text
from regeltaal.syntax import expectations
from regeltaal.syntax.lexer import Token
from regeltaal.syntax.parser import Parsed, parse


class Worth(Enum):
    EXACT = "exact"
    LED = "wijst de weg"
    OTHER = "iets anders"


def worth(mutant: Mutant, first: Diagnostic, original: Parsed) -> Worth:
    """What the first suggestion for a mutant is worth."""
    fixes = first.fixes
    if fixes and gives(mutant, fixes[0], original):
        return Worth.EXACT
    if first.code.id == MIXED and any(gives(mutant, fix, original) for fix in fixes[:2]):
        return Worth.LED
    if mutant.lost is not None and _points_at(mutant, first) and _says(first, mutant.lost):
        return Worth.LED
    return Worth.OTHER


MIXED = "RT150"


def gives(mutant: Mutant, fix: Fix, original: Parsed) -> bool:
    """Whether a fix gives the original tree back."""
    if any(edit.span.source.path != mutant.file.path for edit in fix.edits):
        return False
    return same(parse(Source(mutant.file.path, edited(mutant.text, fix))), original)


def edited(text: str, fix: Fix) -> str:
    for edit in sorted(fix.edits, key=lambda one: (one.span.start, one.span.end), reverse=True):
        text = text[: edit.span.start] + edit.replacement + text[edit.span.end :]
    return text


def same(parsed: Parsed, original: Parsed) -> bool:
    if any(one.is_error for one in parsed.problems):
        return False
    ours, theirs = parsed.file, original.file
    return ours.items == theirs.items and ours.header == theirs.header


def _points_at(mutant: Mutant, found: Diagnostic) -> bool:
    """Whether the place of a message touches the tokens on either side of what was left out."""
    start, end = mutant.near
    return found.span.source.path == mutant.file.path and found.span.start <= end and found.span.end >= start


def _says(found: Diagnostic, lost: Token) -> bool:
    """Whether the message says that a token like this one belongs there."""
    if f"`{lost.text}`" in f"{found.message()} {found.advice() or ''}":
        return found.facts.get("found") != lost.text
    expected = found.facts.get("expected")
    return isinstance(expected, Text) and _expects_first(expected.nl, lost.kind)


def _expects_first(expected: str, kind: str) -> bool:
    """Whether the first of what a message expects is a kind of thing that such a token begins."""
    return any(expected.startswith(text) and kind in members for text, members in _KINDS.items())


_KINDS = {text.nl: thing.members for thing in expectations.THINGS for text in (thing.text, *thing.after.values())}
