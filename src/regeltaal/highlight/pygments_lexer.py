"""Lexers for Pygments, found by its entry points: they cut a text by our own lexer. Only Pygments loads this module."""

from collections.abc import Iterator, Mapping
from typing import ClassVar

from pygments.lexer import Lexer
from pygments.token import string_to_tokentype

from regeltaal.highlight.looks import LOOKS
from regeltaal.highlight.pieces import pieces
from regeltaal.highlight.roles import RULES, SCHEMA, Language

_TYPES: Mapping[str, object] = {role: string_to_tokentype(look.pygments) for role, look in LOOKS.items()}


class _OwnLexer(Lexer):  # type: ignore[misc]  # Pygments is not typed
    language: ClassVar[Language]
    version_added = ""

    def get_tokens_unprocessed(self, text: str) -> Iterator[tuple[int, object, str]]:
        for piece in pieces(text, self.language):
            yield piece.start, _TYPES[piece.role], text[piece.start : piece.end]


class RegeltaalLexer(_OwnLexer):
    """Rules, lists, definitions and tests."""

    language = RULES
    name = RULES.title
    aliases: ClassVar = [RULES.name, *RULES.aliases]
    filenames: ClassVar = [f"*.{RULES.suffix}"]
    url = ""


class DomeinLexer(_OwnLexer):
    """The objects, events and actions that rules are about."""

    language = SCHEMA
    name = SCHEMA.title
    aliases: ClassVar = [SCHEMA.name, *SCHEMA.aliases]
    filenames: ClassVar = [f"*.{SCHEMA.suffix}"]
    url = ""
